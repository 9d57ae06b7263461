"""From the difference of two revisions to the facts that tell of it, and back."""

from collections.abc import Iterator
from datetime import datetime

from projects import events
from projects.schedule.difference import ChangeKind, Difference
from projects.schedule.quality.results import Report, Status, score

EVENT_OF_KIND: dict[ChangeKind, type[events.RevisionChanges]] = {
    ChangeKind.PROGRESS: events.ScheduleProgressed,
    ChangeKind.OUT_OF_SEQUENCE: events.WorkedOutOfSequence,
    ChangeKind.ACTIVITIES: events.ActivitiesEdited,
    ChangeKind.LOGIC: events.LogicEdited,
    ChangeKind.DURATIONS: events.DurationsEdited,
    ChangeKind.ACTUALS: events.ActualsEdited,
    ChangeKind.CONSTRAINTS: events.ConstraintsEdited,
    ChangeKind.CALENDARS: events.CalendarsEdited,
    ChangeKind.OPTIONS: events.OptionsEdited,
}
KIND_OF_EVENT = {event: kind for kind, event in EVENT_OF_KIND.items()}


def told(found: Difference, *, project: str, revision: int) -> Iterator[events.RevisionChanges]:
    for kind, changes in found.items():
        yield EVENT_OF_KIND[kind](project=project, revision=revision, changes=changes)


def assessed(
    report: Report, *, project: str, revision: int, finish: datetime
) -> events.ScheduleAssessed:
    def keys(status: Status) -> tuple[str, ...]:
        return tuple(check.point.key for check in report.checks if check.status is status)

    return events.ScheduleAssessed(
        project=project,
        revision=revision,
        finish=finish,
        score=score(report),
        failed=keys(Status.FAILED),
        not_assessed=keys(Status.NOT_ASSESSED),
        blockers=tuple(
            events.Blocking(
                code=each.code,
                message=each.message,
                activities=tuple(offender.activity for offender in each.offenders),
            )
            for each in report.blockers
        ),
    )
