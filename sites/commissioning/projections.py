"""From the facts of a system to the rows of its tests and deficiencies."""

from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from sites.commissioning import hall_projections
from sites.commissioning.deficiencies import Stage
from sites.commissioning.events import (
    DeficiencyAssigned,
    DeficiencyFixed,
    DeficiencyPrioritised,
    DeficiencyRejected,
    DeficiencyVerified,
    DeficiencyWaived,
    TestFileAttached,
)
from sites.commissioning.hall_projections import rows_of
from sites.commissioning.streams import attempt_id, deficiency_id
from sites.events import DeficiencyClosed, DeficiencyRaised, TestRecorded
from sites.models import CommissioningTest, Deficiency

__all__ = ("deficiencies", "hall_projections", "tests")

tests = Projection(CommissioningTest)
deficiencies = Projection(Deficiency)


def _attempt(fact: Fact[TestRecorded | TestFileAttached]) -> Parts:
    event = fact.event
    yield attempt_id(fact.stream, event.level, event.procedure, event.attempt), event


@tests.on(TestRecorded, each=_attempt)
def tested(_: Row | None, fact: Fact[Any], event: TestRecorded) -> Row:
    return Row(
        system_id=fact.stream,
        site_id=event.site,
        level=event.level.value,
        procedure=event.procedure,
        attempt=event.attempt,
        outcome=event.outcome.value,
        witness=event.witness,
        readings=rows_of(event.readings),
        again_because=event.again_because,
        files=[],
        on=event.on,
    )


@tests.on(TestFileAttached, each=_attempt)
def file_attached(test: Row, fact: Fact[Any], event: TestFileAttached) -> Row:
    return test.but(files=[*test.files, {"name": event.name, "sha256": event.sha256}])


def _deficiency(fact: Fact[Any]) -> Parts:
    yield deficiency_id(fact.stream, fact.event.reference), fact.event


@deficiencies.on(DeficiencyRaised, each=_deficiency)
def raised(_: Row | None, fact: Fact[Any], event: DeficiencyRaised) -> Row:
    return Row(
        system_id=fact.stream,
        site_id=event.site,
        reference=event.reference,
        priority=event.priority.value,
        description=event.description,
        level=event.level.value if event.level else "",
        state=Stage.OPEN.value,
        since=event.on,
        assignee="",
        fixed_by="",
        verified_by="",
        waived_by="",
        rejections=0,
        raised_on=event.on,
        closed_on=None,
        waived_on=None,
        resolution="",
    )


@deficiencies.on(DeficiencyAssigned, each=_deficiency)
def assigned(deficiency: Row, fact: Fact[Any], event: DeficiencyAssigned) -> Row:
    return deficiency.but(state=Stage.ASSIGNED.value, since=event.on, assignee=event.assignee)


@deficiencies.on(DeficiencyFixed, each=_deficiency)
def fixed(deficiency: Row, fact: Fact[Any], event: DeficiencyFixed) -> Row:
    return deficiency.but(
        state=Stage.FIXED.value,
        since=event.on,
        fixed_by=event.fixed_by,
        resolution=event.correction,
    )


@deficiencies.on(DeficiencyVerified, each=_deficiency)
def verified(deficiency: Row, fact: Fact[Any], event: DeficiencyVerified) -> Row:
    return deficiency.but(state=Stage.VERIFIED.value, since=event.on, verified_by=event.verified_by)


@deficiencies.on(DeficiencyRejected, each=_deficiency)
def rejected(deficiency: Row, fact: Fact[Any], event: DeficiencyRejected) -> Row:
    """Back to whoever it is assigned to, or to nobody if it never was."""
    back = Stage.ASSIGNED if deficiency.assignee else Stage.OPEN
    return deficiency.but(
        state=back.value,
        since=event.on,
        fixed_by="",
        verified_by="",
        resolution="",
        rejections=deficiency.rejections + 1,
    )


@deficiencies.on(DeficiencyWaived, each=_deficiency)
def waived(deficiency: Row, fact: Fact[Any], event: DeficiencyWaived) -> Row:
    return deficiency.but(
        state=Stage.WAIVED.value,
        since=event.on,
        waived_by=event.waived_by,
        waived_on=event.on,
        resolution=event.reason,
    )


@deficiencies.on(DeficiencyPrioritised, each=_deficiency)
def prioritised(deficiency: Row, fact: Fact[Any], event: DeficiencyPrioritised) -> Row:
    return deficiency.but(priority=event.now.value)


@deficiencies.on(DeficiencyClosed, each=_deficiency)
def closed(deficiency: Row, fact: Fact[Any], event: DeficiencyClosed) -> Row:
    return deficiency.but(
        state=Stage.CLOSED.value,
        since=event.on,
        closed_on=event.on,
        resolution=event.resolution or deficiency.resolution,
    )
