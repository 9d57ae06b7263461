"""What the chain of hashes costs: appends beside the same appends without any hash."""

import re
from contextlib import ExitStack

from django.db import connection

from eventlog.bench import scratch
from eventlog.bench.lines import Goal, Line
from eventlog.bench.plan import Plan
from eventlog.bench.writers import Slice, Writers, ratios_in_turn, writing

COSTS_A_TENTH = Goal(value=0.9)


def chained(plan: Plan, database: str) -> list[Line]:
    """Two logs of their own, so that the one without hashes is mixed up with no other."""
    with ExitStack() as opened:
        with scratch.another_log("bench_chained"):
            ours = opened.enter_context(writing([1]))
        with scratch.another_log("bench_unchained"):
            _take_hashes_out()
            without = opened.enter_context(writing([1]))
        return [
            _compared(ours, without, events, goal, plan, database)
            for events, goal in ((1, COSTS_A_TENTH), (10, None), (1_000, None))
        ]


def _compared(
    ours: Writers, without: Writers, events: int, goal: Goal | None, plan: Plan, database: str
) -> Line:
    here, there = (
        Slice(contender=name, writers=1, events=events, seconds=plan.slice_seconds)
        for name in ("ours", "ours, without the chain")
    )
    return Line(
        database=database,
        section="chain",
        what=f"{here.contender} / {there.contender}: {here.size}",
        values=ratios_in_turn((ours, here), (without, there), plan.rounds_of_two),
        goal=goal,
    )


def _take_hashes_out() -> None:
    """Make PostgreSQL's function anew without its links; each row gets 32 zero bytes."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('eventlog_append'::regproc)")
        function = cursor.fetchone()[0]
        function = _without(r"previous := sha256\([^;]*p_content\);", "", function)
        function = _without(r"FOR n IN.*?END LOOP;", "", function)
        function = _without(r"hashes\[n\]", "previous", function)
        cursor.execute(function)


def _without(part: str, instead: str, function: str) -> str:
    changed, times = re.subn(part, instead, function, flags=re.DOTALL)
    assert times == 1, f"eventlog_append has {times} of {part}: measure it in another way"
    return changed
