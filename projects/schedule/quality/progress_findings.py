"""What else to know of progress and constraints: sequence, actual dates, work that is due. Pure."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from projects.schedule.calendars import to_clock
from projects.schedule.crossing import carried
from projects.schedule.model import MILESTONES, Activity, LinkType
from projects.schedule.network import Tie
from projects.schedule.quality.date_checks import described, is_hard
from projects.schedule.quality.facts import Bond, Facts, in_days
from projects.schedule.quality.points import LONG_DAYS
from projects.schedule.quality.results import Finding, Offender


def progress_findings(facts: Facts) -> Iterator[Finding]:
    yield _out_of_sequence(facts)
    yield _invalid_actuals(facts)
    yield _remaining(facts)
    yield _overdue_starts(facts)
    yield _waiting_for_nothing(facts)
    yield _long_remaining(facts)
    yield _constraints(facts)


def _out_of_sequence(facts: Facts) -> Finding:
    begun = [b for b in facts.bonds if facts.activities[b.successor].started_at is not None]
    return Finding(
        key="out_of_sequence",
        name="Progress out of sequence",
        why="It went ahead of what its link waits for. A positive lag is not held against it.",
        offenders=tuple(
            Offender(link=bond.link, detail=words)
            for bond in begun
            if (words := _ahead_of(facts, bond))
        ),
        of=len(begun),
    )


def _ahead_of(facts: Facts, bond: Bond) -> str:
    """How the successor went ahead; "" where it did not, or one end is a level of effort."""
    if facts.is_spanning[bond.predecessor] or facts.is_spanning[bond.successor]:
        return ""
    before, after = facts.activities[bond.predecessor], facts.activities[bond.successor]
    leaves_finish = bond.link.type in (LinkType.FS, LinkType.FF)
    enters_finish = bond.link.type in (LinkType.FF, LinkType.SF)
    went_at = after.finished_at if enters_finish else after.started_at
    if went_at is None:
        return ""
    waits_for = before.finished_at if leaves_finish else before.started_at
    what = "finished" if leaves_finish else "started"
    went = "finished" if enters_finish else "started"
    if bond.link.lag < 0:
        allowed = _within_lead(facts, bond, leaves_finish, went_at)
    else:
        allowed = waits_for is not None and went_at >= waits_for
    if allowed:
        return ""
    state = f"{what} {waits_for:%Y-%m-%d %H:%M}" if waits_for else f"has not {what}"
    return f"{after.code} {went} {went_at:%Y-%m-%d %H:%M}, {before.code} {state}"


def _within_lead(facts: Facts, bond: Bond, leaves_finish: bool, went_at: datetime) -> bool:
    """Whether it went no sooner than the lead allows, before what its predecessor did or will do."""
    network, early = facts.network, facts.analysis.early
    tie = next(tie for tie in network.incoming[bond.successor] if _is_of(tie, bond))
    point = (early.finish if leaves_finish else early.start)[bond.predecessor]
    went = network.times[bond.successor].work(to_clock(went_at))
    return went >= int(carried(network, tie, point)[0])


def _is_of(tie: Tie, bond: Bond) -> bool:
    return tie.predecessor == bond.predecessor and tie.type is bond.link.type


def _invalid_actuals(facts: Facts) -> Finding:
    begun = [a for a in facts.activities if a.started_at or a.finished_at]
    return Finding(
        key="invalid_actuals",
        name="Actual dates that cannot be",
        why="What has happened lies before the data date, and a start before its finish.",
        offenders=tuple(
            Offender(activity=activity.code, detail=", ".join(wrong))
            for activity in begun
            if (wrong := list(_actual_wrongs(activity, facts.schedule.data_date)))
        ),
        of=len(begun),
    )


def _actual_wrongs(activity: Activity, data_date: datetime) -> Iterator[str]:
    started, finished = activity.started_at, activity.finished_at
    if started and started > data_date:
        yield f"started {started:%Y-%m-%d %H:%M}, after the data date"
    if finished and finished > data_date:
        yield f"finished {finished:%Y-%m-%d %H:%M}, after the data date"
    if finished and not started:
        yield "finished without a start"
    if activity.kind in MILESTONES and started and finished and started != finished:
        yield "a milestone that starts and finishes at two times"
    if started and activity.suspended_at and activity.suspended_at < started:
        yield "suspended before it started"
    if activity.suspended_at and activity.resumed_at:
        if activity.resumed_at < activity.suspended_at:
            yield "resumed before it was suspended"


def _remaining(facts: Facts) -> Finding:
    """Milestones have none to give."""
    begun = [
        facts.activities[i]
        for i in facts.incomplete
        if facts.activities[i].started_at and facts.activities[i].kind not in MILESTONES
    ]
    words = {None: "no remaining duration", 0: "nothing remains, and it is not finished"}
    return Finding(
        key="missing_remaining",
        name="Started work without a remaining duration",
        why="What is left of it cannot be forecast, or it is finished and nobody said so.",
        offenders=tuple(
            Offender(activity=activity.code, detail=words[activity.remaining])
            for activity in begun
            if activity.remaining in words
        ),
        of=len(begun),
    )


def _overdue_starts(facts: Facts) -> Finding:
    unstarted = [a for i in facts.incomplete if not (a := facts.activities[i]).started_at]
    return Finding(
        key="overdue_starts",
        name="Work planned to have started",
        why="Its planned start lies before the data date, and it has not started.",
        offenders=tuple(
            Offender(activity=a.code, detail=f"planned to start {a.planned_start:%Y-%m-%d %H:%M}")
            for a in unstarted
            if a.planned_start and a.planned_start < facts.schedule.data_date
        ),
        of=len(unstarted),
    )


def _waiting_for_nothing(facts: Facts) -> Finding:
    """In progress only: before any work has started, the first of it stands at the data date."""
    in_progress = any(activity.started_at for activity in facts.activities)
    unstarted = [i for i in facts.incomplete if not facts.activities[i].started_at]
    early = facts.analysis.early
    return Finding(
        key="held_by_data_date",
        name="Work that only the data date holds",
        why="It could start at once, by its links, and would move with every update.",
        offenders=tuple(
            Offender(activity=facts.activities[i].code, detail="starts at the data date")
            for i in unstarted
            if in_progress and int(early.start[i, 0]) <= 0
        ),
        of=len(unstarted),
    )


def _long_remaining(facts: Facts) -> Finding:
    """The other reading of DCMA check 8: by what is left, which every file has."""
    left = {i: _left(facts.activities[i]) for i in facts.incomplete}
    long = [i for i in left if left[i] > LONG_DAYS * facts.minutes_per_day(i)]
    long.sort(key=lambda i: -facts.days(i, left[i]))
    return Finding(
        key="long_remaining",
        name=f"Remaining durations of more than {LONG_DAYS} days",
        why="Progress on work as long as that cannot be told from wishes.",
        offenders=tuple(
            Offender(
                activity=facts.activities[i].code,
                figure=facts.days(i, left[i]),
                detail=f"{in_days(facts.days(i, left[i]))} remaining",
            )
            for i in long
        ),
        of=len(facts.incomplete),
    )


def _left(activity: Activity) -> int:
    if activity.started_at is None or activity.remaining is None:
        return activity.likely
    return activity.remaining


def _constraints(facts: Facts) -> Finding:
    held = [
        (facts.activities[i].code, constraint)
        for i in facts.incomplete
        for constraint in facts.activities[i].constraints
    ]
    kinds = Counter(constraint.kind.replace("_", " ") for _, constraint in held)
    counted = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "none"
    source = facts.schedule.source
    return Finding(
        key="constraints",
        name="Constraints",
        why=f"A date set by hand stands where logic should. By kind: {counted}.",
        offenders=tuple(
            Offender(
                activity=code,
                detail=described(constraint) + (" (hard)" if is_hard(constraint, source) else ""),
            )
            for code, constraint in held
        ),
        of=len(facts.incomplete),
    )
