"""How many events a second are appended, compared pair by pair in the same rounds."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from tqdm import tqdm

from eventlog.bench.lines import Goal, Line
from eventlog.bench.plan import Plan
from eventlog.bench.writers import Slice, Writers, writing


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Ours as a multiple of another's rate."""

    section: str
    ours: str
    against: str
    events: int
    writers: int
    goal: Goal | None = None

    def slices(self, seconds: float) -> tuple[Slice, Slice]:
        ours, against = (
            Slice(contender=name, writers=self.writers, events=self.events, seconds=seconds)
            for name in (self.ours, self.against)
        )
        return ours, against


class Pair(NamedTuple):
    """Ours and another. aim: the goal that was set for so many writers or more."""

    ours: str
    against: str
    events: int
    aim: float | None = None
    aim_from_writers: int = 1


def appended(plan: Plan, database: str) -> list[Line]:
    """Every pair that the plan asks for, on the database that the connection leads to."""
    usual = [
        *_comparisons("append", _singles(), plan),
        *_comparisons("batch", _batches(), plan),
    ]
    slow = _comparisons("slow-disk", _on_a_slow_disk(), plan)
    with writing(plan.writers) as writers:
        lines = _compared(usual, writers, plan, database)
        if slow and connection.vendor == "postgresql":
            with _flush_of_3_ms():
                lines += _compared(slow, writers, plan, f"{database}, a flush of 3 ms")
    return lines


def _singles() -> Iterator[Pair]:
    postgresql = connection.vendor == "postgresql"
    yield Pair("ours", "library", 1, 1.5 if postgresql else 0.7)
    yield Pair("ours with a read model", "library", 1, 1.0 if postgresql else None)
    yield Pair("ours", "plain ORM insert", 1, None if postgresql else 1.2)
    yield Pair("ours", "bare INSERT", 1)


def _batches() -> Iterator[Pair]:
    yield Pair("ours", "library", 10)
    yield Pair("ours with a read model", "library", 10)
    yield Pair("ours", "library", 1_000, 1.2 if connection.vendor == "postgresql" else None)
    yield Pair("ours with a read model", "library", 1_000)


def _on_a_slow_disk() -> Iterator[Pair]:
    yield Pair("ours, early release", "library", 1, 4.0, 8)
    yield Pair("ours", "library", 1)
    yield Pair("ours with a read model, early release", "library", 1)


def _comparisons(section: str, pairs: Iterable[Pair], plan: Plan) -> list[Comparison]:
    if not plan.has(section):
        return []
    return [
        Comparison(
            section=section,
            ours=pair.ours,
            against=pair.against,
            events=pair.events,
            writers=writers,
            goal=Goal(value=pair.aim) if pair.aim and writers >= pair.aim_from_writers else None,
        )
        for pair in pairs
        for writers in plan.writers
    ]


@contextmanager
def _flush_of_3_ms() -> Iterator[None]:
    """Let PostgreSQL wait before each flush, as it would for a slower disk."""
    _configure("ALTER SYSTEM SET commit_delay = 3000", "ALTER SYSTEM SET commit_siblings = 0")
    yield
    _configure("ALTER SYSTEM RESET commit_delay", "ALTER SYSTEM RESET commit_siblings")


def _configure(*changes: str) -> None:
    with connection.cursor() as cursor:
        for change in (*changes, "SELECT pg_reload_conf()"):
            cursor.execute(change)


def _compared(
    chosen: Sequence[Comparison], writers: Writers, plan: Plan, database: str
) -> list[Line]:
    """A line for each comparison, with a ratio for each round."""
    slices = sum(map(len, _groups(chosen, plan.slice_seconds))) * plan.rounds
    with tqdm(total=slices, desc=f"{database}: appending", unit="slice") as bar:
        rounds = [
            _round(chosen, writers, plan.slice_seconds, bar.update) for _ in range(plan.rounds)
        ]
    return [
        Line(
            database=database,
            section=pair.section,
            what=f"{pair.ours} / {pair.against}: {pair.slices(0)[0].size}",
            values=tuple(_ratio(rates, pair, plan.slice_seconds) for rates in rounds),
            goal=pair.goal,
        )
        for pair in chosen
    ]


def _groups(chosen: Sequence[Comparison], seconds: float) -> list[list[Slice]]:
    """The slices in groups that are compared with each other; each slice once."""
    groups: dict[tuple[int, int], dict[Slice, None]] = {}
    for pair in chosen:
        group = groups.setdefault((pair.events, pair.writers), {})
        group.update(dict.fromkeys(pair.slices(seconds)))
    return [list(group) for group in groups.values()]


def _round(
    chosen: Sequence[Comparison], writers: Writers, seconds: float, advance: Callable[[], object]
) -> dict[Slice, float]:
    groups = _groups(chosen, seconds)
    random.shuffle(groups)
    rates = {}
    for group in groups:
        random.shuffle(group)
        for wanted in group:
            rates[wanted] = writers.rate(wanted)
            advance()
    return rates


def _ratio(rates: dict[Slice, float], pair: Comparison, seconds: float) -> float:
    ours, against = pair.slices(seconds)
    return rates[ours] / rates[against]
