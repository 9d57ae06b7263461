"""Activities and links as the TASK and TASKPRED tables of an XER. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from projects.schedule.cpm import ActivityDates
from projects.schedule.model import (
    MILESTONES,
    Activity,
    ActivityKind,
    Constraint,
    ConstraintKind,
    Link,
    Schedule,
)
from projects.schedule.write_xer_project import PROJ_ID
from projects.schedule.xer_writing import Texts, date_text, guid, hours_text

TASK_COLUMNS = (
    "task_id proj_id wbs_id clndr_id phys_complete_pct rev_fdbk_flag est_wt lock_plan_flag "
    "auto_compute_act_flag complete_pct_type task_type duration_type status_code task_code "
    "task_name rsrc_id total_float_hr_cnt free_float_hr_cnt remain_drtn_hr_cnt act_work_qty "
    "remain_work_qty target_work_qty target_drtn_hr_cnt target_equip_qty act_equip_qty "
    "remain_equip_qty cstr_date act_start_date act_end_date late_start_date late_end_date "
    "expect_end_date early_start_date early_end_date restart_date reend_date target_start_date "
    "target_end_date rem_late_start_date rem_late_end_date cstr_type priority_type suspend_date "
    "resume_date float_path float_path_order guid tmpl_guid cstr_date2 cstr_type2 "
    "driving_path_flag act_this_per_work_qty act_this_per_equip_qty external_early_start_date "
    "external_late_end_date create_date update_date create_user update_user location_id"
).split()
LINK_COLUMNS = (
    "task_pred_id task_id pred_task_id proj_id pred_proj_id pred_type lag_hr_cnt comments "
    "float_path aref arls"
).split()
_MOST_OF_A_CODE, _MOST_OF_A_NAME = 40, 120
_NEW_TASK = {
    "proj_id": PROJ_ID,
    "phys_complete_pct": "0",
    "rev_fdbk_flag": "N",
    "est_wt": "1",
    "lock_plan_flag": "N",
    "auto_compute_act_flag": "N",
    "complete_pct_type": "CP_Drtn",
    "duration_type": "DT_FixedDUR2",
    "act_work_qty": "0",
    "remain_work_qty": "0",
    "target_work_qty": "0",
    "target_equip_qty": "0",
    "act_equip_qty": "0",
    "remain_equip_qty": "0",
    "priority_type": "PT_Normal",
    "driving_path_flag": "N",
    "act_this_per_work_qty": "0",
    "act_this_per_equip_qty": "0",
}
_TYPES = {
    ActivityKind.TASK: "TT_Task",
    ActivityKind.START_MILESTONE: "TT_Mile",
    ActivityKind.FINISH_MILESTONE: "TT_FinMile",
    ActivityKind.LEVEL_OF_EFFORT: "TT_LOE",
    ActivityKind.SUMMARY: "TT_WBS",
}
_CONSTRAINTS = {
    ConstraintKind.START_ON: "CS_MSO",
    ConstraintKind.START_ON_OR_AFTER: "CS_MSOA",
    ConstraintKind.START_ON_OR_BEFORE: "CS_MSOB",
    ConstraintKind.FINISH_ON: "CS_MEO",
    ConstraintKind.FINISH_ON_OR_AFTER: "CS_MEOA",
    ConstraintKind.FINISH_ON_OR_BEFORE: "CS_MEOB",
    ConstraintKind.MANDATORY_START: "CS_MANDSTART",
    ConstraintKind.MANDATORY_FINISH: "CS_MANDFIN",
    ConstraintKind.AS_LATE_AS_POSSIBLE: "CS_ALAP",
}
_EXTERNAL = {
    ConstraintKind.EXTERNAL_EARLY_START: "external_early_start_date",
    ConstraintKind.EXTERNAL_LATE_FINISH: "external_late_end_date",
}


@dataclass(frozen=True, kw_only=True)
class Places:
    """How rows of other tables are named: ids by our codes and paths."""

    wbs: Mapping[str, str]
    calendars: Mapping[str, str]
    codes: Mapping[str, str]


def task_row(
    activity: Activity, dates: ActivityDates, task_id: str, places: Places
) -> dict[str, str]:
    """Planned dates, which P6 wants of every row, are the actual or early ones where none are given."""
    finished, started = activity.finished_at, activity.started_at or activity.finished_at
    rest = {} if finished else _remaining_dates(dates)
    suspended = activity.resumed_at or activity.suspended_at
    return (
        _NEW_TASK
        | {
            "task_id": task_id,
            "wbs_id": places.wbs[activity.wbs],
            "clndr_id": places.calendars[activity.calendar],
            "task_type": _TYPES[activity.kind],
            "status_code": _status(started, finished),
            "task_code": places.codes[activity.code],
            "total_float_hr_cnt": hours_text(dates.total_float),
            "free_float_hr_cnt": hours_text(dates.free_float),
            "act_start_date": date_text(started),
            "act_end_date": date_text(finished),
            "expect_end_date": date_text(activity.expected_finish),
            "target_start_date": date_text(activity.planned_start or started or dates.early_start),
            "target_end_date": date_text(activity.planned_finish or finished or dates.early_finish),
            "suspend_date": date_text(activity.suspended_at) if suspended else "",
            "resume_date": date_text(activity.resumed_at),
            "guid": guid("task", activity.code),
        }
        | _durations(activity)
        | rest
        | _constraints(activity)
    )


def activity_codes(schedule: Schedule, texts: Texts) -> dict[str, str]:
    """task_code by our code, unique also where two differ only in what the code page lacks."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for activity in schedule.activities:
        base = plain = texts.plain(activity.code) or "-"
        number = 1
        while plain in taken:
            number += 1
            plain = f"{base}~{number}"
        taken.add(plain)
        found[activity.code] = plain
    return found


def link_row(link: Link, number: int, task_ids: Mapping[str, str]) -> dict[str, str]:
    return {
        "task_pred_id": str(number),
        "task_id": task_ids[link.successor],
        "pred_task_id": task_ids[link.predecessor],
        "proj_id": PROJ_ID,
        "pred_proj_id": PROJ_ID,
        "pred_type": f"PR_{link.type.value}",
        "lag_hr_cnt": hours_text(link.lag),
    }


def activity_notes(schedule: Schedule, codes: Mapping[str, str]) -> list[str]:
    notes = []
    renamed = [f"{code} as {plain}" for code, plain in codes.items() if code != plain]
    if renamed:
        notes.append(f"Activity ids that P6 cannot hold are written otherwise: {_some(renamed)}.")
    long = [code for code in codes.values() if len(code) > _MOST_OF_A_CODE]
    wordy = [a.code for a in schedule.activities if len(a.name) > _MOST_OF_A_NAME]
    for found, most, what in ((long, _MOST_OF_A_CODE, "id"), (wordy, _MOST_OF_A_NAME, "name")):
        if found:
            notes.append(
                f"P6 holds {most} characters of an activity's {what}: too long are {_some(found)}."
            )
    crowded = [a.code for a in schedule.activities if further_constraints(a)]
    if crowded:
        notes.append(
            f"P6 knows two constraints of an activity: lost are others of {_some(crowded)}."
        )
    lagging = Counter(
        link.lag_calendar
        for link in schedule.links
        if link.lag and link.lag_calendar not in (None, schedule.options.lag_calendar)
    )
    for calendar, count in lagging.items():
        notes.append(
            f"P6 counts all lags of a project on one calendar: {count} lags that run on "
            f"the calendar {calendar} are written as so many hours of it."
        )
    return notes


def further_constraints(activity: Activity) -> tuple[Constraint, ...]:
    """Those for which a row of P6 has no columns."""
    own = [each for each in activity.constraints if each.kind in _CONSTRAINTS]
    return tuple(own[2:])


def _status(started: datetime | None, finished: datetime | None) -> str:
    if finished:
        return "TK_Complete"
    return "TK_Active" if started else "TK_NotStart"


def _durations(activity: Activity) -> dict[str, str]:
    """At completion and what remains, which for started work P6 wants even where we know no better."""
    remaining = activity.likely if activity.remaining is None else activity.remaining
    if activity.finished_at:
        remaining = 0
    elif activity.started_at is None:
        remaining = activity.likely
    whole = 0 if activity.kind in MILESTONES else activity.likely
    return {
        "target_drtn_hr_cnt": hours_text(whole),
        "remain_drtn_hr_cnt": hours_text(0 if activity.kind in MILESTONES else remaining),
    }


def _remaining_dates(dates: ActivityDates) -> dict[str, str]:
    early = date_text(dates.early_start), date_text(dates.early_finish)
    late = date_text(dates.late_start), date_text(dates.late_finish)
    names = ("early_start_date", "early_end_date", "restart_date", "reend_date")
    late_names = ("late_start_date", "late_end_date", "rem_late_start_date", "rem_late_end_date")
    return dict(zip(names, early * 2, strict=True)) | dict(zip(late_names, late * 2, strict=True))


def _own(activity: Activity) -> list[tuple[str, str]]:
    return [
        (_CONSTRAINTS[each.kind], date_text(each.at))
        for each in activity.constraints
        if each.kind in _CONSTRAINTS
    ]


def _constraints(activity: Activity) -> dict[str, str]:
    row = {}
    for (kind, at), suffix in zip(_own(activity), ("", "2"), strict=False):
        row[f"cstr_type{suffix}"], row[f"cstr_date{suffix}"] = kind, at
    for each in activity.constraints:
        if each.kind in _EXTERNAL:
            row[_EXTERNAL[each.kind]] = date_text(each.at)
    return row


def _some(names: list[str], most: int = 5) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
