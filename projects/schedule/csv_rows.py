"""Rows of a CSV file whose wrong cells are gathered and not raised one by one. Pure."""

import codecs
import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from projects.schedule.errors import Problem
from projects.schedule.fields import FIRST_YEAR, LAST_YEAR

Word = TypeVar("Word", bound=StrEnum)

_MOST_DAYS = 100_000
CODE, FIELD = "code:", "field:"
"""What begins the columns of activity codes and of fields; their titles keep their capitals."""


@dataclass(frozen=True, kw_only=True)
class Cells:
    """One row: its cells by column, its line number, and what is wrong with it so far.

    decimal_comma: where cells are not parted by commas, 2,5 is two and a half.
    """

    table: str
    number: int
    values: dict[str, str]
    decimal_comma: bool = False
    problems: list[Problem] = field(default_factory=list)

    def text(self, column: str) -> str:
        return self.values.get(column, "")

    def whole(self, column: str) -> int:
        """A count, zero where the cell is empty."""
        value = self._number(column)
        if value is not None and (value < 0 or value != int(value)):
            self.problem("not_a_count", f"{self._told(column)} is not a count", column)
            return 0
        return int(value or 0)

    def days(self, column: str, minutes_per_day: int) -> int | None:
        """Work minutes of a duration in days >= 0; None where the cell is empty or wrong."""
        minutes = self.signed_days(column, minutes_per_day)
        if minutes is not None and minutes < 0:
            self.problem("negative_duration", f"{self._told(column)} is negative", column)
            return None
        return minutes

    def signed_days(self, column: str, minutes_per_day: int) -> int | None:
        days = self._number(column)
        return None if days is None else round(days * minutes_per_day)

    def date(self, column: str) -> datetime | None:
        return self.date_of(self.text(column), column)

    def date_of(self, text: str, column: str) -> datetime | None:
        """A wall-clock date out of a part of the cell; None where it is empty or wrong."""
        if not text:
            return None
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            at = None
        if at is None or not FIRST_YEAR <= at.year <= LAST_YEAR:
            self.problem("not_a_date", f"{text[:40]!r} is not a date", column)
            return None
        return at.replace(second=0, microsecond=0, tzinfo=None)

    def word(self, column: str, words: type[Word], code: str) -> Word | None:
        return self.word_of(self.text(column), column, words, code)

    def word_of(self, text: str, column: str, words: type[Word], code: str) -> Word | None:
        if not text:
            return None
        for word in words:
            if word.value.lower() == text.lower():
                return word
        known = ", ".join(word.value for word in words)
        self.problem(code, f"{text[:40]!r} is none of {known}", column)
        return None

    def listed(self, column: str) -> tuple[str, ...]:
        r"""Items joined by |, in which \| is a | and \\ a \."""
        text = self.text(column)
        items, escaped = [""], False
        for letter in text:
            if escaped or letter not in "\\|":
                items[-1] += letter
                escaped = False
            elif letter == "|":
                items.append("")
            else:
                escaped = True
        return tuple(item.strip() for item in items if item.strip())

    def titled(self, prefix: str) -> dict[str, str]:
        """Cells of all columns that begin with the prefix, by what follows it."""
        return {
            column.removeprefix(prefix): value
            for column, value in self.values.items()
            if column.startswith(prefix) and value
        }

    def problem(self, code: str, message: str, column: str) -> None:
        self.problems.append(
            Problem(code=code, message=message, table=self.table, row=self.number, field=column)
        )

    def _told(self, column: str) -> str:
        return repr(self.text(column)[:40])

    def _number(self, column: str) -> float | None:
        text = self.text(column)
        if not text:
            return None
        try:
            value = float(text.replace(",", ".") if self.decimal_comma else text)
        except ValueError:
            value = math.nan
        if not abs(value) <= _MOST_DAYS:
            self.problem("not_a_number", f"{self._told(column)} is not a number", column)
            return None
        return value


def read_rows(
    table: str, content: bytes, required: Sequence[str], problems: list[Problem]
) -> list[Cells]:
    """All rows but empty ones. A missing column, or a row of another width, goes to problems."""
    text = _decoded(content)
    header, _, _ = text.partition("\n")
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [_column(name) for name in next(reader, [])]
        _gather_columns(table, columns, required, problems)
        rows = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = _row(table, columns, cells, reader.line_num)
                rows.append(replace(row, decimal_comma=delimiter != ","))
        return rows
    except csv.Error as trouble:
        problem = Problem(
            code="csv_malformed", message=str(trouble), table=table, row=reader.line_num
        )
        problems.append(problem)
        return []


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _column(name: str) -> str:
    name = name.strip()
    for prefix in (CODE, FIELD):
        if name.lower().startswith(prefix):
            return prefix + name[len(prefix) :].strip()
    return name.lower()


def _gather_columns(
    table: str, columns: Sequence[str], required: Sequence[str], problems: list[Problem]
) -> None:
    for name in required:
        if name not in columns:
            message = f"the column {name} is missing"
            problems.append(
                Problem(code="missing_column", message=message, table=table, row=1, field=name)
            )
    for name in {name for name in columns if name and columns.count(name) > 1}:
        message = f"the column {name} is there more than once"
        problems.append(
            Problem(code="duplicate_column", message=message, table=table, row=1, field=name)
        )


def _row(table: str, columns: list[str], cells: list[str], number: int) -> Cells:
    values = {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
    row = Cells(table=table, number=number, values=values)
    if len(cells) != len(columns):
        message = f"{len(cells)} cells where the header has {len(columns)}"
        row.problems.append(
            Problem(code="wrong_number_of_cells", message=message, table=table, row=number)
        )
    return row
