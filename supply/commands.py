"""The only writers of the facts of supply."""

from datetime import date
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, OneOf, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import fold
from eventlog.streams import stream_id
from sites.days import day_at, noon, site_named
from supply import errors
from supply.effects import effect_of, expected_days
from supply.events import (
    Delivered,
    EffectKind,
    Excusable,
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
from supply.scopes import (
    Named,
    place_of,
    planned_package,
    refuse_unplanned,
    scope_of,
    supplier_named,
)
from supply.standing import (
    day_after_last_judgement,
    day_after_last_stage,
    open_incident,
    open_order,
    order_named,
)

SiteCode = Annotated[str, Ref("sites.Site")]
SupplierCode = Annotated[str, Ref("supply.Supplier")]
OrderId = Annotated[UUID, Ref("supply.Order")]
IncidentId = Annotated[UUID, Ref("supply.Incident")]
Package = Annotated[str, Longest(20), Help("Code of the package in the schedule, such as XFMR.")]
Day = Annotated[date | None, Help("Calendar day at the site; today when left empty.")]
Probability = Annotated[float, Help("That it costs time at all, from 0 to 1.")]
Days = Annotated[float, Help("Calendar days.")]
DaysIfKnown = Annotated[float | None, Help("Calendar days; all three empty: as of its kind.")]
SCOPE, EFFECT = OneOf("scope"), OneOf("effect")
"""A package goes with its site, a stage with its effect; what may go with neither is left out of examples."""
Region = Annotated[str, Longest(40), Help("Every site in the region; no site.")]


def order_stream(site: str, number: str) -> UUID:
    return stream_id("order", site, number)


def incident_stream(
    *, reference: str, site: str = "", supplier: str = "", region: str = ""
) -> UUID:
    """An incident is numbered by the site that it concerns, else by the supplier or the region."""
    if region:
        return stream_id("incident", "region", region, reference)
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
        package=planned_package(site, package),
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
    order, version = open_order(order_id)
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
    order, version = order_named(order_id)
    current = Stage(order.stage)
    if not stage.is_after(current):
        raise errors.StageNotAhead(number=order.number, current=current.value, stage=stage.value)
    if stage is Stage.DELIVERED:
        raise errors.StageIsDelivery(number=order.number)
    if stage.is_after(Stage.DELIVERED) and not order.delivered_on:
        raise errors.StageAfterDelivery(number=order.number, stage=stage.value)
    site = site_named(order.site_id)
    day = day_after_last_stage(order, day_at(site, on, meta=meta))
    event = StageCompleted(site=site.code, number=order.number, stage=stage, on=day)
    at = noon(site, day)
    return append(order_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def record_delivery(*, order_id: OrderId, on: Day = None, meta: Meta) -> Appended:
    """Record that an order reached the site."""
    order, version = open_order(order_id)
    site = site_named(order.site_id)
    day = day_at(site, on, meta=meta)
    if day < order.placed_on:
        raise errors.DeliveredBeforePlaced(number=order.number, placed_on=order.placed_on, on=day)
    day = day_after_last_stage(order, day)
    event = Delivered(site=site.code, number=order.number, on=day)
    at = noon(site, day)
    return append(order_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def report_incident(
    *,
    reference: Annotated[str, Longest(60), Help("Number, unique at the site, supplier or region.")],
    code: Annotated[IncidentCode, Help("Kind of incident.")],
    title: Annotated[str, Longest(120), Help("What happened, in a few words.")],
    probability: Probability,
    optimistic_days: DaysIfKnown = None,
    likely_days: DaysIfKnown = None,
    pessimistic_days: DaysIfKnown = None,
    site: Annotated[SiteCode | None, SCOPE, Help("Alone: it holds up all of the site.")] = None,
    supplier: Annotated[
        SupplierCode | None, SCOPE, Help("Every site waiting for it; no site.")
    ] = None,
    order_id: Annotated[OrderId | None, SCOPE] = None,
    package: Annotated[Package, SCOPE, Help("With the site.")] = "",
    activity: Annotated[str, SCOPE, Longest(60), Help("Code of an activity, with the site.")] = "",
    region: Annotated[Region, SCOPE] = "",
    craft: Annotated[
        str, SCOPE, Longest(20), Help("Work of one craft, such as ELEC, with the site.")
    ] = "",
    effect: Annotated[EffectKind, EFFECT, Help("What it does.")] = EffectKind.EXTEND_ACTIVITY,
    stage: Annotated[
        Stage | None, EFFECT, Help("The stage that is extended, with that effect.")
    ] = None,
    factor: Annotated[
        float | None, EFFECT, Help("Output against usual, with lower productivity.")
    ] = None,
    excusable: Annotated[Excusable, Help("By the contract.")] = Excusable.UNDECIDED,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record something that may hold up a site, a region, a supplier, an order, a package or some work."""
    named = Named(supplier, order_id, package, activity, region, craft)
    scope = scope_of(site, named)
    refuse_unplanned(scope)
    does = effect_of(effect, scope, stage=stage, factor=factor)
    stream = incident_stream(
        reference=reference, site=scope.site, supplier=scope.supplier, region=scope.region
    )
    incident, version = fold(stream, incidents)
    if incident:
        raise errors.IncidentAlreadyReported(reference=reference, on=incident.reported_on)
    place = place_of(scope.site, scope.supplier, scope.region)
    day = day_at(place, on, meta=meta)
    given = (optimistic_days, likely_days, pessimistic_days)
    event = IncidentReported(
        reference=reference,
        code=code,
        title=title,
        scope=scope,
        effect=does,
        excusable=excusable,
        probability=possible_probability(probability),
        days=days_in_order(*(expected_days(code, does, scope, on=day, given=given))),
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
    excusable: Annotated[Excusable | None, Help("Empty: as it stands.")] = None,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record a new judgement of how likely an incident costs time, and how much."""
    incident, version = open_incident(incident_id)
    place = place_of(incident.site_id, incident.supplier_id, incident.region)
    day = day_after_last_judgement(incident, day_at(place, on, meta=meta))
    event = IncidentReassessed(
        reference=incident.reference,
        site=incident.site_id or "",
        supplier=incident.supplier_id or "",
        region=incident.region,
        excusable=excusable or Excusable(incident.excusable),
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
    incident, version = open_incident(incident_id)
    place = place_of(incident.site_id, incident.supplier_id, incident.region)
    day = day_after_last_judgement(incident, day_at(place, on, meta=meta))
    event = IncidentResolved(
        reference=incident.reference,
        site=incident.site_id or "",
        supplier=incident.supplier_id or "",
        region=incident.region,
        days_lost=possible_days_lost(days_lost),
        on=day,
    )
    at = noon(place, day)
    return append(incident_id, event, expected_version=version, meta=meta, occurred_at=at)
