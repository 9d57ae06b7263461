"""A CSV file as rows of named cells, or everything that is wrong with it. Pure.

Spreadsheets write many things under the name of CSV: commas, semicolons or tabs, with a byte order mark
or without. What is certain is read; what is not is told.
"""

import csv
import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventlog.doors.lists.cells import as_typed, neutral

MOST_BYTES = 1_000_000
# The log is held for all rows of a file while every other writer waits: 2 ms a row and more.
MOST_ROWS = 1_000
NOTE = "# "
"""A line whose first cell begins so is for people, such as the example of a template."""

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: row counts the rows of values from 1, line those of the file. 0: all of it."""

    code: str
    detail: str
    row: int = 0
    line: int = 0
    column: str = ""


class Unreadable(Exception):
    """No rows can be told apart."""

    def __init__(self, code: str, detail: str, line: int = 0) -> None:
        super().__init__(detail)
        self.problem = Problem(code, detail, line=line)


@dataclass(frozen=True)
class Line:
    """The cells of a row by column; an empty one is left out."""

    row: int
    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...] = ()
    lines: Sequence[Line] = ()
    separator: str = ","
    problems: list[Problem] = field(default_factory=list)


def read_table(content: bytes, *, known: Mapping[str, bool]) -> Table:
    """The rows of a file. known: the columns that there are, and whether a value is needed."""
    try:
        text = _decoded(content)
        separator = _separator_of(text, known)
        return _table(text, separator, known)
    except Unreadable as error:
        return Table(problems=[error.problem])


def text_of(content: bytes) -> str:
    """The file as text, for a person to mend; nothing if it is none."""
    try:
        return _decoded(content)
    except Unreadable:
        return ""


def written(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Rows of named cells as the text of a file that `read_table` takes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([neutral(row.get(name, "")) for name in columns] for row in rows)
    return text.getvalue()


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        size, most = f"{len(content) / 1e6:.1f}", f"{MOST_BYTES / 1e6:.0f}"
        said = f"The file has {size} MB; at most {most} MB are taken at once."
        raise Unreadable("file_too_large", said)
    if content.startswith(b"PK\x03\x04"):
        raise Unreadable("not_csv", "This is a spreadsheet's own file: save it as CSV UTF-8 first.")
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        wrong = f"The file is not {encoding.upper().removesuffix('-SIG')}: byte {error.start + 1}"
        raise Unreadable(
            "not_utf8", f"{wrong} is no letter. Save it as CSV UTF-8.", line
        ) from error
    if "\0" in text:
        raise Unreadable("not_csv", "This is no text, but a file of another kind.")
    if not text.strip():
        raise Unreadable("file_empty", "The file is empty.")
    return text


def _separator_of(text: str, known: Mapping[str, bool]) -> str:
    """What separates the heading into the most columns that there are; a comma if in doubt."""
    heading = next(line for line in text.splitlines() if line.strip())

    def found(separator: str) -> int:
        cells = next(csv.reader([heading], delimiter=separator), [])
        return sum(_name_of(cell, known) in known for cell in cells)

    return max(SEPARATORS, key=found)


def _table(text: str, separator: str, known: Mapping[str, bool]) -> Table:
    records = _records(text, separator)
    line, heading = next(records)
    columns = tuple(_name_of(cell, known) for cell in heading)
    problems = [*_wrong_columns(columns, heading, known, line)]
    lines = []
    for row, (line, values) in enumerate(records, start=1):
        lines.append(Line(row, line, dict(_cells(columns, values))))
        problems.extend(_surplus(columns, values, row, line))
    if not lines:
        problems.append(Problem("no_rows", "There is no row below the heading."))
    problems.extend(_repeated(lines))
    return Table(columns, lines, separator, problems)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that holds something, and where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    count, line = 0, 1
    while True:
        try:
            values = next(reader, None)
        except csv.Error as error:
            raise Unreadable("not_csv", f"The line cannot be read: {error}.", line) from error
        if values is None:
            return
        if any(value.strip() for value in values) and not values[0].startswith(NOTE):
            yield line, values
            count += 1
            if count > MOST_ROWS + 1:
                said = f"There are more than the {MOST_ROWS:,} rows that are taken at once."
                raise Unreadable("too_many_rows", said, line)
        line = reader.line_num + 1


def _name_of(cell: str, known: Mapping[str, bool]) -> str:
    """The column that a heading means, `Promised on` like `promised_on`; as it is if there is none."""
    plain = as_typed(cell.strip()).lower().replace(" ", "_")
    return plain if plain in known or f"{plain}_id" not in known else f"{plain}_id"


def _wrong_columns(
    columns: Sequence[str], heading: Sequence[str], known: Mapping[str, bool], line: int
) -> Iterator[Problem]:
    there_are = f"There are: {', '.join(known)}."
    for number, name in enumerate(columns):
        if not name:
            yield Problem("column_without_name", f"Column {number + 1} has no name.", line=line)
        elif name in columns[:number]:
            yield Problem("column_twice", "The column is there twice.", line=line, column=name)
        elif name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Is {near[0]} meant?" if near else there_are
            said = f"No column is named {heading[number].strip()}. {hint}"
            yield Problem("unknown_column", said, line=line, column=name)
    for name, required in known.items():
        if required and name not in columns:
            yield Problem("missing_column", "The column is missing.", line=line, column=name)


def _cells(columns: Sequence[str], values: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name, value in zip(columns, values, strict=False):
        if plain := as_typed(value.strip()):
            yield name, plain


def _surplus(columns: Sequence[str], values: Sequence[str], row: int, line: int) -> list[Problem]:
    if not any(value.strip() for value in values[len(columns) :]):
        return []
    said = f"The row has {len(values)} cells, the heading {len(columns)}: is a text without quotes?"
    return [Problem("too_many_cells", said, row, line)]


def _repeated(lines: Sequence[Line]) -> Iterator[Problem]:
    """Two rows of one file that say the same were hardly meant."""
    first: dict[Any, int] = {}
    for each in lines:
        same = first.setdefault(tuple(sorted(each.cells.items())), each.row)
        if same != each.row:
            said = f"The row says the same as row {same}."
            yield Problem("row_twice", said, each.row, each.line)


def mended(table: Table, cells: Mapping[tuple[int, str], str]) -> bytes:
    """The file of a table with other values in some cells, each given by its row and column."""
    rows = [
        {name: cells.get((each.row, name), each.cells.get(name, "")) for name in table.columns}
        for each in table.lines
    ]
    return written(table.columns, rows).encode()
