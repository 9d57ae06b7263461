"""What is assigned to activities, as tables of an XER: codes, user-defined fields, resources. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from projects.schedule.model import Activity
from projects.schedule.write_xer_project import PROJ_ID
from projects.schedule.xer_writing import Texts, guid, hours_text

Rows = list[dict[str, str]]

CODE_TYPE_COLUMNS = (
    "actv_code_type_id actv_short_len seq_num actv_code_type proj_id wbs_id actv_code_type_scope"
).split()
CODE_COLUMNS = (
    "actv_code_id parent_actv_code_id actv_code_type_id actv_code_name short_name seq_num color "
    "total_assignments"
).split()
CODED_COLUMNS = "task_id actv_code_type_id actv_code_id proj_id".split()
FIELD_TYPE_COLUMNS = (
    "udf_type_id table_name udf_type_name udf_type_label logical_data_type super_flag "
    "indicator_expression summary_indicator_expression"
).split()
FIELD_COLUMNS = "udf_type_id fk_id proj_id udf_date udf_number udf_text udf_code_id".split()
RESOURCE_COLUMNS = (
    "rsrc_id parent_rsrc_id clndr_id role_id shift_id user_id pobs_id guid rsrc_seq_num "
    "email_addr employee_code office_phone other_phone rsrc_name rsrc_short_name "
    "rsrc_title_name def_qty_per_hr cost_qty_type ot_factor active_flag auto_compute_act_flag "
    "def_cost_qty_link_flag ot_flag curr_id unit_id rsrc_type location_id rsrc_notes "
    "load_tasks_flag level_flag last_checksum"
).split()
ASSIGNED_COLUMNS = (
    "taskrsrc_id task_id proj_id cost_qty_link_flag role_id acct_id rsrc_id pobs_id skill_level "
    "remain_qty target_qty remain_qty_per_hr target_lag_drtn_hr_cnt target_qty_per_hr act_ot_qty "
    "act_reg_qty relag_drtn_hr_cnt ot_factor cost_per_qty target_cost act_reg_cost act_ot_cost "
    "remain_cost act_start_date act_end_date restart_date reend_date target_start_date "
    "target_end_date rem_late_start_date rem_late_end_date rollup_dates_flag target_crv "
    "remain_crv actual_crv ts_pend_act_end_flag guid rate_type act_this_per_cost "
    "act_this_per_qty curv_id rsrc_type cost_per_qty_source_type create_user create_date "
    "has_rsrchours taskrsrc_sum_id"
).split()
_FIRST_USER_FIELD = 101
_SHORTEST_CODE = 7
_NEW_RESOURCE = {
    "def_qty_per_hr": "1",
    "cost_qty_type": "QT_Hour",
    "active_flag": "Y",
    "auto_compute_act_flag": "Y",
    "def_cost_qty_link_flag": "Y",
    "ot_flag": "N",
    "curr_id": "1",
    "rsrc_type": "RT_Labor",
    "level_flag": "N",
}
_NEW_ASSIGNMENT = {
    "proj_id": PROJ_ID,
    "cost_qty_link_flag": "Y",
    "rollup_dates_flag": "Y",
    "ts_pend_act_end_flag": "N",
    "rate_type": "COST_PER_QTY",
    "rsrc_type": "RT_Labor",
    "cost_per_qty_source_type": "ST_Rsrc",
} | dict.fromkeys(
    (
        "target_lag_drtn_hr_cnt act_ot_qty act_reg_qty cost_per_qty target_cost act_reg_cost act_ot_cost remain_cost "
        "act_this_per_cost act_this_per_qty"
    ).split(),
    "0",
)


@dataclass
class Assigned:
    """Rows of every such table, gathered activity by activity; ids count from 1 in each."""

    texts: Texts
    code_types: dict[str, dict[str, str]] = field(default_factory=dict)
    code_values: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    coded: Rows = field(default_factory=list)
    field_types: dict[str, dict[str, str]] = field(default_factory=dict)
    fields: Rows = field(default_factory=list)
    resources: dict[str, dict[str, str]] = field(default_factory=dict)
    assignments: Rows = field(default_factory=list)

    def add(self, task_id: str, activity: Activity, own: Mapping[str, str], left: str) -> None:
        """own: further fields, by title, before those of the activity. left: its remaining hours."""
        for kind, value in activity.codes.items():
            self._code(task_id, self.texts.plain(kind), self.texts.plain(value))
        for title, text in {**own, **activity.fields}.items():
            self._field(task_id, self.texts.plain(title), self.texts.plain(text))
        for name in activity.resources:
            self._resource(task_id, self.texts.plain(name), hours_text(activity.likely), left)

    def resource_rows(self, clndr_id: str) -> Iterable[dict[str, str]]:
        return (row | {"clndr_id": clndr_id} for row in self.resources.values())

    def notes(self) -> list[str]:
        if not self.resources:
            return []
        return [
            "Resources are assigned with one unit an hour, which is P6's default: their units, rates "
            "and costs are not kept here."
        ]

    def _code(self, task_id: str, kind: str, value: str) -> None:
        type_id = str(len(self.code_types) + 1)
        code_type = self.code_types.setdefault(
            kind,
            {
                "actv_code_type_id": type_id,
                "actv_short_len": str(_SHORTEST_CODE),
                "seq_num": type_id,
                "actv_code_type": kind,
                "proj_id": PROJ_ID,
                "actv_code_type_scope": "AS_Project",
            },
        )
        length = max(int(code_type["actv_short_len"]), len(value))
        code_type["actv_short_len"] = str(length)
        code_id = str(len(self.code_values) + 1)
        of_type = {"actv_code_type_id": code_type["actv_code_type_id"]}
        code = self.code_values.setdefault(
            (kind, value),
            of_type
            | {"actv_code_id": code_id, "actv_code_name": value, "short_name": value}
            | {"seq_num": code_id, "total_assignments": "0"},
        )
        named = {"actv_code_id": code["actv_code_id"], "proj_id": PROJ_ID}
        self.coded.append({"task_id": task_id} | of_type | named)

    def _field(self, task_id: str, title: str, text: str) -> None:
        number = len(self.field_types)
        field_type = self.field_types.setdefault(
            title,
            {
                "udf_type_id": str(number + 1),
                "table_name": "TASK",
                "udf_type_name": f"user_field_{_FIRST_USER_FIELD + number}",
                "udf_type_label": title,
                "logical_data_type": "FT_TEXT",
                "super_flag": "N",
            },
        )
        self.fields.append(
            {
                "udf_type_id": field_type["udf_type_id"],
                "fk_id": task_id,
                "proj_id": PROJ_ID,
                "udf_text": text,
            }
        )

    def _resource(self, task_id: str, name: str, hours: str, left: str) -> None:
        rsrc_id = str(len(self.resources) + 1)
        named = {"rsrc_id": rsrc_id, "rsrc_seq_num": rsrc_id, "guid": guid("resource", name)}
        resource = self.resources.setdefault(
            name, _NEW_RESOURCE | named | {"rsrc_name": name, "rsrc_short_name": name}
        )
        self.assignments.append(
            _NEW_ASSIGNMENT
            | {
                "taskrsrc_id": str(len(self.assignments) + 1),
                "task_id": task_id,
                "rsrc_id": resource["rsrc_id"],
                "guid": guid("assignment", task_id, name),
                "target_qty": hours,
                "remain_qty": left,
                "target_qty_per_hr": "1",
                "remain_qty_per_hr": "1",
            }
        )
