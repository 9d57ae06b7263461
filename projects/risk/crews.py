"""Crew productivity, drawn. Pure."""

from dataclasses import dataclass

from projects.risk.distributions import log_normal
from projects.risk.effects import Compiled, Effect
from projects.risk.labor_shares import labor_share
from projects.risk.randomness import Block
from projects.risk.touched import in_scope, still_open
from projects.schedule.network import Network
from sites.uncertainty import Productivity


@dataclass(frozen=True, kw_only=True)
class CrewInfluence(Compiled):
    """One draw of output per hour in each iteration, the same for all that the crew does."""

    driver: Productivity

    def draw(self, block: Block) -> Effect:
        u = block.uniforms(self.cause.key, "productivity")
        return Effect(output=log_normal(u, median=self.driver.median, log_sd=self.driver.log_sd))


def compile_productivity(driver: Productivity, network: Network) -> CrewInfluence:
    positions = still_open(network, in_scope(network, driver.scope))
    depends_on_crew = frozenset(i for i in positions if labor_share(network.activities[i]))
    return CrewInfluence(
        cause=driver.cause, network=network, touches=depends_on_crew, driver=driver
    )
