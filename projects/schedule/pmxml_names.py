"""P6 XML in the words of P6's tables: the same facts, under other names. Pure.

Source: Oracle, P6 EPPM XML schema (APIBusinessObjects), and the tables of an XER.
"""

from collections.abc import Mapping

Names = Mapping[str, str]

TABLES: dict[str, tuple[str, Names]] = {
    "Project": (
        "PROJECT",
        {
            "ObjectId": "proj_id",
            "Id": "proj_short_name",
            "OriginalProjectObjectId": "orig_proj_id",
            "CurrentBaselineProjectObjectId": "sum_base_proj_id",
            "ActivityDefaultCalendarObjectId": "clndr_id",
            "DataDate": "last_recalc_date",
            "PlannedStartDate": "plan_start_date",
            "MustFinishByDate": "plan_end_date",
            "CriticalActivityFloatLimit": "critical_drtn_hr_cnt",
            "CriticalActivityPathType": "critical_path_type",
        },
    ),
    "ScheduleOptions": (
        "SCHEDOPTIONS",
        {
            "ProjectObjectId": "proj_id",
            "RelationshipLagCalendar": "sched_calendar_on_relationship_lag",
            "OutOfSequenceScheduleType": "out_of_sequence",
            "ComputeTotalFloatType": "sched_float_type",
            "MakeOpenEndedActivitiesCritical": "sched_open_critical_flag",
            "UseExpectedFinishDates": "sched_use_expect_end_flag",
            "StartToStartLagCalculationType": "sched_lag_early_start_flag",
            "IgnoreOtherProjectRelationships": "sched_outer_depend_type",
        },
    ),
    "WBS": (
        "PROJWBS",
        {
            "ObjectId": "wbs_id",
            "ParentObjectId": "parent_wbs_id",
            "Code": "wbs_short_name",
            "Name": "wbs_name",
        },
    ),
    "Activity": (
        "TASK",
        {
            "ObjectId": "task_id",
            "ProjectObjectId": "proj_id",
            "WBSObjectId": "wbs_id",
            "CalendarObjectId": "clndr_id",
            "PrimaryResourceObjectId": "rsrc_id",
            "Id": "task_code",
            "Name": "task_name",
            "Type": "task_type",
            "Status": "status_code",
            "PlannedDuration": "target_drtn_hr_cnt",
            "RemainingDuration": "remain_drtn_hr_cnt",
            "PlannedStartDate": "target_start_date",
            "PlannedFinishDate": "target_end_date",
            "StartDate": "early_start_date",
            "FinishDate": "early_end_date",
            "ActualStartDate": "act_start_date",
            "ActualFinishDate": "act_end_date",
            "SuspendDate": "suspend_date",
            "ResumeDate": "resume_date",
            "ExpectedFinishDate": "expect_end_date",
            "PrimaryConstraintType": "cstr_type",
            "PrimaryConstraintDate": "cstr_date",
            "SecondaryConstraintType": "cstr_type2",
            "SecondaryConstraintDate": "cstr_date2",
            "ExternalEarlyStartDate": "external_early_start_date",
            "ExternalLateFinishDate": "external_late_end_date",
        },
    ),
    "Relationship": (
        "TASKPRED",
        {
            "PredecessorActivityObjectId": "pred_task_id",
            "SuccessorActivityObjectId": "task_id",
            "PredecessorProjectObjectId": "pred_proj_id",
            "SuccessorProjectObjectId": "proj_id",
            "Type": "pred_type",
            "Lag": "lag_hr_cnt",
        },
    ),
    "Resource": (
        "RSRC",
        {
            "ObjectId": "rsrc_id",
            "Id": "rsrc_short_name",
            "Name": "rsrc_name",
            "CalendarObjectId": "clndr_id",
        },
    ),
    "Role": ("ROLES", {"ObjectId": "role_id", "Id": "role_short_name", "Name": "role_name"}),
    "ResourceAssignment": (
        "TASKRSRC",
        {
            "ActivityObjectId": "task_id",
            "ResourceObjectId": "rsrc_id",
            "RoleObjectId": "role_id",
        },
    ),
    "ActivityCodeType": (
        "ACTVTYPE",
        {"ObjectId": "actv_code_type_id", "Name": "actv_code_type"},
    ),
    "ActivityCode": (
        "ACTVCODE",
        {
            "ObjectId": "actv_code_id",
            "ParentObjectId": "parent_actv_code_id",
            "CodeTypeObjectId": "actv_code_type_id",
            "CodeValue": "short_name",
        },
    ),
    "UDFType": (
        "UDFTYPE",
        {"ObjectId": "udf_type_id", "SubjectArea": "table_name", "Title": "udf_type_label"},
    ),
    "Calendar": (
        "CALENDAR",
        {
            "ObjectId": "clndr_id",
            "Name": "clndr_name",
            "BaseCalendarObjectId": "base_clndr_id",
            "HoursPerDay": "day_hr_cnt",
            "IsDefault": "default_flag",
        },
    ),
}

_CONSTRAINTS = {
    "Start On": "CS_MSO",
    "Start On or After": "CS_MSOA",
    "Start On or Before": "CS_MSOB",
    "Finish On": "CS_MEO",
    "Finish On or After": "CS_MEOA",
    "Finish On or Before": "CS_MEOB",
    "Mandatory Start": "CS_MANDSTART",
    "Mandatory Finish": "CS_MANDFIN",
    "As Late As Possible": "CS_ALAP",
}
_FLAG = {"1": "Y", "0": "N", "true": "Y", "false": "N"}
WORDS: dict[str, Names] = {
    "task_type": {
        "Task Dependent": "TT_Task",
        "Resource Dependent": "TT_Rsrc",
        "Start Milestone": "TT_Mile",
        "Finish Milestone": "TT_FinMile",
        "Level of Effort": "TT_LOE",
        "WBS Summary": "TT_WBS",
    },
    "status_code": {
        "Not Started": "TK_NotStart",
        "In Progress": "TK_Active",
        "Completed": "TK_Complete",
    },
    "cstr_type": _CONSTRAINTS,
    "cstr_type2": _CONSTRAINTS,
    "pred_type": {
        "Finish to Start": "PR_FS",
        "Finish to Finish": "PR_FF",
        "Start to Start": "PR_SS",
        "Start to Finish": "PR_SF",
    },
    "sched_calendar_on_relationship_lag": {
        "Predecessor Activity Calendar": "rcal_Predecessor",
        "Successor Activity Calendar": "rcal_Successor",
        "Project Default Calendar": "rcal_ProjDefault",
        "24 Hour Calendar": "rcal_24Hour",
    },
    "sched_float_type": {
        "Finish Float = Late Finish - Early Finish": "FT_FF",
        "Start Float = Late Start - Early Start": "FT_SF",
        "Smallest of Start Float and Finish Float": "FT_MN",
    },
    "critical_path_type": {"Critical Float": "CT_TotFloat", "Longest Path": "CT_DrivPath"},
    "sched_outer_depend_type": {"1": "SD_None", "0": "SD_Both", "true": "SD_None"},
    "sched_open_critical_flag": _FLAG,
    "sched_use_expect_end_flag": _FLAG,
    "sched_lag_early_start_flag": _FLAG,
    "default_flag": _FLAG,
    "table_name": {"Activity": "TASK"},
}
OUT_OF_SEQUENCE = {
    "Retained Logic": ("Y", "N"),
    "Progress Override": ("N", "Y"),
    "Actual Dates": ("N", "N"),
}
"""Whether there is retained logic, and whether progress override."""

TOLD = frozenset(
    """
    Notes PhysicalPercentComplete PlannedLaborUnits PlannedNonLaborUnits ActualLaborUnits
    ActualNonLaborUnits RemainingLaborUnits RemainingNonLaborUnits PlannedLaborCost ActualLaborCost
    PlannedUnits ActualUnits RemainingUnits PlannedCost ActualCost RemainingCost ResourceCurveObjectId
    ReviewFinishDate LocationObjectId Comments OriginalBudget AnticipatedStartDate
    AnticipatedFinishDate ResourceNotes MaxUnitsPerTime PricePerUnit PlannedLag CostAccountObjectId
    """.split()
)
"""Fields that a planner fills and that nothing here uses."""

PROBLEM_NAMES: dict[tuple[str, str | None], tuple[str, str | None]] = {
    (table, column): (tag, name)
    for tag, (table, names) in TABLES.items()
    for name, column in names.items()
} | {(table, None): (tag, None) for tag, (table, _) in TABLES.items()}
