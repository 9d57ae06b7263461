"""The TASK rows of one project in an XER file as activities. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from projects.schedule.fields import date_in, duration_in, word_in
from projects.schedule.gathering import Gathered, Row
from projects.schedule.model import Activity, ActivityKind, WorkCalendar
from projects.schedule.names import cx_level_in, hall_in
from projects.schedule.xer_codes import Extras, path_of
from projects.schedule.xer_constraints import read_constraints
from projects.schedule.xer_projects import Chosen
from projects.schedule.xer_tables import NumberedRow, XerTables

_KINDS = {
    "TT_Task": ActivityKind.TASK,
    "TT_Rsrc": ActivityKind.TASK,
    "TT_Mile": ActivityKind.START_MILESTONE,
    "TT_FinMile": ActivityKind.FINISH_MILESTONE,
    "TT_LOE": ActivityKind.LEVEL_OF_EFFORT,
    "TT_WBS": ActivityKind.SUMMARY,
}
_NOT_STARTED, _ACTIVE, _COMPLETE = "TK_NotStart", "TK_Active", "TK_Complete"
_STATUSES = {name: name for name in (_NOT_STARTED, _ACTIVE, _COMPLETE)}
_DATED_BY = ("act_start_date", "early_start_date", "target_start_date", "plan_start_date")


@dataclass(frozen=True, kw_only=True)
class ActivityRows:
    """activities: of the chosen project. codes: task_id to code, of these alone. rows: of these."""

    activities: tuple[Activity, ...]
    codes: dict[str, str]
    rows: Sequence[Row]

    def earliest_date(self) -> datetime | None:
        dates = (date_in(row, name, "TASK", Gathered()) for row in self.rows for name in _DATED_BY)
        return min((at for at in dates if at), default=None)


def read_activities(
    tables: XerTables,
    chosen: Chosen,
    calendars: Mapping[str, WorkCalendar],
    default_calendar: str,
    gathered: Gathered,
    *,
    obeys_others: bool,
) -> ActivityRows:
    """obeys_others: whether dates that other projects demand hold anything up."""
    rows = [row for row in tables["TASK"] if row["proj_id"] == chosen.proj_id]
    _gather_duplicates(rows, gathered)
    reader = _Reader(tables, chosen, calendars, default_calendar, gathered, obeys_others)
    activities = tuple(reader.activity(row) for row in rows)
    return ActivityRows(
        activities=activities,
        codes={row["task_id"]: a.code for row, a in zip(rows, activities, strict=True)},
        rows=rows,
    )


def _gather_duplicates(rows: Sequence[Row], gathered: Gathered) -> None:
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
        chosen: Chosen,
        calendars: Mapping[str, WorkCalendar],
        default_calendar: str,
        gathered: Gathered,
        obeys_others: bool,
    ) -> None:
        self._calendars, self._default, self._gathered = calendars, default_calendar, gathered
        self._obeys_others = obeys_others
        self._wbs = _wbs_paths(tables["PROJWBS"])
        self._resource_calendars = {row["rsrc_id"]: row["clndr_id"] for row in tables["RSRC"]}
        self._extras = Extras(tables, gathered)
        self._baseline = {
            row["task_code"]: row
            for row in tables["TASK"]
            if chosen.baseline["proj_id"] and row["proj_id"] == chosen.baseline["proj_id"]
        }

    def activity(self, row: Row) -> Activity:
        kind = self._kind(row)
        status = self._status(row)
        started_at, finished_at = self._actuals(row, status)
        target = self._duration(row, "target_drtn_hr_cnt")
        remaining = self._duration(row, "remain_drtn_hr_cnt")
        likely = target if target is not None else remaining or 0
        if started_at is None and remaining is not None:
            likely = remaining  # what P6 schedules, should a planner have changed only this one
        milestone = kind in (ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE)
        going_on = status == _ACTIVE
        baseline = self._baseline.get(row["task_code"], _NO_ROW)
        task_id, name = row["task_id"], row["task_name"]
        return Activity(
            code=row["task_code"] or task_id,
            name=name,
            calendar=self._calendar(row),
            likely=0 if milestone else likely,
            kind=kind,
            remaining=remaining if started_at and not finished_at else None,
            started_at=started_at,
            finished_at=finished_at,
            suspended_at=self._date(row, "suspend_date") if going_on else None,
            resumed_at=self._date(row, "resume_date") if going_on else None,
            expected_finish=None if finished_at else self._date(row, "expect_end_date"),
            planned_start=self._planned(row),
            planned_finish=self._planned_finish(row),
            baseline_start=self._planned(baseline),
            baseline_finish=self._planned_finish(baseline),
            baseline_duration=self._duration(baseline, "target_drtn_hr_cnt"),
            constraints=read_constraints(row, self._gathered, obeys_others=self._obeys_others),
            wbs=self._wbs.get(row["wbs_id"], ""),
            hall=hall_in(name),
            cx_level=cx_level_in(name),
            resources=self._extras.resources(task_id),
            codes=self._extras.codes(task_id),
            fields=self._extras.fields(task_id),
        )

    def _kind(self, row: Row) -> ActivityKind:
        return word_in(
            row,
            "task_type",
            "TASK",
            self._gathered,
            known=_KINDS,
            default=ActivityKind.TASK,
            code="unknown_activity_kind",
            what="kind of activity",
        )

    def _status(self, row: Row) -> str:
        return word_in(
            row,
            "status_code",
            "TASK",
            self._gathered,
            known=_STATUSES,
            default=_NOT_STARTED,
            code="unknown_status",
            what="status",
        )

    def _calendar(self, row: Row) -> str:
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

    def _actuals(self, row: Row, status: str) -> tuple[datetime | None, datetime | None]:
        """Actual start and finish as far as the status allows them."""
        started, finished = self._date(row, "act_start_date"), self._date(row, "act_end_date")
        code = row["task_code"] or row["task_id"]
        if status == _NOT_STARTED:
            if started or finished:
                self._gathered.note(f"{code} is not started, so its actual dates are left out.")
            return None, None
        if started is None and (started := finished or self._any_start(row)) is not None:
            self._gathered.note(f"{code} has no actual start: {started:%Y-%m-%d %H:%M} is taken.")
        if status == _ACTIVE:
            return started, None
        if finished is None and (finished := self._any_finish(row) or started) is not None:
            self._gathered.note(f"{code} has no actual finish: {finished:%Y-%m-%d %H:%M} is taken.")
        if started and finished and finished < started:
            message = f"{code} finished before it started"
            self._gathered.problem("finish_before_start", message, "TASK", row, "act_end_date")
        return started, finished

    def _planned(self, row: Row) -> datetime | None:
        return self._date(row, "target_start_date") or self._date(row, "plan_start_date")

    def _planned_finish(self, row: Row) -> datetime | None:
        return self._date(row, "target_end_date") or self._date(row, "plan_end_date")

    def _any_start(self, row: Row) -> datetime | None:
        return self._date(row, "target_start_date") or self._date(row, "early_start_date")

    def _any_finish(self, row: Row) -> datetime | None:
        return self._date(row, "target_end_date") or self._date(row, "early_end_date")

    def _date(self, row: Row, name: str) -> datetime | None:
        return date_in(row, name, "TASK", self._gathered)

    def _duration(self, row: Row, name: str) -> int | None:
        return duration_in(row, name, "TASK", self._gathered)


_NO_ROW = NumberedRow(0)


def _wbs_paths(rows: Sequence[Row]) -> dict[str, str]:
    """wbs_id to the short names from the root down, joined by dots."""
    by_id = {row["wbs_id"]: row for row in rows}
    return {
        key: path_of(key, by_id, "parent_wbs_id", "wbs_short_name", "wbs_name") for key in by_id
    }
