"""How many heads of each craft a schedule needs in each week. Pure.

An activity needs its crew from its start to its finish, on its early dates: work that could wait for its
float is counted where CPM has it. Finished and started work counts from its actual start. Engineering,
procurement and the owner's and the utility's own people are no heads on site (DOMAIN.md B.4).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from projects.risk.labor_shares import NOT_CREW_CRAFTS
from projects.schedule.calendars import Minutes, WorkTime, from_clock, to_clock
from projects.schedule.cpm import Analysis, analyse_network
from projects.schedule.model import MILESTONES, SPANNING, Activity, Schedule
from projects.schedule.network import Network

WEEK = timedelta(days=7)
WEEKS_AHEAD = 8
NO_CREW_PHASES = frozenset({"PRECON", "PROCURE"})


@dataclass(frozen=True, kw_only=True)
class Need:
    """Heads of a craft in the week of a Monday, as a mean over its work time, and their hours."""

    craft: str
    week: date
    heads: float
    hours: float


def needs(schedule: Schedule) -> tuple[Need, ...]:
    """What the schedule needs, in order of craft and week; weeks without any are left out.

    An activity of crew size c that is worked for h of the H hours of its calendar in a week needs
    c * h / H heads and c * h hours. Raises the refusals of projects/schedule/errors.py.
    """
    if not any(map(has_crew, schedule.activities)):
        return ()
    network = Network(schedule)
    analysis = analyse_network(network)
    heads: dict[tuple[str, date], float] = defaultdict(float)
    hours: dict[tuple[str, date], float] = defaultdict(float)
    for at, activity in enumerate(network.activities):
        if not has_crew(activity):
            continue
        for monday, worked, whole in _weeks(network.times[at], *_span(analysis, at)):
            key = activity.craft, monday
            heads[key] += activity.crew_size * worked / whole
            hours[key] += activity.crew_size * worked / 60
    return tuple(
        Need(craft=craft, week=week, heads=heads[craft, week], hours=hours[craft, week])
        for craft, week in sorted(heads)
    )


def heads_ahead(schedule: Schedule, *, on: date) -> dict[str, dict[date, float]]:
    """By craft the heads needed in the week of a day and the seven after it, by the Monday of each.

    Further on, heads that are not there yet can still be hired, so they slow nothing (judgement).
    """
    first = on - timedelta(days=on.weekday())
    ahead: dict[str, dict[date, float]] = defaultdict(dict)
    for need in needs(schedule):
        if first <= need.week < first + WEEKS_AHEAD * WEEK:
            ahead[need.craft][need.week] = need.heads
    return dict(ahead)


def has_crew(activity: Activity) -> bool:
    """Whether it needs heads on site."""
    is_work = activity.kind not in MILESTONES and activity.kind not in SPANNING
    ours = activity.craft not in NOT_CREW_CRAFTS and activity.phase not in NO_CREW_PHASES
    return is_work and ours and bool(activity.craft) and activity.crew_size > 0


def together(all_needs: Iterable[Need]) -> tuple[Need, ...]:
    """The needs of several schedules as one."""
    summed: dict[tuple[str, date], tuple[float, float]] = {}
    for need in all_needs:
        heads, hours = summed.get((need.craft, need.week), (0.0, 0.0))
        summed[need.craft, need.week] = heads + need.heads, hours + need.hours
    return tuple(
        Need(craft=craft, week=week, heads=heads, hours=hours)
        for (craft, week), (heads, hours) in sorted(summed.items())
    )


def _span(analysis: Analysis, at: int) -> tuple[int, int]:
    """Work minutes on its own calendar from start to finish."""
    activity, dates = analysis.network.activities[at], analysis.early
    start, finish = int(dates.start[at, 0]), int(dates.finish[at, 0])
    if activity.started_at is not None:
        start = min(start, int(analysis.network.times[at].work(to_clock(activity.started_at))))
    return start, finish


def _weeks(time_: WorkTime, start: int, finish: int) -> Iterator[tuple[date, int, int]]:
    """Each week between two work minutes: its Monday, the minutes of the span in it, and all of its
    minutes on the calendar."""
    if finish <= start:
        return
    first = _monday(int(time_.clock_at_start(start)))
    last = _monday(int(time_.clock_at_finish(finish)))
    mondays = [first + WEEK * n for n in range((last - first).days // 7 + 2)]
    bounds = _work_at(time_, mondays)
    inside = np.diff(np.clip(bounds, start, finish))
    for monday, worked, whole in zip(mondays[:-1], inside, np.diff(bounds), strict=True):
        if worked:
            yield monday, int(worked), int(whole)


def _work_at(time_: WorkTime, mondays: list[date]) -> Minutes:
    clocks = [to_clock(datetime.combine(monday, time())) for monday in mondays]
    return time_.work(np.clip(np.array(clocks, dtype=np.int64), time_.first, time_.last))


def _monday(clock: int) -> date:
    day = from_clock(clock).date()
    return day - timedelta(days=day.weekday())
