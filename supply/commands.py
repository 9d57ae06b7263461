"""The only writers of the facts of supply."""

from datetime import date
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold
from eventlog.streams import stream_id
from sites.days import day_at, noon, site_named
from supply import errors
from supply.events import (
    Delivered,
    IncidentCode,
    IncidentReassessed,
    IncidentReported,
    IncidentResolved,
    OrderPlaced,
    PromiseMoved,
    SlipCause,
    Stage,
    StageCompleted,
)
from supply.figures import (
    days_in_order,
    possible_days_lost,
    possible_probability,
    possible_promise,
)
from supply.projections import incidents, orders
from supply.scopes import place_of, refuse_unplanned, scope_of, supplier_named

SiteCode = Annotated[str, Ref("sites.Site")]
SupplierCode = Annotated[str, Ref("supply.Supplier")]
OrderId = Annotated[UUID, Ref("supply.Order")]
IncidentId = Annotated[UUID, Ref("supply.Incident")]
Package = Annotated[str, Longest(20), Help("Code of the package in the schedule, such as XFMR.")]
Day = Annotated[date | None, Help("Calendar day at the site; today when left empty.")]
Probability = Annotated[float, Help("That it costs time at all, from 0 to 1.")]
Days = Annotated[float, Help("Calendar days.")]


def order_stream(site: str, number: str) -> UUID:
    return stream_id("order", site, number)


def incident_stream(*, reference: str, site: str = "", supplier: str = "") -> UUID:
    """An incident is numbered by the site that it concerns, or by the supplier if by no site."""
    return stream_id("incident", site, "" if site else supplier, reference)


@command
def place_order(
    *,
    site: SiteCode,
    number: Annotated[str, Longest(60), Help("Purchase order, unique at the site.")],
    package: Package,
    supplier: SupplierCode,
    description: Annotated[str, Longest(4000)],
    promised_on: Annotated[date, Help("Day on which the supplier will have it on site.")],
    lot: Annotated[str, Longest(20), Help("Which part of the package, such as hall A.")] = "",
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that a package, or a lot of it, was ordered."""
    place = site_named(site)
    stream = order_stream(site, number)
    order, version = fold(stream, orders)
    if order:
        raise errors.OrderAlreadyPlaced(number=number, site=site, on=order.placed_on)
    day = day_at(place, on, meta=meta)
    event = OrderPlaced(
        site=site,
        number=number,
        package=package,
        supplier=supplier_named(supplier).code,
        description=description,
        lot=lot,
        promised_on=possible_promise(promised_on, placed_on=day),
        on=day,
    )
    at = noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def move_promise(
    *,
    order_id: OrderId,
    promised_on: Annotated[date, Help("Day on which the supplier now says to have it on site.")],
    cause: SlipCause,
    on: Annotated[date | None, Help("Day on which the supplier said so; empty: today.")] = None,
    meta: Meta,
) -> Appended:
    """Record that a supplier gave another date of delivery."""
    order, version = _open_order(order_id)
    site = site_named(order.site_id)
    day = day_at(site, on, meta=meta)
    if promised_on == order.promised_on:
        raise errors.PromiseUnchanged(number=order.number, promised_on=promised_on)
    if day < order.promise_given_on:
        raise errors.PromiseOlderThanLast(number=order.number, last=order.promise_given_on, on=day)
    promise = possible_promise(promised_on, placed_on=order.placed_on)
    event = PromiseMoved(
        site=site.code, number=order.number, promised_on=promise, cause=cause, on=day
    )
    at = noon(site, day)
    return append(order_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def complete_stage(
    *,
    order_id: OrderId,
    stage: Annotated[Stage, Help("Stages may be left out, never gone back to.")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that an order completed a stage on its way to the site."""
    order, version = _order(order_id)
    current = Stage(order.stage)
    if not stage.is_after(current):
        raise errors.StageNotAhead(number=order.number, current=current.value, stage=stage.value)
    if stage is Stage.DELIVERED:
        raise errors.StageIsDelivery(number=order.number)
    if stage.is_after(Stage.DELIVERED) and not order.delivered_on:
        raise errors.StageAfterDelivery(number=order.number, stage=stage.value)
    site = site_named(order.site_id)
    day = _day_after_last_stage(order, day_at(site, on, meta=meta))
    event = StageCompleted(site=site.code, number=order.number, stage=stage, on=day)
    at = noon(site, day)
    return append(order_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def record_delivery(*, order_id: OrderId, on: Day = None, meta: Meta) -> Appended:
    """Record that an order reached the site."""
    order, version = _open_order(order_id)
    site = site_named(order.site_id)
    day = day_at(site, on, meta=meta)
    if day < order.placed_on:
        raise errors.DeliveredBeforePlaced(number=order.number, placed_on=order.placed_on, on=day)
    day = _day_after_last_stage(order, day)
    event = Delivered(site=site.code, number=order.number, on=day)
    at = noon(site, day)
    return append(order_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def report_incident(
    *,
    reference: Annotated[str, Longest(60), Help("Number, unique at the site or supplier.")],
    code: Annotated[IncidentCode, Help("Kind of incident.")],
    title: Annotated[str, Longest(120), Help("What happened, in a few words.")],
    probability: Probability,
    optimistic_days: Days,
    likely_days: Days,
    pessimistic_days: Days,
    site: Annotated[SiteCode | None, Help("Alone: it holds up all of the site.")] = None,
    supplier: Annotated[SupplierCode | None, Help("Every site waiting for it; no site.")] = None,
    order_id: OrderId | None = None,
    package: Annotated[Package, Help("With the site.")] = "",
    activity: Annotated[str, Longest(60), Help("Code of an activity, with the site.")] = "",
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record something that may hold up a site, a supplier, an order, a package or an activity."""
    scope = scope_of(
        site=site, supplier=supplier, order_id=order_id, package=package, activity=activity
    )
    refuse_unplanned(scope)
    stream = incident_stream(reference=reference, site=scope.site, supplier=scope.supplier)
    incident, version = fold(stream, incidents)
    if incident:
        raise errors.IncidentAlreadyReported(reference=reference, on=incident.reported_on)
    place = place_of(scope.site, scope.supplier)
    day = day_at(place, on, meta=meta)
    event = IncidentReported(
        reference=reference,
        code=code,
        title=title,
        scope=scope,
        probability=possible_probability(probability),
        days=days_in_order(optimistic_days, likely_days, pessimistic_days),
        on=day,
    )
    at = noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def reassess_incident(
    *,
    incident_id: IncidentId,
    probability: Probability,
    optimistic_days: Days,
    likely_days: Days,
    pessimistic_days: Days,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record a new judgement of how likely an incident costs time, and how much."""
    incident, version = _open_incident(incident_id)
    place = place_of(incident.site_id, incident.supplier_id)
    day = _day_after_last_judgement(incident, day_at(place, on, meta=meta))
    event = IncidentReassessed(
        reference=incident.reference,
        site=incident.site_id or "",
        supplier=incident.supplier_id or "",
        probability=possible_probability(probability),
        days=days_in_order(optimistic_days, likely_days, pessimistic_days),
        on=day,
    )
    at = noon(place, day)
    return append(incident_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def resolve_incident(
    *,
    incident_id: IncidentId,
    days_lost: Annotated[float, Help("Calendar days that it took in the end; 0 for none.")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that an incident is over, and what it cost."""
    incident, version = _open_incident(incident_id)
    place = place_of(incident.site_id, incident.supplier_id)
    day = _day_after_last_judgement(incident, day_at(place, on, meta=meta))
    event = IncidentResolved(
        reference=incident.reference,
        site=incident.site_id or "",
        supplier=incident.supplier_id or "",
        days_lost=possible_days_lost(days_lost),
        on=day,
    )
    at = noon(place, day)
    return append(incident_id, event, expected_version=version, meta=meta, occurred_at=at)


def _order(order_id: UUID) -> tuple[Row, int]:
    order, version = fold(order_id, orders)
    if order is None:
        raise errors.UnknownOrder(order=order_id)
    return order, version


def _open_order(order_id: UUID) -> tuple[Row, int]:
    order, version = _order(order_id)
    if order.delivered_on:
        raise errors.OrderAlreadyDelivered(number=order.number, on=order.delivered_on)
    return order, version


def _open_incident(incident_id: UUID) -> tuple[Row, int]:
    incident, version = fold(incident_id, incidents)
    if incident is None:
        raise errors.UnknownIncident(incident=incident_id)
    if incident.resolved_on:
        raise errors.IncidentAlreadyResolved(reference=incident.reference, on=incident.resolved_on)
    return incident, version


def _day_after_last_stage(order: Row, day: date) -> date:
    if day < order.stage_on:
        raise errors.StageBeforeEarlier(
            number=order.number, stage=order.stage, last=order.stage_on, on=day
        )
    return day


def _day_after_last_judgement(incident: Row, day: date) -> date:
    if day < incident.assessed_on:
        raise errors.IncidentFactTooOld(
            reference=incident.reference, last=incident.assessed_on, on=day
        )
    return day
