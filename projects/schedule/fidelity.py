"""How well CPM reproduces what the tool itself computed, activity by activity. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from projects.schedule.cpm import ActivityDates, activity_dates, analyse_network
from projects.schedule.model import Schedule
from projects.schedule.network import Network
from projects.schedule.stored_dates import StoredDates

EARLY = ("early_start", "early_finish")
LATE = ("late_start", "late_finish")
FLOATS = ("total_float", "free_float")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One value that is not the tool's: clock dates, or floats in work minutes."""

    code: str
    field: str
    ours: datetime | int | None
    stored: datetime | int

    def __str__(self) -> str:
        return f"{self.code} {self.field}: {self.ours} here, {self.stored} in the file"


@dataclass(frozen=True, kw_only=True)
class Fidelity:
    """compared: by field, how many activities the file holds a value for. exact: how many are equal.

    Only unfinished activities count: the dates of the others are facts. Levels of effort and
    summaries count with their dates, not with floats.
    """

    activities: int
    open_activities: int
    compared: Mapping[str, int]
    differences: tuple[Difference, ...]
    project_finish: datetime

    def exact(self, *fields: str) -> tuple[int, int]:
        """(activities with all these fields as stored, activities with any of them stored)."""
        wrong = {each.code for each in self.differences if each.field in fields}
        most = max((self.compared[field] for field in fields), default=0)
        return most - len(wrong), most


def fidelity(schedule: Schedule, stored: Mapping[str, StoredDates]) -> Fidelity:
    """To the minute of the clock. stored: of stored_dates for the same file and project."""
    analysis = analyse_network(Network(schedule))
    compared = dict.fromkeys((*EARLY, *LATE, *FLOATS), 0)
    differences = []
    unfinished = [i for i, each in enumerate(schedule.activities) if each.finished_at is None]
    for at in unfinished:
        ours = activity_dates(analysis, at)
        theirs = stored.get(ours.code, StoredDates())
        for field in compared:
            value = getattr(theirs, field)
            if value is None or (field in FLOATS and ours.total_float is None):
                continue
            compared[field] += 1
            if getattr(ours, field) != value:
                differences.append(_difference(ours, field, value))
    return Fidelity(
        activities=len(schedule.activities),
        open_activities=len(unfinished),
        compared=compared,
        differences=tuple(differences),
        project_finish=analysis.project_finish,
    )


def _difference(ours: ActivityDates, field: str, stored: datetime | int) -> Difference:
    return Difference(code=ours.code, field=field, ours=getattr(ours, field), stored=stored)
