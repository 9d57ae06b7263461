"""Days lost to weather, recorded and drawn. Pure.

Lost work is a rising function of time, one for each iteration: it climbs by a whole day on each
recorded day, and evenly by the drawn days over each month to come. An exposed activity loses what
the function climbs while it is worked. Source: DOMAIN.md G.2.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np

from projects.risk.deliveries import end_of
from projects.risk.distributions import Counts, negative_binomial
from projects.risk.effects import Compiled, Effect
from projects.risk.extensions import Climb
from projects.risk.randomness import Block
from projects.risk.touched import exposed
from projects.schedule.calendars import DAY, Minutes, WorkTime, from_clock, to_clock
from projects.schedule.network import Network
from sites.uncertainty import Weather

Planned = Callable[[], Minutes]

_MOST_DAYS = 31
_TIMES_THE_PLAN = 2
_SPARE = 366 * DAY
"""Months are drawn to twice the planned length of the exposed work and a year more."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A piece of time with lost days spread evenly over it.

    days: what a whole month's draw is multiplied by; 1 for a recorded day, which is not drawn.
    month: "2026-07", the name of the draw; empty for a recorded day.
    """

    begins: int
    ends: int
    days: float = 1.0
    month: str = ""
    mean: float = 0.0


@dataclass(frozen=True, kw_only=True)
class WeatherInfluence(Compiled):
    driver: Weather
    stretches: tuple[Stretch, ...]

    def draw(self, block: Block) -> Effect:
        lost_days = [self._lost_days(stretch, block) for stretch in self.stretches]
        if not lost_days:
            return Effect()
        climbs = {
            time: _climb(time, self.stretches, *laid, lost_days)
            for time, laid in self._laid.items()
        }
        return Effect(extensions={i: climbs[self.network.times[i]] for i in self.touches})

    @cached_property
    def _laid(self) -> dict[WorkTime, tuple[Minutes, Minutes]]:
        """Where each stretch begins and how long it is, in the work minutes of each calendar."""
        laid = {}
        for time in {self.network.times[i] for i in self.touches}:
            begins = np.array([time.work(stretch.begins) for stretch in self.stretches], np.int64)
            ends = np.array([time.work(stretch.ends) for stretch in self.stretches], np.int64)
            laid[time] = begins, ends - begins
        return laid

    def _lost_days(self, stretch: Stretch, block: Block) -> Counts:
        """Of a whole month."""
        if not stretch.month:
            return np.ones(block.iterations, np.int64)
        return negative_binomial(
            block.uniforms(self.cause.key, f"lost days {stretch.month}"),
            mean=stretch.mean,
            dispersion=self.driver.dispersion,
            most=_MOST_DAYS,
        )


def _climb(
    time: WorkTime,
    stretches: Sequence[Stretch],
    begins: Minutes,
    length: Minutes,
    lost_days: Sequence[Counts],
) -> Climb:
    """The function in work minutes of one calendar."""
    lost = np.zeros((len(stretches) + 1, lost_days[0].size))
    for i, (stretch, days) in enumerate(zip(stretches, lost_days, strict=True)):
        a_day = stretch.days * _minutes_of_a_day(time, stretch, int(length[i]))
        np.multiply(days, a_day, out=lost[i + 1])
        lost[i + 1] += lost[i]
    return Climb(begins=begins, length=length, lost=lost)


def _minutes_of_a_day(time: WorkTime, stretch: Stretch, length: int) -> int:
    """Lost by a day: a recorded one costs what the calendar works on it."""
    return time.calendar.minutes_per_day if stretch.month else length


def compile_weather(driver: Weather, network: Network, planned: Planned) -> WeatherInfluence:
    touches = exposed(network, driver.scope)
    return WeatherInfluence(
        cause=driver.cause,
        network=network,
        touches=frozenset(touches),
        driver=driver,
        stretches=_stretches(driver, network, touches, planned) if touches else (),
    )


def _stretches(
    driver: Weather, network: Network, touches: tuple[int, ...], planned: Planned
) -> tuple[Stretch, ...]:
    """Recorded days in order, then months from the data date on, or from the last recorded day.

    Recorded days may lie after the data date where a plan is simulated with today's facts.
    """
    ends = [to_clock(end_of(on)) for on in sorted(driver.lost)]
    recorded = [Stretch(begins=end - DAY, ends=end) for end in ends if end > network.times[0].first]
    if driver.recorded_until:
        ends.append(to_clock(end_of(driver.recorded_until)))
    begins = max([network.data_date, *ends])
    if not any(driver.monthly_mean):
        return tuple(recorded)
    return (*recorded, *_months(driver, begins, _exposed_until(network, touches, planned())))


def _months(driver: Weather, begins: int, until: int) -> list[Stretch]:
    found = []
    while begins < until:
        at = from_clock(begins)
        month = at.replace(day=1, hour=0, minute=0)
        following = (month + timedelta(days=32)).replace(day=1)
        ends = to_clock(following)
        found.append(
            Stretch(
                begins=begins,
                ends=ends,
                days=(ends - begins) / (ends - to_clock(month)),
                month=_name(month),
                mean=driver.monthly_mean[month.month - 1],
            )
        )
        begins = ends
    return found


def _name(month: datetime) -> str:
    return f"{month:%Y-%m}"


def _exposed_until(network: Network, touches: tuple[int, ...], planned: Minutes) -> int:
    latest: dict[WorkTime, int] = {}
    for i in touches:
        time, finish = network.times[i], int(planned[i])
        latest[time] = max(finish, latest.get(time, finish))
    last = max(int(time.clock_at_finish(finish)) for time, finish in latest.items())
    return last + (_TIMES_THE_PLAN - 1) * max(last - network.data_date, 0) + _SPARE
