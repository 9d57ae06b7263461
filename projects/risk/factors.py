"""Risks that multiply what they touch, or add work to it, drawn once for all of it. Pure.

The risk-driver method: correlation between activities is not asked of anybody, it follows from the
risks they share (Hulett, Integrated Cost-Schedule Risk Analysis, 2011).
"""

from dataclasses import dataclass

import numpy as np

from projects.risk.effects import Compiled, Effect
from projects.risk.extensions import whole_minutes
from projects.risk.laws import lowest, quantiles
from projects.risk.randomness import Block
from projects.risk.touched import in_scope, still_open
from projects.schedule.network import Network
from sites.uncertainty import Branch, Factor, Joined, Scope


@dataclass(frozen=True, kw_only=True)
class FactorInfluence(Compiled):
    driver: Factor

    def draw(self, block: Block) -> Effect:
        happens = block.uniforms(self.cause.key, "happens") < self.driver.probability
        factor = quantiles(self.driver.multiplier, block.uniforms(self.cause.key, "factor"))
        overlaps = self.driver.joined is Joined.PARALLEL
        return Effect(factor=np.where(happens, factor, not overlaps), overlaps=overlaps)


@dataclass(frozen=True, kw_only=True)
class BranchInfluence(Compiled):
    driver: Branch

    def draw(self, block: Block) -> Effect:
        happens = block.uniforms(self.cause.key, "happens") < self.driver.probability
        days = happens * quantiles(self.driver.days, block.uniforms(self.cause.key, "days"))
        minutes = {day: whole_minutes(days * day) for day in map(self._day, self.touches)}
        return Effect(added_work={i: minutes[self._day(i)] for i in self.touches})

    def _day(self, position: int) -> int:
        return self.network.times[position].calendar.minutes_per_day


def compile_factor(driver: Factor, network: Network) -> FactorInfluence:
    """Raises ValueError for a multiplier that may be 0 or less."""
    if not lowest(driver.multiplier) > 0:
        raise ValueError(f"{driver.cause.key}: a multiplier of {lowest(driver.multiplier):g}")
    return FactorInfluence(
        cause=driver.cause, network=network, touches=_open(driver.scope, network), driver=driver
    )


def compile_branch(driver: Branch, network: Network) -> BranchInfluence:
    return BranchInfluence(
        cause=driver.cause, network=network, touches=_open(driver.scope, network), driver=driver
    )


def _open(scope: Scope, network: Network) -> frozenset[int]:
    return frozenset(still_open(network, in_scope(network, scope)))
