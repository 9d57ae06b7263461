"""Work calendars of a Microsoft Project XML file. Pure.

A calendar that names a base takes over its week, day by day, and its exceptions. An exception goes
before a work week, a work week before the week.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from projects.schedule.calendars import DAY, FIVE_DAYS
from projects.schedule.fields import date_in
from projects.schedule.gathering import Gathered
from projects.schedule.mixed_calendars import Shifts
from projects.schedule.model import WorkCalendar
from projects.schedule.mspdi_fields import clock_minutes, is_true, whole_in
from projects.schedule.mspdi_recurrences import MOST_DATES, Recurrence
from projects.schedule.xml_records import Record

_DAYS = (2, 3, 4, 5, 6, 7, 1)
"""Monday to Sunday as DayType numbers them."""

_LAST_ITEM = 9
_USUAL = FIVE_DAYS.week[0]
_FIRST, _LAST = date.fromisoformat("1900-01-01"), date.fromisoformat("2199-12-31")


class _Times(NamedTuple):
    """Own days of the week by DayType, and own dates."""

    week: dict[int, Shifts]
    exceptions: dict[date, Shifts]


def read_calendars(
    records: list[Record], minutes_per_day: int, gathered: Gathered
) -> dict[str, WorkCalendar]:
    """Calendars by UID, each with what it takes over from its base."""
    by_uid: dict[str, Record] = {}
    for record in records:
        uid = record["UID"]
        if by_uid.setdefault(uid, record) is not record:
            message = f"calendar {uid} was already given in row {by_uid[uid].line}"
            gathered.problem("duplicate_calendar", message, "Calendar", record, "UID")
    own = {uid: _own_times(record, gathered) for uid, record in by_uid.items()}
    return {uid: _calendar(record, by_uid, own, minutes_per_day) for uid, record in by_uid.items()}


def _calendar(
    record: Record,
    by_uid: Mapping[str, Record],
    own: Mapping[str, _Times],
    minutes_per_day: int,
) -> WorkCalendar:
    week: dict[int, Shifts] = {}
    exceptions: dict[date, Shifts] = {}
    for uid in _lineage(record["UID"], by_uid):
        week = own[uid].week | week
        exceptions = own[uid].exceptions | exceptions
    return WorkCalendar(
        code=record["UID"],
        name=record["Name"] or record["UID"],
        week=tuple(week.get(day, FIVE_DAYS.week[i]) for i, day in enumerate(_DAYS)),
        exceptions=dict(sorted(exceptions.items())),
        minutes_per_day=minutes_per_day,
    )


def _lineage(uid: str, by_uid: Mapping[str, Record]) -> list[str]:
    found: list[str] = []
    while uid in by_uid and uid not in found:
        found.append(uid)
        uid = by_uid[uid]["BaseCalendarUID"]
    return found


def _own_times(record: Record, gathered: Gathered) -> _Times:
    week: dict[int, Shifts] = {}
    exceptions: dict[date, Shifts] = {}
    for each in record.all("Exceptions", "Exception"):
        for on in _exception_dates(each, gathered):
            exceptions.setdefault(on, _shifts(each, gathered))
    has_exceptions = bool(exceptions)
    for day in record.all("WeekDays", "WeekDay"):
        number = whole_in(day, "DayType", "WeekDay", gathered, default=-1)
        if number in _DAYS:
            week[number] = _shifts(day, gathered)
        elif number == 0 and not has_exceptions:  # before 2007 exceptions stood among the days
            exceptions |= dict.fromkeys(_dates_of(day, gathered), _shifts(day, gathered))
        elif number != 0:
            gathered.problem("not_a_day", "no known day of the week", "WeekDay", day, "DayType")
    for other in record.all("WorkWeeks", "WorkWeek"):
        exceptions = _work_week(other, gathered) | exceptions
    if len(exceptions) > MOST_DATES:
        gathered.problem(
            "calendar_unreadable", "too many exceptions", "Calendar", record, "Exceptions"
        )
    return _Times(week, exceptions)


def _work_week(record: Record, gathered: Gathered) -> dict[date, Shifts]:
    days = {
        _DAYS.index(number): _shifts(day, gathered)
        for day in record.all("WeekDays", "WeekDay")
        if (number := whole_in(day, "DayType", "WeekDay", gathered, default=-1)) in _DAYS
    }
    dates = _dates_of(record, gathered)
    return {on: days[on.weekday()] for on in dates if on.weekday() in days}


def _exception_dates(record: Record, gathered: Gathered) -> list[date]:
    span = _span(record, gathered)
    if span is None:
        return []

    def number(name: str, default: int = 0) -> int:
        return whole_in(record, name, "Exception", gathered, default)

    if not 0 <= number("MonthItem") <= _LAST_ITEM:
        message = f"{record['MonthItem'][:20]!r} is no kind of day"
        gathered.problem("not_a_day", message, "Exception", record, "MonthItem")
    by_count = is_true(record, "EnteredByOccurrences")
    recurrence = Recurrence(
        kind=number("Type", 1),
        first=span[0],
        last=span[1],
        period=max(number("Period", 1), 1),
        occurrences=max(number("Occurrences"), 0) if by_count else 0,
        days_of_week=max(number("DaysOfWeek"), 0),
        month=number("Month") % 12,
        month_day=max(number("MonthDay", 1), 1),
        item=number("MonthItem"),
        position=max(number("MonthPosition"), 0),
    )
    return recurrence.dates()


def _dates_of(record: Record, gathered: Gathered) -> list[date]:
    span = _span(record, gathered)
    if span is None:
        return []
    return [span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1)]


def _span(record: Record, gathered: Gathered) -> tuple[date, date] | None:
    """First and last date. Without dates Project ignores it; a range from nowhere is a problem."""
    for period in record.all("TimePeriod"):
        first = date_in(period, "FromDate", record.tag, gathered)
        last = date_in(period, "ToDate", record.tag, gathered) or first
        if first and last and first <= last:
            return max(first.date(), _FIRST), min(last.date(), _LAST)
        if first and last:
            message = f"{first:%Y-%m-%d} is later than {last:%Y-%m-%d}"
            gathered.problem("dates_out_of_order", message, record.tag, period, "ToDate")
    return None


def _shifts(record: Record, gathered: Gathered) -> Shifts:
    """The shifts of a day; the usual ones where it is worked and names none."""
    shifts = []
    times = record.all("WorkingTimes", "WorkingTime")
    for time in times:
        if not (time["FromTime"] and time["ToTime"]):
            continue
        start, finish = clock_minutes(time["FromTime"]), clock_minutes(time["ToTime"])
        if start is None or finish is None:
            name = "FromTime" if start is None else "ToTime"
            message = f"{time[name][:20]!r} is no time of day"
            gathered.problem("not_a_time", message, record.tag, time, name)
        elif start < DAY:
            shifts.append((start, finish if finish > start else finish + DAY))
    if is_true(record, "DayWorking", default=bool(shifts)):
        return tuple(sorted(shifts)) or _USUAL
    return ()
