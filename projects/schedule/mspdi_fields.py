"""Fields as Microsoft Project writes them: ISO 8601 durations, and numbers for kinds. Pure.

Source: Microsoft, Project XML Data Interchange Schema Reference (mspdi_pj12.xsd and later).
"""

import re

from projects.schedule.gathering import Gathered, Row

_NUMBER = r"(\d{1,9}(?:\.\d+)?)"
_DURATION = re.compile(
    rf"(-?)P(?:{_NUMBER}D)?(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?", re.ASCII
)
_TIME = re.compile(r"([01]\d|2[0-4]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?", re.ASCII)
ELAPSED_FORMATS = frozenset(map(str, (4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52)))
PERCENT_FORMATS = frozenset(map(str, (19, 20, 51, 52)))
"""Units of DurationFormat and LagFormat that count the clock, and those that are a share."""


def iso_minutes_in(row: Row, name: str, table: str, gathered: Gathered) -> int | None:
    """Whole minutes of PT8H0M0S, rounded; None for an empty field or a wrong one."""
    text = row[name]
    if not text:
        return None
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()[1:]):
        gathered.problem("not_a_duration", f"{text[:40]!r} is no duration", table, row, name)
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups()[1:])
    whole = round(days * 1440 + hours * 60 + minutes + seconds / 60)
    if match[1] and whole:
        gathered.problem("negative_duration", f"{text[:40]} is negative", table, row, name)
        return None
    if whole > 600_000_000:
        gathered.problem("not_a_duration", f"{text[:40]} is too long", table, row, name)
        return None
    return whole


def whole_in(row: Row, name: str, table: str, gathered: Gathered, default: int = 0) -> int:
    text = row[name]
    if not text:
        return default
    try:
        number = float(text)
        if abs(number) < 1e12:
            return round(number)
    except ValueError:
        pass
    gathered.problem("not_a_number", f"{text[:40]!r} is not a number", table, row, name)
    return default


def is_true(row: Row, name: str, *, default: bool = False) -> bool:
    text = row[name].lower()
    return text in ("1", "true") if text else default


def clock_minutes(text: str) -> int | None:
    """Minutes after midnight of 08:00:00, None where it is no time of day."""
    match = _TIME.fullmatch(text)
    return int(match[1]) * 60 + int(match[2]) if match else None
