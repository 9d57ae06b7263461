"""Rows of a CSV file whose wrong cells are gathered and not raised one by one. Pure."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from projects.schedule.errors import Problem
from projects.schedule.model import WorkCalendar

_MOST_DAYS = 100_000


@dataclass(frozen=True, kw_only=True)
class Cells:
    """One row: its cells by column, its line number, and what is wrong with it so far."""

    table: str
    number: int
    values: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, column: str) -> str:
        return self.values.get(column, "")

    def whole(self, column: str) -> int:
        """A count, zero where the cell is empty."""
        value = self._number(column)
        if value is not None and (value < 0 or value != int(value)):
            self.problem("not_a_count", f"{self.text(column)!r} is not a count", column)
            return 0
        return int(value or 0)

    def days(self, column: str, calendar: WorkCalendar) -> int | None:
        """Work minutes of a duration in days >= 0; None where the cell is empty or wrong."""
        minutes = self.signed_days(column, calendar)
        if minutes is not None and minutes < 0:
            self.problem("negative_duration", f"{self.text(column)} is negative", column)
            return None
        return minutes

    def signed_days(self, column: str, calendar: WorkCalendar) -> int | None:
        days = self._number(column)
        return None if days is None else round(days * calendar.minutes_per_day)

    def problem(self, code: str, message: str, column: str) -> None:
        self.problems.append(
            Problem(code=code, message=message, table=self.table, row=self.number, field=column)
        )

    def _number(self, column: str) -> float | None:
        text = self.text(column)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not abs(value) <= _MOST_DAYS:
            self.problem("not_a_number", f"{text!r} is not a number", column)
            return None
        return value


def read_rows(
    table: str, content: bytes, required: Sequence[str], problems: list[Problem]
) -> list[Cells]:
    """All rows but empty ones. A missing column, or a row of another width, goes to problems."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    header, _, _ = text.partition("\n")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        _gather_columns(table, columns, required, problems)
        return [row for cells in reader if (row := _row(table, columns, cells, reader.line_num))]
    except csv.Error as trouble:
        problem = Problem(
            code="csv_malformed", message=str(trouble), table=table, row=reader.line_num
        )
        problems.append(problem)
        return []


def _gather_columns(
    table: str, columns: Sequence[str], required: Sequence[str], problems: list[Problem]
) -> None:
    for name in required:
        if name not in columns:
            message = f"the column {name} is missing"
            problems.append(
                Problem(code="missing_column", message=message, table=table, row=1, field=name)
            )


def _row(table: str, columns: list[str], cells: list[str], number: int) -> Cells | None:
    if not any(cell.strip() for cell in cells):
        return None
    values = {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
    row = Cells(table=table, number=number, values=values)
    if len(cells) != len(columns):
        message = f"{len(cells)} cells where the header has {len(columns)}"
        row.problems.append(
            Problem(code="wrong_number_of_cells", message=message, table=table, row=number)
        )
    return row
