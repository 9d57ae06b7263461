"""What was measured of a schedule as lines of the printed table, with the goals of each."""

from collections.abc import Mapping, Sequence

from eventlog.bench.lines import Goal, Line
from projects.bench.against import DRAWS, Duel
from projects.bench.alone import IN_ALL, PEAK
from projects.bench.plan import Plan

_GOALS = {IN_ALL: Goal(value=5, at_most=True), PEAK: Goal(value=500, at_most=True)}
_TIMES_MPXJ = Goal(value=50)
_IMPORT = Goal(value=20, at_most=True)


def lines_of(
    plan: Plan,
    alone: Sequence[dict[str, float]],
    imports: Mapping[str, Sequence[float]],
    duel: Duel,
) -> list[Line]:
    """alone: the figures of each fresh process, by step. imports: seconds by database."""
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
    stored = [
        Line(
            database=size,
            section="import",
            what=f"import into {database}",
            values=tuple(seconds),
            unit="s",
            goal=_IMPORT,
        )
        for database, seconds in imports.items()
    ]
    return [*steps, *stored, *_against_mpxj(size, duel)]


def _against_mpxj(size: str, duel: Duel) -> list[Line]:
    def line(what: str, values: Sequence[float], unit: str, goal: Goal | None = None) -> Line:
        return Line(
            database=size, section="mpxj", what=what, values=tuple(values), unit=unit, goal=goal
        )

    def times_faster(what: str, ours: Sequence[float], goal: Goal | None = None) -> Line:
        ratios = [theirs / mine for theirs, mine in zip(duel.theirs, ours, strict=True)]
        return line(f"times faster than MPXJ: {what}", ratios, "ratio", goal)

    return [
        line("MPXJ's scheduler", duel.theirs, "s"),
        line(
            "one CPM pass alone, all dates and floats", [1000 * each for each in duel.passes], "ms"
        ),
        times_faster("all dates and floats, from scratch", duel.all_dates),
        times_faster("one CPM pass alone, all dates and floats", duel.passes, _TIMES_MPXJ),
        times_faster(f"one CPM pass of {DRAWS} made at once", duel.of_many, _TIMES_MPXJ),
        line("early dates as MPXJ has them", [duel.agreed], f"of {duel.activities:,} activities"),
    ]
