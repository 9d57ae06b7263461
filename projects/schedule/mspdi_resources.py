"""Who is assigned to which task of a Microsoft Project XML file, and when they work. Pure."""

from collections.abc import Mapping, Sequence

from projects.schedule.gathering import Gathered
from projects.schedule.mixed_calendars import (
    ROUND_THE_CLOCK,
    all_work,
    any_works,
    same_times,
)
from projects.schedule.model import WorkCalendar
from projects.schedule.mspdi_fields import ELAPSED_FORMATS, is_true
from projects.schedule.xml_records import Record

_FIXED_DURATION = "1"
_NOT_WORK = ("0", "2")
"""Types of resource that keep no hours: material and cost."""


def read_assignments(root: Record, gathered: Gathered) -> dict[str, list[Record]]:
    """The resources of each task by its UID, each once, in the order of the assignments."""
    resources = {record["UID"]: record for record in root.all("Resources", "Resource")}
    found: dict[str, list[Record]] = {}
    for assignment in root.all("Assignments", "Assignment"):
        uid = assignment["ResourceUID"]
        if uid.startswith("-"):
            continue  # Project's mark of work that nobody is assigned to
        if uid not in resources:
            message = f"there is no resource {uid[:40]!r}"
            gathered.problem("unknown_resource", message, "Assignment", assignment, "ResourceUID")
        elif resources[uid] not in (assigned := found.setdefault(assignment["TaskUID"], [])):
            assigned.append(resources[uid])
    return found


def names_of(resources: Sequence[Record]) -> tuple[str, ...]:
    return tuple(record["Name"] or record["UID"] for record in resources)


class TaskCalendars:
    """Finds the calendar of each task, and keeps those that are in use, by code."""

    def __init__(
        self,
        calendars: Mapping[str, WorkCalendar],
        default: WorkCalendar,
        gathered: Gathered,
    ) -> None:
        self._calendars, self._default, self._gathered = calendars, default, gathered
        self.used = {default.code: default}
        self._mixed_for: list[str] = []

    def of(self, task: Record, resources: Sequence[Record]) -> str:
        calendar = self._of(task, resources)
        if same_times(calendar, self._default):
            calendar = self._default
        self.used.setdefault(calendar.code, calendar)
        return calendar.code

    def note_mixed(self) -> None:
        text = "Resources of different calendars share a task: it is worked when any of them works"
        self._gathered.note_each(text, self._mixed_for)

    def _of(self, task: Record, resources: Sequence[Record]) -> WorkCalendar:
        """The task's own, else its resources', else the project's; with both, when both work."""
        if task["DurationFormat"] in ELAPSED_FORMATS:
            return ROUND_THE_CLOCK
        own = self._named(task)
        theirs = None if task["Type"] == _FIXED_DURATION else self._of_resources(task, resources)
        if own is None:
            return theirs or self._default
        if theirs is None or is_true(task, "IgnoreResourceCalendar") or same_times(own, theirs):
            return own
        both = all_work([own, theirs])
        if any(both.week):
            return both
        self._gathered.note(f"Calendars {own.name} and {theirs.name} have no hour in common.")
        return own

    def _named(self, record: Record) -> WorkCalendar | None:
        uid = record["CalendarUID"]
        if not uid or uid.startswith("-"):
            return None
        if uid not in self._calendars:
            self._gathered.note(f"The file lacks calendar {uid}: the project's is taken.")
        return self._calendars.get(uid)

    def _of_resources(self, task: Record, resources: Sequence[Record]) -> WorkCalendar | None:
        found: list[WorkCalendar] = []
        for resource in resources:
            if resource["Type"] in _NOT_WORK:
                continue
            calendar = self._named(resource) or self._default
            if not any(same_times(calendar, other) for other in found):
                found.append(calendar)
        if len(found) > 1:
            self._mixed_for.append(task["UID"])
            return any_works(found)
        return found[0] if found else None
