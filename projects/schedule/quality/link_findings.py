"""What else to know of the links: ends that dangle, levels of effort, ratio, redundancy. Pure."""

from collections.abc import Iterator

from projects.schedule.model import MILESTONES, ActivityKind, LinkType
from projects.schedule.quality.facts import Facts
from projects.schedule.quality.logic_checks import lag_offender
from projects.schedule.quality.redundancy import redundant_bonds
from projects.schedule.quality.results import Finding, Offender

LONG_LAG_DAYS = 10
"""Ours: two working weeks of waiting are work that an activity should show."""

_HOLD_A_START = {LinkType.FS, LinkType.SS}
_LEAVE_A_FINISH = {LinkType.FS, LinkType.FF}


def link_findings(facts: Facts) -> Iterator[Finding]:
    yield _open_starts(facts)
    yield _open_finishes(facts)
    yield _dangling_starts(facts)
    yield _dangling_finishes(facts)
    yield _long_lags(facts)
    yield _start_to_finish(facts)
    yield _level_of_effort(facts)
    yield _only_beside_effort(facts)
    yield _redundant(facts)
    yield _ratio(facts)


def _open_starts(facts: Facts) -> Finding:
    return Finding(
        key="open_starts",
        name="Open starts",
        why="Nothing precedes it, and one such start is enough.",
        offenders=tuple(
            Offender(activity=facts.activities[i].code, detail="no predecessor")
            for i in facts.incomplete
            if facts.lacks_predecessor(i)
        ),
        of=len(facts.incomplete),
    )


def _open_finishes(facts: Facts) -> Finding:
    return Finding(
        key="open_finishes",
        name="Open finishes",
        why="Nothing follows it, and one such finish is enough.",
        offenders=tuple(
            Offender(activity=facts.activities[i].code, detail="no successor")
            for i in facts.incomplete
            if facts.lacks_successor(i)
        ),
        of=len(facts.incomplete),
    )


def _dangling_starts(facts: Facts) -> Finding:
    unstarted = [
        i
        for i in facts.incomplete
        if facts.activities[i].started_at is None and facts.activities[i].kind not in MILESTONES
    ]
    return Finding(
        key="dangling_starts",
        name="Dangling starts",
        why="It has predecessors, and none of them holds its start (FS or SS).",
        offenders=tuple(
            Offender(activity=facts.activities[i].code, detail="no FS or SS predecessor")
            for i in unstarted
            if facts.incoming[i] and not facts.incoming[i] & _HOLD_A_START
        ),
        of=len(unstarted),
    )


def _dangling_finishes(facts: Facts) -> Finding:
    unfinished = [i for i in facts.incomplete if facts.activities[i].kind not in MILESTONES]
    return Finding(
        key="dangling_finishes",
        name="Dangling finishes",
        why="It has successors, and its finish holds none of them (FS or FF): it may run on unseen.",
        offenders=tuple(
            Offender(activity=facts.activities[i].code, detail="no FS or FF successor")
            for i in unfinished
            if facts.outgoing[i] and not facts.outgoing[i] & _LEAVE_A_FINISH
        ),
        of=len(unfinished),
    )


def _long_lags(facts: Facts) -> Finding:
    long = [b for b in facts.judged_bonds if b.link.lag and abs(facts.lag_days(b)) > LONG_LAG_DAYS]
    long.sort(key=lambda bond: -abs(facts.lag_days(bond)))
    return Finding(
        key="long_lags",
        name=f"Lags and leads of more than {LONG_LAG_DAYS} days",
        why="Waiting as long as that is work which no activity shows.",
        offenders=tuple(lag_offender(facts, bond) for bond in long),
        of=len(facts.judged_bonds),
    )


def _start_to_finish(facts: Facts) -> Finding:
    return Finding(
        key="start_to_finish",
        name="Start-to-finish links",
        why="The later work holds up the earlier: nearly always a mistake.",
        offenders=tuple(
            Offender(link=bond.link, detail="SF link")
            for bond in facts.bonds
            if bond.link.type is LinkType.SF
        ),
        of=len(facts.bonds),
    )


def _level_of_effort(facts: Facts) -> Finding:
    efforts = [
        i
        for i, activity in enumerate(facts.activities)
        if activity.kind is ActivityKind.LEVEL_OF_EFFORT and activity.finished_at is None
    ]
    offenders = [
        Offender(activity=facts.activities[i].code, detail=", ".join(wrong))
        for i in efforts
        if (wrong := list(_effort_wrongs(facts, i)))
    ]
    return Finding(
        key="level_of_effort",
        name="Levels of effort misused",
        why="It spans the work that it is tied to at both ends; it holds nothing up.",
        offenders=tuple(offenders),
        of=len(efforts),
    )


def _effort_wrongs(facts: Facts, position: int) -> Iterator[str]:
    starts = facts.incoming[position] & _HOLD_A_START
    ends = facts.incoming[position] - _HOLD_A_START or facts.outgoing[position] & _LEAVE_A_FINISH
    if not starts and not facts.outgoing[position] - _LEAVE_A_FINISH:
        yield "nothing says when it starts"
    if not ends:
        yield "nothing says when it finishes"
    if facts.activities[position].constraints:
        yield "has a constraint"


def _only_beside_effort(facts: Facts) -> Finding:
    precedes, follows = set(), set()
    for bond in facts.bonds:
        if not facts.is_spanning[bond.predecessor]:
            follows.add(bond.successor)
        if not facts.is_spanning[bond.successor]:
            precedes.add(bond.predecessor)
    offenders = []
    for i in facts.incomplete:
        if facts.incoming[i] and i not in follows:
            offenders.append((i, "precede"))
        if facts.outgoing[i] and i not in precedes:
            offenders.append((i, "follow"))
    return Finding(
        key="only_beside_effort",
        name="Work tied to levels of effort alone",
        why="It has logic on paper, and none that holds: its end is as good as open.",
        offenders=tuple(
            Offender(
                activity=facts.activities[i].code,
                detail=f"only levels of effort or summaries {verb} it",
            )
            for i, verb in offenders
        ),
        of=len(facts.incomplete),
    )


def _redundant(facts: Facts) -> Finding:
    return Finding(
        key="redundant_links",
        name="Redundant links",
        why="A chain of other finish-to-start links already says the same.",
        offenders=tuple(
            Offender(link=bond.link, detail="implied by a chain of other links")
            for bond in redundant_bonds(facts)
        ),
        of=len(facts.judged_bonds),
    )


def _ratio(facts: Facts) -> Finding:
    links = sum(
        not (facts.is_spanning[bond.predecessor] or facts.is_spanning[bond.successor])
        for bond in facts.bonds
    )
    return Finding(
        key="relationship_ratio",
        name="Links per activity",
        why="About 2 is usual before a simulation; much less is thin logic.",
        of=len(facts.working),
        value=links / len(facts.working) if facts.working else None,
    )
