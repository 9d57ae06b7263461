"""The writers of what is done against incidents."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold_parts
from sites.days import day_at, noon
from supply.commands import Day, IncidentId
from supply.events import MitigationState
from supply.figures import possible_probability
from supply.mitigation import errors
from supply.mitigation.events import MitigationApplied, MitigationPlanned, MitigationWithdrawn
from supply.mitigation.figures import possible_cost, possible_currency, possible_days_saved
from supply.mitigation.projections import mitigation_id as id_of
from supply.mitigation.projections import mitigations
from supply.models import Mitigation
from supply.scopes import place_of
from supply.standing import open_incident

MitigationId = Annotated[UUID, Ref("supply.Mitigation")]
CostMinor = Annotated[int, Help("Whole minor units of the currency, such as cents.")]


@command
def plan_mitigation(
    *,
    incident_id: IncidentId,
    name: Annotated[str, Longest(60), Help("Short, and used once for the incident.")],
    what: Annotated[str, Longest(4000), Help("What will be done, and by whom.")],
    cost_minor: CostMinor,
    currency: Annotated[str, Longest(3), Help("ISO 4217, such as USD.")],
    days_saved: Annotated[float, Help("Calendar days taken off each of the three points.")] = 0.0,
    probability: Annotated[
        float | None, Help("That the incident costs time at all, then; empty: as judged.")
    ] = None,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record something that may be done against an incident, its cost and what it is to bring."""
    incident, version = open_incident(incident_id)
    known, _ = fold_parts(incident_id, mitigations)
    if planned := known.get(id_of(incident_id, name)):
        raise errors.MitigationAlreadyPlanned(
            name=name, reference=incident.reference, on=planned.planned_on
        )
    place = place_of(incident.site_id, incident.supplier_id, incident.region)
    day = day_at(place, on, meta=meta)
    if day < incident.reported_on:
        raise errors.MitigationBeforeIncident(
            reference=incident.reference, reported_on=incident.reported_on, on=day
        )
    saved = possible_days_saved(days_saved)
    if not saved and probability is None:
        raise errors.MitigationWithoutEffect()
    event = MitigationPlanned(
        **_whose(incident),
        name=name,
        what=what,
        cost_minor=possible_cost(cost_minor),
        currency=possible_currency(currency),
        days_saved=saved,
        probability=None if probability is None else possible_probability(probability),
        on=day,
    )
    at = noon(place, day)
    return append(incident_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def apply_mitigation(
    *,
    mitigation_id: MitigationId,
    cost_minor: Annotated[
        int | None, Help("What it really cost, in minor units; empty: as planned.")
    ] = None,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that a mitigation was done: from here on it counts in the forecast."""
    mitigation, incident, version = _standing(mitigation_id)
    if mitigation.state != MitigationState.PLANNED.value:
        raise errors.MitigationNotPlanned(name=mitigation.name, state=mitigation.state)
    place = place_of(incident.site_id, incident.supplier_id, incident.region)
    day = _not_before(mitigation, day_at(place, on, meta=meta))
    event = MitigationApplied(
        **_whose(incident),
        name=mitigation.name,
        cost_minor=mitigation.cost_minor if cost_minor is None else possible_cost(cost_minor),
        on=day,
    )
    at = noon(place, day)
    return append(incident.id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def withdraw_mitigation(
    *,
    mitigation_id: MitigationId,
    reason: Annotated[str, Longest(4000)],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that a mitigation will not be done, or is no longer."""
    mitigation, incident, version = _standing(mitigation_id)
    if mitigation.state == MitigationState.WITHDRAWN.value:
        raise errors.MitigationNotPlanned(name=mitigation.name, state=mitigation.state)
    if not reason.strip():
        raise errors.ReasonMissing()
    place = place_of(incident.site_id, incident.supplier_id, incident.region)
    day = _not_before(mitigation, day_at(place, on, meta=meta))
    event = MitigationWithdrawn(
        **_whose(incident), name=mitigation.name, reason=reason.strip(), on=day
    )
    at = noon(place, day)
    return append(incident.id, event, expected_version=version, meta=meta, occurred_at=at)


def _standing(mitigation: UUID) -> tuple[Row, Row, int]:
    """The mitigation, the open incident that it is against, and the version of their stream."""
    rows = Mitigation.objects.filter(pk=mitigation).values_list("incident_id", flat=True)
    stream = rows.first()
    if stream is None:
        raise errors.UnknownMitigation(mitigation=mitigation)
    incident, version = open_incident(stream)
    known, _ = fold_parts(stream, mitigations)
    if mitigation not in known:
        raise errors.UnknownMitigation(mitigation=mitigation)
    return known[mitigation], incident, version


def _whose(incident: Row) -> dict[str, Any]:
    return {
        "reference": incident.reference,
        "site": incident.site_id or "",
        "supplier": incident.supplier_id or "",
        "region": incident.region,
    }


def _not_before(mitigation: Row, day: date) -> date:
    last = mitigation.applied_on or mitigation.planned_on
    if day < last:
        raise errors.MitigationFactTooOld(
            name=mitigation.name, state=mitigation.state, last=last, on=day
        )
    return day
