"""What was measured of a schedule as lines of the printed table, with the goals of each."""

from collections.abc import Sequence

from eventlog.bench.lines import Goal, Line
from projects.bench.against import DRAWS, Duel
from projects.bench.alone import IN_ALL, PEAK
from projects.bench.plan import Plan

_GOALS = {IN_ALL: Goal(value=5, at_most=True), PEAK: Goal(value=500, at_most=True)}
_TIMES_MPXJ = Goal(value=50)


def lines_of(plan: Plan, alone: Sequence[dict[str, float]], duel: Duel) -> list[Line]:
    """alone: the figures of each fresh process, by step."""
    size = f"{plan.activities:,} activities, {plan.links:,} links"
    steps = [
        Line(
            database=size,
            section="alone",
            what=step,
            values=tuple(figures[step] for figures in alone),
            unit="MB" if step == PEAK else "s",
            goal=_GOALS.get(step),
        )
        for step in alone[0]
    ]
    return [*steps, *_against_mpxj(size, duel)]


def _against_mpxj(size: str, duel: Duel) -> list[Line]:
    rounds = list(zip(duel.theirs, duel.all_dates, duel.one_pass, strict=True))
    return [
        Line(
            database=size,
            section="mpxj",
            what="all dates and floats: times faster than MPXJ",
            values=tuple(theirs / ours for theirs, ours, _ in rounds),
        ),
        Line(
            database=size,
            section="mpxj",
            what=f"one CPM pass of {DRAWS} made at once: times faster than MPXJ",
            values=tuple(theirs / ours for theirs, _, ours in rounds),
            goal=_TIMES_MPXJ,
        ),
        Line(
            database=size,
            section="mpxj",
            what="early dates of MPXJ are ours",
            values=(duel.agreed,),
            unit=f"of {duel.activities:,} activities",
        ),
    ]
