"""Work calendars as Microsoft Project writes them: the opposite of mspdi_calendars. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time

from projects.schedule.calendars import DAY
from projects.schedule.model import Shift, WorkCalendar
from projects.schedule.mspdi_writing import Element, element, plain, several, time_of_day
from projects.schedule.write_xer_calendars import calendar_ids

ELAPSED = "elapsed"
"""The code that the reader gives the calendar of elapsed durations, which Project has built in."""
_DAY_TYPES = ((6, 1), (0, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 7))
_LAST_MINUTE = time(23, 59)
_MOST_SHIFTS = 5
_BY_DATES = 1


def is_elapsed(calendar: WorkCalendar) -> bool:
    round_the_clock = all(day == ((0, DAY),) for day in calendar.week)
    return calendar.code == ELAPSED and round_the_clock and not calendar.exceptions


def calendar_uids(calendars: Sequence[WorkCalendar], default: WorkCalendar) -> dict[str, int]:
    """UID by calendar code, for all but that of elapsed durations, unless it is the project's."""
    named = [each for each in calendars if each is default or not is_elapsed(each)]
    return {code: int(number) for code, number in calendar_ids(named).items()}


def calendar_elements(calendars: Iterable[WorkCalendar], uids: Mapping[str, int]) -> Element:
    return several("Calendar", (_calendar(c, uids[c.code]) for c in calendars if c.code in uids))


def calendar_notes(calendars: Sequence[WorkCalendar], default: WorkCalendar) -> list[str]:
    notes = []
    for calendar in calendars:
        days = (*calendar.week, *calendar.exceptions.values())
        if any(finish > DAY for day in days for _, finish in day):
            notes.append(
                f"Calendar {calendar.name} works over midnight, which Project itself splits in two days."
            )
        if any(len(day) > _MOST_SHIFTS for day in days):
            notes.append(f"Calendar {calendar.name} has days of more shifts than Project's five.")
    others = [c.name for c in calendars if c.minutes_per_day != default.minutes_per_day]
    if others:
        notes.append(
            f"Project has one length of a day, {default.minutes_per_day / 60:g} h: durations on "
            f"{', '.join(others)} show as other numbers of days."
        )
    return notes


def _calendar(calendar: WorkCalendar, uid: int) -> Element:
    return element(
        ("UID", uid),
        ("Name", plain(calendar.name) or str(uid)),
        ("IsBaseCalendar", True),
        ("BaseCalendarUID", -1),
        ("WeekDays", several("WeekDay", (_weekday(calendar, *day) for day in _DAY_TYPES))),
        (
            "Exceptions",
            several("Exception", _exceptions(calendar)) if calendar.exceptions else None,
        ),
    )


def _weekday(calendar: WorkCalendar, weekday: int, day_type: int) -> Element:
    shifts = calendar.week[weekday]
    return element(
        ("DayType", day_type), ("DayWorking", bool(shifts)), ("WorkingTimes", _times(shifts))
    )


def _exceptions(calendar: WorkCalendar) -> Iterable[Element]:
    for on, shifts in sorted(calendar.exceptions.items()):
        yield element(
            ("EnteredByOccurrences", False),
            (
                "TimePeriod",
                element(
                    ("FromDate", datetime.combine(on, time.min)),
                    ("ToDate", datetime.combine(on, _LAST_MINUTE)),
                ),
            ),
            ("Occurrences", 1),
            ("Name", f"{on:%Y-%m-%d}"),
            ("Type", _BY_DATES),
            ("DayWorking", bool(shifts)),
            ("WorkingTimes", _times(shifts)),
        )


def _times(shifts: Sequence[Shift]) -> Element | None:
    if not shifts:
        return None
    return several(
        "WorkingTime",
        (
            element(("FromTime", time_of_day(start)), ("ToTime", time_of_day(finish)))
            for start, finish in shifts
        ),
    )
