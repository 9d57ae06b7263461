"""What is known of orders and incidents, now or as of a past log position."""

from django.db.models import Q, QuerySet

from eventlog.projections import Row, replay
from sites.uncertainty import Delay, Delivery, Scope, ThreePoint
from supply import drivers, projections
from supply.events import ScopeKind, Stage
from supply.models import Incident, Order


def open_orders(site: str) -> QuerySet[Order]:
    return Order.objects.filter(site=site, delivered_on=None)


def open_incidents(site: str) -> QuerySet[Incident]:
    """Incidents of the site, and of the suppliers that it waits for."""
    waiting_for = open_orders(site).values("supplier")
    of_suppliers = Q(scope=ScopeKind.SUPPLIER.value, supplier__in=waiting_for)
    return Incident.objects.filter(Q(site=site) | of_suppliers, resolved_on=None)


def orders_as_of(site: str, position: int) -> list[Row]:
    """The orders of the site, open and delivered, in the order of recording."""
    streams = Order.objects.filter(site=site).values_list("pk", flat=True)
    return list(replay(projections.orders, streams=list(streams), until=position).values())


def incidents_as_of(site: str, position: int) -> list[Row]:
    """Incidents of the site, open and resolved, and those of the suppliers that it waited for."""
    waiting_for = {o.supplier_id for o in orders_as_of(site, position) if o.delivered_on is None}
    of_suppliers = Q(scope=ScopeKind.SUPPLIER.value, supplier__in=waiting_for)
    streams = Incident.objects.filter(Q(site=site) | of_suppliers).values_list("pk", flat=True)
    return list(replay(projections.incidents, streams=list(streams), until=position).values())


def sites_waiting_for(supplier: str) -> set[str]:
    """Codes of the sites with an open order at a supplier: what its incident touches."""
    waiting = Order.objects.filter(supplier=supplier, delivered_on=None)
    return set(waiting.order_by().values_list("site_id", flat=True))


def drivers_as_of(site: str, position: int) -> tuple[Delivery | Delay, ...]:
    """What orders and incidents mean for a site's schedule, as the log stood at a position."""
    orders = orders_as_of(site, position)
    received = {row.number for row in orders if row.delivered_on}
    open_ones = [
        row
        for row in incidents_as_of(site, position)
        if row.resolved_on is None and row.order not in received
    ]
    return (
        *(drivers.order_driver(_order(row)) for row in orders),
        *(drivers.incident_driver(_incident(row, orders)) for row in open_ones),
    )


def _order(row: Row) -> drivers.OpenOrder:
    return drivers.OpenOrder(
        code=f"{row.site_id} {row.number}",
        package=row.package,
        promised_on=row.promised_on,
        first_promised_on=row.first_promised_on,
        moves=row.moves,
        shipped=not Stage.SHIPPED.is_after(Stage(row.stage)),
        delivered_on=row.delivered_on,
        positions=(int(row.position),),
    )


def _incident(row: Row, orders: list[Row]) -> drivers.OpenIncident:
    return drivers.OpenIncident(
        key=str(row.id),
        kind=row.code,
        summary=row.title,
        scope=_scope(row, orders),
        probability=row.probability,
        days=ThreePoint(
            optimistic=row.optimistic_days, likely=row.likely_days, pessimistic=row.pessimistic_days
        ),
        occurred_on=row.reported_on,
        positions=(int(row.position),),
    )


def _scope(incident: Row, orders: list[Row]) -> Scope:
    """The activities held up: by code, by package, or all that is open on the site."""
    kind = ScopeKind(incident.scope)
    if kind is ScopeKind.ACTIVITY:
        return Scope(codes=frozenset({incident.activity}))
    if kind in (ScopeKind.ORDER, ScopeKind.PACKAGE):
        return Scope(packages=frozenset({incident.package}))
    if kind is ScopeKind.SUPPLIER:
        of = (o for o in orders if o.supplier_id == incident.supplier_id and not o.delivered_on)
        return Scope(packages=frozenset(o.package for o in of))
    return Scope()
