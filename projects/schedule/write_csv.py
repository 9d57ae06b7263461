"""A schedule as a zip of four CSV files, which hold all of it: the opposite of read_csv. Pure."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime

from projects.schedule.model import (
    Activity,
    Constraint,
    LagCalendar,
    Link,
    Schedule,
    Shift,
    WorkCalendar,
)
from projects.schedule.written import Written

_DAY = 24 * 60
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TEXTS = {
    "wbs": "wbs",
    "phase": "phase",
    "craft": "craft",
    "equipment_package": "package",
    "hall": "hall",
    "cx_level": "cx_level",
    "order": "order",
    "system": "system",
}
_WEATHER = {None: "", True: "exposed", False: "sheltered"}
_DURATIONS = {
    "optimistic_days": "optimistic",
    "likely_days": "likely",
    "pessimistic_days": "pessimistic",
    "remaining_days": "remaining",
    "baseline_days": "baseline_duration",
}
_DATES = {
    "actual_start": "started_at",
    "actual_finish": "finished_at",
    "suspended_at": "suspended_at",
    "resumed_at": "resumed_at",
    "expected_finish": "expected_finish",
    "planned_start": "planned_start",
    "planned_finish": "planned_finish",
    "baseline_start": "baseline_start",
    "baseline_finish": "baseline_finish",
}
_LINK_COLUMNS = ("predecessor", "successor", "type", "lag_days", "lag_calendar")
_CALENDAR_COLUMNS = ("calendar", "name", "minutes_per_day", "day", "shifts")

Rows = Iterable[Sequence[str]]


def write_csv(schedule: Schedule) -> Written:
    """Nothing is lost, so there are no notes."""
    return Written(content=_zipped(csv_texts(schedule)))


def csv_texts(schedule: Schedule) -> dict[str, str]:
    """The text of each file, by name."""
    days = {calendar.code: calendar.minutes_per_day for calendar in schedule.calendars}
    return {
        "activities.csv": _activities(schedule, days),
        "links.csv": _text(
            _LINK_COLUMNS,
            (_link(link, days[schedule.default_calendar]) for link in schedule.links),
        ),
        "calendars.csv": _text(
            _CALENDAR_COLUMNS, (row for c in schedule.calendars for row in _calendar(c))
        ),
        "options.csv": _text(("setting", "value"), _options(schedule)),
    }


def _activities(schedule: Schedule, days: dict[str, int]) -> str:
    types = list(dict.fromkeys(kind for a in schedule.activities for kind in a.codes))
    titles = list(dict.fromkeys(title for a in schedule.activities for title in a.fields))
    columns = [
        *("id", "name", "kind", "calendar", "crew_size", "constraints", "resources"),
        *_DURATIONS,
        *_DATES,
        *_TEXTS,
        "weather",
        *(f"code:{kind}" for kind in types),
        *(f"field:{title}" for title in titles),
    ]
    rows = (
        [
            *_activity(activity, days[activity.calendar]),
            *(activity.codes.get(kind, "") for kind in types),
            *(activity.fields.get(title, "") for title in titles),
        ]
        for activity in schedule.activities
    )
    return _text(columns, rows)


def _activity(activity: Activity, day: int) -> Iterable[str]:
    yield from (activity.code, activity.name, activity.kind.value, activity.calendar)
    yield str(activity.crew_size) if activity.crew_size else ""
    yield _list(map(_constraint, activity.constraints))
    yield _list(activity.resources)
    for attribute in _DURATIONS.values():
        yield _days(getattr(activity, attribute), day)
    for attribute in _DATES.values():
        yield _date(getattr(activity, attribute))
    for attribute in _TEXTS.values():
        yield getattr(activity, attribute)
    yield _WEATHER[activity.weather_exposed]


def _link(link: Link, day: int) -> Sequence[str]:
    if link.lag_calendar is LagCalendar.ROUND_THE_CLOCK:
        day = _DAY
    calendar = "" if link.lag_calendar is None else link.lag_calendar.value
    ends = link.predecessor, link.successor
    return (*ends, link.type.value, _days(link.lag, day), calendar)


def _calendar(calendar: WorkCalendar) -> Rows:
    shifts = [*zip(_WEEKDAYS, calendar.week, strict=True)]
    shifts += [(f"{on:%Y-%m-%d}", calendar.exceptions[on]) for on in sorted(calendar.exceptions)]
    minutes = str(calendar.minutes_per_day)
    return ((calendar.code, calendar.name, minutes, day, _shifts(each)) for day, each in shifts)


def _options(schedule: Schedule) -> Rows:
    yield "name", schedule.name
    for name in ("data_date", "planned_start", "must_finish_by"):
        yield name, _date(getattr(schedule, name))
    yield "default_calendar", schedule.default_calendar
    for option in fields(schedule.options):
        value = getattr(schedule.options, option.name)
        if option.name == "critical_float":
            yield "critical_float_minutes", str(value)
        elif isinstance(value, bool):
            yield option.name, "yes" if value else "no"
        else:
            yield option.name, str(value)


def _constraint(constraint: Constraint) -> str:
    return f"{constraint.kind.value} {_date(constraint.at)}".strip()


def _list(items: Iterable[str]) -> str:
    return "|".join(item.replace("\\", r"\\").replace("|", r"\|") for item in items)


def _days(minutes: int | None, day: int) -> str:
    if minutes is None:
        return ""
    whole, rest = divmod(minutes, day)
    return repr(minutes / day) if rest else str(whole)


def _date(at: datetime | None) -> str:
    return "" if at is None else at.isoformat(timespec="minutes")


def _shifts(shifts: Iterable[Shift]) -> str:
    return " ".join(f"{_time(start)}-{_time(finish)}" for start, finish in shifts)


def _time(minutes: int) -> str:
    """Hours count on after midnight, as a shift of the night does."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _text(columns: Sequence[str], rows: Rows) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue()


def _zipped(texts: dict[str, str]) -> bytes:
    """The same bytes each time: a zip would otherwise carry the hour."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), text.encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
