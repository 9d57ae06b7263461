"""calendars.csv: a row for each day of the week that a calendar works, and for each exception. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from projects.schedule.calendars import DAY, FIVE_DAYS
from projects.schedule.csv_rows import Cells
from projects.schedule.model import Shift, WorkCalendar

CALENDARS = "calendars.csv"
REQUIRED = ("calendar", "day", "shifts")
KNOWN = (*REQUIRED, "name", "minutes_per_day")

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BY_NAME = {name: at for at, day in enumerate(_DAYS) for name in (day, day[:3])}
_SHIFT = re.compile(r"(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)", re.ASCII)


@dataclass
class _Days:
    name: str = ""
    minutes_per_day: str = ""
    week: dict[int, tuple[Shift, ...]] = field(default_factory=dict)
    exceptions: dict[date, tuple[Shift, ...]] = field(default_factory=dict)


def read_calendars(rows: Sequence[Cells]) -> dict[str, WorkCalendar]:
    """Calendars by code, in the order in which the file names them first."""
    found: dict[str, _Days] = {}
    for row in rows:
        code = row.text("calendar")
        if not code:
            row.problem("missing_value", "there is no calendar", "calendar")
            continue
        days = found.setdefault(code, _Days())
        _take_once(row, days, "name")
        _take_once(row, days, "minutes_per_day")
        _take_day(row, days)
    return {code: _calendar(code, days) for code, days in found.items()}


def _take_once(row: Cells, days: _Days, column: str) -> None:
    """What belongs to the calendar may stand in each of its rows, but must be the same in all."""
    text, known = row.text(column), getattr(days, column)
    if column == "minutes_per_day" and text and not _is_length(text):
        row.problem("not_a_number", f"{text[:40]!r} is no number of minutes in a day", column)
    elif text and known and text != known:
        message = f"{text[:40]!r} where an earlier row has {known[:40]!r}"
        row.problem("calendar_contradicts_itself", message, column)
    elif text:
        setattr(days, column, text)


def _is_length(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text[:6]) <= DAY


def _take_day(row: Cells, days: _Days) -> None:
    shifts = _shifts(row)
    text = row.text("day")
    day = _BY_NAME.get(text.lower())
    if day is not None:
        if days.week.setdefault(day, shifts) is not shifts:
            row.problem("duplicate_day", f"{text} was given before", "day")
        return
    on = row.date("day")
    if not text:
        row.problem("missing_value", "there is no day", "day")
    elif on and days.exceptions.setdefault(on.date(), shifts) is not shifts:
        row.problem("duplicate_day", f"{text} was given before", "day")


def _shifts(row: Cells) -> tuple[Shift, ...]:
    found = []
    for part in row.text("shifts").split():
        match = _SHIFT.fullmatch(part)
        hours = [int(number) for number in match.groups()] if match else []
        start, finish = (hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]) if hours else (0, 0)
        if not start < finish <= 2 * DAY or start >= DAY:
            row.problem("not_a_shift", f"{part[:40]!r} is no shift of a day", "shifts")
        else:
            found.append((start, finish))
    return tuple(found)


def _calendar(code: str, days: _Days) -> WorkCalendar:
    return WorkCalendar(
        code=code,
        name=days.name or code,
        week=tuple(days.week.get(day, ()) for day in range(7)),
        exceptions=days.exceptions,
        minutes_per_day=int(days.minutes_per_day or FIVE_DAYS.minutes_per_day),
    )
