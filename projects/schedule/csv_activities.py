"""The rows of activities.csv and links.csv as activities and links. Pure."""

from collections.abc import Mapping, Sequence

from projects.schedule.csv_rows import CODE, FIELD, Cells
from projects.schedule.model import (
    Activity,
    ActivityKind,
    Constraint,
    ConstraintKind,
    LagCalendar,
    Link,
    LinkType,
    WorkCalendar,
)
from projects.schedule.names import cx_level_in, hall_in

REQUIRED = ("id", "name", "likely_days")
KNOWN = (
    *REQUIRED,
    *("optimistic_days", "pessimistic_days", "remaining_days", "baseline_days"),
    *("kind", "calendar", "constraints", "resources"),
    *("actual_start", "actual_finish", "suspended_at", "resumed_at", "expected_finish"),
    *("planned_start", "planned_finish", "baseline_start", "baseline_finish"),
    *("wbs", "phase", "craft", "crew_size", "equipment_package", "hall", "cx_level"),
    *("order", "system", "weather"),
)
LINK_REQUIRED = ("predecessor", "successor")
LINK_KNOWN = (*LINK_REQUIRED, "type", "lag_days", "lag_calendar")

WEATHER = {"exposed": True, "sheltered": False}
_DAY_AND_NIGHT = 1440


def read_activities(
    rows: Sequence[Cells],
    followers: set[str],
    calendars: Mapping[str, WorkCalendar],
    default: WorkCalendar,
) -> list[Activity]:
    """followers: what has a predecessor. Durations are days of each activity's own calendar."""
    first: dict[str, int] = {}
    for row in rows:
        code = row.text("id")
        if code and first.setdefault(code, row.number) != row.number:
            row.problem("duplicate_activity", f"{code} was given in row {first[code]}", "id")
    return [_activity(row, followers, calendars, default) for row in rows]


def _activity(
    row: Cells,
    followers: set[str],
    calendars: Mapping[str, WorkCalendar],
    default: WorkCalendar,
) -> Activity:
    calendar = _calendar(row, calendars, default)
    day = calendar.minutes_per_day
    optimistic, likely = row.days("optimistic_days", day), row.days("likely_days", day)
    pessimistic = row.days("pessimistic_days", day)
    _check(row, optimistic, likely, pessimistic)
    kind = row.word("kind", ActivityKind, "unknown_activity_kind")
    name = row.text("name")
    return Activity(
        code=row.text("id"),
        name=name,
        calendar=calendar.code,
        likely=likely or 0,
        kind=kind or _kind(row.text("id"), likely, pessimistic, followers),
        optimistic=optimistic,
        pessimistic=pessimistic,
        remaining=row.days("remaining_days", day),
        started_at=row.date("actual_start"),
        finished_at=row.date("actual_finish"),
        suspended_at=row.date("suspended_at"),
        resumed_at=row.date("resumed_at"),
        expected_finish=row.date("expected_finish"),
        planned_start=row.date("planned_start"),
        planned_finish=row.date("planned_finish"),
        baseline_start=row.date("baseline_start"),
        baseline_finish=row.date("baseline_finish"),
        baseline_duration=row.days("baseline_days", day),
        constraints=_constraints(row),
        wbs=row.text("wbs"),
        phase=row.text("phase"),
        craft=row.text("craft"),
        crew_size=row.whole("crew_size"),
        package=row.text("equipment_package"),
        hall=row.text("hall") or hall_in(name),
        cx_level=row.text("cx_level") or cx_level_in(name),
        order=row.text("order"),
        system=row.text("system"),
        weather_exposed=_weather(row),
        resources=row.listed("resources"),
        codes=row.titled(CODE),
        fields=row.titled(FIELD),
    )


def _check(row: Cells, optimistic: int | None, likely: int | None, pessimistic: int | None) -> None:
    known = [days for days in (optimistic, likely, pessimistic) if days is not None]
    if known != sorted(known):
        message = "not optimistic <= likely <= pessimistic"
        row.problem("durations_out_of_order", message, "likely_days")
    if not row.text("id"):
        row.problem("missing_value", "there is no id", "id")
    if likely is None and not row.text("likely_days"):
        row.problem("missing_value", "there is no likely duration", "likely_days")
    started, finished = row.text("actual_start"), row.text("actual_finish")
    if started and finished:
        begun, ended = row.date("actual_start"), row.date("actual_finish")
        if begun and ended and ended < begun:
            row.problem("finish_before_start", "it finished before it started", "actual_finish")


def _calendar(
    row: Cells, calendars: Mapping[str, WorkCalendar], default: WorkCalendar
) -> WorkCalendar:
    code = row.text("calendar")
    if code and code not in calendars:
        row.problem("unknown_calendar", f"there is no calendar {code[:40]!r}", "calendar")
    return calendars.get(code, default)


def _kind(
    code: str, likely: int | None, pessimistic: int | None, followers: set[str]
) -> ActivityKind:
    """No duration, and none possible, makes a milestone: of a start where nothing comes before."""
    if likely or pessimistic:
        return ActivityKind.TASK
    return ActivityKind.FINISH_MILESTONE if code in followers else ActivityKind.START_MILESTONE


def _weather(row: Cells) -> bool | None:
    said = row.text("weather").lower()
    if said not in ("", *WEATHER):
        row.problem("unknown_weather", f"{said[:40]!r} is none of exposed, sheltered", "weather")
    return WEATHER.get(said)


def _constraints(row: Cells) -> tuple[Constraint, ...]:
    found = []
    for item in row.listed("constraints"):
        word, _, date = item.partition(" ")
        kind = row.word_of(word, "constraints", ConstraintKind, "unknown_constraint")
        at = row.date_of(date.strip(), "constraints")
        if kind and not date and kind is not ConstraintKind.AS_LATE_AS_POSSIBLE:
            row.problem("missing_value", f"{kind} has no date", "constraints")
        elif kind:
            found.append(Constraint(kind=kind, at=at))
    return tuple(found)


def read_links(rows: Sequence[Cells], codes: set[str], default: WorkCalendar) -> list[Link]:
    """A day of lag is one of the default calendar, or 24 hours where the lag runs day and night."""
    links: list[Link] = []
    first: dict[tuple[str, str, str], int] = {}
    for row in rows:
        ends = row.text("predecessor"), row.text("successor")
        for column, code in zip(LINK_REQUIRED, ends, strict=True):
            if code not in codes:
                message = f"there is no activity {code[:40]!r}"
                row.problem("link_to_unknown_activity", message, column)
        name = row.text("type").upper() or LinkType.FS.value
        if name not in LinkType.__members__:
            row.problem("unknown_link_type", f"{name[:20]!r} is none of FS, SS, FF, SF", "type")
            continue
        if first.setdefault((*ends, name), row.number) != row.number:
            message = f"the {name} link {ends[0]} to {ends[1]} was given in row "
            row.problem("duplicate_link", f"{message}{first[(*ends, name)]}", "successor")
        counted = row.word("lag_calendar", LagCalendar, "unknown_lag_calendar")
        elapsed = counted is LagCalendar.ROUND_THE_CLOCK
        day = _DAY_AND_NIGHT if elapsed else default.minutes_per_day
        links.append(
            Link(
                predecessor=ends[0],
                successor=ends[1],
                type=LinkType(name),
                lag=row.signed_days("lag_days", day) or 0,
                lag_calendar=counted,
            )
        )
    return links
