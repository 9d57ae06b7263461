"""The only writers of the facts of planning: revisions, baselines, and what activities are tied to."""

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref, Upload
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import fold_parts, hold
from projects import errors, streams
from projects.events import (
    ActivitiesMapped,
    ActivityMapped,
    BaselineSet,
    MappedActivity,
    ScheduleImported,
    SimulationAllowed,
)
from projects.models import Activity, Project, ScheduleFile
from projects.planning import errors as refusals
from projects.planning.baselines import dates_of
from projects.planning.importing import ImportPlan, plan_import
from projects.planning.mapping import NOTHING, Ties, mapped
from projects.planning.models import Exposure
from projects.planning.progress import done
from projects.planning.queries import newest_revision, rules_of, schedule_of_revision
from projects.planning.revising import assessed, told
from projects.projections import activities, baselines
from projects.queries import standing_schedule

ProjectId = Annotated[UUID, Ref("projects.Project")]


@command
def import_schedule(
    *,
    project_id: ProjectId,
    file: Upload,
    project_in_file: Annotated[
        str | None, Help("Short name or id of the project in the file, if it holds several.")
    ] = None,
    meta: Meta,
) -> Appended:
    """Make a schedule file the one that stands: P6 XER or XML, MS Project XML, or a zip of CSV files."""
    project = _project(project_id)
    plan = plan_import(project, file, project_in_file=project_in_file)
    ScheduleFile.objects.get_or_create(
        sha256=plan.sha256, defaults={"name": file.name, "content": file.content}
    )
    imported = ScheduleImported(
        project=project.code,
        revision=plan.revision,
        file_name=file.name,
        file_sha256=plan.sha256,
        schedule=plan.schedule,
        removed=plan.removed,
    )
    worth = assessed(plan.report, project=project.code, revision=plan.revision, finish=plan.finish)
    changes = told(plan.changes, project=project.code, revision=plan.revision)
    stream = streams.schedule_stream(project.code)
    appended = append(stream, imported, worth, *changes, *_mapping(project.code, plan), meta=meta)
    done("recorded")
    return appended


@command
def allow_simulation(
    *,
    project_id: ProjectId,
    reason: Annotated[str, Longest(4000), Help("Why its dates are worth something all the same.")],
    meta: Meta,
) -> Appended:
    """Let the schedule that stands be simulated in spite of what blocks it."""
    project = _project(project_id)
    revision = newest_revision(project.code)
    if revision is None or not revision.blockers:
        raise refusals.NothingBlocks(project=project.code)
    if revision.allowed_because:
        raise refusals.AllowedAlready(project=project.code, revision=revision.revision)
    if not reason.strip():
        raise refusals.ReasonMissing
    event = SimulationAllowed(
        project=project.code,
        revision=revision.revision,
        blockers=tuple(each["code"] for each in revision.blockers),
        reason=reason.strip(),
    )
    return append(streams.schedule_stream(project.code), event, meta=meta)


@command
def set_baseline(
    *,
    project_id: ProjectId,
    name: Annotated[str, Longest(60), Help("What people call it, such as Contract.")],
    revision: Annotated[
        int | None, Help("Of the schedule; the one that stands if left empty.")
    ] = None,
    meta: Meta,
) -> Appended:
    """Keep the dates of a revision, as they are now computed, to hold later ones against."""
    project = _project(project_id)
    stream = streams.schedule_stream(project.code)
    known, version = fold_parts(stream, baselines)
    if any(row.name == name for row in known.values()):
        raise refusals.BaselineNamedTwice(project=project.code, name=name)
    newest = newest_revision(project.code)
    number = revision or (newest.revision if newest else 0)
    schedule = schedule_of_revision(project.code, number)
    if schedule is None:
        raise refusals.UnknownRevision(project=project.code, revision=number)
    finish, dates = dates_of(schedule)
    event = BaselineSet(
        project=project.code, name=name, revision=number, finish=finish, activities=dates
    )
    return append(stream, event, expected_version=version, meta=meta)


@command
def apply_mapping(*, project_id: ProjectId, meta: Meta) -> Appended:
    """Tie the activities of a project to the build as the mapping rules say today."""
    project = _project(project_id)
    plan = standing_schedule(project.code)
    if plan is None:
        raise refusals.NothingToMap(project=project.code)
    matches = mapped(plan.activities, [each.rule for each in rules_of(project.code)])
    stands = {row.code: row for row in Activity.objects.filter(project=project.code)}
    changed = tuple(
        MappedActivity(code=activity.code, ties=ties)
        for activity in plan.activities
        if (ties := matches.ties.get(activity.code, NOTHING).over(Ties.of(activity)))
        != Ties.of(stands[activity.code])
    )
    if not changed:
        raise refusals.MappedAlready(project=project.code)
    event = ActivitiesMapped(project=project.code, activities=changed)
    return append(streams.schedule_stream(project.code), event, meta=meta)


@command
def map_activity(
    *,
    activity_id: Annotated[UUID, Ref("projects.Activity")],
    craft: Annotated[str | None, Longest(20)] = None,
    package: Annotated[str | None, Longest(20)] = None,
    order: Annotated[str | None, Longest(40), Help("Number of the order it waits for.")] = None,
    system: Annotated[
        str | None, Longest(40), Help("Tag of the system it builds or tests.")
    ] = None,
    cx_level: Annotated[str | None, Longest(4)] = None,
    weather: Annotated[Exposure | None, Help("Whether weather can stop it.")] = None,
    meta: Meta,
) -> Appended:
    """Say what an activity is tied to. It outweighs mapping rules and the file."""
    activity = hold(activities, activity_id)
    if activity is None:
        raise errors.UnknownActivity(activity=activity_id)
    ties = Ties(
        craft=craft or "",
        package=package or "",
        order=order or "",
        system=system or "",
        cx_level=cx_level or "",
        weather_exposed=weather.tie if weather else None,
    )
    if ties == NOTHING:
        raise refusals.TiedToNothing(activity=activity.code)
    event = ActivityMapped(project=activity.project, activity=activity.code, ties=ties)
    return append(streams.schedule_stream(activity.project), event, meta=meta)


def _mapping(project: str, plan: ImportPlan) -> Iterator[ActivitiesMapped]:
    """What rules say of a new file, where it differs from what the file says itself."""
    found = tuple(
        MappedActivity(code=activity.code, ties=ties)
        for activity in plan.schedule.activities
        if (ties := plan.matches.ties.get(activity.code, NOTHING).over(Ties.of(activity)))
        != Ties.of(activity)
    )
    if found:
        yield ActivitiesMapped(project=project, activities=found)


def _project(project_id: UUID) -> Project:
    project = Project.objects.filter(pk=project_id).first()
    if project is None:
        raise errors.UnknownProject(project=project_id)
    return project
