"""DCMA checks 11 to 14: against the baseline, and of the critical path. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from projects.schedule.calendars import to_clock
from projects.schedule.cpm import forward, planned_durations
from projects.schedule.crossing import clock, side_of
from projects.schedule.errors import BeyondCalendar
from projects.schedule.model import Activity, ActivityKind, ConstraintKind
from projects.schedule.network import Network
from projects.schedule.quality import points
from projects.schedule.quality.facts import Facts, in_days
from projects.schedule.quality.results import (
    Baseline,
    Check,
    Metric,
    Offender,
    Status,
    Unit,
    judged,
    not_assessed,
)

_MILESTONES = (ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE)
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
_NO_BASELINE = {
    Baseline.OF_FILE: "the file holds no baseline",
    Baseline.PLANNED_DATES: "no activity has planned dates",
}


def missed_tasks(facts: Facts) -> Check:
    """11: work due by the data date that finished on a later day than its baseline, or has not."""
    if not _has_baseline(facts):
        return not_assessed(points.MISSED_TASKS, _NO_BASELINE[facts.baseline])
    due = _due(facts)
    if not due:
        return not_assessed(points.MISSED_TASKS, "nothing was due by the data date")
    offenders = [
        Offender(activity=facts.activities[i].code, figure=days, detail=words)
        for i, finish in due.items()
        for days, words in _missed(facts.activities[i], finish, facts.schedule.data_date)
    ]
    return judged(points.MISSED_TASKS, len(offenders), len(due), offenders)


def _has_baseline(facts: Facts) -> bool:
    return any(facts.baseline_finish(i) is not None for i in facts.working)


def _due(facts: Facts) -> dict[int, datetime]:
    finishes = ((i, facts.baseline_finish(i)) for i in facts.working)
    return {i: at for i, at in finishes if at is not None and at <= facts.schedule.data_date}


def _missed(
    activity: Activity, due_at: datetime, data_date: datetime
) -> Iterable[tuple[float, str]]:
    """Calendar days late, until the data date for what is not finished; nothing if on its day."""
    finished = activity.finished_at
    late = (_last_day(finished or data_date) - _last_day(due_at)).days
    if finished is None:
        yield late, f"due {due_at:%Y-%m-%d}, not finished"
    elif late > 0:
        yield late, f"due {due_at:%Y-%m-%d}, finished {_last_day(finished)}: {in_days(late)} late"


def _last_day(at: datetime) -> date:
    """The day whose work ends then: midnight ends the day before it."""
    return (at - timedelta(minutes=1)).date()


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
    delay = points.INJECTED_DAYS * facts.minutes_per_day(position)
    network = _with_room(facts, position, delay)
    begins = facts.analysis.early.begins(position) + delay
    early = forward(network, planned_durations(facts.network), start_floor={position: begins})
    time, moved = network.times[position], 0
    for end in _ends(facts):
        side = side_of(network, end, at_finish=True)
        after = clock(network.times[end], early.finish[end], side)
        moved = max(moved, int(time.work(after)[0]) - int(time.work(int(facts.finish_clocks[end]))))
    return facts.days(position, moved)


def _ends(facts: Facts) -> list[int]:
    """What finishes last: one activity, or several at one moment."""
    last = max((int(facts.finish_clocks[i]) for i in facts.incomplete), default=0)
    return [i for i in facts.incomplete if facts.finish_clocks[i] == last]


def _with_room(facts: Facts, position: int, delay: int) -> Network:
    """The same network on calendars laid out far enough for the delay: as for longer work."""
    activity = facts.activities[position]
    longer = replace(activity, likely=activity.likely + (activity.remaining or 0) + delay)
    activities = (*facts.activities[:position], longer, *facts.activities[position + 1 :])
    return Network(replace(facts.schedule, activities=activities))


def _most_critical(facts: Facts) -> int | None:
    def order(i: int) -> tuple[int, bool, int]:
        is_milestone = facts.activities[i].kind in _MILESTONES
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


def bei(facts: Facts) -> Check:
    """14: work complete / (work due by the data date + work complete that has no baseline).

    By the letter of the PAM all work without a baseline stands below the line; the note says what
    that gives where it differs.
    """
    if not _has_baseline(facts):
        return not_assessed(points.BEI, _NO_BASELINE[facts.baseline])
    due = _due(facts)
    complete = [i for i in facts.working if facts.activities[i].finished_at is not None]
    unbaselined = [i for i in facts.working if facts.baseline_finish(i) is None]
    unbaselined_complete = [i for i in complete if facts.baseline_finish(i) is None]
    denominator = len(due) + len(unbaselined_complete)
    if not denominator:
        return not_assessed(points.BEI, "nothing was due by the data date")
    offenders = [
        Offender(activity=facts.activities[i].code, detail=f"due {at:%Y-%m-%d}, not finished")
        for i, at in due.items()
        if facts.activities[i].finished_at is None
    ]
    literal = len(complete) / (len(due) + len(unbaselined))
    differs = len(unbaselined) > len(unbaselined_complete)
    note = f"{literal:.2f} with all work that has no baseline below the line" if differs else ""
    return judged(points.BEI, len(complete), denominator, offenders, note)
