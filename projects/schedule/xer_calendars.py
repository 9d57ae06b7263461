"""Work calendars out of P6's clndr_data text. Pure.

The text is a tree in brackets: DaysOfWeek with days 1 (Sunday) to 7, each with shifts such as
(s|08:00|f|12:00), in either order; then Exceptions, each a serial date (d|41275) counted as Excel
does from 1899-12-30, with its own shifts or none. A finish of 00:00 is midnight at the day's end.
A calendar may name a base whose exceptions, and week where it has none, it takes over.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from projects.schedule.calendars import DAY, FIVE_DAYS
from projects.schedule.errors import CalendarUnreadable
from projects.schedule.gathering import Gathered, Row
from projects.schedule.model import Shift, WorkCalendar

Week = tuple[tuple[Shift, ...], ...]
Exceptions = dict[date, tuple[Shift, ...]]

_SERIAL_ZERO = date.fromisoformat("1899-12-30")
_LAST_SERIAL = 2_900_000
_DAY = re.compile(r"\(0\|\|([1-7])\s*\(\)")
_ON = re.compile(r"\(d\|(\d+)")
_TIME = r"(\d{1,2}):(\d{2})(?::\d{2})?"
_SHIFT = re.compile(rf"\((?:s\|{_TIME}\|f\|{_TIME}|f\|{_TIME}\|s\|{_TIME})\)")


def read_calendars(
    rows: Sequence[Row], used: set[str], gathered: Gathered
) -> dict[str, WorkCalendar]:
    """Calendars by clndr_id. One that cannot be read is a problem if used, else only noted."""
    by_id = {row["clndr_id"]: row for row in rows}
    parsed: dict[str, tuple[Week | None, Exceptions]] = {}
    for key, row in by_id.items():
        try:
            parsed[key] = parse_clndr_data(row["clndr_data"])
        except CalendarUnreadable as refusal:
            if key in used:
                gathered.problem(refusal.code, str(refusal), "CALENDAR", row, "clndr_data")
            else:
                gathered.note(f"Calendar {row['clndr_name']} is left out: {refusal}.")
            parsed[key] = (FIVE_DAYS.week, {})
    return {key: _calendar(row, by_id, parsed, gathered) for key, row in by_id.items()}


def parse_clndr_data(text: str) -> tuple[Week | None, Exceptions]:
    """The week, Monday first, or None where the text has none; and the exceptions by date.

    Raises CalendarUnreadable for text that is neither empty nor of this form.
    """
    text = re.sub(r"[\s\x7f]+", "", text)
    if not text:
        return None, {}
    if text.count("(") != text.count(")"):
        raise CalendarUnreadable("the brackets of the calendar do not match")
    week_text, _, exception_text = text.partition("Exceptions()")
    return _week(week_text), _exceptions(exception_text)


def _week(text: str) -> Week | None:
    _, named, days_text = text.partition("DaysOfWeek()")
    if not named:
        return None
    days = {int(number): _shifts(part) for number, part in _parts(_DAY, days_text)}
    return tuple(days.get(number, ()) for number in (2, 3, 4, 5, 6, 7, 1))


def _exceptions(text: str) -> Exceptions:
    found: Exceptions = {}
    for serial, part in _parts(_ON, text):
        if int(serial) > _LAST_SERIAL:
            raise CalendarUnreadable(f"{serial} is no serial date")
        found[_SERIAL_ZERO + timedelta(days=int(serial))] = _shifts(part)
    return found


def _parts(mark: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    """What each match of mark captured, with the text up to the next match."""
    matches = list(mark.finditer(text))
    ends = [*(match.start() for match in matches), len(text)][1:]
    return [(m[1], text[m.end() : end]) for m, end in zip(matches, ends, strict=True)]


def _shifts(text: str) -> tuple[Shift, ...]:
    shifts = []
    for match in _SHIFT.finditer(text):
        h1, m1, h2, m2, h3, m3, h4, m4 = (int(part or 0) for part in match.groups())
        start, finish = (h1 * 60 + m1, h2 * 60 + m2)
        if match[1] is None:
            start, finish = (h4 * 60 + m4, h3 * 60 + m3)
        if start > DAY or finish > DAY:
            raise CalendarUnreadable(f"{match[0]} is no shift of a day")
        shifts.append((start, finish if finish > start else finish + DAY))
    if len(shifts) != text.count("s|"):
        raise CalendarUnreadable("a shift of the calendar is not written as hours and minutes")
    return tuple(sorted(shifts))


def _calendar(
    row: Row,
    by_id: Mapping[str, Row],
    parsed: dict[str, tuple[Week | None, Exceptions]],
    gathered: Gathered,
) -> WorkCalendar:
    week: Week | None = None
    exceptions: Exceptions = {}
    for key in _lineage(row["clndr_id"], by_id):
        own_week, own_exceptions = parsed[key]
        week = week or own_week
        exceptions = own_exceptions | exceptions
    name = row["clndr_name"] or row["clndr_id"]
    if week is None:
        gathered.note(f"Calendar {name} has no week: taken as {FIVE_DAYS.name}.")
        week = FIVE_DAYS.week
    return WorkCalendar(
        code=row["clndr_id"],
        name=name,
        week=week,
        exceptions=exceptions,
        minutes_per_day=_minutes_per_day(row, week),
    )


def _lineage(key: str, by_id: Mapping[str, Row]) -> list[str]:
    """A calendar and its bases, nearest first; a base that is missing or comes round ends it."""
    line: list[str] = []
    while key in by_id and key not in line:
        line.append(key)
        key = by_id[key]["base_clndr_id"]
    return line


def _minutes_per_day(row: Row, week: Week) -> int:
    """What the calendar says, else the length of its commonest working day; never a fixed 8 h."""
    try:
        stated = round(float(row["day_hr_cnt"].replace(",", ".")) * 60)
    except (ValueError, OverflowError):
        stated = 0
    if 0 < stated <= DAY:
        return stated
    lengths = Counter(sum(finish - start for start, finish in day) for day in week if day)
    return lengths.most_common(1)[0][0] if lengths else FIVE_DAYS.minutes_per_day
