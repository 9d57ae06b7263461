"""What a schedule file would change, before anything is written."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, time

import msgspec

from eventlog.doors.inputs import Upload
from projects.calendars import work_calendar
from projects.errors import ScheduleUnchanged, ScheduleUnreadable, TrancheMilestoneRemoved
from projects.models import Activity, Calendar, Project, ScheduleRevision, Tranche
from projects.planning.mapping import Matches, mapped
from projects.planning.progress import done
from projects.planning.queries import rules_of
from projects.queries import standing_schedule
from projects.schedule.cpm import analyse_network
from projects.schedule.difference import Difference, difference
from projects.schedule.errors import Problem, ScheduleError, UnreadableSchedule
from projects.schedule.model import Schedule
from projects.schedule.network import Network
from projects.schedule.quality.assessing import assess
from projects.schedule.quality.results import Report
from projects.schedule.reading import read_schedule

LONGEST = {"code": 60, "name": 255, "wbs": 60, "phase": 40, "craft": 20, "package": 20}
"""Characters that the columns of Activity hold."""


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """A readable file held against what stands.

    added, removed: activities, by code. changes: against the last revision, none for the first.
    matches: what the mapping rules make of it. finish, report: what its own dates and the checks say.
    """

    revision: int
    sha256: str
    schedule: Schedule
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changes: Difference
    matches: Matches
    finish: datetime
    report: Report


def plan_import(
    project: Project, file: Upload, *, project_in_file: str | None = None
) -> ImportPlan:
    """Read a file in full and compare it. Raises ScheduleUnreadable with every problem it has.

    project_in_file: short name or id of the project in the file, where it holds several.
    """
    schedule = _read(project, file, project_in_file)
    done("read")
    codes = {activity.code for activity in schedule.activities}
    standing = Activity.objects.filter(project=project.code).values_list("code", flat=True)
    before = set(standing)
    for tranche in Tranche.objects.filter(project=project.code).exclude(milestone__in=codes):
        raise TrancheMilestoneRemoved(milestone=tranche.milestone, tranche=tranche.code)
    last = ScheduleRevision.objects.filter(project=project.code).order_by("-revision").first()
    sha256 = hashlib.sha256(file.content).hexdigest()
    stands = standing_schedule(project.code)
    if last and stands and replace(schedule, name=stands.name) == stands:
        raise ScheduleUnchanged(name=file.name, revision=last.revision, project=project.code)
    analysis = analyse_network(Network(schedule))
    done("dated")
    report = assess(schedule, analysis)
    done("checked")
    changes = difference(stands, schedule) if stands else {}
    done("compared")
    return ImportPlan(
        revision=last.revision + 1 if last else 1,
        sha256=sha256,
        schedule=schedule,
        added=tuple(sorted(codes - before)),
        removed=tuple(sorted(before - codes)),
        changes=changes,
        matches=mapped(schedule.activities, [each.rule for each in rules_of(project.code)]),
        finish=analysis.project_finish,
        report=report,
    )


def _read(project: Project, file: Upload, project_in_file: str | None) -> Schedule:
    calendar = work_calendar(Calendar.objects.get(code=project.calendar))
    starts_at = datetime.combine(project.starts_on, time())
    try:
        schedule = read_schedule(
            file.name, file.content, project=project_in_file, data_date=starts_at, calendar=calendar
        )
        if problems := _too_long(schedule):
            raise UnreadableSchedule(problems)
        return schedule
    except ScheduleError as error:
        found = error.problems if isinstance(error, UnreadableSchedule) else (error.problem,)
        raise ScheduleUnreadable(
            name=file.name, first=str(error), problems=[_told(problem) for problem in found]
        ) from error


def _too_long(schedule: Schedule) -> list[Problem]:
    """What would not fit the columns of the activities' table."""
    return [
        Problem(
            code="text_too_long",
            message=f"{activity.code[:60]}: {len(text)} characters; at most {longest} fit",
            table="activities",
            field=name,
        )
        for activity in schedule.activities
        for name, longest in LONGEST.items()
        if len(text := str(getattr(activity, name))) > longest
    ]


def _told(problem: Problem) -> dict[str, object]:
    told: dict[str, object] = msgspec.to_builtins(problem)
    told["detail"] = told.pop("message")
    return {name: value for name, value in told.items() if value is not None}
