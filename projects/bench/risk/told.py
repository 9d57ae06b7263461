"""What was measured of the simulation as lines of the printed table, with the goals of each."""

from statistics import median

from eventlog.bench.lines import Goal, Line
from projects.bench.risk.plan import Plan
from projects.bench.risk.rounds import (
    CORE,
    CRITICALITY,
    FULL,
    FULL_CORE,
    FULL_SETUP,
    FULL_SHARES,
    MPXJ,
    NAIVE,
    NAIVE_TRIANGULAR,
    SETUP,
    Found,
    Times,
)
from projects.bench.risk.scattering import Gain

RATIOS = {
    "core_vs_numpy_naive": CORE,
    "criticality_vs_numpy_naive": CRITICALITY,
    "full_vs_numpy_naive": FULL,
}
_GOALS = {CORE: Goal(value=50), CRITICALITY: Goal(value=25)}
_SITE = Goal(value=60, at_most=True)
_SAID = {
    NAIVE: "plain NumPy",
    NAIVE_TRIANGULAR: "plain NumPy, triangular laws",
    CORE: "core",
    CRITICALITY: "with criticality",
    FULL_CORE: "full model, finishes alone",
    FULL: "full model with criticality and cruciality",
}


def lines_of(plan: Plan, found: Found) -> list[Line]:
    lines = [line for times in found.networks for line in _of_network(plan, times)]
    return lines + _of_site(plan, found.site) + _of_gain(plan, found.gain)


def ratios_of(found: Found) -> dict[str, dict[str, float]]:
    """By name and by the activities of the network; medians over the rounds."""
    return {
        name: {
            str(times.activities): median(_times_faster(times, contender, NAIVE))
            for times in found.networks
        }
        for name, contender in RATIOS.items()
    }


def _times_faster(times: Times, contender: str, yardstick: str) -> list[float]:
    """Than the yardstick, round by round."""
    pairs = zip(times.seconds[yardstick], times.seconds[contender], strict=True)
    return [theirs / ours for theirs, ours in pairs]


def _of_network(plan: Plan, times: Times) -> list[Line]:
    size = _size(times, plan)

    def line(what: str, values: list[float], unit: str, goal: Goal | None = None) -> Line:
        return Line(
            database=size, section="risk", what=what, values=tuple(values), unit=unit, goal=goal
        )

    cells = times.activities * plan.iterations
    ratios = [
        line(
            f"times faster than plain NumPy: {_SAID[contender]}",
            _times_faster(times, contender, NAIVE),
            "ratio",
            _GOALS.get(contender),
        )
        for contender in RATIOS.values()
    ]
    beside = [
        line(
            f"as many times as {_SAID[NAIVE_TRIANGULAR]}: {_SAID[contender]}",
            _times_faster(times, contender, NAIVE_TRIANGULAR),
            "ratio",
        )
        for contender in (CORE, CRITICALITY)
    ]
    seconds = [line(said, times.seconds[contender], "s") for contender, said in _SAID.items()]
    passes = [
        pass_seconds * plan.iterations / core
        for pass_seconds, core in zip(times.seconds[MPXJ], times.seconds[CORE], strict=True)
    ]
    core_ns = [1e12 * each / cells for each in times.seconds[CORE]]
    return [
        *ratios,
        *beside,
        *seconds,
        line("core, of an activity in an iteration", core_ns, "ps"),
        line("MPXJ's scheduler, one pass", times.seconds[MPXJ], "s"),
        line("times faster than MPXJ, an iteration of the core", passes, "ratio"),
        line("setup, reported apart", times.seconds[SETUP], "s"),
    ]


def _of_site(plan: Plan, times: Times) -> list[Line]:
    goals = {FULL_SHARES: _SITE}
    said = {
        FULL_CORE: _SAID[FULL_CORE],
        FULL: _SAID[FULL],
        FULL_SHARES: "full model with criticality and attribution",
        FULL_SETUP: "setup, reported apart",
    }
    return [
        Line(
            database=f"one site, {_size(times, plan)}",
            section="site",
            what=f"{words}",
            values=tuple(1_000 * each for each in times.seconds[contender]),
            unit="ms of the processor",
            goal=goals.get(contender),
        )
        for contender, words in said.items()
    ]


def _of_gain(plan: Plan, gain: Gain) -> list[Line]:
    size = f"one site, {plan.site:,} activities x {plan.scattered:,}"
    figures = {"mean": gain.mean, "P80": gain.p80}
    return [
        Line(
            database=size,
            section="scatter",
            what=f"variance of plain sampling, times that of the {name}",
            values=(value,),
            unit="ratio",
        )
        for name, value in figures.items()
    ]


def _size(times: Times, plan: Plan) -> str:
    return f"{times.activities:,} activities x {plan.iterations:,}"
