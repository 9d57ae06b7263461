"""What a writer notes down outside the database: what it asked for, and what it was answered.

One line of JSON each, written by one call, so that a writer killed with -9 leaves whole lines.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec


class Batch(msgspec.Struct, frozen=True):
    """One append: `count` events under one key, numbered from `first` in the count of its writer."""

    writer: str
    first: int
    count: int

    @property
    def key(self) -> str:
        return f"{self.writer}/{self.first}"

    @property
    def events(self) -> range:
        return range(self.first, self.first + self.count)


class Asked(msgspec.Struct, frozen=True, tag=True):
    batch: Batch


class Holding(msgspec.Struct, frozen=True, tag=True):
    """Appended, and about to sleep before the commit."""

    batch: Batch


class Unsure(msgspec.Struct, frozen=True, tag=True):
    """The database did not answer, so the same request is sent again."""

    batch: Batch
    why: str


class Answered(msgspec.Struct, frozen=True, tag=True):
    """Committed: the last event of the batch stands at this position and version."""

    batch: Batch
    position: int
    version: int


Note = Asked | Holding | Unsure | Answered


class Notebook:
    """Where one writer notes. Lines go to the file at once, without a buffer."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(self, note: Note) -> None:
        os.write(self._file, msgspec.json.encode(note) + b"\n")


def notes_in(home: Path) -> list[Note]:
    """All that the writers noted, each writer's in its order."""
    return [note for file in sorted(home.glob("*.notes")) for note in _read(file)]


def _read(file: Path) -> Iterator[Note]:
    taken: Any = msgspec.json.Decoder(Note)
    for line in file.read_bytes().splitlines(keepends=True):
        if line.endswith(b"\n"):
            yield taken.decode(line)
