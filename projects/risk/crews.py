"""Crew productivity, drawn, and the weeks in which heads are missing, which are known. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from math import sqrt

import numpy as np

from projects.risk.distributions import standard_normal
from projects.risk.effects import Compiled, Effect, Floats
from projects.risk.extensions import AtPace
from projects.risk.labor_shares import labor_share
from projects.risk.randomness import Block
from projects.risk.rows import SLOWEST
from projects.risk.touched import in_scope, still_open
from projects.schedule.calendars import WorkTime, to_clock
from projects.schedule.network import Network
from sites.uncertainty import Productivity, ShortWeek

WEEK = timedelta(days=7)

_ROUNDING = 1e-9


@dataclass(frozen=True, kw_only=True)
class CrewInfluence(Compiled):
    """One draw of output per hour in each iteration, the same for all that the crew does.

    ln m is a sum of normals: the crew's own, and one of each part that it shares with other crews, in
    the weights whose squares are their shares of the variance.

    A week with too few heads slows what is worked in it and nothing else: with a share c of the heads a
    minute of it brings c of a minute's work, to the power of the labor share. After the last week that
    is known to be short the crew counts as whole, since heads that are not there yet can still be hired.
    """

    driver: Productivity

    def draw(self, block: Block) -> Effect:
        driver = self.driver
        output = np.full(block.iterations, driver.median)
        if driver.log_sd:
            output = driver.median * np.exp(driver.log_sd * self._deviations(block))
        return Effect(output=output, extensions=self._paces)

    def _deviations(self, block: Block) -> Floats:
        """Standard normal: (iterations,)."""
        found = sqrt(self._own_share) * _normals(block, self.cause.key)
        for part in self.driver.shared:
            found += sqrt(part.share) * _normals(block, part.name)
        return found

    @property
    def _own_share(self) -> float:
        return max(0.0, 1 - sum(part.share for part in self.driver.shared))

    @cached_property
    def _paces(self) -> dict[int, AtPace]:
        """Alike for all that have a calendar and a labor share in common."""
        if not self.driver.short:
            return {}
        made: dict[tuple[WorkTime, float], AtPace] = {}
        found = {}
        for i in sorted(self.touches):
            time_, share = self.network.times[i], labor_share(self.network.activities[i])
            if (time_, share) not in made:
                made[time_, share] = pace_of(self.driver.short, time_, share)
            found[i] = made[time_, share]
        return found


def _normals(block: Block, name: str) -> Floats:
    return standard_normal(block.uniforms(name, "productivity"))


def pace_of(short: Sequence[ShortWeek], time_: WorkTime, share: float) -> AtPace:
    """The weeks as stretches of one calendar. short: at least one, in order of weeks. share: of labor."""
    stretches: dict[int, int] = {}
    for each in short:
        pace = round(SLOWEST * each.covered**share)
        stretches[_work(time_, each.week)] = min(max(pace, 1), SLOWEST)
        stretches[_work(time_, each.week + WEEK)] = SLOWEST
    begins, paces = list(stretches), list(stretches.values())
    done = [0]
    for (this, following), pace in zip(pairwise(begins), paces[:-1], strict=True):
        done.append(done[-1] + (following - this) * pace)
    return AtPace(
        begins=np.array(begins, np.int64),
        pace=np.array(paces, np.int64),
        done=np.array(done, np.int64),
    )


def _work(time_: WorkTime, monday: date) -> int:
    clock = to_clock(datetime.combine(monday, time()))
    return int(time_.work(min(max(clock, time_.first), time_.last)))


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
