"""What an incident holds up, from the few things that a person gives."""

from collections.abc import Callable
from uuid import UUID

from eventlog.projections import fold
from sites.days import site_named
from sites.models import Site
from supply import errors
from supply.events import IncidentScope, ScopeKind
from supply.models import Supplier
from supply.projections import orders

InPlan = Callable[[IncidentScope], bool]
"""Whether the plans of a site have the package or the activity that a scope names."""

_plans: list[InPlan] = []


def knows_plans(check: InPlan) -> InPlan:
    """Decorate what can look into the schedules, which stand on a floor above this one."""
    _plans.append(check)
    return check


def refuse_unplanned(scope: IncidentScope) -> None:
    """An incident on what is in no schedule of the site would hold up nothing, and nobody would see."""
    if not all(has(scope) for has in _plans):
        if scope.kind is ScopeKind.ACTIVITY:
            raise errors.ActivityNotPlanned(site=scope.site, activity=scope.activity)
        raise errors.PackageNotPlanned(site=scope.site, package=scope.package)


def scope_of(
    *, site: str | None, supplier: str | None, order_id: UUID | None, package: str, activity: str
) -> IncidentScope:
    """The one scope these name. Refuses more than one, none, and what there is not."""
    named = {"supplier": supplier, "order_id": order_id, "package": package, "activity": activity}
    given = [name for name, value in named.items() if value]
    if len(given) > 1:
        raise errors.ScopeAmbiguous(field=given[1], given=" and ".join(given))
    if supplier:
        return _of_supplier(supplier, site)
    if order_id:
        return _of_order(order_id, site)
    if not site:
        raise errors.ScopeMissing()
    kind = ScopeKind.PACKAGE if package else ScopeKind.ACTIVITY if activity else ScopeKind.SITE
    return IncidentScope(kind=kind, site=site_named(site).code, package=package, activity=activity)


def place_of(site: str | None, supplier: str | None) -> Site | Supplier:
    """Whose calendar dates the facts of an incident: the site's, or the supplier's if it has none."""
    return site_named(site) if site else supplier_named(supplier or "")


def supplier_named(code: str) -> Supplier:
    """The supplier of this code. Raises UnknownSupplier."""
    supplier = Supplier.objects.filter(code=code).first()
    if supplier is None:
        raise errors.UnknownSupplier(supplier=code)
    return supplier


def _of_supplier(supplier: str, site: str | None) -> IncidentScope:
    if site:
        raise errors.SiteOfSupplier(supplier=supplier)
    return IncidentScope(kind=ScopeKind.SUPPLIER, supplier=supplier_named(supplier).code)


def _of_order(order_id: UUID, site: str | None) -> IncidentScope:
    order, _ = fold(order_id, orders)
    if order is None:
        raise errors.UnknownOrder(order=order_id)
    if site and site != order.site_id:
        raise errors.SiteOfAnotherOrder(number=order.number, of=order.site_id, site=site)
    if order.delivered_on:
        raise errors.OrderAlreadyDelivered(
            field="order_id", number=order.number, on=order.delivered_on
        )
    return IncidentScope(
        kind=ScopeKind.ORDER,
        site=order.site_id,
        supplier=order.supplier_id,
        order=order.number,
        package=order.package,
    )
