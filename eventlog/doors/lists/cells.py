"""Values as the cells of a file, so that what was text is text in every spreadsheet. Pure."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

Cell = str | int | float | bool | date | None

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 (wide ones too)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_IN_XLSX = 32_767
_MOST_DIGITS_IN_XLSX = 15


def neutral(text: str) -> str:
    """The text behind an apostrophe if a spreadsheet would otherwise run it; `as_typed` takes it off."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def as_typed(cell: str) -> str:
    """What `neutral` made the cell from."""
    guarded = cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA)
    return cell[1:] if guarded else cell


def in_csv(value: Any) -> str:
    """A value as the API's JSON holds it, as the text of a cell. Nothing is an empty cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return neutral(value)
        case _:
            return neutral(as_json(value))


def in_xlsx(value: Any, read: Callable[[str], Cell] | None = None) -> Cell:
    """The same as a typed cell. read: what its text stands for, such as a date.

    A number of more digits than a spreadsheet keeps stays text; so does what is no number at all.
    """
    match value:
        case None | bool():
            return value
        case int():
            return value if len(str(abs(value))) <= _MOST_DIGITS_IN_XLSX else str(value)
        case float():
            return value if value - value == 0 else str(value)
        case str():
            return read(value) if read and value else _printable(value)
        case _:
            return _printable(as_json(value))


def day(text: str) -> Cell:
    return date.fromisoformat(text)


def instant(text: str) -> Cell:
    """In UTC: a spreadsheet's cells know no zones."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


def clock(text: str) -> Cell:
    return time.fromisoformat(text).isoformat()


def number(text: str) -> Cell:
    """A decimal of few enough digits as a number; else the text as it is."""
    digits = sum(letter.isdigit() for letter in text)
    return float(text) if digits <= _MOST_DIGITS_IN_XLSX else text


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _printable(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)[:_LONGEST_IN_XLSX]
