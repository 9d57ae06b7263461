"""How P6 was told to schedule a project: its row of SCHEDOPTIONS, and of PROJECT. Pure.

Source: Oracle, P6 Professional Help, Scheduling options; the words are those of P6's own files.
"""

from projects.schedule.fields import minutes_in, word_in
from projects.schedule.gathering import Gathered, Row
from projects.schedule.model import (
    CriticalRule,
    FloatKind,
    LagCalendar,
    Options,
    ProgressRule,
)
from projects.schedule.xer_tables import NumberedRow, XerTables

_LAG_CALENDARS = {
    "rcal_Predecessor": LagCalendar.PREDECESSOR,
    "rcal_Successor": LagCalendar.SUCCESSOR,
    "rcal_ProjDefault": LagCalendar.PROJECT,
    "rcal_24Hour": LagCalendar.ROUND_THE_CLOCK,
}
_FLOATS = {
    "FT_FF": FloatKind.FINISH,
    "FT_SS": FloatKind.START,
    "FT_SF": FloatKind.START,
    "FT_Min": FloatKind.LEAST,
    "FT_MN": FloatKind.LEAST,
}
_CRITICAL = {"CT_TotFloat": CriticalRule.TOTAL_FLOAT, "CT_DrivPath": CriticalRule.LONGEST_PATH}


def options_row(tables: XerTables, proj_id: str) -> Row:
    rows = [row for row in tables["SCHEDOPTIONS"] if row["proj_id"] in (proj_id, "")]
    return rows[0] if rows else NumberedRow(0)


def read_options(row: Row, project: Row, gathered: Gathered) -> Options:
    usual = Options()
    return Options(
        lag_calendar=_lag_calendar(row, gathered),
        progress_rule=_progress_rule(row),
        float_kind=_FLOATS.get(row["sched_float_type"], usual.float_kind),
        critical_rule=word_in(
            project,
            "critical_path_type",
            "PROJECT",
            gathered,
            known=_CRITICAL,
            default=usual.critical_rule,
            code="unknown_critical_rule",
            what="rule of what is critical",
        ),
        critical_float=minutes_in(project, "critical_drtn_hr_cnt", "PROJECT", gathered) or 0,
        open_ends_critical=row["sched_open_critical_flag"] == "Y",
        expected_finish=row["sched_use_expect_end_flag"] != "N",
        lag_from_actual_start=row["sched_lag_early_start_flag"] == "N",
    )


def obeys_other_projects(row: Row) -> bool:
    """Whether links to other projects, and the dates left by them, hold anything up."""
    return row["sched_outer_depend_type"] != "SD_None"


def _lag_calendar(row: Row, gathered: Gathered) -> LagCalendar:
    name = row["sched_calendar_on_relationship_lag"]
    if name and name not in _LAG_CALENDARS:
        gathered.note(f"Lag calendar {name} is not known: the predecessor's is taken.")
    return _LAG_CALENDARS.get(name, LagCalendar.PREDECESSOR)


def _progress_rule(row: Row) -> ProgressRule:
    """With neither retained logic nor progress override, P6 schedules by actual dates."""
    if row["sched_progress_override"] == "Y":
        return ProgressRule.PROGRESS_OVERRIDE
    if row["sched_retained_logic"] == "N" and row["sched_progress_override"] == "N":
        return ProgressRule.ACTUAL_DATES
    return ProgressRule.RETAINED_LOGIC
