"""What is known of promises, stages and incidents across orders and sites."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from supply.events import ScopeKind
from supply.models import Incident, Order, PromiseRevision, Supplier
from supply.queries import is_held_up, sites_in
from supply.tracking.drift import Drift, Watched, drift_of
from supply.tracking.observed import Observed, observed_delays


def promise_revisions() -> QuerySet[PromiseRevision]:
    """Every date that a supplier gave in place of another; was: the one that it replaced."""
    same = PromiseRevision.objects.filter(order=OuterRef("order"))
    earlier = same.filter(
        Q(on__lt=OuterRef("on")) | Q(on=OuterRef("on"), position__lt=OuterRef("position"))
    )
    was = earlier.order_by("-on", "-position").values("promised_on")[:1]
    revisions = PromiseRevision.objects.annotate(was=Subquery(was))
    return revisions.exclude(was=None).select_related("order__supplier", "site")


def drifts(suppliers: QuerySet[Supplier], *, on: date) -> Sequence[Drift]:
    """How far the promises of each supplier drifted, those with most days for an order-month first."""
    codes = list(suppliers.order_by("code").values_list("code", flat=True))
    orders = Order.objects.filter(supplier__in=codes, placed_on__lte=on)
    moved: dict[object, list[int]] = {}
    revisions = promise_revisions().filter(order__in=orders.values("pk"))
    for order, was, now in revisions.values_list("order", "was", F("promised_on")):
        moved.setdefault(order, []).append((now - was).days)
    watched: dict[str, list[Watched]] = {code: [] for code in codes}
    for order in orders:
        watched[order.supplier_id].append(
            Watched(
                supplier=order.supplier_id,
                placed_on=order.placed_on,
                until=min(order.delivered_on or on, on),
                moved_days=tuple(moved.get(order.pk, ())),
            )
        )
    found = [drift_of(code, orders) for code, orders in watched.items()]
    return sorted(found, key=lambda drift: -(drift.days_per_order_month or 0))


@dataclass(frozen=True, kw_only=True)
class Touched:
    """What an incident touches: the open orders that it is about, and every site that it concerns."""

    orders: Sequence[Order]
    sites: Sequence[str]


def touched_by(incident: Incident) -> Touched:
    """As things stand now: one incident may hold up many orders on many sites."""
    candidates = Order.objects.filter(delivered_on=None).select_related("supplier", "site")
    orders = [
        order
        for order in _in_scope(incident, candidates).order_by("site", "promised_on", "number")
        if is_held_up(incident, order)
    ]
    sites = {order.site_id for order in orders}
    if incident.site_id:
        sites.add(incident.site_id)
    if incident.region:
        sites |= sites_in(incident.region)
    return Touched(orders=orders, sites=sorted(sites))


def _in_scope(incident: Incident, orders: QuerySet[Order]) -> QuerySet[Order]:
    kind = ScopeKind(incident.scope)
    if kind is ScopeKind.SUPPLIER:
        return orders.filter(supplier=incident.supplier_id)
    if kind in (ScopeKind.ORDER, ScopeKind.PACKAGE):
        return orders.filter(site=incident.site_id, package=incident.package)
    return orders.none()


def observed() -> tuple[Observed, ...]:
    """What incidents of each kind took in the end, beside what was expected of them."""
    days: dict[str, list[float]] = {}
    resolved = Incident.objects.exclude(days_lost=None).order_by()
    for code, lost in resolved.values_list("code", "days_lost"):
        days.setdefault(code, []).append(lost or 0.0)
    return observed_delays(days)
