"""From the facts of mitigations to their rows, in the streams of their incidents."""

from typing import Any
from uuid import UUID

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from supply import models
from supply.events import MitigationState
from supply.mitigation.events import MitigationApplied, MitigationPlanned, MitigationWithdrawn

mitigations = Projection(models.Mitigation)


def mitigation_id(incident: UUID, name: str) -> UUID:
    return part_id(incident, "mitigation", name)


def _mitigation(fact: Fact[Any]) -> Parts:
    yield mitigation_id(fact.stream, fact.event.name), fact.event


@mitigations.on(MitigationPlanned, each=_mitigation)
def planned(_: Row | None, fact: Fact[Any], event: MitigationPlanned) -> Row:
    return Row(
        incident_id=fact.stream,
        name=event.name,
        what=event.what,
        cost_minor=event.cost_minor,
        currency=event.currency,
        days_saved=event.days_saved,
        probability=event.probability,
        state=MitigationState.PLANNED.value,
        planned_on=event.on,
        applied_on=None,
        withdrawn_on=None,
        reason="",
    )


@mitigations.on(MitigationApplied, each=_mitigation)
def applied(mitigation: Row, fact: Fact[Any], event: MitigationApplied) -> Row:
    state = MitigationState.APPLIED.value
    return mitigation.but(state=state, applied_on=event.on, cost_minor=event.cost_minor)


@mitigations.on(MitigationWithdrawn, each=_mitigation)
def withdrawn(mitigation: Row, fact: Fact[Any], event: MitigationWithdrawn) -> Row:
    state = MitigationState.WITHDRAWN.value
    return mitigation.but(state=state, withdrawn_on=event.on, reason=event.reason)
