"""A tight labor market, drawn. Pure."""

from dataclasses import dataclass

from projects.risk.effects import Compiled, Effect
from projects.risk.labor_shares import labor_share
from projects.risk.laws import lowest, quantiles
from projects.risk.randomness import Block
from projects.risk.touched import in_scope, still_open
from projects.schedule.network import Network
from sites.uncertainty import Tightness


@dataclass(frozen=True, kw_only=True)
class MarketInfluence(Compiled):
    """One draw in each iteration: so many times the hours are so much less output in each."""

    driver: Tightness

    def draw(self, block: Block) -> Effect:
        u = block.uniforms(self.cause.key, "hours")
        return Effect(output=1 / quantiles(self.driver.times_the_hours, u))


def compile_tightness(driver: Tightness, network: Network) -> MarketInfluence:
    """Raises ValueError for work that may take no hours."""
    least = lowest(driver.times_the_hours)
    if not least > 0:
        raise ValueError(f"{driver.cause.key}: {least:g} times the hours")
    positions = still_open(network, in_scope(network, driver.scope))
    touches = frozenset(i for i in positions if labor_share(network.activities[i]))
    return MarketInfluence(cause=driver.cause, network=network, touches=touches, driver=driver)
