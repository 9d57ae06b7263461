"""The facts of schedules: revisions, what they changed and are worth, baselines, ties to the build.

Dates are calendar days at the site.
"""

from dataclasses import dataclass
from datetime import datetime

from eventlog.events import Body, Event, event_type, upcast
from projects.planning.mapping import Ties
from projects.schedule.difference import Change
from projects.schedule.model import Schedule


@event_type("projects.schedule_imported", schema=2, amendable=False)
class ScheduleImported(Event):
    """A schedule revision as the file gave it; file_sha256 names the original bytes we keep."""

    project: str
    revision: int
    file_name: str
    file_sha256: str
    schedule: Schedule
    removed: tuple[str, ...]


@upcast(ScheduleImported, from_schema=1)
def schedule_gained_the_options_of_its_tool(body: Body) -> Body:
    """Schema 1 kept two of the options; the other ones were P6's own, as its two readers were."""
    schedule = dict(body["schedule"])
    options = {name: schedule.pop(name) for name in ("lag_calendar", "progress_rule")}
    return {**body, "schedule": {**schedule, "options": options}}


class RevisionChanges(Event):
    """What a revision of the schedule changed, of one kind; the import before it has all the rest."""

    project: str
    revision: int
    changes: tuple[Change, ...]


@event_type("projects.schedule_progressed", amendable=False)
class ScheduleProgressed(RevisionChanges):
    """Work started, went on or ended, as the new file reports it."""


@event_type("projects.worked_out_of_sequence", amendable=False)
class WorkedOutOfSequence(RevisionChanges):
    """Work was begun or ended before the logic allowed it."""


@event_type("projects.activities_edited", amendable=False)
class ActivitiesEdited(RevisionChanges):
    """Activities were added, removed, renamed or given another calendar or place."""


@event_type("projects.logic_edited", amendable=False)
class LogicEdited(RevisionChanges):
    """Links were added, deleted or given another lag."""


@event_type("projects.durations_edited", amendable=False)
class DurationsEdited(RevisionChanges):
    """The planned duration of work was changed."""


@event_type("projects.actuals_edited", amendable=False)
class ActualsEdited(RevisionChanges):
    """An actual date that stood was changed afterwards."""


@event_type("projects.constraints_edited", amendable=False)
class ConstraintsEdited(RevisionChanges):
    """Constraints were added, removed or moved."""


@event_type("projects.calendars_edited", amendable=False)
class CalendarsEdited(RevisionChanges):
    """Working time was changed."""


@event_type("projects.options_edited", amendable=False)
class OptionsEdited(RevisionChanges):
    """The way in which dates are computed was changed, or where the project begins or must end."""


@dataclass(frozen=True, kw_only=True)
class Blocking:
    """Why a schedule must not be simulated, and which activities are to blame."""

    code: str
    message: str
    activities: tuple[str, ...]


@event_type("projects.schedule_assessed", amendable=False)
class ScheduleAssessed(Event):
    """What a revision is worth: its finish, the DCMA checks it fails, and what keeps it from simulation.

    finish: on the wall clock of the site. score: share of the assessed checks that passed, 0 to 1.
    """

    project: str
    revision: int
    finish: datetime
    score: float | None
    failed: tuple[str, ...]
    not_assessed: tuple[str, ...]
    blockers: tuple[Blocking, ...]


@event_type("projects.simulation_allowed", permanent=("project", "revision"))
class SimulationAllowed(Event):
    """Somebody takes it upon themselves to simulate a revision in spite of what blocks it."""

    project: str
    revision: int
    blockers: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class BaselineDates:
    """What was agreed of an activity. start, finish: on the wall clock of the site."""

    code: str
    start: datetime
    finish: datetime
    work_minutes: int


@event_type("projects.baseline_set", permanent=("project", "name", "revision"))
class BaselineSet(Event):
    """The dates of a revision, as they were computed then, are what later ones are held against."""

    project: str
    name: str
    revision: int
    finish: datetime
    activities: tuple[BaselineDates, ...]


@dataclass(frozen=True, kw_only=True)
class MappedActivity:
    code: str
    ties: Ties


@event_type("projects.activities_mapped", amendable=False)
class ActivitiesMapped(Event):
    """What the mapping rules tie activities to, each with all its ties; the file's where no rule speaks."""

    project: str
    activities: tuple[MappedActivity, ...]


@event_type("projects.activity_mapped", permanent=("project", "activity"))
class ActivityMapped(Event):
    """A person said what an activity is tied to. It outweighs rules and files, those to come too."""

    project: str
    activity: str
    ties: Ties
