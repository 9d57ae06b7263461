"""DCMA checks 1 to 4: what ties the work together. Pure."""

from collections.abc import Sequence

from projects.schedule.calendars import Minutes
from projects.schedule.model import ActivityKind, LinkType
from projects.schedule.quality import points
from projects.schedule.quality.facts import Bond, Facts, in_days
from projects.schedule.quality.results import Check, Offender, judged


def logic(facts: Facts) -> Check:
    """1: incomplete work without a predecessor or successor, but for one start and one finish.

    The start that is let off is the first of all work, complete or not, that nothing precedes and
    something follows; the finish likewise the last. Any link counts, also to a level of effort.
    """
    offenders = open_ends(facts)
    return judged(points.LOGIC, len(offenders), len(facts.incomplete), offenders)


def open_ends(facts: Facts) -> list[Offender]:
    starts = [i for i in facts.working if facts.lacks_predecessor(i)]
    finishes = [i for i in facts.working if facts.lacks_successor(i)]
    let_off_at_start = _first(facts, [i for i in starts if facts.outgoing[i]] or starts)
    let_off_at_finish = _last(facts, [i for i in finishes if facts.incoming[i]] or finishes)
    starting, finishing = set(starts) - {let_off_at_start}, set(finishes) - {let_off_at_finish}
    return [
        Offender(activity=facts.activities[i].code, detail=_missing(i in starting, i in finishing))
        for i in facts.incomplete
        if i in starting or i in finishing
    ]


def _missing(predecessor: bool, successor: bool) -> str:
    if predecessor and successor:
        return "no predecessor and no successor"
    return "no predecessor" if predecessor else "no successor"


def _first(facts: Facts, positions: Sequence[int]) -> int | None:
    """The earliest to start: of several a start milestone, else as in the file."""

    def order(i: int) -> tuple[int, bool]:
        is_milestone = facts.activities[i].kind is ActivityKind.START_MILESTONE
        return _at(facts.start_clocks, i), not is_milestone

    return min(positions, key=order, default=None)


def _last(facts: Facts, positions: Sequence[int]) -> int | None:
    def order(i: int) -> tuple[int, bool]:
        is_milestone = facts.activities[i].kind is ActivityKind.FINISH_MILESTONE
        return _at(facts.finish_clocks, i), is_milestone

    return max(positions, key=order, default=None)


def _at(clocks: Minutes, position: int) -> int:
    return int(clocks[position])


def leads(facts: Facts) -> Check:
    """2: links with a negative lag."""
    found = sorted((bond for bond in facts.judged_bonds if bond.link.lag < 0), key=facts.lag_days)
    offenders = [lag_offender(facts, bond) for bond in found]
    return judged(points.LEADS, len(offenders), len(facts.judged_bonds), offenders)


def lags(facts: Facts) -> Check:
    """3: links with a positive lag."""
    found = sorted(
        (bond for bond in facts.judged_bonds if bond.link.lag > 0),
        key=facts.lag_days,
        reverse=True,
    )
    offenders = [lag_offender(facts, bond) for bond in found]
    return judged(points.LAGS, len(offenders), len(facts.judged_bonds), offenders)


def lag_offender(facts: Facts, bond: Bond) -> Offender:
    days = facts.lag_days(bond)
    return Offender(link=bond.link, figure=days, detail=f"lag of {in_days(days)}")


def relationship_types(facts: Facts) -> Check:
    """4: the share of finish-to-start links. Those of other types offend, start-to-finish first."""
    others = [bond.link for bond in facts.judged_bonds if bond.link.type is not LinkType.FS]
    offenders = [
        Offender(link=link, detail=f"{link.type} link")
        for link in sorted(others, key=lambda link: link.type is not LinkType.SF)
    ]
    count = len(facts.judged_bonds)
    return judged(points.RELATIONSHIP_TYPES, count - len(others), count, offenders)
