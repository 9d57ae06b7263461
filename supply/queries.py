"""What is known of orders and incidents, now or as of a past log position."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from eventlog.projections import Row, replay
from sites.days import site_named
from sites.models import Site
from sites.streams import of_sites, streams_at
from sites.uncertainty import Driver, Scope, ThreePoint
from supply import drivers, projections
from supply.events import EffectKind, MitigationState, ScopeKind, Stage
from supply.mitigation.effects import Relief
from supply.models import Incident, Order

of_sites(Order)


def open_orders(site: str) -> QuerySet[Order]:
    return Order.objects.filter(site=site, delivered_on=None)


def incidents_touching(site: str, *, waiting_only: bool = True) -> QuerySet[Incident]:
    """Incidents of the site, of its region, and of the suppliers that it waits for, or ever ordered from."""
    orders = open_orders(site) if waiting_only else Order.objects.filter(site=site)
    of_suppliers = Q(scope=ScopeKind.SUPPLIER.value, supplier__in=orders.values("supplier"))
    return Incident.objects.filter(Q(site=site) | of_suppliers | _of_region(site))


def open_incidents(site: str) -> QuerySet[Incident]:
    """Incidents of the site, of its region, and of the suppliers that it waits for."""
    return incidents_touching(site).filter(resolved_on=None)


def _of_region(site: str) -> Q:
    return Q(scope=ScopeKind.REGION.value, region=site_named(site).region)


def orders_as_of(site: str, position: int) -> list[Row]:
    """The orders of the site, open and delivered, in the order of recording."""
    streams = streams_at(site, Order)
    return list(replay(projections.orders, streams=streams, until=position).values())


def incidents_as_of(site: str, position: int) -> list[Row]:
    """Incidents of the site and its region, open and resolved, and of the suppliers it waited for."""
    waiting_for = {o.supplier_id for o in orders_as_of(site, position) if o.delivered_on is None}
    of_suppliers = Q(scope=ScopeKind.SUPPLIER.value, supplier__in=waiting_for)
    streams = Incident.objects.filter(Q(site=site) | of_suppliers | _of_region(site)).values_list(
        "pk", flat=True
    )
    return list(replay(projections.incidents, streams=list(streams), until=position).values())


def sites_waiting_for(supplier: str) -> set[str]:
    """Codes of the sites with an open order at a supplier: what its incident touches."""
    waiting = Order.objects.filter(supplier=supplier, delivered_on=None)
    return set(waiting.order_by().values_list("site_id", flat=True))


def sites_in(region: str) -> set[str]:
    """Codes of the sites of a region: what its incident touches."""
    return set(Site.objects.filter(region=region).order_by().values_list("code", flat=True))


def drivers_as_of(site: str, position: int) -> tuple[Driver, ...]:
    """What orders and incidents mean for a site's schedule, as the log stood at a position."""
    orders = orders_as_of(site, position)
    received = {row.number for row in orders if row.delivered_on}
    open_ones = [
        row
        for row in incidents_as_of(site, position)
        if row.resolved_on is None and not (row.order in received and _spares_received(row))
    ]
    reliefs = _reliefs([row.id for row in open_ones], position)
    told = (_incident(row, orders, reliefs.get(row.id, ())) for row in open_ones)
    return (
        *(drivers.order_driver(_order(row)) for row in orders),
        *(driver for each in told for driver in drivers.incident_drivers(each)),
    )


def _spares_received(incident: Row) -> bool:
    """What held up the delivery of an order is over with it; a unit destroyed has to come once more."""
    return bool(incident.effect != EffectKind.DESTROY_UNIT.value)


def _reliefs(incidents: list[UUID], position: int) -> dict[UUID, list[Row]]:
    """The mitigations that stand applied, by incident."""
    found: dict[UUID, list[Row]] = {}
    for row in replay(projections.mitigations, streams=incidents, until=position).values():
        if row.state == MitigationState.APPLIED.value:
            found.setdefault(row.incident_id, []).append(row)
    return found


def _order(row: Row) -> drivers.OpenOrder:
    return drivers.OpenOrder(
        code=f"{row.site_id} {row.number}",
        package=row.package,
        promised_on=row.promised_on,
        first_promised_on=row.first_promised_on,
        moves=row.moves,
        shipped=not Stage.SHIPPED.is_after(Stage(row.stage)),
        forecast_on=row.forecast_on,
        delivered_on=row.delivered_on,
        positions=(int(row.position),),
    )


def _incident(row: Row, orders: list[Row], applied: Sequence[Row]) -> drivers.OpenIncident:
    return drivers.OpenIncident(
        key=str(row.id),
        kind=row.code,
        summary=row.title,
        scope=_scope(row, orders),
        probability=row.probability,
        days=ThreePoint(
            optimistic=row.optimistic_days, likely=row.likely_days, pessimistic=row.pessimistic_days
        ),
        effect=EffectKind(row.effect),
        factor=row.effect_factor,
        package=row.package,
        lines=tuple(_lines(row, orders)),
        reliefs=tuple(_relief(each) for each in applied if each.applied_on >= row.assessed_on),
        occurred_on=row.reported_on,
        positions=(int(row.position),),
    )


def _relief(mitigation: Row) -> Relief:
    return Relief(
        days_saved=mitigation.days_saved,
        probability=mitigation.probability,
        positions=(int(mitigation.position),),
    )


def _lines(incident: Row, orders: list[Row]) -> Iterator[drivers.Line]:
    """The orders that are still out, are in its scope, and have the stage it extends before them."""
    for order in orders:
        if order.delivered_on is None and is_held_up(incident, order):
            expected = order.forecast_on or order.promised_on
            yield drivers.Line(package=order.package, expected_on=expected)


def is_held_up(incident: Row | Incident, order: Row | Order) -> bool:
    """Whether an incident is about an order, and comes in its way."""
    if incident.effect_stage and not Stage(incident.effect_stage).is_after(Stage(order.stage)):
        return False
    kind = ScopeKind(incident.scope)
    if kind is ScopeKind.SUPPLIER:
        return bool(order.supplier_id == incident.supplier_id)
    if order.site_id != incident.site_id:
        return False
    if kind is ScopeKind.ORDER:
        return bool(order.number == incident.order)
    return kind is ScopeKind.PACKAGE and bool(order.package == incident.package)


def _scope(incident: Row, orders: list[Row]) -> Scope:
    """The activities held up: by code, by package, by craft, or all that is open on the site."""
    kind = ScopeKind(incident.scope)
    if kind is ScopeKind.CRAFT:
        return Scope(crafts=frozenset({incident.craft}))
    if kind is ScopeKind.ACTIVITY:
        return Scope(codes=frozenset({incident.activity}))
    if kind in (ScopeKind.ORDER, ScopeKind.PACKAGE):
        return Scope(packages=frozenset({incident.package}))
    if kind is ScopeKind.SUPPLIER:
        of = (o for o in orders if o.supplier_id == incident.supplier_id and not o.delivered_on)
        return Scope(packages=frozenset(o.package for o in of))
    return Scope()
