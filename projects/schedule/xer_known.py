"""Which tables and fields of a P6 file are used, and which are understood and are not. Pure."""

from projects.schedule.fields import is_nothing
from projects.schedule.gathering import Gathered
from projects.schedule.xer_tables import XerTables

USED_TABLES = frozenset(
    """
    PROJECT CALENDAR SCHEDOPTIONS PROJWBS TASK TASKPRED RSRC ROLES TASKRSRC
    ACTVTYPE ACTVCODE TASKACTV UDFTYPE UDFCODE UDFVALUE
    """.split()
)
_FIELDS = {
    "PROJECT": "acct_id proj_url cr_external_key location_id",
    "CALENDAR": "",
    "SCHEDOPTIONS": "enable_multiple_longest_path_calc",
    "PROJWBS": """
        anticip_start_date anticip_end_date orig_cost indep_remain_total_cost indep_remain_work_qty
        ann_dscnt_rate_pct
        """,
    "TASK": """
        phys_complete_pct review_end_date location_id task_notes
        act_work_qty remain_work_qty target_work_qty act_equip_qty remain_equip_qty
        target_equip_qty act_this_per_work_qty act_this_per_equip_qty plan_cost act_cost remain_cost
        """,
    "TASKPRED": "comments",
    "RSRC": "parent_rsrc_id rsrc_notes unit_id shift_id max_qty_per_hr cost_per_qty",
    "TASKRSRC": """
        target_qty remain_qty act_reg_qty act_ot_qty target_cost remain_cost act_reg_cost act_ot_cost
        target_lag_drtn_hr_cnt curv_id target_crv remain_crv actual_crv acct_id skill_level
        act_this_per_cost act_this_per_qty
        """,
}
TOLD_FIELDS = {table: tuple(names.split()) for table, names in _FIELDS.items()}


def tell_unused(tables: XerTables, gathered: Gathered) -> None:
    """Tables that nothing here reads, under a field of no name; and of those read, some fields."""
    for table, rows in tables.unread.items():
        gathered.drop(table, "", rows)
    for table, names in TOLD_FIELDS.items():
        present = set(tables.columns.get(table, ()))
        for name in names:
            if name in present:
                rows = sum(not is_nothing(row[name]) for row in tables[table])
                gathered.drop(table, name, rows)
