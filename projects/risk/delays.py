"""Incidents, drawn: they happen or not, once in each iteration for all that they touch. Pure.

Two kinds, told apart by the scope, since the same days must not be counted once for every activity
along a chain:

- A scope that names activities adds the calendar days to the finish of each, for each is hit. One
  that names packages and nothing else does so to the deliveries of those packages.
- Any other scope (a hall, a craft, a phase, the whole site) is a stop: no work is done in scope
  from the day of the incident for the drawn days. An activity loses the part of the stop that falls
  within its own working, and what starts later loses nothing. So is a package already delivered.

A Hold is a stop whatever its scope: what it names cannot go on before it is cleared.
"""

from dataclasses import dataclass

import numpy as np

from projects.risk.deliveries import end_of
from projects.risk.effects import Compiled, Effect
from projects.risk.extensions import Extension, LaterFinish, LostInStop, whole_minutes
from projects.risk.laws import quantiles
from projects.risk.randomness import Block
from projects.risk.touched import deliveries_of, in_scope, still_open
from projects.schedule.calendars import DAY, Minutes, WorkTime, to_clock
from projects.schedule.network import Network
from sites.uncertainty import Delay, Hold, Scope


@dataclass(frozen=True, kw_only=True)
class DelayInfluence(Compiled):
    driver: Delay | Hold
    stops_from: int | None
    """Clock minute from which a stop counts; None where each activity is hit for itself."""

    def draw(self, block: Block) -> Effect:
        happens = block.uniforms(self.cause.key, "happens") < self.driver.probability
        days = quantiles(self.driver.days, block.uniforms(self.cause.key, "days"))
        minutes = whole_minutes(happens * days * DAY)
        times = {self.network.times[i] for i in self.touches}
        extensions = {time: self._extension(time, minutes) for time in times}
        return Effect(extensions={i: extensions[self.network.times[i]] for i in self.touches})

    def _extension(self, time: WorkTime, minutes: Minutes) -> Extension:
        if self.stops_from is None:
            return LaterFinish(time=time, minutes=minutes, data_date=self.network.data_date)
        begins = int(time.work(self.stops_from))
        ends, hit = np.full_like(minutes, begins), minutes > 0
        ends[hit] = time.work(self.stops_from + minutes[hit])
        return LostInStop(begins=begins, ends=ends)


def compile_delay(driver: Delay, network: Network) -> DelayInfluence:
    hit = _hit_for_itself(driver.scope, network)
    if hit:
        touches, stops_from = hit, None
    else:
        touches = still_open(network, in_scope(network, driver.scope))
        stops_from = network.data_date
        if driver.from_on is not None:
            stops_from = to_clock(end_of(driver.from_on)) - DAY
    return DelayInfluence(
        cause=driver.cause,
        network=network,
        touches=frozenset(touches),
        driver=driver,
        stops_from=stops_from,
    )


def compile_hold(driver: Hold, network: Network) -> DelayInfluence:
    """A stop of all that is open in scope, from the day on which it was blocked."""
    return DelayInfluence(
        cause=driver.cause,
        network=network,
        touches=frozenset(still_open(network, in_scope(network, driver.scope))),
        driver=driver,
        stops_from=to_clock(end_of(driver.from_on)) - DAY,
    )


def _hit_for_itself(scope: Scope, network: Network) -> tuple[int, ...]:
    if scope.codes:
        return still_open(network, in_scope(network, scope))
    if scope != Scope(packages=scope.packages):
        return ()
    deliveries = [i for package in sorted(scope.packages) for i in deliveries_of(network, package)]
    return still_open(network, tuple(deliveries))
