"""How many heads of each craft a schedule needs in each week. Pure.

An activity needs its crew from its start to its finish, on its early dates: work that could wait for its
float is counted where CPM has it. Finished and started work counts from its actual start. Engineering,
procurement and the owner's and the utility's own people are no heads on site (DOMAIN.md B.4).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from projects.risk.labor_shares import NOT_CREW_CRAFTS
from projects.schedule.calendars import WorkTime, from_clock, to_clock
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
    return _needs(schedule)


def heads_ahead(schedule: Schedule, *, on: date) -> dict[str, dict[date, float]]:
    """By craft the heads needed in the week of a day and the seven after it, by the Monday of each.

    Further on, heads that are not there yet can still be hired, so they slow nothing (judgement).
    """
    first = on - timedelta(days=on.weekday())
    ahead: dict[str, dict[date, float]] = defaultdict(dict)
    for need in _needs(schedule, [first + WEEK * n for n in range(WEEKS_AHEAD + 1)]):
        ahead[need.craft][need.week] = need.heads
    return dict(ahead)


def _needs(schedule: Schedule, mondays: Sequence[date] | None = None) -> tuple[Need, ...]:
    """As needs(), or only in the weeks between these Mondays."""
    if not any(map(has_crew, schedule.activities)):
        return ()
    analysis = analyse_network(Network(schedule))
    heads: dict[tuple[str, date], float] = defaultdict(float)
    hours: dict[tuple[str, date], float] = defaultdict(float)
    for activity, monday, worked, whole in _worked(analysis, mondays):
        key = activity.craft, monday
        heads[key] += activity.crew_size * worked / whole
        hours[key] += activity.crew_size * worked / 60
    return tuple(
        Need(craft=craft, week=week, heads=heads[craft, week], hours=hours[craft, week])
        for craft, week in sorted(heads)
    )


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


def _worked(
    analysis: Analysis, mondays: Sequence[date] | None
) -> Iterator[tuple[Activity, date, int, int]]:
    """Each activity with a crew and each week that it is worked in: the minutes of it, and all of the
    week's minutes on its calendar."""
    network = analysis.network
    crews = [at for at, activity in enumerate(network.activities) if has_crew(activity)]
    spans = dict(zip(crews, _spans(analysis, crews), strict=True))
    weeks = {
        time_: _Weeks.of(time_, mondays or _mondays(time_, [spans[at] for at in of_time]))
        for time_, of_time in _by_calendar(network, crews).items()
    }
    for at in crews:
        for week in weeks[network.times[at]].between(*spans[at]):
            yield network.activities[at], *week


def _by_calendar(network: Network, crews: Iterable[int]) -> dict[WorkTime, list[int]]:
    found: dict[WorkTime, list[int]] = defaultdict(list)
    for at in crews:
        found[network.times[at]].append(at)
    return found


def _spans(analysis: Analysis, crews: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Of each activity the work minutes on its own calendar from start to finish."""
    network, dates = analysis.network, analysis.early
    for at, start, finish in zip(
        crews, dates.start[crews, 0].tolist(), dates.finish[crews, 0].tolist(), strict=True
    ):
        began = network.activities[at].started_at
        if began is not None:
            start = min(start, int(network.times[at].work(to_clock(began))))
        yield start, finish


def _mondays(time_: WorkTime, spans: Sequence[tuple[int, int]]) -> list[date]:
    """From that of the first week that is worked in to that behind the last."""
    worked = [(start, finish) for start, finish in spans if start < finish]
    if not worked:
        return []
    first = _monday(int(time_.clock_at_start(min(start for start, _ in worked))))
    last = _monday(int(time_.clock_at_finish(max(finish for _, finish in worked))))
    return [first + WEEK * n for n in range((last - first).days // 7 + 2)]


@dataclass(frozen=True)
class _Weeks:
    """bounds: the work minutes done on one calendar at each Monday."""

    mondays: Sequence[date]
    bounds: Sequence[int]

    @classmethod
    def of(cls, time_: WorkTime, mondays: Sequence[date]) -> "_Weeks":
        clocks = [to_clock(datetime.combine(monday, time())) for monday in mondays]
        within = np.clip(np.array(clocks, dtype=np.int64), time_.first, time_.last)
        return cls(mondays, time_.work(within).tolist())

    def between(self, start: int, finish: int) -> Iterator[tuple[date, int, int]]:
        """Each week between two work minutes: its Monday, the minutes of them in it, and all it has."""
        bounds = self.bounds
        first = max(bisect_right(bounds, start) - 1, 0)
        for week in range(first, min(bisect_left(bounds, finish), len(bounds) - 1)):
            worked = min(bounds[week + 1], finish) - max(bounds[week], start)
            if worked > 0:
                yield self.mondays[week], worked, bounds[week + 1] - bounds[week]


def _monday(clock: int) -> date:
    day = from_clock(clock).date()
    return day - timedelta(days=day.weekday())
