"""Is the log what was written? Each row must follow from the one before, by number, clock and hash.

A chain cannot notice that its end was cut off, or that all of it was written anew. For that there are
checkpoints, kept where whoever owns the database cannot reach them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, cast
from uuid import UUID

import msgspec

from eventlog.chain import GENESIS, Linked, chain
from eventlog.models import StoredEvent
from eventlog.stored import UNREADABLE, LogBroken, Seen, StoredRow, stored_rows

Position = Annotated[int, msgspec.Meta(ge=0)]
HexHash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]


@dataclass(frozen=True)
class Checkpoint:
    """The whole log up to one position in three values, those of the row that stands there."""

    position: Position
    hash: HexHash
    recorded_at: Instant


EMPTY = Checkpoint(0, GENESIS.hex(), datetime(1970, 1, 1, tzinfo=UTC))


class NoCheckpoint(Exception):
    """A file that should hold checkpoints holds none, or something else."""


def checkpoint(*, at: int | None = None) -> Checkpoint:
    """What the log is now, or was at a position, to be signed or sent to where nobody can change it."""
    rows = StoredEvent.objects.order_by("-position")
    row = (rows if at is None else rows.filter(position__lte=at)).first()
    return Checkpoint(row.position, bytes(row.hash).hex(), row.recorded_at) if row else EMPTY


def checkpoints_in(file: Path) -> list[Checkpoint]:
    """The checkpoints of a file, one JSON object a line. Raises NoCheckpoint."""
    try:
        found = msgspec.json.decode(b"[%s]" % b",".join(_lines(file)), type=list[Checkpoint])
    except (OSError, msgspec.MsgspecError) as error:
        raise NoCheckpoint(f"{file} is no file of checkpoints: {error}") from error
    if not found:
        raise NoCheckpoint(f"{file} holds no checkpoint.")
    return found


def _lines(file: Path) -> Iterator[bytes]:
    return (line for line in file.read_bytes().splitlines() if line.strip())


def verify(
    *, after: Checkpoint | None = None, against: Iterable[Checkpoint] = (), seen: Seen | None = None
) -> Checkpoint:
    """Go through the log to its end and return the checkpoint there. Raises LogBroken.

    after: trust all up to here and start there. against: checkpoints that the log must still agree
    with, wherever they stand.
    """
    start = after or EMPTY
    _agree([start])
    walk = Walk(start)
    for row in stored_rows(after=start.position or None, seen=seen):
        walk.take(row)
    _agree(against)
    return walk.checkpoint


class Walk:
    """How far a log has been followed, and with that what the next row must be."""

    def __init__(self, start: Checkpoint = EMPTY) -> None:
        self.start = start
        self.position = start.position
        self.hash = bytes.fromhex(start.hash)
        self.recorded_at = start.recorded_at
        self._heads: dict[UUID, int] = {}

    @property
    def checkpoint(self) -> Checkpoint:
        return Checkpoint(self.position, self.hash.hex(), self.recorded_at)

    def take(self, row: StoredEvent | StoredRow) -> None:
        """Go on to this row, or raise LogBroken if it is not the one that follows."""
        position = self.position + 1
        if row.position > position:
            raise LogBroken(position, f"the row is missing; the next one stands at {row.position}")
        if row.position < position:
            raise LogBroken(row.position, f"no row can stand here, where {position} should follow")
        try:
            self._follow(row)
        except UNREADABLE as error:
            raise LogBroken(position, f"the row cannot be read ({error})") from error

    def _follow(self, row: StoredEvent | StoredRow) -> None:
        expected = chain(self.hash, cast(Linked, row))  # read only: nobody sets a column
        if bytes(row.hash) != expected:
            raise LogBroken(row.position, "the row is not what its hash was made from")
        head = self._head(row.stream)
        if row.version != head + 1:
            why = f"version {row.version} of stream {row.stream} follows version {head}"
            raise LogBroken(row.position, why)
        if row.recorded_at < self.recorded_at:
            raise LogBroken(row.position, "it was recorded before the one that it follows")
        self.position, self.hash, self.recorded_at = row.position, expected, row.recorded_at
        self._heads[row.stream] = row.version

    def _head(self, stream: UUID) -> int:
        """The version a stream has reached; asked of the table for what stands before the start."""
        head = self._heads.get(stream)
        if head is None and self.start.position:
            rows = StoredEvent.objects.filter(stream=stream, position__lte=self.start.position)
            head = rows.order_by("-version").values_list("version", flat=True).first()
        return head or 0


def _agree(checkpoints: Iterable[Checkpoint]) -> None:
    """Raise LogBroken unless the stored hashes are those of the checkpoints, the lowest first."""
    ordered = sorted(checkpoints, key=lambda checkpoint: checkpoint.position)
    positions = [checkpoint.position for checkpoint in ordered]
    rows = StoredEvent.objects.filter(position__in=positions).values_list("position", "hash")
    stored = {place: bytes(digest).hex() for place, digest in rows} | {EMPTY.position: EMPTY.hash}
    good = EMPTY
    for known in ordered:
        if known.position not in stored:
            tail = checkpoint().position
            raise LogBroken(tail + 1, f"the log ends before it, but once had {known.position} rows")
        if stored[known.position] != known.hash:
            why = f"another hash on {known.recorded_at:%Y-%m-%d}; rewritten after {good.position}"
            raise LogBroken(known.position, why)
        good = known
