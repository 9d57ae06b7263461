"""Judges what a database holds after a fault, as a process that has seen nothing of it."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from eventlog.cursors import is_behind
from eventlog.followers import follow, registry
from eventlog.log import read
from eventlog.projections import Projection, rebuild
from eventlog.stored import LogBroken
from eventlog.verify import verify
from tests.faults.invariants import SHOWN, Entry, examine
from tests.faults.notes import notes_in
from tests.faults.reader import wrong_marks
from tests.faults.writer import FIRST_DAY


def main(*, home: str, verdict: str) -> None:
    """Examine the database of this process against the notes in `home`; leave the verdict there."""
    entries = list(stored_entries())
    found = examine(entries, notes_in(Path(home)))
    flaws = [*found.flaws, *broken_chain(), *drifted(), *left_behind()]
    part = Path(verdict + ".part")
    part.write_bytes(msgspec.json.encode(msgspec.structs.replace(found, flaws=flaws)))
    part.rename(verdict)


def stored_entries() -> Iterator[Entry]:
    for fact in read():
        said: Any = fact.event
        yield Entry(
            position=fact.position,
            version=fact.version,
            stream=str(fact.stream),
            recorded_us=int(fact.recorded_at.timestamp() * 1_000_000),
            writer=said.site,
            number=(said.on - FIRST_DAY).days,
        )


def broken_chain() -> Iterator[str]:
    try:
        verify()
    except LogBroken as broken:
        yield str(broken)


def drifted() -> Iterator[str]:
    """Read models that differ from a rebuild."""
    for projection in Projection.registry.values():
        if difference := rebuild(projection, check=True):
            yield f"{projection.name} differs from a rebuild: {difference}"


def left_behind() -> Iterator[str]:
    """Followers that cannot come to the end of the log, and what they did more or less than once."""
    for name, follower in registry.items():
        follow(name)
        if is_behind(follower.cursor) or follower.cursor.stopped_at:
            yield f"the follower {name} stays behind: {follower.cursor.problem}"
    yield from islice(wrong_marks(), SHOWN)
