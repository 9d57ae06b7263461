"""What an incident holds up, from the few things that a person gives."""

from collections.abc import Callable
from typing import NamedTuple
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


PackagesAt = Callable[[str], set[str]]
"""The packages that the schedules of a site have; none without a schedule that names any."""

_packages: list[PackagesAt] = []


def knows_packages(found: PackagesAt) -> PackagesAt:
    """Decorate what can name the packages of the schedules, which stand on a floor above this one."""
    _packages.append(found)
    return found


def planned_package(site: str, package: str) -> str:
    """The package, if a schedule of the site has it or none names any. Raises OrderNotPlanned."""
    planned = {each for found in _packages for each in found(site)}
    if planned and package not in planned:
        known = ", ".join(sorted(planned))
        raise errors.OrderNotPlanned(site=site, package=package, planned=known)
    return package


def knows_plans(check: InPlan) -> InPlan:
    """Decorate what can look into the schedules, which stand on a floor above this one."""
    _plans.append(check)
    return check


class Named(NamedTuple):
    """What a person may give beside the site; at most one of them says what is held up."""

    supplier: str | None = None
    order_id: UUID | None = None
    package: str = ""
    activity: str = ""
    region: str = ""
    craft: str = ""


class Region(NamedTuple):
    """Sites that share their storms and strikes. They may stand in many zones: its days are in UTC."""

    code: str
    zone: str = "UTC"


OF_A_SITE = {
    "package": ScopeKind.PACKAGE,
    "activity": ScopeKind.ACTIVITY,
    "craft": ScopeKind.CRAFT,
}


def refuse_unplanned(scope: IncidentScope) -> None:
    """An incident on what is in no schedule of the site would hold up nothing, and nobody would see."""
    if not all(has(scope) for has in _plans):
        if scope.kind is ScopeKind.ACTIVITY:
            raise errors.ActivityNotPlanned(site=scope.site, activity=scope.activity)
        if scope.kind is ScopeKind.CRAFT:
            raise errors.CraftNotPlanned(site=scope.site, craft=scope.craft)
        raise errors.PackageNotPlanned(site=scope.site, package=scope.package)


def scope_of(site: str | None, named: Named) -> IncidentScope:
    """The one scope these name. Refuses more than one, none, and what there is not."""
    given = [name for name, value in named._asdict().items() if value]
    if len(given) > 1:
        raise errors.ScopeAmbiguous(field=given[1], given=" and ".join(given))
    if named.supplier:
        return _of_supplier(named.supplier, site)
    if named.order_id:
        return _of_order(named.order_id, site)
    if named.region:
        return _of_region(named.region, site)
    if not site:
        raise errors.ScopeMissing()
    code = site_named(site).code
    if not given:
        return IncidentScope(kind=ScopeKind.SITE, site=code)
    (name,) = given
    kind = OF_A_SITE[name]
    return IncidentScope(
        kind=kind, site=code, package=named.package, activity=named.activity, craft=named.craft
    )


def place_of(site: str | None, supplier: str | None, region: str = "") -> Site | Supplier | Region:
    """Whose calendar dates the facts of an incident: the site's, else the supplier's or the region's."""
    if region:
        return Region(region)
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


def _of_region(region: str, site: str | None) -> IncidentScope:
    if site:
        raise errors.SiteOfRegion(region=region)
    if not Site.objects.filter(region=region).exists():
        raise errors.UnknownRegion(region=region)
    return IncidentScope(kind=ScopeKind.REGION, region=region)


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
