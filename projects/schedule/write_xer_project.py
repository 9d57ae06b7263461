"""The tables of an XER that say what its project is: PROJECT, SCHEDOPTIONS, CURRTYPE. Pure.

Columns are those of P6 22.12; where a schedule has nothing to say, values are what P6 gives a new
project. P6 refuses rows in which a column that it wants is missing.
"""

from datetime import datetime

from projects.schedule.model import (
    CriticalRule,
    FloatKind,
    LagCalendar,
    Options,
    ProgressRule,
    Schedule,
)
from projects.schedule.xer_writing import date_text, flag, guid, hours_text

PROJ_ID = "1"
VERSION = "22.12"
PROJECT_COLUMNS = (
    "proj_id fy_start_month_num rsrc_self_add_flag allow_complete_flag rsrc_multi_assign_flag "
    "checkout_flag project_flag step_complete_flag cost_qty_recalc_flag batch_sum_flag "
    "name_sep_char def_complete_pct_type proj_short_name acct_id orig_proj_id source_proj_id "
    "base_type_id clndr_id sum_base_proj_id task_code_base task_code_step priority_num "
    "wbs_max_sum_level strgy_priority_num last_checksum critical_drtn_hr_cnt def_cost_per_qty "
    "last_recalc_date plan_start_date plan_end_date scd_end_date add_date last_tasksum_date "
    "fcst_start_date def_duration_type task_code_prefix guid def_qty_type add_by_name "
    "web_local_root_path proj_url def_rate_type add_act_remain_flag act_this_per_link_flag "
    "def_task_type act_pct_link_flag critical_path_type task_code_prefix_flag "
    "def_rollup_dates_flag use_project_baseline_flag rem_target_link_flag reset_planned_flag "
    "allow_neg_act_flag sum_assign_level last_fin_dates_id fintmpl_id last_baseline_update_date "
    "cr_external_key apply_actuals_date location_id loaded_scope_level export_flag "
    "new_fin_dates_id baselines_to_export baseline_names_to_export next_data_date "
    "close_period_flag sum_refresh_date trsrcsum_loaded sumtask_loaded"
).split()
OPTIONS_COLUMNS = (
    "schedoptions_id proj_id sched_outer_depend_type sched_open_critical_flag "
    "sched_lag_early_start_flag sched_retained_logic sched_setplantoforecast sched_float_type "
    "sched_calendar_on_relationship_lag sched_use_expect_end_flag sched_progress_override "
    "level_float_thrs_cnt level_outer_assign_flag level_outer_assign_priority "
    "level_over_alloc_pct level_within_float_flag level_keep_sched_date_flag "
    "level_all_rsrc_flag sched_use_project_end_date_for_float "
    "enable_multiple_longest_path_calc limit_multiple_longest_path_calc "
    "max_multiple_longest_path use_total_float_multiple_longest_paths "
    "key_activity_for_multiple_longest_paths LevelPriorityList"
).split()
CURRENCY_COLUMNS = (
    "curr_id decimal_digit_cnt curr_symbol decimal_symbol digit_group_symbol pos_curr_fmt_type "
    "neg_curr_fmt_type curr_type curr_short_name group_digit_cnt base_exch_rate"
).split()

DOLLAR = {
    "curr_id": "1",
    "decimal_digit_cnt": "2",
    "curr_symbol": "$",
    "decimal_symbol": ".",
    "digit_group_symbol": ",",
    "pos_curr_fmt_type": "#1.1",
    "neg_curr_fmt_type": "(#1.1)",
    "curr_type": "US Dollar",
    "curr_short_name": "USD",
    "group_digit_cnt": "3",
    "base_exch_rate": "1",
}
"""P6's own base currency: a schedule without costs still has to name one."""
EURO = DOLLAR | {"curr_id": "2", "curr_symbol": "€", "curr_type": "Euro", "curr_short_name": "EUR"}

_NEW_PROJECT = {
    "proj_id": PROJ_ID,
    "fy_start_month_num": "1",
    "rsrc_self_add_flag": "Y",
    "allow_complete_flag": "Y",
    "rsrc_multi_assign_flag": "Y",
    "checkout_flag": "N",
    "project_flag": "Y",
    "step_complete_flag": "N",
    "cost_qty_recalc_flag": "N",
    "batch_sum_flag": "Y",
    "name_sep_char": ".",
    "def_complete_pct_type": "CP_Drtn",
    "task_code_base": "1000",
    "task_code_step": "10",
    "priority_num": "10",
    "wbs_max_sum_level": "2",
    "strgy_priority_num": "500",
    "def_cost_per_qty": "0.0000",
    "def_duration_type": "DT_FixedDUR2",
    "task_code_prefix": "A",
    "def_qty_type": "QT_Hour",
    "def_rate_type": "COST_PER_QTY",
    "add_act_remain_flag": "N",
    "act_this_per_link_flag": "Y",
    "def_task_type": "TT_Task",
    "act_pct_link_flag": "Y",
    "task_code_prefix_flag": "Y",
    "def_rollup_dates_flag": "Y",
    "use_project_baseline_flag": "Y",
    "rem_target_link_flag": "Y",
    "reset_planned_flag": "N",
    "allow_neg_act_flag": "N",
    "sum_assign_level": "SL_Taskrsrc",
    "loaded_scope_level": "7",
    "export_flag": "Y",
}
_NEW_OPTIONS = {
    "schedoptions_id": "1",
    "proj_id": PROJ_ID,
    "sched_outer_depend_type": "SD_Both",
    "sched_setplantoforecast": "N",
    "level_float_thrs_cnt": "0",
    "level_outer_assign_flag": "N",
    "level_outer_assign_priority": "5",
    "level_over_alloc_pct": "25",
    "level_within_float_flag": "N",
    "level_keep_sched_date_flag": "Y",
    "level_all_rsrc_flag": "N",
    "sched_use_project_end_date_for_float": "Y",
    "enable_multiple_longest_path_calc": "N",
    "limit_multiple_longest_path_calc": "Y",
    "max_multiple_longest_path": "10",
    "use_total_float_multiple_longest_paths": "Y",
    "LevelPriorityList": "priority_type,ASC",
}
_LAG_CALENDARS = {
    LagCalendar.PREDECESSOR: "rcal_Predecessor",
    LagCalendar.SUCCESSOR: "rcal_Successor",
    LagCalendar.PROJECT: "rcal_ProjDefault",
    LagCalendar.ROUND_THE_CLOCK: "rcal_24Hour",
}
_FLOAT_KINDS = {FloatKind.FINISH: "FT_FF", FloatKind.START: "FT_SS", FloatKind.LEAST: "FT_Min"}
_CRITICAL_RULES = {
    CriticalRule.TOTAL_FLOAT: "CT_TotFloat",
    CriticalRule.LONGEST_PATH: "CT_DrivPath",
}


def header(schedule: Schedule) -> str:
    on = f"{schedule.data_date:%Y-%m-%d}"
    names = ("Project", "slipway", "slipway", "dbxDatabaseNoName", "Project Management", "USD")
    return "\t".join(("ERMHDR", VERSION, on, *names))


def project_row(
    schedule: Schedule, *, short_name: str, clndr_id: str, finish: datetime
) -> dict[str, str]:
    """finish: the project's, as computed. P6 wants a planned start: the data date where none is given."""
    return _NEW_PROJECT | {
        "proj_short_name": short_name,
        "clndr_id": clndr_id,
        "critical_drtn_hr_cnt": hours_text(schedule.options.critical_float),
        "critical_path_type": _CRITICAL_RULES[schedule.options.critical_rule],
        "last_recalc_date": date_text(schedule.data_date),
        "plan_start_date": date_text(schedule.planned_start or schedule.data_date),
        "plan_end_date": date_text(schedule.must_finish_by),
        "scd_end_date": date_text(finish),
        "add_date": date_text(schedule.data_date),
        "guid": guid("project", schedule.name),
    }


def options_row(options: Options) -> dict[str, str]:
    rule = options.progress_rule
    return _NEW_OPTIONS | {
        "sched_open_critical_flag": flag(options.open_ends_critical),
        "sched_lag_early_start_flag": flag(not options.lag_from_actual_start),
        "sched_retained_logic": flag(rule is ProgressRule.RETAINED_LOGIC),
        "sched_progress_override": flag(rule is ProgressRule.PROGRESS_OVERRIDE),
        "sched_float_type": _FLOAT_KINDS[options.float_kind],
        "sched_calendar_on_relationship_lag": _LAG_CALENDARS[options.lag_calendar],
        "sched_use_expect_end_flag": flag(options.expected_finish),
    }


def options_notes(options: Options) -> list[str]:
    notes = []
    if not options.holds_at_data_date:
        notes.append(
            "P6 puts unfinished work behind the data date, the schedule's own tool leaves it where "
            "it is: dates may move when P6 schedules."
        )
    if options.each_end_for_itself:
        notes.append(
            "P6 counts late dates from the project's finish, the schedule's own tool from the end of "
            "each network: floats may grow when P6 schedules."
        )
    return notes
