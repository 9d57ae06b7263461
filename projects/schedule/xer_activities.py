"""The TASK rows of one project in an XER file as activities. Pure."""

from dataclasses import dataclass
from datetime import datetime

from projects.schedule.fields import date_in, duration_in
from projects.schedule.gathering import Gathered
from projects.schedule.model import Activity, ActivityKind, Constraint, ConstraintKind, WorkCalendar
from projects.schedule.names import cx_level_in, hall_in
from projects.schedule.xer_tables import NumberedRow, XerTables

_KINDS = {
    "TT_Task": ActivityKind.TASK,
    "TT_Rsrc": ActivityKind.TASK,
    "TT_Mile": ActivityKind.START_MILESTONE,
    "TT_FinMile": ActivityKind.FINISH_MILESTONE,
    "TT_LOE": ActivityKind.LEVEL_OF_EFFORT,
    "TT_WBS": ActivityKind.SUMMARY,
}
_CONSTRAINTS = {
    "CS_MSO": ConstraintKind.START_ON,
    "CS_MSOA": ConstraintKind.START_ON_OR_AFTER,
    "CS_MSOB": ConstraintKind.START_ON_OR_BEFORE,
    "CS_MEO": ConstraintKind.FINISH_ON,
    "CS_MEOA": ConstraintKind.FINISH_ON_OR_AFTER,
    "CS_MEOB": ConstraintKind.FINISH_ON_OR_BEFORE,
    "CS_MANDSTART": ConstraintKind.MANDATORY_START,
    "CS_MANDFIN": ConstraintKind.MANDATORY_FINISH,
    "CS_ALAP": ConstraintKind.AS_LATE_AS_POSSIBLE,
}
_STATUSES = ("TK_NotStart", "TK_Active", "TK_Complete")


@dataclass(frozen=True, kw_only=True)
class ActivityRows:
    """activities: of the chosen project. codes: task_id to code, of these alone."""

    activities: tuple[Activity, ...]
    codes: dict[str, str]
    earliest_date: datetime | None


def read_activities(
    tables: XerTables,
    proj_id: str,
    calendars: dict[str, WorkCalendar],
    default_calendar: str,
    gathered: Gathered,
) -> ActivityRows:
    reader = _Reader(tables, calendars, default_calendar, gathered)
    rows = [row for row in tables["TASK"] if row["proj_id"] == proj_id]
    _gather_duplicates(rows, gathered)
    activities = tuple(reader.activity(row) for row in rows)
    dates = [at for row in rows for at in reader.planned_dates(row)]
    return ActivityRows(
        activities=activities,
        codes={row["task_id"]: a.code for row, a in zip(rows, activities, strict=True)},
        earliest_date=min(dates, default=None),
    )


def _gather_duplicates(rows: list[NumberedRow], gathered: Gathered) -> None:
    for name in ("task_id", "task_code"):
        first_line: dict[str, int] = {}
        for row in rows:
            key = row[name]
            if key and first_line.setdefault(key, row.line) != row.line:
                message = f"{key} was already given in row {first_line[key]}"
                gathered.problem("duplicate_activity", message, "TASK", row, name)


class _Reader:
    def __init__(
        self,
        tables: XerTables,
        calendars: dict[str, WorkCalendar],
        default_calendar: str,
        gathered: Gathered,
    ) -> None:
        self._calendars, self._default, self._gathered = calendars, default_calendar, gathered
        self._wbs = _wbs_paths(tables["PROJWBS"])
        self._resource_calendars = {row["rsrc_id"]: row["clndr_id"] for row in tables["RSRC"]}

    def activity(self, row: NumberedRow) -> Activity:
        kind, started_at, finished_at = self._kind(row), *self._actuals(row)
        self._note_unused(row)
        target = self._duration(row, "target_drtn_hr_cnt")
        remaining = self._duration(row, "remain_drtn_hr_cnt")
        likely = target if target is not None else remaining or 0
        if started_at is None and remaining is not None:
            likely = remaining  # what P6 schedules, should a planner have changed only this one
        milestone = kind in (ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE)
        return Activity(
            code=row["task_code"] or row["task_id"],
            name=row["task_name"],
            calendar=self._calendar(row),
            likely=0 if milestone else likely,
            kind=kind,
            remaining=remaining if started_at and not finished_at else None,
            started_at=started_at,
            finished_at=finished_at,
            planned_start=self._date(row, "target_start_date")
            or self._date(row, "plan_start_date"),
            constraints=self._constraints(row),
            wbs=self._wbs.get(row["wbs_id"], ""),
            hall=hall_in(row["task_name"]),
            cx_level=cx_level_in(row["task_name"]),
        )

    def planned_dates(self, row: NumberedRow) -> list[datetime]:
        names = ("act_start_date", "early_start_date", "target_start_date", "plan_start_date")
        unheard = Gathered()
        return [at for name in names if (at := date_in(row, name, "TASK", unheard))]

    def _kind(self, row: NumberedRow) -> ActivityKind:
        kind = _KINDS.get(row["task_type"] or "TT_Task")
        if kind is None:
            message = f"{row['task_type']} is no known kind of activity"
            self._gathered.problem("unknown_activity_kind", message, "TASK", row, "task_type")
        return kind or ActivityKind.TASK

    def _calendar(self, row: NumberedRow) -> str:
        """Resource-dependent work is done when its resource works, all other on its calendar."""
        stated = row["clndr_id"]
        if row["task_type"] == "TT_Rsrc":
            stated = self._resource_calendars.get(row["rsrc_id"]) or stated
        if stated in self._calendars:
            return stated
        self._gathered.note(
            f"Activities name calendar {stated}, which the file lacks: the project's is taken."
            if stated
            else "Activities without a calendar are given the project's."
        )
        return self._default

    def _actuals(self, row: NumberedRow) -> tuple[datetime | None, datetime | None]:
        """Actual start and finish as far as the status allows them."""
        status = row["status_code"] or "TK_NotStart"
        if status not in _STATUSES:
            message = f"{status} is no known status"
            self._gathered.problem("unknown_status", message, "TASK", row, "status_code")
        started, finished = self._date(row, "act_start_date"), self._date(row, "act_end_date")
        code = row["task_code"] or row["task_id"]
        if status not in ("TK_Active", "TK_Complete"):
            if started or finished:
                self._gathered.note(f"{code} is not started, so its actual dates are left out.")
            return None, None
        if started is None and (started := finished or self._planned(row)) is not None:
            self._gathered.note(f"{code} has no actual start: {started:%Y-%m-%d %H:%M} is taken.")
        if status == "TK_Active":
            return started, None
        if finished is None and (finished := self._planned_finish(row) or started) is not None:
            self._gathered.note(f"{code} has no actual finish: {finished:%Y-%m-%d %H:%M} is taken.")
        if started and finished and finished < started:
            message = f"{code} finished before it started"
            self._gathered.problem("finish_before_start", message, "TASK", row, "act_end_date")
        return started, finished

    def _planned(self, row: NumberedRow) -> datetime | None:
        return self._date(row, "target_start_date") or self._date(row, "early_start_date")

    def _planned_finish(self, row: NumberedRow) -> datetime | None:
        return self._date(row, "target_end_date") or self._date(row, "early_end_date")

    def _constraints(self, row: NumberedRow) -> tuple[Constraint, ...]:
        found = []
        for kind_name, date_name in (("cstr_type", "cstr_date"), ("cstr_type2", "cstr_date2")):
            kind, at = _CONSTRAINTS.get(row[kind_name]), self._date(row, date_name)
            if kind is not None and (at or kind is ConstraintKind.AS_LATE_AS_POSSIBLE):
                found.append(Constraint(kind=kind, at=at))
            elif row[kind_name]:
                self._gathered.note(
                    f"{row['task_code']}: constraint {row[kind_name]} is left out, as "
                    + ("it has no date." if kind else "it is of no known kind.")
                )
        return (*found, *self._from_other_projects(row))

    def _from_other_projects(self, row: NumberedRow) -> tuple[Constraint, ...]:
        """P6 keeps what links to projects outside the file demand as dates, and obeys them."""
        fields = (
            ("external_early_start_date", ConstraintKind.EXTERNAL_EARLY_START),
            ("external_late_end_date", ConstraintKind.EXTERNAL_LATE_FINISH),
        )
        dated = ((kind, self._date(row, name)) for name, kind in fields)
        return tuple(Constraint(kind=kind, at=at) for kind, at in dated if at)

    def _note_unused(self, row: NumberedRow) -> None:
        for name in ("expect_end_date", "suspend_date"):
            if row[name] and row["status_code"] != "TK_Complete":
                self._gathered.note(f"{row['task_code']}: {name} {row[name]} is left out.")

    def _date(self, row: NumberedRow, name: str) -> datetime | None:
        return date_in(row, name, "TASK", self._gathered)

    def _duration(self, row: NumberedRow, name: str) -> int | None:
        return duration_in(row, name, "TASK", self._gathered)


def _wbs_paths(rows: list[NumberedRow]) -> dict[str, str]:
    """wbs_id to the short names from the root down, joined by dots."""
    by_id = {row["wbs_id"]: row for row in rows}
    paths: dict[str, str] = {}
    for key in by_id:
        names, walked, at = [], set(), key
        while at in by_id and at not in walked:
            walked.add(at)
            names.append(by_id[at]["wbs_short_name"] or by_id[at]["wbs_name"] or at)
            at = by_id[at]["parent_wbs_id"]
        paths[key] = ".".join(reversed(names))
    return paths
