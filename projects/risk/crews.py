"""Crew productivity, drawn. Pure."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from projects.risk.distributions import standard_normal
from projects.risk.effects import Compiled, Effect, Floats
from projects.risk.labor_shares import labor_share
from projects.risk.randomness import Block
from projects.risk.touched import in_scope, still_open
from projects.schedule.network import Network
from sites.uncertainty import Productivity

_ROUNDING = 1e-9


@dataclass(frozen=True, kw_only=True)
class CrewInfluence(Compiled):
    """One draw of output per hour in each iteration, the same for all that the crew does.

    ln m is a sum of normals: the crew's own, and one of each part that it shares with other crews, in
    the weights whose squares are their shares of the variance.
    """

    driver: Productivity

    def draw(self, block: Block) -> Effect:
        driver = self.driver
        if not driver.log_sd:
            return Effect(output=np.full(block.iterations, driver.median))
        return Effect(output=driver.median * np.exp(driver.log_sd * self._deviations(block)))

    def _deviations(self, block: Block) -> Floats:
        """Standard normal: (iterations,)."""
        found = sqrt(self._own_share) * _normals(block, self.cause.key)
        for part in self.driver.shared:
            found += sqrt(part.share) * _normals(block, part.name)
        return found

    @property
    def _own_share(self) -> float:
        return max(0.0, 1 - sum(part.share for part in self.driver.shared))


def _normals(block: Block, name: str) -> Floats:
    return standard_normal(block.uniforms(name, "productivity"))


def compile_productivity(driver: Productivity, network: Network) -> CrewInfluence:
    """Raises ValueError for shares of a variance that are none."""
    shares = [part.share for part in driver.shared]
    if min(shares, default=0.0) < 0 or sum(shares) > 1 + _ROUNDING:
        raise ValueError(f"{driver.cause.key}: shares of {shares} of one variance")
    positions = still_open(network, in_scope(network, driver.scope))
    depends_on_crew = frozenset(i for i in positions if labor_share(network.activities[i]))
    return CrewInfluence(
        cause=driver.cause, network=network, touches=depends_on_crew, driver=driver
    )
