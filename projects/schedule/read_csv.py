"""A schedule out of two CSV files, activities.csv and links.csv, durations in working days. Pure.

Columns, of which those in brackets may be missing:
activities.csv: id, name, likely_days, [optimistic_days, pessimistic_days, wbs, phase, craft,
    crew_size, equipment_package, hall, cx_level]
links.csv: predecessor, successor, [type (FS), lag_days (0)]
"""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.csv_rows import Cells, read_rows
from projects.schedule.errors import (
    ArchiveUnreadable,
    FileMissing,
    FileTooLarge,
    Problem,
    ScheduleHasCycle,
    UnreadableSchedule,
)
from projects.schedule.model import (
    Activity,
    ActivityKind,
    Link,
    LinkType,
    Schedule,
    SourceFormat,
    WorkCalendar,
)
from projects.schedule.names import cx_level_in, hall_in
from projects.schedule.network import refuse_contradictions, refuse_cycle

ACTIVITIES, LINKS = "activities.csv", "links.csv"
MOST_BYTES = 200_000_000
A_MONDAY = datetime.fromisoformat("2024-01-01T08:00")
"""The data date where none is given: working days after it do not depend on it."""

Files = Path | str | bytes | Mapping[str, bytes]


def read_csv(
    source: Files,
    *,
    data_date: datetime = A_MONDAY,
    calendar: WorkCalendar = FIVE_DAYS,
    name: str = "",
) -> Schedule:
    """The schedule in a folder, in a zip (its bytes), or in files already read (by name).

    All durations and lags are working days of the one calendar, of minutes_per_day each.
    Raises FileMissing, FileTooLarge, ArchiveUnreadable, or UnreadableSchedule with every problem.
    """
    files = csv_files(source)
    problems: list[Problem] = []
    activity_rows = read_rows(
        ACTIVITIES, files[ACTIVITIES], ("id", "name", "likely_days"), problems
    )
    link_rows = read_rows(LINKS, files[LINKS], ("predecessor", "successor"), problems)
    if problems:
        raise UnreadableSchedule(problems)
    followers = {row.text("successor") for row in link_rows}
    activities = [_activity(row, followers, calendar) for row in activity_rows]
    _gather_duplicates(activity_rows, problems)
    links = _links(link_rows, {a.code for a in activities}, calendar)
    problems += [p for row in (*activity_rows, *link_rows) for p in row.problems]
    if not activities:
        problems.append(_empty())
    if problems:
        raise UnreadableSchedule(problems)
    schedule = Schedule(
        name=name or _name_of(source),
        source=SourceFormat.CSV,
        data_date=data_date,
        activities=tuple(activities),
        links=tuple(links),
        calendars=(calendar,),
        default_calendar=calendar.code,
    )
    refuse_contradictions(schedule)
    try:
        refuse_cycle(schedule)
    except ScheduleHasCycle as refusal:
        raise UnreadableSchedule([refusal.problem]) from refusal
    return schedule


def csv_files(source: Files) -> dict[str, bytes]:
    """The contents of the two files, by name. Other files beside them are not read."""
    if isinstance(source, bytes):
        found = _unzipped(source)
    elif isinstance(source, Mapping):
        found = {Path(name).name.lower(): content for name, content in source.items()}
    else:
        paths = [Path(source) / name for name in (ACTIVITIES, LINKS)]
        found = {path.name: path.read_bytes() for path in paths if path.is_file()}
    for name in (ACTIVITIES, LINKS):
        if name not in found:
            raise FileMissing(f"there is no {name}", table=name)
    return {name: found[name] for name in (ACTIVITIES, LINKS)}


def _unzipped(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {
                Path(member.filename).name.lower(): member
                for member in archive.infolist()
                if Path(member.filename).name.lower() in (ACTIVITIES, LINKS)
            }
            if sum(member.file_size for member in members.values()) > MOST_BYTES:
                raise FileTooLarge(f"unpacked, the files pass {MOST_BYTES // 1_000_000} MB")
            return {name: archive.read(member) for name, member in members.items()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as trouble:
        raise ArchiveUnreadable(f"the zip cannot be unpacked: {trouble}") from trouble


def _name_of(source: Files) -> str:
    return Path(source).resolve().name if isinstance(source, Path | str) else "schedule"


def _empty() -> Problem:
    message = "there are no activities"
    return Problem(code="schedule_has_no_activities", message=message, table=ACTIVITIES)


def _activity(row: Cells, followers: set[str], calendar: WorkCalendar) -> Activity:
    optimistic = row.days("optimistic_days", calendar)
    likely = row.days("likely_days", calendar)
    pessimistic = row.days("pessimistic_days", calendar)
    known = [days for days in (optimistic, likely, pessimistic) if days is not None]
    if known != sorted(known):
        message = "not optimistic <= likely <= pessimistic"
        row.problem("durations_out_of_order", message, "likely_days")
    if not row.text("id"):
        row.problem("missing_value", "there is no id", "id")
    if likely is None and not row.text("likely_days"):
        row.problem("missing_value", "there is no likely duration", "likely_days")
    return Activity(
        code=row.text("id"),
        name=row.text("name"),
        calendar=calendar.code,
        likely=likely or 0,
        kind=_kind(row.text("id"), likely, pessimistic, followers),
        optimistic=optimistic,
        pessimistic=pessimistic,
        wbs=row.text("wbs"),
        phase=row.text("phase"),
        craft=row.text("craft"),
        crew_size=row.whole("crew_size"),
        package=row.text("equipment_package"),
        hall=row.text("hall") or hall_in(row.text("name")),
        cx_level=row.text("cx_level") or cx_level_in(row.text("name")),
    )


def _kind(
    code: str, likely: int | None, pessimistic: int | None, followers: set[str]
) -> ActivityKind:
    """No duration, and none possible, makes a milestone: of a start where nothing comes before."""
    if likely or pessimistic:
        return ActivityKind.TASK
    return ActivityKind.FINISH_MILESTONE if code in followers else ActivityKind.START_MILESTONE


def _gather_duplicates(rows: list[Cells], problems: list[Problem]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        code = row.text("id")
        if code and first.setdefault(code, row.number) != row.number:
            row.problem("duplicate_activity", f"{code} was given in row {first[code]}", "id")


def _links(rows: list[Cells], codes: set[str], calendar: WorkCalendar) -> list[Link]:
    links: list[Link] = []
    first: dict[tuple[str, str, str], int] = {}
    for row in rows:
        ends = row.text("predecessor"), row.text("successor")
        for field, code in zip(("predecessor", "successor"), ends, strict=True):
            if code not in codes:
                row.problem("link_to_unknown_activity", f"there is no activity {code!r}", field)
        name = row.text("type").upper() or LinkType.FS.value
        if name not in LinkType.__members__:
            row.problem("unknown_link_type", f"{name!r} is none of FS, SS, FF, SF", "type")
            continue
        if first.setdefault((*ends, name), row.number) != row.number:
            message = f"the {name} link {ends[0]} to {ends[1]} was given in row "
            row.problem("duplicate_link", f"{message}{first[(*ends, name)]}", "successor")
        lag = row.signed_days("lag_days", calendar) or 0
        links.append(Link(predecessor=ends[0], successor=ends[1], type=LinkType(name), lag=lag))
    return links
