"""Single fields of a row: dates, hours and words, each wrong one gathered as a problem. Pure."""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from projects.schedule.gathering import Gathered, Row

Word = TypeVar("Word")

FIRST_YEAR, LAST_YEAR = 1900, 2200
_MOST_HOURS = 1e7


def date_in(row: Row, name: str, table: str, gathered: Gathered) -> datetime | None:
    """A naive wall-clock date; None for an empty field or a wrong one."""
    text = row[name]
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or not FIRST_YEAR <= at.year <= LAST_YEAR:
        gathered.problem("not_a_date", f"{text[:40]!r} is not a date", table, row, name)
        return None
    return at.replace(second=0, microsecond=0, tzinfo=None)


def minutes_in(row: Row, name: str, table: str, gathered: Gathered) -> int | None:
    """Hours as the file counts them, in whole minutes; None for an empty field or a wrong one."""
    hours = number_in(row, name, table, gathered)
    return None if hours is None else round(hours * 60)


def number_in(row: Row, name: str, table: str, gathered: Gathered) -> float | None:
    """Some tools write the decimal comma of their user's country."""
    text = row[name]
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = math.nan
    if not abs(number) < _MOST_HOURS:
        gathered.problem("not_a_number", f"{text[:40]!r} is not a number", table, row, name)
        return None
    return number


def duration_in(row: Row, name: str, table: str, gathered: Gathered) -> int | None:
    minutes = minutes_in(row, name, table, gathered)
    if minutes is not None and minutes < 0:
        gathered.problem("negative_duration", f"{row[name][:40]} is negative", table, row, name)
        return None
    return minutes


def word_in(
    row: Row,
    name: str,
    table: str,
    gathered: Gathered,
    *,
    known: Mapping[str, Word],
    default: Word,
    code: str,
    what: str,
) -> Word:
    """What a word stands for; default for an empty field, and for an unknown word, a problem."""
    text = row[name]
    if text and text not in known:
        gathered.problem(code, f"{text[:40]} is no known {what}", table, row, name)
    return known.get(text, default)


def is_nothing(text: str) -> bool:
    """An empty field, or a zero however it is written: what nobody entered."""
    return not text.strip("0.,") or text in ("N", "PT0H0M0S", "false")
