"""DCMA checks 12 and 13: whether the critical path carries a delay, and what room it has. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from projects.schedule.calendars import DAY, WorkTime, from_clock, to_clock
from projects.schedule.cpm import Analysis, activity_dates, analyse_network
from projects.schedule.errors import BeyondCalendar
from projects.schedule.model import MILESTONES, Constraint, ConstraintKind, Schedule
from projects.schedule.network import Network
from projects.schedule.quality import points
from projects.schedule.quality.facts import Facts, in_days
from projects.schedule.quality.results import (
    Check,
    Metric,
    Offender,
    Status,
    Unit,
    judged,
    not_assessed,
)

_TIE_THE_END = frozenset(
    {
        ConstraintKind.START_ON,
        ConstraintKind.START_ON_OR_BEFORE,
        ConstraintKind.FINISH_ON,
        ConstraintKind.FINISH_ON_OR_BEFORE,
        ConstraintKind.MANDATORY_START,
        ConstraintKind.MANDATORY_FINISH,
        ConstraintKind.EXTERNAL_LATE_FINISH,
    }
)
_FIFTY_YEARS = 50 * 366 * DAY


def critical_path_test(facts: Facts) -> Check:
    """12: a delay of 600 working days to a critical activity must move what ends last as far.

    What is still to be done of it begins that much later, and so ends later: by lengthening it
    alone, one whose start drives others would fail. The activity is the one with the least total
    float; of several, work before milestones, then the first to start. The metric is the percentage
    of the delay that comes through, both finishes taken in the work time of that activity.
    """
    at = _most_critical(facts)
    if at is None:
        return not_assessed(points.CRITICAL_PATH_TEST, "no incomplete work has a total float")
    code = facts.activities[at].code
    try:
        days = _moved_days(facts, at)
    except BeyondCalendar:
        reason = f"a delay of {points.INJECTED_DAYS} days to {code} runs past a calendar's end"
        return not_assessed(points.CRITICAL_PATH_TEST, reason)
    words = f"{points.INJECTED_DAYS} days later, it moves the last finish by {in_days(days)}"
    passed = judged(
        points.CRITICAL_PATH_TEST, days, points.INJECTED_DAYS, [], f"tried on {code}: {words}"
    )
    if passed.status is Status.PASSED:
        return passed
    offender = Offender(activity=code, figure=days, detail=words)
    return replace(passed, offenders=(offender, *_pinned(facts)))


def _moved_days(facts: Facts, position: int) -> float:
    """By how many working days of its own a delayed activity moves the last finish."""
    delayed = analyse_network(Network(_delayed(facts, position)))
    time = delayed.network.times[position]

    def ended(analysis: Analysis, end: int) -> int:
        return time.work(to_clock(activity_dates(analysis, end).early_finish))

    moved = max(ended(delayed, end) - ended(facts.analysis, end) for end in _ends(facts))
    return facts.days(position, int(moved))


def _delayed(facts: Facts, position: int) -> Schedule:
    """The schedule in which an activity, or the rest of it, may not begin until 600 days later."""
    activity, time = facts.activities[position], facts.network.times[position]
    begins = int(time.clock_at_start(int(facts.analysis.early.begins(position)[0])))
    laid = WorkTime(time.calendar, zero=begins, first=begins, last=begins + _FIFTY_YEARS)
    later = from_clock(
        int(laid.clock_at_start(points.INJECTED_DAYS * facts.minutes_per_day(position)))
    )
    left = _expected_left(facts, position)
    if activity.started_at is None:
        floor = Constraint(kind=ConstraintKind.START_ON_OR_AFTER, at=later)
        likely = activity.likely if left is None else left
        held = replace(activity, likely=likely, constraints=(*activity.constraints, floor))
    else:
        remaining = activity.remaining if left is None else left
        held = replace(activity, remaining=remaining, resumed_at=later)
        held = replace(held, suspended_at=activity.suspended_at or activity.started_at)
    held = replace(held, expected_finish=None)
    activities = (*facts.activities[:position], held, *facts.activities[position + 1 :])
    return replace(facts.schedule, activities=activities)


def _expected_left(facts: Facts, position: int) -> int | None:
    """What an expected finish makes of the work left, which it would cut by the delay."""
    if facts.activities[position].expected_finish is None:
        return None
    early = facts.analysis.early
    return int(early.finish[position, 0] - early.begins(position)[0])


def _ends(facts: Facts) -> list[int]:
    """What finishes last: one activity, or several at one moment."""
    last = max((int(facts.finish_clocks[i]) for i in facts.incomplete), default=0)
    return [i for i in facts.incomplete if facts.finish_clocks[i] == last]


def _most_critical(facts: Facts) -> int | None:
    def order(i: int) -> tuple[int, bool, int]:
        is_milestone = facts.activities[i].kind in MILESTONES
        return facts.floats[i], is_milestone, int(facts.start_clocks[i])

    candidates: Iterable[int] = facts.floats
    if facts.schedule.options.each_end_for_itself:
        reaching = _leading_to(facts, _ends(facts))
        candidates = [i for i in candidates if i in reaching]
    return min(candidates, key=order, default=None)


def _leading_to(facts: Facts, ends: Sequence[int]) -> set[int]:
    """All from which links lead there: every other network has a critical path of its own."""
    found, todo = set(ends), list(ends)
    while todo:
        for tie in facts.network.incoming[todo.pop()]:
            if tie.predecessor not in found:
                found.add(tie.predecessor)
                todo.append(tie.predecessor)
    return found


def _pinned(facts: Facts) -> list[Offender]:
    """What may have stopped the delay: dates that hold against all logic."""
    mandatory = (ConstraintKind.MANDATORY_START, ConstraintKind.MANDATORY_FINISH)
    return [
        Offender(activity=facts.activities[i].code, detail="has a mandatory date")
        for i in facts.incomplete
        if facts.is_held_by(i, *mandatory)
    ]


def cpli(facts: Facts) -> Check:
    """13: (critical path length + total float) / critical path length, of the last finish.

    The length is the working days of the project's calendar from the data date. The float is that
    to the date by which the project or this activity must finish, else to its baseline finish.
    Where there is neither, the float is zero by construction and the ratio 1 says nothing.
    """
    ends, project = _ends(facts), facts.network.project_time
    if not ends or (length := int(project.work(int(facts.finish_clocks[ends[0]])))) <= 0:
        return not_assessed(points.CPLI, "nothing is left to be done")
    at = min(ends, key=lambda i: facts.floats.get(i, 0))
    length_days = length / project.calendar.minutes_per_day
    baseline = facts.baseline_finish(at)
    if facts.schedule.must_finish_by is not None or facts.is_held_by(at, *_TIE_THE_END):
        float_days = facts.days(at, facts.floats.get(at, 0))
    elif baseline is not None:
        time, early = facts.network.times[at], int(facts.analysis.early.finish[at, 0])
        float_days = facts.days(at, int(time.work(to_clock(baseline))) - early)
    else:
        return not_assessed(
            points.CPLI,
            "nothing says by when to finish: neither a date nor a baseline",
            Metric(numerator=length_days, denominator=length_days, unit=Unit.RATIO),
        )
    words = f"last to finish, with {in_days(float_days)} of float on {in_days(length_days)}"
    offender = Offender(activity=facts.activities[at].code, figure=float_days, detail=words)
    check = judged(points.CPLI, length_days + float_days, length_days, [offender])
    assert check.metric is not None
    return replace(check, offenders=()) if points.CPLI.threshold.holds(check.metric) else check
