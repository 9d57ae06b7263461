"""A schedule compiled for the passes: order, calendars laid out, links by either end. Pure."""

from collections import Counter, deque
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from projects.schedule.calendars import DAY, WEEK, WorkTime, to_clock, weekly_minutes
from projects.schedule.errors import (
    DuplicateActivity,
    DuplicateCalendar,
    DuplicateLink,
    FinishBeforeStart,
    LinkToUnknownActivity,
    NegativeDuration,
    ScheduleEmpty,
    ScheduleHasCycle,
    UnknownCalendar,
)
from projects.schedule.model import (
    SPANNING,
    Activity,
    LagCalendar,
    LinkType,
    Schedule,
)

Item = TypeVar("Item", bound=Hashable)

_LEAVE_A_FINISH = (LinkType.FS, LinkType.FF)
_ENTER_A_FINISH = (LinkType.FF, LinkType.SF)
_TIMES_THE_LONGEST_CHAIN = 4
_SPARE = 3 * 366 * DAY
_FURTHEST = 300 * 366 * DAY


class Tie(NamedTuple):
    """A link between positions of Network.activities.

    crosses: the point must go over the clock, as the calendars at its ends or of its lag differ.
    lagging: where the lag is counted.
    """

    predecessor: int
    successor: int
    type: LinkType
    lag: int
    crosses: bool
    lagging: LagCalendar = LagCalendar.PREDECESSOR

    @property
    def leaves_finish(self) -> bool:
        return self.type in _LEAVE_A_FINISH

    @property
    def enters_finish(self) -> bool:
        return self.type in _ENTER_A_FINISH


class Network:
    """The activities in file order, what ties them, and a WorkTime for each.

    activities: as in the schedule. index: code to position. order: positions, predecessors first.
    incoming, outgoing: the ties of each position; those from or to spanning kinds are apart, in
    spans, for they hold nothing up. times: the WorkTime of each position, zero at the data date.
    Raises the refusals of errors.py: cycle, unknown ends, duplicates, unknown or empty calendars.
    """

    def __init__(self, schedule: Schedule) -> None:
        refuse_contradictions(schedule)
        self.schedule = schedule
        self.activities = schedule.activities
        self.index = {activity.code: i for i, activity in enumerate(self.activities)}
        pairs = _pairs(schedule)
        self.order = topological_order([a.code for a in self.activities], pairs)
        self.data_date = to_clock(schedule.data_date)
        self._lay_out_calendars(pairs)
        self._tie(pairs)

    def _lay_out_calendars(self, pairs: Sequence[tuple[int, int]]) -> None:
        first, last = _horizon(self.schedule, self.order, pairs)
        used = {a.calendar for a in self.activities} | {self.schedule.default_calendar}
        laid = {
            calendar.code: WorkTime(calendar, zero=self.data_date, first=first, last=last)
            for calendar in self.schedule.calendars
            if calendar.code in used
        }
        self.times = [laid[activity.calendar] for activity in self.activities]
        self.project_time = laid[self.schedule.default_calendar]

    def _tie(self, pairs: Sequence[tuple[int, int]]) -> None:
        times, usual = self.times, self.schedule.options.lag_calendar
        spanning = {at for at in self.order if self.is_spanning(at)}
        self.incoming: list[list[Tie]] = [[] for _ in self.activities]
        self.outgoing: list[list[Tie]] = [[] for _ in self.activities]
        self.spans: list[Tie] = []
        for link, (before, after) in zip(self.schedule.links, pairs, strict=True):
            lag, lagging = link.lag, link.lag_calendar or usual
            apart = times[before] is not times[after]
            crosses = apart or (lag != 0 and self._leaves(before, lagging))
            tie = Tie(before, after, link.type, lag, crosses, lagging)
            if before in spanning or after in spanning:
                self.spans.append(tie)
            else:
                self.incoming[after].append(tie)
                self.outgoing[before].append(tie)

    def _leaves(self, position: int, lagging: LagCalendar) -> bool:
        """Whether a lag between two activities on one calendar is counted on another."""
        if lagging is LagCalendar.PROJECT:
            return self.times[position] is not self.project_time
        return lagging is LagCalendar.ROUND_THE_CLOCK

    def is_spanning(self, position: int) -> bool:
        return self.activities[position].kind in SPANNING

    def lasts(self, position: int) -> bool:
        """Whether any of its work is to be done, or was; else both its dates are one moment."""
        activity = self.activities[position]
        left = activity.likely if activity.remaining is None else activity.remaining
        return bool(left or activity.pessimistic or activity.finished_at)

    def is_finished(self, position: int) -> bool:
        return self.activities[position].finished_at is not None

    def is_started(self, position: int) -> bool:
        """Started and not finished: what is left of it is still to be done."""
        activity = self.activities[position]
        return activity.started_at is not None and activity.finished_at is None


def refuse_contradictions(schedule: Schedule) -> None:
    if not schedule.activities:
        raise ScheduleEmpty("the schedule has no activities")
    codes = [activity.code for activity in schedule.activities]
    for code in _repeated(codes):
        raise DuplicateActivity(f"activity {code} occurs more than once")
    calendars = [calendar.code for calendar in schedule.calendars]
    for code in _repeated(calendars):
        raise DuplicateCalendar(f"calendar {code} occurs more than once")
    for code in {a.calendar for a in schedule.activities} | {schedule.default_calendar}:
        if code not in calendars:
            raise UnknownCalendar(f"calendar {code} is used but not in the schedule")
    for activity in schedule.activities:
        _refuse_impossible(activity)
    _refuse_impossible_links(schedule, set(codes))


def _refuse_impossible(activity: Activity) -> None:
    if activity.likely < 0 or (activity.remaining or 0) < 0:
        raise NegativeDuration(f"activity {activity.code} has a negative duration")
    if (
        activity.started_at is not None
        and activity.finished_at is not None
        and activity.finished_at < activity.started_at
    ):
        raise FinishBeforeStart(f"activity {activity.code} finished before it started")


def _refuse_impossible_links(schedule: Schedule, codes: set[str]) -> None:
    ends = [(link.predecessor, link.successor) for link in schedule.links]
    for pair in ends:
        for code in pair:
            if code not in codes:
                raise LinkToUnknownActivity(
                    f"the link {pair[0]} to {pair[1]} names {code}, which is no activity"
                )
    if len(set(ends)) == len(ends):
        return  # no two join the same activities, of whatever type
    for one in _repeated((x.predecessor, x.successor, x.type) for x in schedule.links):
        raise DuplicateLink(f"the {one[2]} link {one[0]} to {one[1]} occurs more than once")


def _repeated(items: Iterable[Item]) -> list[Item]:
    return [item for item, times in Counter(items).items() if times > 1]


def refuse_cycle(schedule: Schedule) -> None:
    topological_order([activity.code for activity in schedule.activities], _pairs(schedule))


def _pairs(schedule: Schedule) -> list[tuple[int, int]]:
    index = {activity.code: i for i, activity in enumerate(schedule.activities)}
    return [(index[link.predecessor], index[link.successor]) for link in schedule.links]


def topological_order(codes: Sequence[str], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Positions with every predecessor before its successors, else in file order.

    pairs: (predecessor, successor) positions in codes. Raises ScheduleHasCycle, naming one cycle.
    Source: Kahn, A. B. (1962), Topological sorting of large networks, CACM 5(11).
    """
    waits_for = [0] * len(codes)
    followers: list[list[int]] = [[] for _ in codes]
    for predecessor, successor in pairs:
        waits_for[successor] += 1
        followers[predecessor].append(successor)
    ready = deque(i for i, count in enumerate(waits_for) if not count)
    order = []
    while ready:
        order.append(at := ready.popleft())
        for successor in followers[at]:
            waits_for[successor] -= 1
            if not waits_for[successor]:
                ready.append(successor)
    if len(order) < len(codes):
        raise ScheduleHasCycle([codes[i] for i in _a_cycle(waits_for, pairs)])
    return order


def _a_cycle(waits_for: Sequence[int], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Walk back from any position still waiting: each has such a predecessor, so it must repeat."""
    blocker = {after: before for before, after in pairs if waits_for[before] and waits_for[after]}
    walked, at = [], next(iter(blocker))
    while at not in walked:
        walked.append(at)
        at = blocker[at]
    return [at, *reversed(walked[walked.index(at) :])]


def _horizon(
    schedule: Schedule, order: Sequence[int], pairs: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """First and last clock minute to lay calendars out for: several times the longest chain.

    Late dates may run as far before the data date as early ones run after it, hence both ways.
    """
    chain = _longest_chain(schedule, order, pairs)
    weeks = [weekly_minutes(c) for c in schedule.calendars]
    slowest = min((minutes for minutes in weeks if minutes), default=WEEK)
    days_off = max((len(c.exceptions) for c in schedule.calendars), default=0)
    reach = _TIMES_THE_LONGEST_CHAIN * chain * WEEK // slowest + days_off * DAY + _SPARE
    known = [to_clock(at) for at in _dates_named(schedule)]
    data_date, reach = to_clock(schedule.data_date), min(reach, _FURTHEST)
    first = max(min(known) - reach, data_date - _FURTHEST)
    return first, min(max(known) + reach, data_date + _FURTHEST)


def _longest_chain(
    schedule: Schedule, order: Sequence[int], pairs: Sequence[tuple[int, int]]
) -> int:
    before: list[list[tuple[int, int]]] = [[] for _ in schedule.activities]
    for link, (predecessor, successor) in zip(schedule.links, pairs, strict=True):
        before[successor].append((predecessor, abs(link.lag)))
    reached = [0] * len(order)
    for at in order:
        activity = schedule.activities[at]
        longest = max(activity.likely, activity.remaining or 0, activity.pessimistic or 0)
        reached[at] = longest + max([reached[p] + lag for p, lag in before[at]], default=0)
    return max(reached, default=0)


def _dates_named(schedule: Schedule) -> list[datetime]:
    named = [schedule.data_date, schedule.planned_start, schedule.must_finish_by]
    for activity in schedule.activities:
        named += [activity.started_at, activity.finished_at, activity.resumed_at]
        named.append(activity.expected_finish)
        named += [constraint.at for constraint in activity.constraints]
    return [at for at in named if at is not None]
