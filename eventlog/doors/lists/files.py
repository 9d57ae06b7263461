"""Rows of values as a CSV or XLSX file, however many there are, in the memory of a few."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from eventlog.doors.lists import cells
from eventlog.doors.lists.columns import Column

BYTE_ORDER_MARK = "\ufeff".encode()
LINES_AT_ONCE = 500
BYTES_AT_ONCE = 65_536
MOST_ROWS_IN_A_SHEET = 1_048_576  # of XLSX, the heading among them
_SPECIAL = ("=", "#")  # what openpyxl would write as a formula or as an error


def csv_of(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """RFC 4180 in UTF-8, in portions."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([cells.neutral(column.name) for column in columns])
    for number, row in enumerate(rows, start=1):
        writer.writerow([cells.in_csv(value) for value in row])
        if number % LINES_AT_ONCE == 0:
            yield _emptied(text)
    yield _emptied(text)


def _emptied(text: io.StringIO) -> bytes:
    written = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return written


def xlsx_of(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """A workbook with typed cells, in portions: its end is known before its beginning, so it lies in a
    file meanwhile."""
    book = Workbook(write_only=True)
    sheet, written = _sheet(book, columns), 1
    for row in rows:
        if written == MOST_ROWS_IN_A_SHEET:
            sheet, written = _sheet(book, columns), 1
        pairs = zip(columns, row, strict=True)
        sheet.append([_cell(sheet, cells.in_xlsx(v, column.read)) for column, v in pairs])
        written += 1
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while portion := file.read(BYTES_AT_ONCE):
            yield portion


def _sheet(book: Workbook, columns: Sequence[Column]) -> Any:
    sheet = book.create_sheet(f"Rows {len(book.worksheets) + 1}")
    sheet.freeze_panes = "A2"
    heading = []
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(12, len(column.name) + 2)
        cell = WriteOnlyCell(sheet, column.name)
        cell.font = Font(bold=True)
        heading.append(cell)
    sheet.append(heading)
    return sheet


def _cell(sheet: Any, value: cells.Cell) -> Any:
    """Text stays text, whatever it begins with."""
    if isinstance(value, str) and value.startswith(_SPECIAL):
        cell = WriteOnlyCell(sheet, value)
        cell.data_type = "s"
        return cell
    return value
