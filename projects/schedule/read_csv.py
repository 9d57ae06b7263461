"""A schedule out of CSV files: activities.csv, links.csv, and if given calendars and options. Pure.

Columns, of which those in brackets may be missing; durations and lags are in working days:
activities.csv: id, name, likely_days, [optimistic_days, pessimistic_days, remaining_days,
    baseline_days, kind, calendar, constraints, resources, actual_start, actual_finish,
    suspended_at, resumed_at, expected_finish, planned_start, planned_finish, baseline_start,
    baseline_finish, wbs, phase, craft, crew_size, equipment_package, hall, cx_level, order, system,
    weather (exposed, sheltered),
    code:TYPE for each type of activity code, field:TITLE for each user-defined field]
links.csv: predecessor, successor, [type (FS), lag_days (0), lag_calendar]
calendars.csv: calendar, day (Mon to Sun or a date), shifts (08:00-12:00 13:00-17:00),
    [name, minutes_per_day]
options.csv: setting, value
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from projects.schedule import csv_activities, csv_calendars, csv_options
from projects.schedule.archives import MOST_BYTES, unzipped
from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.csv_calendars import CALENDARS
from projects.schedule.csv_options import OPTIONS, Settings
from projects.schedule.csv_rows import CODE, FIELD, Cells, read_rows
from projects.schedule.errors import (
    ArchiveUnreadable,
    FileMissing,
    FileTooLarge,
    Problem,
    ScheduleHasCycle,
    UnreadableSchedule,
)
from projects.schedule.gathering import Gathered
from projects.schedule.model import Schedule, SourceFormat, WorkCalendar
from projects.schedule.network import refuse_contradictions, refuse_cycle

ACTIVITIES, LINKS = "activities.csv", "links.csv"
NAMES = (ACTIVITIES, LINKS, CALENDARS, OPTIONS)
A_MONDAY = datetime.fromisoformat("2024-01-01T08:00")
"""The data date where none is given: working days after it do not depend on it."""

Files = Path | str | bytes | Mapping[str, bytes]

_COLUMNS = {
    ACTIVITIES: (csv_activities.REQUIRED, csv_activities.KNOWN),
    LINKS: (csv_activities.LINK_REQUIRED, csv_activities.LINK_KNOWN),
    CALENDARS: (csv_calendars.REQUIRED, csv_calendars.KNOWN),
    OPTIONS: (csv_options.REQUIRED, csv_options.REQUIRED),
}


def read_csv(
    source: Files,
    *,
    data_date: datetime = A_MONDAY,
    calendar: WorkCalendar = FIVE_DAYS,
    name: str = "",
) -> Schedule:
    """The schedule in a folder, in a zip (its bytes), or in files already read (by name).

    data_date, calendar, name: for what the files do not say themselves.
    Raises FileMissing, FileTooLarge, ArchiveUnreadable, or UnreadableSchedule with every problem.
    """
    files = csv_files(source)
    problems: list[Problem] = []
    rows = {
        table: read_rows(table, content, _COLUMNS[table][0], problems)
        for table, content in files.items()
    }
    if problems:
        raise UnreadableSchedule(problems)
    settings = csv_options.read_settings(rows.get(OPTIONS, ()))
    schedule = _schedule(rows, settings, data_date, calendar, name or _name_of(source))
    problems = [p for table in NAMES for row in rows.get(table, ()) for p in row.problems]
    if not schedule.activities:
        problems.append(_empty())
    if problems:
        raise UnreadableSchedule(problems)
    refuse_contradictions(schedule)
    try:
        refuse_cycle(schedule)
    except ScheduleHasCycle as refusal:
        raise UnreadableSchedule([refusal.problem]) from refusal
    return schedule


def _schedule(
    rows: Mapping[str, Sequence[Cells]],
    settings: Settings,
    data_date: datetime,
    calendar: WorkCalendar,
    name: str,
) -> Schedule:
    calendars = csv_calendars.read_calendars(rows.get(CALENDARS, ())) or {calendar.code: calendar}
    default = _default_calendar(calendars, settings)
    followers = {row.text("successor") for row in rows[LINKS]}
    activities = csv_activities.read_activities(rows[ACTIVITIES], followers, calendars, default)
    links = csv_activities.read_links(rows[LINKS], {a.code for a in activities}, default)
    gathered = Gathered()
    for table, each in rows.items():
        _tell_unused(table, each, gathered)
    begins = settings.dates.get("data_date") or data_date
    if OPTIONS in rows and not settings.dates.get("data_date"):
        gathered.note(f"{OPTIONS} names no data date: {begins:%Y-%m-%d %H:%M} is taken.")
    return Schedule(
        name=settings.texts.get("name") or name,
        source=SourceFormat.CSV,
        data_date=begins,
        activities=tuple(activities),
        links=tuple(links),
        calendars=tuple(calendars.values()),
        default_calendar=default.code,
        options=settings.options,
        planned_start=settings.dates.get("planned_start"),
        must_finish_by=settings.dates.get("must_finish_by"),
        notes=tuple(gathered.notes),
        dropped=gathered.all_dropped(),
    )


def _default_calendar(calendars: Mapping[str, WorkCalendar], settings: Settings) -> WorkCalendar:
    stated = settings.texts.get("default_calendar", "")
    if stated and stated not in calendars:
        message = f"there is no calendar {stated[:40]!r}"
        settings.rows["default_calendar"].problem("unknown_calendar", message, "value")
    return calendars.get(stated) or next(iter(calendars.values()))


def _tell_unused(table: str, rows: Sequence[Cells], gathered: Gathered) -> None:
    known = _COLUMNS[table][1]
    for row in rows:
        for column, value in row.values.items():
            if value and column not in known and not column.startswith((CODE, FIELD)):
                gathered.drop(table, column)


def csv_files(source: Files) -> dict[str, bytes]:
    """The contents of the files, by name. Other files beside them are not read."""
    if isinstance(source, bytes):
        found = _unzipped(source)
    elif isinstance(source, Mapping):
        found = {Path(name).name.lower(): content for name, content in source.items()}
    else:
        found = _in_folder(Path(source))
    for name in (ACTIVITIES, LINKS):
        if name not in found:
            raise FileMissing(f"there is no {name}", table=name)
    return {name: found[name] for name in NAMES if name in found}


def _in_folder(folder: Path) -> dict[str, bytes]:
    paths = [path for name in NAMES if (path := folder / name).is_file()]
    if sum(path.stat().st_size for path in paths) > MOST_BYTES:
        raise FileTooLarge(f"the files pass {MOST_BYTES // 1_000_000} MB")
    return {path.name: path.read_bytes() for path in paths}


def _unzipped(content: bytes) -> dict[str, bytes]:
    found = unzipped(content, lambda name: Path(name).name.lower() in NAMES)
    files: dict[str, bytes] = {}
    for member, data in found.items():
        name = Path(member).name.lower()
        if files.setdefault(name, data) is not data:
            raise ArchiveUnreadable(f"the zip holds {name} more than once", table=name)
    return files


def _name_of(source: Files) -> str:
    return Path(source).resolve().name if isinstance(source, Path | str) else "schedule"


def _empty() -> Problem:
    message = "there are no activities"
    return Problem(code="schedule_has_no_activities", message=message, table=ACTIVITIES)
