"""A large schedule that looks like a real one, the same each time it is made."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np

from projects.bench.plan import Plan
from projects.schedule.model import (
    Activity,
    ActivityKind,
    Link,
    LinkType,
    Schedule,
    Shift,
    SourceFormat,
    WorkCalendar,
)

_BEGINS = datetime.fromisoformat("2026-01-05T08:00")
_YEARS = 4
_FRONT = 50
"""Activities of one work front, each after the one before it: a chain that ends in a milestone."""
_REACH = 10
"""How many fronts away the other predecessors of an activity stand at most."""
_EIGHT: tuple[Shift, ...] = ((480, 720), (780, 1020))
_TEN: tuple[Shift, ...] = ((420, 720), (750, 1050))
_TYPES = (LinkType.FS, LinkType.SS, LinkType.FF, LinkType.SF)
_SHARES = (0.80, 0.10, 0.08, 0.02)
_ON_CALENDARS = (0.70, 0.15, 0.10, 0.05)


def made(plan: Plan) -> Schedule:
    """Links of every type, and calendars of several hours, with holidays. The same for the same plan."""
    draws = np.random.default_rng(plan.seed)
    calendars = _calendars()
    activities = _activities(plan, calendars, draws)
    return Schedule(
        name="BENCH",
        source=SourceFormat.XER,
        data_date=_BEGINS,
        activities=tuple(activities),
        links=tuple(_links(plan, activities, draws)),
        calendars=calendars,
        default_calendar=calendars[0].code,
        planned_start=_BEGINS,
    )


def _calendars() -> tuple[WorkCalendar, ...]:
    off = _holidays()
    half_days: dict[date, tuple[Shift, ...]] = {
        on - timedelta(days=1): _EIGHT[:1] for on in off if on.month == 12 and on.day == 25
    }
    weeks: tuple[tuple[str, tuple[tuple[Shift, ...], ...], int], ...] = (
        ("Five days of eight hours", (_EIGHT,) * 5 + ((), ()), 480),
        ("Six days of ten hours", (_TEN,) * 6 + ((),), 600),
        ("Day and night", (((0, 1440),),) * 7, 1440),
        ("Four days of ten hours", (_TEN,) * 4 + ((),) * 3, 600),
    )
    return tuple(
        WorkCalendar(
            code=str(number),
            name=name,
            week=week,
            exceptions={} if number == 3 else dict.fromkeys(off, ()) | half_days,
            minutes_per_day=minutes,
        )
        for number, (name, week, minutes) in enumerate(weeks, start=1)
    )


def _holidays() -> list[date]:
    """Ten a year, and a shutdown of a week in summer."""
    days = (
        (1, 1),
        (2, 16),
        (4, 3),
        (5, 25),
        (6, 19),
        (9, 7),
        (10, 12),
        (11, 11),
        (11, 26),
        (12, 25),
    )
    found = []
    for year in range(_BEGINS.year, _BEGINS.year + _YEARS):
        found += [date(year, month, day) for month, day in days]
        found += [date(year, 7, 1) + timedelta(days=n) for n in range(7)]
    return found


def _activities(
    plan: Plan, calendars: tuple[WorkCalendar, ...], draws: np.random.Generator
) -> list[Activity]:
    of_fronts = draws.choice(len(calendars), size=plan.activities // _FRONT + 1, p=_ON_CALENDARS)
    days = draws.integers(1, 16, size=plan.activities)
    found = []
    for i in range(plan.activities):
        front, place = divmod(i, _FRONT)
        calendar = calendars[int(of_fronts[front])]
        ends = place == _FRONT - 1
        found.append(
            Activity(
                code=f"A{10 * (i + 1):06}",
                name=f"Front {front + 1}: {'complete' if ends else f'work {place + 1}'}",
                calendar=calendar.code,
                likely=0 if ends else int(days[i]) * calendar.minutes_per_day,
                kind=ActivityKind.FINISH_MILESTONE if ends else ActivityKind.TASK,
                wbs=f"BENCH.{front // 20 + 1}.{front + 1}",
                codes={"Front": str(front + 1)},
            )
        )
    return found


def _links(plan: Plan, activities: list[Activity], draws: np.random.Generator) -> list[Link]:
    """Along each front, then across them: each drawn pair once, until there are as many as asked.

    A predecessor stands earlier in its front than the successor in its own, so there is no cycle,
    and the whole takes about as long as a front with all that it waits for: some years.
    """
    codes = [activity.code for activity in activities]
    chain = [
        Link(predecessor=before, successor=after)
        for i, (before, after) in enumerate(pairwise(codes))
        if (i + 1) % _FRONT
    ]
    taken = {(link.predecessor, link.successor) for link in chain}
    found = chain[: plan.links]
    while len(found) < plan.links:
        at = int(draws.integers(len(codes)))
        front, place = divmod(at, _FRONT)
        other = front + int(draws.integers(-_REACH, _REACH + 1))
        before = _FRONT * other + int(draws.integers(max(place, 1)))
        kind = _TYPES[int(draws.choice(len(_TYPES), p=_SHARES))]
        lag_days = int(draws.integers(-1, 6)) if draws.random() < 0.2 else 0
        if not place or not 0 <= before < len(codes) or (codes[before], codes[at]) in taken:
            continue
        taken.add((codes[before], codes[at]))
        if activities[at].kind is ActivityKind.FINISH_MILESTONE:
            kind = LinkType.FS
        lag = 480 * lag_days
        found.append(Link(predecessor=codes[before], successor=codes[at], type=kind, lag=lag))
    return found
