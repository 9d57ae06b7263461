"""What is known of rules, revisions and baselines."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from eventlog.amendments import AMENDMENTS, standing
from eventlog.events import name_of
from eventlog.log import read
from projects import streams
from projects.events import Blocking, ScheduleAssessed, ScheduleImported, SimulationAllowed
from projects.models import ScheduleRevision
from projects.planning.models import MappingRule, ScheduleChange
from projects.schedule.model import Schedule


def rules_of(project: str) -> QuerySet[MappingRule]:
    """The rules that hold for a project, in the order in which they are asked."""
    return MappingRule.objects.filter(Q(project=project) | Q(project=""))


def changes_of(revision: ScheduleRevision) -> QuerySet[ScheduleChange]:
    return ScheduleChange.objects.filter(project=revision.project, revision=revision.revision)


def newest_revision(project: str) -> ScheduleRevision | None:
    return ScheduleRevision.objects.filter(project=project).order_by("-revision").first()


def blockers_as_of(project: str, *, until: int) -> Sequence[Blocking]:
    """What kept the schedule from simulation, as the log stood; nothing once somebody allowed it."""
    stream = streams.schedule_stream(project)
    types = [name_of(ScheduleAssessed), name_of(SimulationAllowed), *AMENDMENTS]
    stands: Sequence[Blocking] = ()
    for fact in standing(read(streams=[stream], types=types, until=until)):
        stands = fact.event.blockers if isinstance(fact.event, ScheduleAssessed) else ()
    return stands


def schedule_of_revision(project: str, revision: int) -> Schedule | None:
    """A schedule as its file gave it, None if there is no such revision."""
    stream, kind = streams.schedule_stream(project), name_of(ScheduleImported)
    for fact in read(streams=[stream], types=[kind]):
        if fact.event.revision == revision:
            schedule: Schedule = fact.event.schedule
            return schedule
    return None
