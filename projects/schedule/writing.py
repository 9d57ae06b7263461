"""A schedule into a file of any kind that we write: one door, as reading is for the way in. Pure."""

from collections.abc import Callable
from enum import StrEnum

from projects.schedule.model import Schedule
from projects.schedule.write_csv import write_csv
from projects.schedule.write_mspdi import write_mspdi
from projects.schedule.write_xer import write_xer
from projects.schedule.written import Written


class TargetFormat(StrEnum):
    XER = "xer"
    MSPDI = "mspdi"
    CSV = "csv"

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return {"xer": ".xer", "mspdi": ".xml", "csv": ".zip"}[self.value]


_WRITERS: dict[TargetFormat, Callable[[Schedule], Written]] = {
    TargetFormat.XER: write_xer,
    TargetFormat.MSPDI: write_mspdi,
    TargetFormat.CSV: write_csv,
}


def write_schedule(schedule: Schedule, format: TargetFormat) -> Written:
    """The file, and what it could not hold: notes, a sentence each.

    Raises ScheduleError for a schedule whose dates cannot be computed, such as one with a cycle.
    """
    return _WRITERS[format](schedule)
