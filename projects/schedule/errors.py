"""Why a schedule is refused: one class per reason, each with a code that callers may rely on. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong with a file. row counts lines as an editor does: the header is row 1."""

    code: str
    message: str
    table: str | None = None
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        place = ", ".join(
            text
            for text in (
                self.table or "",
                f"row {self.row}" if self.row is not None else "",
                f"field {self.field}" if self.field else "",
            )
            if text
        )
        return f"{place}: {self.message}" if place else self.message


class ScheduleError(Exception):
    """Base of every refusal of a schedule. table, row and field say where, when that is known."""

    code: ClassVar[str] = "schedule_refused"

    def __init__(
        self,
        message: str,
        *,
        table: str | None = None,
        row: int | None = None,
        field: str | None = None,
    ) -> None:
        self.problem = Problem(code=self.code, message=message, table=table, row=row, field=field)
        self.table, self.row, self.field = table, row, field
        super().__init__(str(self.problem))


class UnreadableSchedule(ScheduleError):
    """The file is of a known kind, but these of its rows cannot be right. Carries all of them."""

    code = "schedule_unreadable"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first, more = self.problems[0], len(self.problems) - 1
        super().__init__(f"{first} (and {more} more)" if more else str(first))


class UnknownFormat(ScheduleError):
    code = "schedule_format_unknown"


class FileTooLarge(ScheduleError):
    code = "schedule_file_too_large"


class ArchiveUnreadable(ScheduleError):
    code = "schedule_archive_unreadable"


class FileMissing(ScheduleError):
    code = "schedule_file_missing"


class ScheduleEmpty(ScheduleError):
    code = "schedule_has_no_activities"


class ScheduleHasCycle(ScheduleError):
    """The links run in a circle. cycle: the codes along it, the first repeated at the end."""

    code = "schedule_has_cycle"

    def __init__(self, cycle: Sequence[str], *, table: str | None = None) -> None:
        self.cycle = tuple(cycle)
        super().__init__(f"the links form a cycle: {' > '.join(self.cycle)}", table=table)


class DuplicateActivity(ScheduleError):
    code = "duplicate_activity"


class DuplicateCalendar(ScheduleError):
    code = "duplicate_calendar"


class DuplicateLink(ScheduleError):
    code = "duplicate_link"


class LinkToUnknownActivity(ScheduleError):
    code = "link_to_unknown_activity"


class UnknownCalendar(ScheduleError):
    code = "unknown_calendar"


class CalendarWithoutWork(ScheduleError):
    code = "calendar_without_work"


class CalendarUnreadable(ScheduleError):
    code = "calendar_unreadable"


class BeyondCalendar(ScheduleError):
    """A date fell outside the years for which the calendar was laid out."""

    code = "beyond_calendar"


class NegativeDuration(ScheduleError):
    code = "negative_duration"


class FinishBeforeStart(ScheduleError):
    code = "finish_before_start"


class NotAnXer(ScheduleError):
    code = "xer_header_missing"


class XerCutShort(ScheduleError):
    code = "xer_cut_short"


class XerMalformed(ScheduleError):
    code = "xer_malformed"


class XerHasSeveralProjects(ScheduleError):
    """More than one project in the file has activities. choices: short name to activity count."""

    code = "xer_has_several_projects"

    def __init__(self, choices: dict[str, int]) -> None:
        self.choices = choices
        listed = ", ".join(f"{name} ({count} activities)" for name, count in choices.items())
        super().__init__(f"the file holds several projects, name one: {listed}", table="PROJECT")


class XerProjectUnknown(ScheduleError):
    code = "xer_project_unknown"


class XerWithoutDataDate(ScheduleError):
    code = "xer_without_data_date"


class XmlMalformed(ScheduleError):
    code = "xml_malformed"


class XmlHasDocumentType(ScheduleError):
    """A document type is what entity bombs and outside entities need, and no schedule does."""

    code = "xml_has_document_type"


class NotAnMspdi(ScheduleError):
    code = "mspdi_root_missing"


class MspdiWithoutStart(ScheduleError):
    code = "mspdi_without_start"


class NotAPmxml(ScheduleError):
    code = "pmxml_root_missing"
