"""What becomes of an append when the log is a hundred times as long."""

from contextlib import ExitStack

from eventlog.bench import scratch
from eventlog.bench.filling import fill
from eventlog.bench.lines import Goal, Line
from eventlog.bench.plan import Plan
from eventlog.bench.reading import STREAMS, rebuilt
from eventlog.bench.writers import Slice, Writers, ratios_in_turn, writing
from eventlog.verify import verify

SHORT = 10_000
SLOWER = Goal(value=1.3, at_most=True)


def grown(plan: Plan, database: str) -> list[Line]:
    """The rebuild of a long log, and appends to it in turn with appends to a short one."""
    lines = []
    with ExitStack() as opened:
        with scratch.another_log("bench_short"):
            fill(events=_short(plan), streams=50, title=f"{database}: filling a short log")
            verify()  # a log that was filled is one that could have been written
            short = opened.enter_context(writing([1]))
        with scratch.another_log("bench_long"):
            fill(events=plan.events, streams=STREAMS, title=f"{database}: filling a long log")
            if plan.has("rebuild"):
                lines.append(rebuilt(plan, database))
            long = opened.enter_context(writing([1]))
            if plan.has("growth"):
                lines.append(_compared(short, long, plan, database))
    return lines


def _short(plan: Plan) -> int:
    return min(SHORT, plan.events)


def _compared(short: Writers, long: Writers, plan: Plan, database: str) -> Line:
    wanted = Slice(contender="ours", writers=1, events=1, seconds=plan.slice_seconds)
    # The rate of the short log over that of the long one is the time of the long one over the short's.
    return Line(
        database=database,
        section="growth",
        what=f"time of an append at {plan.events:,} events / at {_short(plan):,}",
        values=ratios_in_turn((short, wanted), (long, wanted), plan.rounds_of_two),
        goal=SLOWER,
    )
