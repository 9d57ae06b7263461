"""DCMA checks 5 to 10: constraints, float, durations, dates, resources. Pure."""

from collections.abc import Iterator

from projects.schedule.model import Activity, Constraint, ConstraintKind, SourceFormat
from projects.schedule.quality import points
from projects.schedule.quality.facts import Facts, in_days
from projects.schedule.quality.results import Check, Offender, judged, not_assessed

_MANDATORY = frozenset({ConstraintKind.MANDATORY_START, ConstraintKind.MANDATORY_FINISH})
_HARD_IN_MS_PROJECT = _MANDATORY | {
    ConstraintKind.START_ON,
    ConstraintKind.FINISH_ON,
    ConstraintKind.START_ON_OR_BEFORE,
    ConstraintKind.FINISH_ON_OR_BEFORE,
}
"""Must Start On, Must Finish On, Start and Finish No Later Than."""


def is_hard(constraint: Constraint, source: SourceFormat) -> bool:
    """P6 breaks logic for its two mandatory kinds alone; "on" and "on or before" only cost float."""
    return constraint.kind in (_HARD_IN_MS_PROJECT if source is SourceFormat.MSPDI else _MANDATORY)


def hard_constraints(facts: Facts) -> Check:
    """5: Mandatory Start and Finish in P6; in MS Project MSO, MFO, SNLT and FNLT."""
    offenders = [
        Offender(activity=activity.code, detail=", ".join(hard))
        for activity in (facts.activities[i] for i in facts.incomplete)
        if (
            hard := [
                described(c) for c in activity.constraints if is_hard(c, facts.schedule.source)
            ]
        )
    ]
    return judged(points.HARD_CONSTRAINTS, len(offenders), len(facts.incomplete), offenders)


def described(constraint: Constraint) -> str:
    words = constraint.kind.replace("_", " ")
    return f"{words} {constraint.at:%Y-%m-%d %H:%M}" if constraint.at else words


def high_float(facts: Facts) -> Check:
    """6: total float of more than 44 working days, on the activity's own calendar."""
    high = {
        i: minutes
        for i, minutes in facts.floats.items()
        if minutes > points.LONG_DAYS * facts.minutes_per_day(i)
    }
    offenders = _by_days(facts, high, "total float of ", reverse=True)
    return judged(points.HIGH_FLOAT, len(offenders), len(facts.incomplete), offenders)


def negative_float(facts: Facts) -> Check:
    """7: total float below zero, be it by a minute."""
    negative = {i: minutes for i, minutes in facts.floats.items() if minutes < 0}
    offenders = _by_days(facts, negative, "total float of ")
    return judged(points.NEGATIVE_FLOAT, len(offenders), len(facts.incomplete), offenders)


def _by_days(
    facts: Facts, minutes: dict[int, int], words: str, *, reverse: bool = False
) -> list[Offender]:
    days = {i: facts.days(i, found) for i, found in minutes.items()}
    return [
        Offender(activity=facts.activities[i].code, figure=days[i], detail=words + in_days(days[i]))
        for i in sorted(days, key=days.__getitem__, reverse=reverse)
    ]


def high_duration(facts: Facts) -> Check:
    """8: a baseline duration of more than 44 working days."""
    known = {
        i: minutes for i in facts.incomplete if (minutes := facts.baseline_duration(i)) is not None
    }
    if not known:
        return not_assessed(points.HIGH_DURATION, "no incomplete work has a baseline duration")
    high = {
        i: minutes
        for i, minutes in known.items()
        if minutes > points.LONG_DAYS * facts.minutes_per_day(i)
    }
    offenders = _by_days(facts, high, "baseline duration of ", reverse=True)
    without = len(facts.incomplete) - len(known)
    note = f"{without} have no baseline duration and are not counted" if without else ""
    return judged(points.HIGH_DURATION, len(offenders), len(known), offenders, note)


def invalid_dates(facts: Facts) -> Check:
    """9: work still to be done that is dated before the data date, or done after it.

    To the minute; what stands at the data date itself is valid. Forecast dates are those that CPM
    computes: they can lie in the past by a mandatory date, or as MS Project lets unfinished work lie.
    """
    offenders = [
        Offender(activity=facts.activities[i].code, detail=", ".join(wrong))
        for i in facts.working
        if (wrong := list(_wrong_dates(facts, i)))
    ]
    return judged(points.INVALID_DATES, len(offenders), len(facts.working), offenders)


def _wrong_dates(facts: Facts, position: int) -> Iterator[str]:
    activity, data_date = facts.activities[position], facts.schedule.data_date
    if activity.started_at is not None and activity.started_at > data_date:
        yield f"actual start {activity.started_at:%Y-%m-%d %H:%M} after the data date"
    if activity.finished_at is not None:
        if activity.finished_at > data_date:
            yield f"actual finish {activity.finished_at:%Y-%m-%d %H:%M} after the data date"
        return
    early = facts.analysis.early
    if int(early.begins(position)[0]) < 0:  # work minute 0 stands at the data date
        yield "forecast start before the data date"
    if int(early.finish[position, 0]) < 0:
        yield "forecast finish before the data date"


def resources(facts: Facts) -> Check:
    """10: work of a day or more to which nobody and nothing is assigned. Costs are not read."""
    if not any(_has_resources(activity) for activity in facts.activities):
        return not_assessed(points.RESOURCES, "the file assigns no resources to any activity")
    day_or_more = [
        i for i in facts.incomplete if facts.activities[i].likely >= facts.minutes_per_day(i)
    ]
    offenders = [
        Offender(activity=facts.activities[i].code, detail="no resource")
        for i in day_or_more
        if not _has_resources(facts.activities[i])
    ]
    return judged(points.RESOURCES, len(offenders), len(day_or_more), offenders)


def _has_resources(activity: Activity) -> bool:
    return bool(activity.resources) or activity.crew_size > 0
