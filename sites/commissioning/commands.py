"""The only writers of the facts of tests' files and of the life of deficiencies."""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref, Upload
from eventlog.events import Event
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold_parts
from sites.commissioning import errors
from sites.commissioning.deficiencies import FROM, Stage
from sites.commissioning.events import (
    DeficiencyAssigned,
    DeficiencyFixed,
    DeficiencyPrioritised,
    DeficiencyRejected,
    DeficiencyVerified,
    DeficiencyWaived,
    TestFileAttached,
)
from sites.commissioning.models import TestFile
from sites.commissioning.projections import deficiencies, tests
from sites.days import day_at, noon, site_named
from sites.errors import UnknownDeficiency
from sites.events import CxLevel, Priority
from sites.models import CommissioningTest, Deficiency

DeficiencyId = Annotated[UUID, Ref("sites.Deficiency")]
Day = Annotated[date | None, Help("Calendar day at the site; today when left empty.")]
Name = Annotated[str, Longest(120), Help("Who answers for it, by name.")]
Why = Annotated[str, Longest(4000), Help("Why, for whoever finds it later.")]


@command
def attach_test_file(
    *,
    test_id: Annotated[UUID, Ref("sites.CommissioningTest")],
    file: Annotated[Upload, Help("A trend, a report, a photograph. Kept as it is, once.")],
    meta: Meta,
) -> Appended:
    """Keep a file with an attempt at a test, under its SHA-256."""
    stream = (
        CommissioningTest.objects.filter(pk=test_id).values_list("system_id", flat=True).first()
    )
    known, version = fold_parts(stream, tests) if stream else ({}, 0)
    test = known.get(test_id)
    if stream is None or test is None:
        raise errors.UnknownTest(test=test_id)
    if not file.content:
        raise errors.FileEmpty(name=file.name)
    kept = {"name": file.name[:255], "sha256": hashlib.sha256(file.content).hexdigest()}
    if kept in test.files:
        raise errors.FileAttachedAlready(name=file.name)
    TestFile.objects.get_or_create(sha256=kept["sha256"], defaults={"content": file.content})
    site = site_named(test.site_id)
    event = TestFileAttached(
        site=site.code,
        level=CxLevel(test.level),
        procedure=test.procedure,
        attempt=test.attempt,
        on=day_at(site, None, meta=meta),
        **kept,
    )
    return append(stream, event, expected_version=version, meta=meta)


@command
def assign_deficiency(
    *, deficiency_id: DeficiencyId, assignee: Name, on: Day = None, meta: Meta
) -> Appended:
    """Say who is to correct a deficiency."""

    def decide(found: Row, day: date) -> Event:
        who = named(assignee, "assignee")
        return DeficiencyAssigned(
            site=found.site_id, reference=found.reference, assignee=who, on=day
        )

    return _take(deficiency_id, "assign", decide, on, meta)


@command
def fix_deficiency(
    *,
    deficiency_id: DeficiencyId,
    fixed_by: Name,
    correction: Annotated[str, Longest(4000), Help("What was done.")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that a deficiency is corrected, as those say who did it."""

    def decide(found: Row, day: date) -> Event:
        return DeficiencyFixed(
            site=found.site_id,
            reference=found.reference,
            fixed_by=named(fixed_by, "fixed_by"),
            correction=explained(correction, "correction"),
            on=day,
        )

    return _take(deficiency_id, "fix", decide, on, meta)


@command
def verify_deficiency(
    *, deficiency_id: DeficiencyId, verified_by: Name, on: Day = None, meta: Meta
) -> Appended:
    """Record that somebody has seen the correction hold."""

    def decide(found: Row, day: date) -> Event:
        who = named(verified_by, "verified_by")
        if who.casefold() == found.fixed_by.casefold():
            raise errors.FixerVerifies(who=found.fixed_by, reference=found.reference)
        return DeficiencyVerified(
            site=found.site_id, reference=found.reference, verified_by=who, on=day
        )

    return _take(deficiency_id, "verify", decide, on, meta)


@command
def reject_deficiency_fix(
    *, deficiency_id: DeficiencyId, rejected_by: Name, reason: Why, on: Day = None, meta: Meta
) -> Appended:
    """Send a correction back that does not hold."""

    def decide(found: Row, day: date) -> Event:
        return DeficiencyRejected(
            site=found.site_id,
            reference=found.reference,
            rejected_by=named(rejected_by, "rejected_by"),
            reason=explained(reason, "reason"),
            on=day,
        )

    return _take(deficiency_id, "reject", decide, on, meta)


@command
def waive_deficiency(
    *, deficiency_id: DeficiencyId, waived_by: Name, reason: Why, on: Day = None, meta: Meta
) -> Appended:
    """Accept a deficiency as it is. Priority 1 is never accepted."""

    def decide(found: Row, day: date) -> Event:
        if found.priority == Priority.P1:
            raise errors.PriorityNotWaivable(what=found.reference, field="deficiency_id")
        return DeficiencyWaived(
            site=found.site_id,
            reference=found.reference,
            waived_by=named(waived_by, "waived_by"),
            reason=explained(reason, "reason"),
            on=day,
        )

    return _take(deficiency_id, "waive", decide, on, meta)


@command
def prioritise_deficiency(
    *, deficiency_id: DeficiencyId, priority: Priority, reason: Why, on: Day = None, meta: Meta
) -> Appended:
    """Judge a deficiency more or less urgent than before."""

    def decide(found: Row, day: date) -> Event:
        if found.priority == priority:
            raise errors.SamePriority(reference=found.reference, priority=priority.value)
        return DeficiencyPrioritised(
            site=found.site_id,
            reference=found.reference,
            was=Priority(found.priority),
            now=priority,
            reason=explained(reason, "reason"),
            on=day,
        )

    return _take(deficiency_id, "prioritise", decide, on, meta)


def known_deficiency(deficiency_id: UUID) -> tuple[UUID, Row, int]:
    """The stream of a deficiency, its row, and the version to expect. Raises UnknownDeficiency."""
    stream = Deficiency.objects.filter(pk=deficiency_id).values_list("system_id", flat=True).first()
    known, version = fold_parts(stream, deficiencies) if stream else ({}, 0)
    found = known.get(deficiency_id)
    if stream is None or found is None:
        raise UnknownDeficiency(deficiency=deficiency_id)
    return stream, found, version


def refuse_backwards(found: Row, day: date) -> None:
    """Raises StepBeforeLast: a deficiency lives forward."""
    if day < found.since:
        raise errors.StepBeforeLast(
            reference=found.reference, state=found.state, since=found.since, on=day
        )


def named(who: str, field: str) -> str:
    if not who.strip():
        raise errors.NotNamed(field=field)
    return who.strip()


def explained(why: str, field: str) -> str:
    if not why.strip():
        raise errors.WhyMissing(field=field)
    return why.strip()


def _take(
    deficiency_id: UUID,
    step: str,
    decide: Callable[[Row, date], Event],
    on: date | None,
    meta: Meta,
) -> Appended:
    """Take one step in the life of a deficiency, if its stage allows it."""
    stream, found, version = known_deficiency(deficiency_id)
    site, stage = site_named(found.site_id), Stage(found.state)
    if stage.is_over:
        raise errors.DeficiencyOver(reference=found.reference, state=stage.value)
    if stage not in FROM[step]:
        takes = " or ".join(FROM[step])
        raise errors.StepOutOfOrder(
            reference=found.reference, state=stage.value, step=step, takes=takes
        )
    day = day_at(site, on, meta=meta)
    refuse_backwards(found, day)
    event, at = decide(found, day), noon(site, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)
