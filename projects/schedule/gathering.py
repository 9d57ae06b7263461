"""Rows of a schedule file whatever its format, and what is wrong with them, gathered. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from projects.schedule.errors import Problem
from projects.schedule.model import Dropped


class Row(Protocol):
    """One record of a file: its fields by name, "" where it has none, and the line it stands in."""

    @property
    def line(self) -> int: ...

    def __getitem__(self, name: str, /) -> str: ...


@dataclass(frozen=True)
class Gathered:
    """What went wrong, what was assumed and what is not used, over all rows before any refusal.

    names: what the file itself calls a table and its field, where the reader calls them otherwise.
    """

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dropped: dict[tuple[str, str], int] = field(default_factory=dict)
    names: Mapping[tuple[str, str | None], tuple[str, str | None]] = field(default_factory=dict)

    def problem(self, code: str, message: str, table: str, row: Row, name: str | None) -> None:
        table, name = self.names.get((table, name), (table, name))
        self.problems.append(
            Problem(code=code, message=message, table=table, row=row.line, field=name)
        )

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def note_each(self, text: str, codes: Iterable[str]) -> None:
        """One note for all the activities that it concerns, with the first of them as examples."""
        named = list(codes)
        if named:
            more = f" and {len(named) - 3} more" if len(named) > 3 else ""
            self.note(f"{text}: {', '.join(named[:3])}{more}.")

    def drop(self, table: str, name: str, rows: int = 1) -> None:
        if rows:
            self.dropped[table, name] = self.dropped.get((table, name), 0) + rows

    def all_dropped(self) -> tuple[Dropped, ...]:
        return tuple(
            Dropped(table=table, field=name, rows=rows)
            for (table, name), rows in sorted(self.dropped.items())
        )
