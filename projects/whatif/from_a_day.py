"""Crews that change on a day to come: only the work that starts from then on knows of it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from projects.risk.engine import Engine, World
from projects.schedule.calendars import Minutes, WorkTime, from_clock
from projects.schedule.model import Activity
from projects.schedule.network import Network
from sites.uncertainty import Driver, Productivity, ShortWeek

Crews = Mapping[str, Productivity]
"""By the key of their cause."""
Starts = Mapping[str, date]
"""By activity code the day of its start."""
ITERATIONS = 256


@dataclass(frozen=True, kw_only=True)
class CrewsFrom:
    """What the crews of a site put out until a day and from it on, both against the need from that day."""

    on: date
    before: Crews
    after: Crews


def by_key(drivers: Iterable[Driver]) -> dict[str, Productivity]:
    return {each.cause.key: each for each in drivers if isinstance(each, Productivity)}


def taking_effect(
    drivers: Iterable[Driver], change: CrewsFrom, *, starts: Starts
) -> tuple[Driver, ...]:
    """The drivers with each changed crew as two: for work that starts before the day, and from it on.

    Output from the day on, and the heads of each week, are what they are now, times what the change makes
    of them: what a need that grows meanwhile does is no merit of the change. Both draw the same random
    numbers.
    """
    changed = {
        key
        for key in change.before.keys() | change.after.keys()
        if _output(change.before.get(key)) != _output(change.after.get(key))
    }
    found: list[Driver] = []
    new = changed & change.after.keys()
    for driver in drivers:
        new = new - {driver.cause.key}
        if isinstance(driver, Productivity) and driver.cause.key in changed:
            found += _split(driver, change, starts)
            continue
        found.append(driver)
    for key in sorted(new):
        found += _from_then(change.after[key], change, starts)  # until then the reference crew
    return tuple(found)


def _output(crew: Productivity | None) -> tuple[float, tuple[ShortWeek, ...]]:
    """Without a crew in the log work goes on as the reference crew does it, which lacks no heads."""
    return (crew.median, crew.short) if crew else (1.0, ())


def _split(crew: Productivity, change: CrewsFrom, starts: Starts) -> list[Productivity]:
    """As it is for what starts before the day, and as it then is for the rest; each if there is any."""
    key = crew.cause.key
    before, was_short = _output(change.before.get(key))
    after, is_short = _output(change.after.get(key))
    then = replace(
        crew,
        median=crew.median * after / before,
        short=_times(crew.short, was_short, is_short),
    )
    late = _from_then(then, change, starts)
    codes = crew.scope.codes or frozenset(starts)
    early = frozenset(code for code in codes if starts[code] < change.on)
    return [*([_only(crew, early)] if early else []), *late]


def _times(
    now: Sequence[ShortWeek], before: Sequence[ShortWeek], after: Sequence[ShortWeek]
) -> tuple[ShortWeek, ...]:
    """Of each week the share that is there now, times that after the change over that before it."""
    shares, was, becomes = (
        {each.week: each.covered for each in weeks} for weeks in (now, before, after)
    )
    for week in was.keys() | becomes.keys():
        shares[week] = shares.get(week, 1.0) * becomes.get(week, 1.0) / was.get(week, 1.0)
    return tuple(
        ShortWeek(week=week, covered=share) for week, share in sorted(shares.items()) if share < 1
    )


def _from_then(crew: Productivity, change: CrewsFrom, starts: Starts) -> list[Productivity]:
    codes = crew.scope.codes or frozenset(starts)
    late = frozenset(code for code in codes if starts[code] >= change.on)
    return [_only(crew, late)] if late else []


def _only(crew: Productivity, codes: frozenset[str]) -> Productivity:
    return replace(crew, scope=replace(crew.scope, codes=codes))


def expected_starts(world: World) -> dict[str, date]:
    """By activity code the day on which it is as likely to have started as not.

    From few iterations, and from the finish back by the likely duration: it decides on which side of a
    day an activity lies, and no date that anybody is told.
    """
    network = Network(world.schedule)
    codes = [activity.code for activity in network.activities]
    (finishes,) = Engine(world, watched=codes).run(ITERATIONS)
    return {
        activity.code: _started(network.times[at], finishes.milestones[activity.code], activity)
        for at, activity in enumerate(network.activities)
    }


def _started(worked: WorkTime, finishes: Minutes, activity: Activity) -> date:
    finish = worked.work(int(np.median(finishes)))
    start = max(int(finish) - activity.likely, worked.work(worked.first))
    return from_clock(int(worked.clock_at_start(int(start)))).date()
