"""How fast a long log is read: the fold of one long stream, and the rebuild of every read model."""

import time
from collections.abc import Callable
from uuid import UUID

from eventlog.bench import scratch
from eventlog.bench.facts import Tally, tallies
from eventlog.bench.filling import fill
from eventlog.bench.lines import Goal, Line
from eventlog.bench.plan import Plan
from eventlog.models import StoredEvent
from eventlog.projections import Projection, fold, rebuild

MOST_ROUNDS = 3  # a round takes as long as all the slices of an append
FOLDED = Goal(value=100_000)
STREAMS = 5_000


def folded(plan: Plan, database: str) -> Line:
    """One stream that holds the whole log."""
    with scratch.another_log("bench_one_stream"):
        fill(events=plan.events, streams=1, title=f"{database}: filling one stream")
        stream = StoredEvent.objects.values_list("stream", flat=True)[0]
        return Line(
            database=database,
            section="fold",
            what=f"fold of one stream, {plan.events:,} events",
            values=_rates(plan, lambda: _fold(stream, plan.events)),
            unit="events/s",
            goal=FOLDED,
        )


def rebuilt(plan: Plan, database: str) -> Line:
    """Every read model made anew from the log that the connection leads to."""
    return Line(
        database=database,
        section="rebuild",
        what=f"rebuild of all read models, {plan.events:,} events",
        values=_rates(plan, _rebuild),
        unit="events/s",
    )


def _rates(plan: Plan, read_all: Callable[[], None]) -> tuple[float, ...]:
    rates = []
    for _ in range(min(plan.rounds, MOST_ROUNDS)):
        begun = time.perf_counter()
        read_all()
        rates.append(plan.events / (time.perf_counter() - begun))
    return tuple(rates)


def _fold(stream: UUID, events: int) -> None:
    row, version = fold(stream, tallies)
    assert row is not None
    assert row.facts == version == events, "the fold has not seen every event"


def _rebuild() -> None:
    Tally._default_manager.all().delete()
    differences = [rebuild(projection) for projection in Projection.registry.values()]
    assert any(differences), "there was nothing to rebuild"
