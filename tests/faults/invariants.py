"""What must be true of the log after any fault: each flaw is a sentence, and there should be none.

Pure: the log and the notes come in as values. `examiner.py` looks into a database.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

import msgspec

from tests.faults.notes import Answered, Asked, Batch, Note

SHOWN = 5  # of each kind; a broken log may break everywhere


class Entry(msgspec.Struct, frozen=True):
    """One event in the log: where it stands, and which event of which writer it is."""

    position: int
    version: int
    stream: str
    recorded_us: int
    writer: str
    number: int


class Verdict(msgspec.Struct, frozen=True):
    """What the summary prints, in events, and every flaw found."""

    events: int
    acknowledged: int
    lost: int
    doubled: int
    flaws: list[str]


def examine(entries: Sequence[Entry], notes: Sequence[Note]) -> Verdict:
    """The log against what was asked and answered."""
    answered = {note.batch: note for note in notes if isinstance(note, Answered)}
    asked = {note.batch for note in notes if isinstance(note, Asked)}
    missing, twice = list(lost(entries, answered.values())), list(doubled(entries))
    kinds = (missing, twice, torn(entries, asked), unasked(entries, asked), misnumbered(entries))
    return Verdict(
        events=len(entries),
        acknowledged=sum(batch.count for batch in answered),
        lost=len(missing),
        doubled=len(twice),
        flaws=[flaw for kind in kinds for flaw in islice(kind, SHOWN)],
    )


def lost(entries: Sequence[Entry], answered: Iterable[Answered]) -> Iterator[str]:
    """Acknowledged events that do not stand where the answer said."""
    stand = {(e.writer, e.number): (e.position, e.version) for e in entries}
    for answer in answered:
        batch = answer.batch
        for number in batch.events:
            after = batch.first + batch.count - 1 - number
            said = (answer.position - after, answer.version - after)
            if stand.get((batch.writer, number)) != said:
                yield f"{batch.writer}'s event {number} was acknowledged and is not at {said}"


def doubled(entries: Iterable[Entry]) -> Iterator[str]:
    seen = Counter((e.writer, e.number) for e in entries)
    for (writer, number), times in seen.items():
        for _ in range(times - 1):
            yield f"{writer}'s event {number} is there {times} times"


def torn(entries: Iterable[Entry], asked: Iterable[Batch]) -> Iterator[str]:
    """Appends of which only a part is there."""
    there = {(e.writer, e.number) for e in entries}
    for batch in asked:
        kept = sum((batch.writer, number) in there for number in batch.events)
        if kept not in (0, batch.count):
            yield f"of append {batch.key} {kept} of {batch.count} events are there"


def unasked(entries: Iterable[Entry], asked: Iterable[Batch]) -> Iterator[str]:
    wanted = {(batch.writer, number) for batch in asked for number in batch.events}
    for entry in entries:
        if (entry.writer, entry.number) not in wanted:
            yield f"nobody asked for {entry.writer}'s event {entry.number}"


def misnumbered(entries: Sequence[Entry]) -> Iterator[str]:
    """Gaps in positions or versions, and times that go back along the positions."""
    heads: Counter[str] = Counter()
    for place, entry in enumerate(entries, start=1):
        heads[entry.stream] += 1
        if entry.position != place:
            yield f"position {entry.position} stands where {place} should"
        if entry.version != heads[entry.stream]:
            yield f"position {entry.position} has version {entry.version} of its stream"
    for before, after in pairwise(entries):
        if after.recorded_us < before.recorded_us:
            yield f"position {after.position} was recorded before its predecessor"
