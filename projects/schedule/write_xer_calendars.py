"""Work calendars as the CALENDAR table of an XER: the opposite of xer_calendars. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from projects.schedule.calendars import DAY, weekly_minutes
from projects.schedule.model import Shift, WorkCalendar
from projects.schedule.xer_writing import Texts, hours_text

COLUMNS = (
    "clndr_id default_flag clndr_name proj_id base_clndr_id last_chng_date clndr_type day_hr_cnt "
    "week_hr_cnt month_hr_cnt year_hr_cnt rsrc_private clndr_data"
).split()
_SERIAL_ZERO = date.fromisoformat("1899-12-30")
_SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)
_LARGEST_ID = 2**31 - 1
_WEEKS_A_YEAR = 52


def calendar_ids(calendars: Sequence[WorkCalendar]) -> dict[str, str]:
    """clndr_id by calendar code. P6 wants numbers: a code that is one stays, others get the next."""
    numbers = {c.code: int(c.code) for c in calendars if _is_id(c.code)}
    following = max(numbers.values(), default=0)
    for calendar in calendars:
        if calendar.code not in numbers:
            following += 1
            numbers[calendar.code] = following
    return {code: str(number) for code, number in numbers.items()}


def calendar_rows(
    calendars: Sequence[WorkCalendar], ids: Mapping[str, str], proj_id: str, texts: Texts
) -> list[dict[str, str]]:
    """Calendars of the project, for a global one of P6 may bear the same name and other hours."""
    shared = {"proj_id": proj_id, "clndr_type": "CA_Project"}
    return [_row(c, ids[c.code], texts) | shared for c in calendars]


def resource_calendar_row(calendar: WorkCalendar, clndr_id: str, texts: Texts) -> dict[str, str]:
    """What resources work by in P6: a calendar of a project is not allowed there."""
    named = {"clndr_name": texts.plain(f"{calendar.name} (resources)"), "clndr_type": "CA_Rsrc"}
    return _row(calendar, clndr_id, texts) | named


def calendar_notes(calendars: Iterable[WorkCalendar]) -> list[str]:
    return [
        f"Calendar {calendar.name} works over midnight, which P6 itself splits in two days."
        for calendar in calendars
        if any(finish > DAY for day in _days_of(calendar) for _, finish in day)
    ]


def clndr_data(calendar: WorkCalendar) -> str:
    week = "".join(
        _node(str(number), _shifts(calendar.week[weekday]))
        for number, weekday in enumerate(_SUNDAY_FIRST, start=1)
    )
    exceptions = "".join(
        _node(str(number), _shifts(shifts), f"d|{(on - _SERIAL_ZERO).days}")
        for number, (on, shifts) in enumerate(sorted(calendar.exceptions.items()))
    )
    parts = (
        _node("DaysOfWeek", week)
        + _node("VIEW", "", "ShowTotal|Y")
        + _node("Exceptions", exceptions)
    )
    return _node("CalendarData", parts)


def _row(calendar: WorkCalendar, clndr_id: str, texts: Texts) -> dict[str, str]:
    weekly = weekly_minutes(calendar)
    return {
        "clndr_id": clndr_id,
        "default_flag": "N",
        "clndr_name": texts.plain(calendar.name) or clndr_id,
        "day_hr_cnt": hours_text(calendar.minutes_per_day),
        "week_hr_cnt": hours_text(weekly),
        "month_hr_cnt": str(round(weekly * _WEEKS_A_YEAR / 12 / 60)),
        "year_hr_cnt": str(round(weekly * _WEEKS_A_YEAR / 60)),
        "rsrc_private": "N",
        "clndr_data": clndr_data(calendar),
    }


def _days_of(calendar: WorkCalendar) -> Iterable[tuple[Shift, ...]]:
    return (*calendar.week, *calendar.exceptions.values())


def _shifts(shifts: Iterable[Shift]) -> str:
    return "".join(
        _node(str(number), "", f"s|{_time(start)}|f|{_time(finish)}")
        for number, (start, finish) in enumerate(shifts)
    )


def _node(name: str, content: str, data: str = "") -> str:
    """A node of P6's tree of brackets: without data, its content follows empty brackets."""
    return f"(0||{name}({data})({content}))"


def _time(minutes: int) -> str:
    hours, rest = divmod(minutes % DAY, 60)
    return f"{hours:02}:{rest:02}"


def _is_id(code: str) -> bool:
    return (
        code.isascii()
        and code.isdecimal()
        and str(int(code)) == code
        and 0 < int(code) < _LARGEST_ID
    )
