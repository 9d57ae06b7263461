"""Which fields of a Microsoft Project XML file are used, and which are not worth a word. Pure."""

_TASK = """
UID Name Active Manual Type IsNull WBS OutlineNumber OutlineLevel Start Finish Duration
ManualStart ManualDuration DurationFormat Milestone Summary IsSubproject ExternalTask
PercentComplete ActualStart ActualFinish RemainingDuration Stop Resume ConstraintType
ConstraintDate CalendarUID Deadline LevelingDelay IgnoreResourceCalendar
"""
_PROJECT = """
Title Name ScheduleFromStart StartDate FinishDate StatusDate CurrentDate CriticalSlackLimit
CalendarUID MinutesPerDay HonorConstraints MultipleCriticalPaths SplitsInProgressTasks
"""

KEPT = {
    "Project": frozenset(_PROJECT.split()),
    "Task": frozenset(_TASK.split()),
    "Resource": frozenset(("UID", "Name", "Type", "CalendarUID")),
    "Assignment": frozenset(("TaskUID", "ResourceUID")),
    "Baseline": frozenset(("Number", "Start", "Finish", "Duration")),
}
SKIPPED = (
    "TimephasedData",
    "Rates",
    "AvailabilityPeriods",
    "Views",
    "Filters",
    "Groups",
    "Reports",
)

_TOLD = {
    "Project": "",
    "Task": """
        Notes Contact PhysicalPercentComplete FixedCost Cost ActualCost RemainingCost
        ActualWork RemainingWork Work Hyperlink HyperlinkAddress SubprojectName EarnedValueMethod
        PreLeveledStart PreLeveledFinish CommitmentStart CommitmentFinish TimephasedData
        """,
    "Resource": """
        Notes Code Group Cost ActualCost StandardRate OvertimeRate CostPerUse MaxUnits EmailAddress
        Rates AvailabilityPeriods ExtendedAttribute OutlineCode TimephasedData
        """,
    "Assignment": """
        Units Work ActualWork RemainingWork Cost ActualCost RemainingCost Delay LevelingDelay
        WorkContour ActualStart ActualFinish TimephasedData
        """,
    "Baseline": "Work Cost BCWS BCWP TimephasedData",
}
_WORTH = {table: frozenset(names.split()) for table, names in _TOLD.items()}


def is_worth_telling(table: str, name: str) -> bool:
    """What a planner entered. Not what Project computed, nor how it shows things on a screen."""
    return name in _WORTH.get(table, ()) or table not in _WORTH
