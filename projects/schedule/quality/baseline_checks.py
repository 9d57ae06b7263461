"""DCMA checks 11 and 14: what was done against what the baseline had due. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from projects.schedule.model import Activity
from projects.schedule.quality import points
from projects.schedule.quality.facts import Facts, in_days
from projects.schedule.quality.results import Baseline, Check, Offender, judged, not_assessed

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
