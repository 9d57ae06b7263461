"""From the facts of planning to the rows of revisions, their changes and baselines."""

from datetime import UTC
from typing import Any

import msgspec

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from projects import models
from projects.events import (
    BaselineSet,
    RevisionChanges,
    ScheduleAssessed,
    ScheduleImported,
    SimulationAllowed,
)
from projects.planning.revising import EVENT_OF_KIND, KIND_OF_EVENT
from projects.schedule.difference import Change, ChangeKind

revisions = Projection(models.ScheduleRevision)
changes = Projection(models.ScheduleChange)
baselines = Projection(models.Baseline)


def _revision(fact: Fact[ScheduleImported]) -> Parts:
    yield part_id(fact.stream, "revision", str(fact.event.revision)), fact.event


@revisions.on(ScheduleImported, each=_revision)
def revised(_: Row | None, fact: Fact[Any], event: ScheduleImported) -> Row:
    return Row(
        project=event.project,
        revision=event.revision,
        file_name=event.file_name,
        file_sha256=event.file_sha256,
        activity_count=len(event.schedule.activities),
        link_count=len(event.schedule.links),
        progress_count=0,
        edit_count=0,
        data_date=event.schedule.data_date.replace(tzinfo=UTC),
        finish=None,
        score=None,
        failed=[],
        not_assessed=[],
        blockers=[],
        allowed_because="",
        recorded_at=fact.recorded_at,
    )


def _revision_of(
    fact: Fact[RevisionChanges] | Fact[ScheduleAssessed] | Fact[SimulationAllowed],
) -> Parts:
    yield part_id(fact.stream, "revision", str(fact.event.revision)), fact.event


@revisions.on(*EVENT_OF_KIND.values(), each=_revision_of)
def changed(revision: Row, fact: Fact[Any], event: RevisionChanges) -> Row:
    count = len(event.changes)
    if KIND_OF_EVENT[type(event)].is_edit:
        return revision.but(edit_count=revision.edit_count + count)
    if KIND_OF_EVENT[type(event)] is ChangeKind.PROGRESS:
        return revision.but(progress_count=revision.progress_count + count)
    return revision


@revisions.on(ScheduleAssessed, each=_revision_of)
def assessed(revision: Row, fact: Fact[Any], event: ScheduleAssessed) -> Row:
    return revision.but(
        finish=event.finish.replace(tzinfo=UTC),
        score=event.score,
        failed=list(event.failed),
        not_assessed=list(event.not_assessed),
        blockers=msgspec.json.decode(msgspec.json.encode(event.blockers)),
    )


@revisions.on(SimulationAllowed, each=_revision_of)
def allowed(revision: Row, fact: Fact[Any], event: SimulationAllowed) -> Row:
    return revision.but(allowed_because=event.reason)


def _each_change(fact: Fact[RevisionChanges]) -> Parts:
    event = fact.event
    for number, change in enumerate(event.changes):
        yield part_id(fact.stream, str(event.revision), fact.type, str(number)), change


@changes.on(*EVENT_OF_KIND.values(), each=_each_change)
def change(_: Row | None, fact: Fact[RevisionChanges], change: Change) -> Row:
    kind = KIND_OF_EVENT[type(fact.event)]
    return Row(
        project=fact.event.project,
        revision=fact.event.revision,
        kind=kind.value,
        edit=kind.is_edit,
        subject=change.subject,
        field=change.field,
        before=change.before,
        after=change.after,
    )


def _baseline(fact: Fact[BaselineSet]) -> Parts:
    yield part_id(fact.stream, "baseline", fact.event.name), fact.event


@baselines.on(BaselineSet, each=_baseline)
def baseline_set(_: Row | None, fact: Fact[Any], event: BaselineSet) -> Row:
    return Row(
        project=event.project,
        name=event.name,
        revision=event.revision,
        finish=event.finish.replace(tzinfo=UTC),
        activities={
            each.code: [each.start.isoformat(), each.finish.isoformat(), each.work_minutes]
            for each in event.activities
        },
        set_at=fact.recorded_at,
    )
