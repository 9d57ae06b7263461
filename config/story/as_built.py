"""How a build went: when each activity really began and ended, from its plan and its story. Pure.

The forward pass of projects/schedule, once, with the durations that came true. Whatever the story
does not say comes from the name of the activity, so that every load tells the same.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import numpy as np

from config.story.script import Course, Gang
from labor.productivity import productivity
from projects.risk.extensions import InTurn
from projects.risk.labor_shares import labor_share
from projects.risk.touched import exposed
from projects.schedule.calendars import Minutes, WorkTime, from_clock, to_clock
from projects.schedule.crossing import clock, side_of
from projects.schedule.forward import Extend, forward
from projects.schedule.model import Activity, ActivityKind, Schedule
from projects.schedule.network import Network
from sites.uncertainty import Scope

CHANCE = (0.93, 1.09)
"""The least and the most that chance makes of a duration."""

OUTDOORS = "outdoors"

Output = tuple[tuple[int, float], ...]
"""From which clock minute how much is done of what the plan expects in the same time."""


@dataclass(frozen=True)
class Worked:
    """One activity as it went. start, finish: work minutes on its own calendar."""

    activity: Activity
    time: WorkTime
    starts_on: date
    ends_on: date
    start: int
    finish: int

    @property
    def is_milestone(self) -> bool:
        return self.activity.kind in (ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE)

    def remaining_days(self, on: date) -> float:
        """Working days left at the end of a day, as the plan counts them, to the half day.

        What is left of the work and not of the time: a slow crew reports the work, and how fast it
        will be is for the forecast to judge.
        """
        done = int(self.time.work(to_clock(datetime.combine(on, time()) + timedelta(days=1))))
        left = max(self.finish - done, 0) / (self.finish - self.start)
        planned = self.activity.likely / self.time.calendar.minutes_per_day
        return max(0.5, round(2 * planned * left) / 2)


def as_built(
    schedule: Schedule, course: Course, gangs: Iterable[Gang] = (), *, lot: str = ""
) -> list[Worked]:
    """Every activity as it went, also beyond the end of the story, predecessors first.

    lot: names the chances, so that two sites with one plan differ.
    """
    network = Network(_with_weather(schedule, course))
    durations = np.array(
        [[_actual(activity, network, course, lot)] for activity in network.activities]
    )
    slowed, held = dict(_slowed(network, tuple(gangs))), dict(_held(network, course.held))
    extend = {
        at: InTurn(tuple(by[at] for by in (slowed, held) if at in by)) for at in slowed | held
    }
    dates = forward(network, durations, extend=extend)
    return [_worked(network, at, dates.start, dates.finish) for at in network.order]


def planned(schedule: Schedule) -> Mapping[str, date]:
    """The day on which each activity ends if all goes as the schedule says."""
    network = Network(schedule)
    durations = np.array([[activity.likely] for activity in network.activities])
    dates = forward(network, durations)
    rows = (_worked(network, at, dates.start, dates.finish) for at in network.order)
    return {row.activity.code: row.ends_on for row in rows}


def _with_weather(schedule: Schedule, course: Course) -> Schedule:
    """Work out of doors follows a calendar of its own, in which lost days are not worked."""
    (usual,) = schedule.calendars
    lost = {day: () for day in course.lost if day not in usual.exceptions}
    outdoors = replace(usual, code=OUTDOORS, exceptions={**usual.exceptions, **lost})
    positions = set(exposed(Network(schedule), Scope()))
    activities = tuple(
        replace(activity, calendar=OUTDOORS) if i in positions else activity
        for i, activity in enumerate(schedule.activities)
    )
    return replace(schedule, activities=activities, calendars=(usual, outdoors))


def _actual(activity: Activity, network: Network, course: Course, lot: str) -> int:
    """Whole working days, in minutes: the plan, times the pace of the story, times chance."""
    least, most = CHANCE
    chance = least + (most - least) * _luck(f"{lot}/{activity.code}")
    pace = course.paces.get(activity.code, course.pace * chance)
    day = network.times[0].calendar.minutes_per_day
    return round(activity.likely / day * pace) * day


def _luck(name: str) -> float:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") / 2**32


def _held(network: Network, held: Mapping[str, date]) -> Iterator[tuple[int, Extend]]:
    for code, until in held.items():
        at = network.index[code]
        evening = to_clock(datetime.combine(until, time()) + timedelta(days=1))
        yield at, _no_sooner_than(int(network.times[at].work(evening)))


def _no_sooner_than(end: int) -> Extend:
    """An extension, since a floor under the finish would move the start along."""

    def extend(start: Minutes, finish: Minutes) -> Minutes:
        return np.maximum(end - finish, 0)

    return extend


def _slowed(network: Network, gangs: tuple[Gang, ...]) -> Iterator[tuple[int, Extend]]:
    for at, activity in enumerate(network.activities):
        share = labor_share(activity)
        mixes = {on: mix for g in gangs if g.craft == activity.craft for on, mix in g.mixes.items()}
        if share and mixes:
            output = tuple(
                (to_clock(datetime.combine(on, time())), productivity(mix).median ** share)
                for on, mix in sorted(mixes.items())
            )
            yield at, _at_output(network.times[at], output)


def _at_output(time_: WorkTime, output: Output) -> Extend:
    """Minutes added to an activity that is worked at one output after another."""
    changes = [(int(time_.work(since)), rate) for since, rate in output]

    def extend(start: Minutes, finish: Minutes) -> Minutes:
        at, left = int(start[0]), float(finish[0] - start[0])
        rate = 1.0
        for since, then in changes:
            if since > at:
                worked = min(left, (since - at) * rate)
                left -= worked
                if not left:
                    return np.array([at + round(worked / rate)]) - finish
                at = since
            rate = then
        return np.array([at + round(left / rate)]) - finish

    return extend


def _worked(network: Network, at: int, start: Minutes, finish: Minutes) -> Worked:
    time_, activity = network.times[at], network.activities[at]

    def day(work: int, *, at_finish: bool) -> date:
        side = side_of(network, at, at_finish=at_finish)
        return from_clock(int(clock(time_, np.array(work), side))).date()

    begun, ended = int(start[at, 0]), int(finish[at, 0])
    starts_on, ends_on = day(begun, at_finish=False), day(ended, at_finish=True)
    return Worked(activity, time_, starts_on, max(starts_on, ends_on), begun, ended)
