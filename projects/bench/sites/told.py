"""What was measured of many sites as lines of the printed table, with the goals of each."""

from collections.abc import Iterator, Sequence
from statistics import quantiles

from eventlog.bench.lines import Goal, Line
from projects.bench.sites.figures import Round
from projects.bench.sites.plan import Plan

_SECONDS_A_SITE = 90 / 1_000
"""1,000 sites within 90 s on two cores; fewer are held against as much for each."""

_PEAK = Goal(value=600, at_most=True)
_WAIT = Goal(value=1.5, at_most=True)


def lines_of(plan: Plan, rounds: Sequence[Round], waits: Sequence[float]) -> list[Line]:
    most = max(each.workers for each in rounds)
    lines = [line for each in rounds for line in _of_round(plan, each, held=each.workers == most)]
    if len(rounds) > 1:
        lines.append(_line(plan, _scaled(rounds), [rounds[0].seconds / rounds[-1].seconds]))
    return lines + list(_of_waits(plan, waits))


def _of_round(plan: Plan, each: Round, *, held: bool) -> Iterator[Line]:
    """held: against the goal of two cores."""
    by = f"{each.workers} worker{'s' if each.workers > 1 else ''}"
    in_time = Goal(value=plan.sites * _SECONDS_A_SITE, at_most=True) if held else None
    a_minute = 60 * plan.sites / each.forecasts
    milliseconds = 1_000 * each.processor / plan.sites
    yield _line(plan, f"{by}: all forecasts and the portfolio", [each.seconds], "s", in_time)
    yield _line(plan, f"{by}: of it to combine the portfolio", [each.portfolio], "s")
    yield _line(plan, f"{by}: forecasts a minute", [a_minute], "forecasts")
    yield _line(plan, f"{by}: processor time of a forecast", [milliseconds], "ms")
    yield _line(plan, f"{by}: peak memory of a worker", [max(each.peaks)], "MB", _PEAK)
    yield _line(plan, f"{by}: peak memory of who combines", [each.combining_peak], "MB")


def _scaled(rounds: Sequence[Round]) -> str:
    return f"times as fast with {rounds[-1].workers} workers as with {rounds[0].workers}"


def _of_waits(plan: Plan, waits: Sequence[float]) -> Iterator[Line]:
    if not waits:
        return
    count = min(plan.projects, plan.sites)
    what = f"from a fact to its forecast, {len(waits)} facts of {count} projects"
    percentiles = quantiles(waits, n=20, method="inclusive") if len(waits) > 1 else [*waits] * 19
    yield _line(plan, f"{what}: median", [percentiles[9]], "s")
    yield _line(plan, f"{what}: 95 in 100", [percentiles[18]], "s", _WAIT)


def _line(
    plan: Plan, what: str, values: Sequence[float], unit: str = "ratio", goal: Goal | None = None
) -> Line:
    size = f"{plan.sites:,} sites, {plan.activities} activities x {plan.iterations:,}"
    return Line(
        database=size, section="sites", what=what, values=tuple(values), unit=unit, goal=goal
    )
