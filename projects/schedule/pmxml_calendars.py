"""Work calendars of a P6 XML file. Pure.

P6 writes the last minute that is worked: 08:00 to 11:59 ends at 12:00. A finish at a round minute,
as other tools write it, is taken as it stands.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from projects.schedule.calendars import DAY, FIVE_DAYS
from projects.schedule.fields import date_in, minutes_in
from projects.schedule.gathering import Gathered
from projects.schedule.mixed_calendars import Shifts
from projects.schedule.model import WorkCalendar
from projects.schedule.mspdi_fields import clock_minutes
from projects.schedule.xml_records import Record

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Week = dict[int, Shifts]


def read_calendars(records: Sequence[Record], gathered: Gathered) -> dict[str, WorkCalendar]:
    """Calendars by ObjectId, each with what it takes over from its base."""
    by_id: dict[str, Record] = {}
    for record in records:
        key = record["ObjectId"]
        if by_id.setdefault(key, record) is not record:
            message = f"calendar {key} was already given in row {by_id[key].line}"
            gathered.problem("duplicate_calendar", message, "Calendar", record, "ObjectId")
    weeks = {key: _week(record, gathered) for key, record in by_id.items()}
    exceptions = {key: _exceptions(record, gathered) for key, record in by_id.items()}
    return {
        key: _calendar(record, by_id, weeks, exceptions, gathered) for key, record in by_id.items()
    }


def _calendar(
    record: Record,
    by_id: Mapping[str, Record],
    weeks: Mapping[str, Week],
    exceptions: Mapping[str, dict[date, Shifts]],
    gathered: Gathered,
) -> WorkCalendar:
    week: Week = {}
    dates: dict[date, Shifts] = {}
    for key in _lineage(record["ObjectId"], by_id):
        week = week or weeks[key]
        dates = exceptions[key] | dates
    name = record["Name"] or record["ObjectId"]
    if not week:
        gathered.note(f"Calendar {name} has no week: taken as {FIVE_DAYS.name}.")
        week = dict(enumerate(FIVE_DAYS.week))
    whole_week = tuple(week.get(day, ()) for day in range(7))
    return WorkCalendar(
        code=record["ObjectId"],
        name=name,
        week=whole_week,
        exceptions=dates,
        minutes_per_day=_minutes_per_day(record, whole_week, gathered),
    )


def _lineage(key: str, by_id: Mapping[str, Record]) -> list[str]:
    found: list[str] = []
    while key in by_id and key not in found:
        found.append(key)
        key = by_id[key]["BaseCalendarObjectId"]
    return found


def _week(record: Record, gathered: Gathered) -> Week:
    week: Week = {}
    for day in record.all("StandardWorkWeek", "StandardWorkHours"):
        shifts = _shifts(day, gathered)
        if day["DayOfWeek"] in _DAYS:
            week[_DAYS.index(day["DayOfWeek"])] = shifts
        else:
            message = f"{day['DayOfWeek'][:20]!r} is no day of the week"
            gathered.problem("not_a_day", message, "StandardWorkHours", day, "DayOfWeek")
    return week


def _exceptions(record: Record, gathered: Gathered) -> dict[date, Shifts]:
    found: dict[date, Shifts] = {}
    for each in record.all("HolidayOrExceptions", "HolidayOrException"):
        at = date_in(each, "Date", "HolidayOrException", gathered)
        if at:
            found[at.date()] = _shifts(each, gathered)
    return dict(sorted(found.items()))


def _shifts(record: Record, gathered: Gathered) -> Shifts:
    shifts = []
    for time in record.all("WorkTime"):
        if not (time["Start"] and time["Finish"]):
            continue
        start, finish = clock_minutes(time["Start"]), clock_minutes(time["Finish"])
        if start is None or finish is None:
            name = "Start" if start is None else "Finish"
            message = f"{time[name][:20]!r} is no time of day"
            gathered.problem("not_a_time", message, "WorkTime", time, name)
            continue
        finish += (finish + 1) % 5 == 0
        shifts.append((start, finish if finish > start else finish + DAY))
    return tuple(sorted(shifts))


def _minutes_per_day(record: Record, week: Sequence[Shifts], gathered: Gathered) -> int:
    stated = minutes_in(record, "HoursPerDay", "Calendar", gathered) or 0
    if 0 < stated <= DAY:
        return stated
    lengths = [sum(finish - start for start, finish in day) for day in week if day]
    return max(lengths, key=lengths.count, default=FIVE_DAYS.minutes_per_day)
