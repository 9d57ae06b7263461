"""Regions whose sites share a market, and what is in the plans there."""

from collections.abc import Callable
from typing import NamedTuple

from sites.market.errors import MarketNotPlanned, MarketOfNoSite
from sites.market.events import MarketSide
from sites.models import Site

InPlans = Callable[[set[str], MarketSide, str], bool]
"""Whether a plan at one of these sites has such a craft or package; True while none has a plan."""

_plans: list[InPlans] = []

_NAMED = {MarketSide.LABOR: "craft", MarketSide.EQUIPMENT: "package"}


class Region(NamedTuple):
    """A place whose days are those of UTC."""

    code: str
    zone: str = "UTC"


def knows_needs(check: InPlans) -> InPlans:
    """Decorate what can look into the schedules, which stand on a floor above this one."""
    _plans.append(check)
    return check


def sites_of(region: str) -> set[str]:
    return set(Site.objects.filter(region=region).order_by().values_list("code", flat=True))


def region_named(code: str) -> Region:
    """Raises MarketOfNoSite for a region in which no site stands."""
    if not code or not sites_of(code):
        raise MarketOfNoSite(region=code or "without a name")
    return Region(code)


def needed_in(region: str, side: MarketSide, name: str) -> str:
    """A craft or package that plans in the region have, or none. Raises MarketNotPlanned.

    A mistyped craft would slow nothing, and nobody would see.
    """
    if name and not all(has(sites_of(region), side, name) for has in _plans):
        raise MarketNotPlanned(region=region, what=_NAMED[side], name=name)
    return name
