"""The facts of schedules as sentences. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from eventlog.doors.svg import day_text
from eventlog.events import Event
from projects import events as projects

_CHANGED: dict[type[Event], tuple[str, str]] = {
    projects.ScheduleProgressed: ("report of progress", "reports of progress"),
    projects.WorkedOutOfSequence: ("activity out of sequence", "activities out of sequence"),
    projects.ActivitiesEdited: ("edit of an activity", "edits of activities"),
    projects.LogicEdited: ("edit of a link", "edits of links"),
    projects.DurationsEdited: ("edit of a planned duration", "edits of planned durations"),
    projects.ActualsEdited: (
        "actual date changed afterwards",
        "actual dates changed afterwards",
    ),
    projects.ConstraintsEdited: ("edit of a constraint", "edits of constraints"),
    projects.CalendarsEdited: ("edit of a calendar", "edits of calendars"),
    projects.OptionsEdited: ("edit of the project's own dates", "edits of the project's own dates"),
}
_TOLD_OF = 3


def _import(event: projects.ScheduleImported) -> str:
    taken_out = f", {len(event.removed)} taken out" if event.removed else ""
    return (
        f"Schedule revision {event.revision} imported from {event.file_name}: "
        f"{len(event.schedule.activities)} activities, {len(event.schedule.links)} links{taken_out}."
    )


def _changes(event: projects.RevisionChanges) -> str:
    """How many changes a revision made of one kind, with the first of them."""
    count, some = len(event.changes), event.changes[:_TOLD_OF]
    first = "; ".join(
        f"{each.subject} {each.field} {each.before or 'none'} > {each.after or 'none'}"
        for each in some
    )
    more = f"; and {count - len(some)} more" if count > len(some) else ""
    return f"Revision {event.revision}, {count} {_CHANGED[type(event)][count > 1]}: {first}{more}."


def _assessment(event: projects.ScheduleAssessed) -> str:
    score = (
        "no DCMA check assessed"
        if event.score is None
        else f"{event.score:.0%} of DCMA checks passed"
    )
    blocked = "".join(f" Not simulated: {each.message}" for each in event.blockers)
    return f"Revision {event.revision} ends {day_text(event.finish)}, {score}.{blocked}"


def _baseline(event: projects.BaselineSet) -> str:
    return (
        f"Revision {event.revision} set as baseline {event.name}, to end {day_text(event.finish)}."
    )


def _mapping(event: projects.ActivitiesMapped) -> str:
    return f"Mapping rules tied {len(event.activities)} activities to the build."


def _tied(event: projects.ActivityMapped) -> str:
    ties = event.ties
    said = [
        f"{name.replace('_', ' ')} {value}"
        for name in ("craft", "package", "order", "system", "cx_level")
        if (value := getattr(ties, name))
    ]
    if ties.weather_exposed is not None:
        said.append("out in the weather" if ties.weather_exposed else "sheltered")
    return f"{event.activity} tied to {', '.join(said)}."


PLANNING: Mapping[type[Event], str | Callable[[Any], str]] = {
    projects.ScheduleImported: _import,
    **dict.fromkeys(_CHANGED, _changes),
    projects.ScheduleAssessed: _assessment,
    projects.SimulationAllowed: "Revision {revision} simulated all the same: {reason}",
    projects.BaselineSet: _baseline,
    projects.ActivitiesMapped: _mapping,
    projects.ActivityMapped: _tied,
}
