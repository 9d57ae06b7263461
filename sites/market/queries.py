"""What is known of a region's market, now or as of a past log position."""

from uuid import UUID

from django.db.models import QuerySet

from eventlog.projections import Row, replay
from sites.days import site_named
from sites.market import drivers
from sites.market.events import MarketSide
from sites.market.models import Market
from sites.market.projections import markets
from sites.streams import once
from sites.uncertainty import Factor, ThreePoint, Tightness


def markets_of(site: str) -> QuerySet[Market]:
    """What was ever said of the market in which a site stands; nothing for a site in no region."""
    return Market.objects.filter(region=site_named(site).region).exclude(region="")


def standing_markets_of(site: str) -> QuerySet[Market]:
    return markets_of(site).filter(withdrawn_on=None)


def streams_of(site: str) -> list[UUID]:
    return once((site, Market), lambda: list(markets_of(site).values_list("pk", flat=True)))


def market_drivers_as_of(site: str, position: int) -> tuple[Tightness | Factor, ...]:
    """What the market means for a site's schedule, as the log stood at a position."""
    rows = replay(markets, streams=streams_of(site), until=position).values()
    standing = [row for row in rows if row.withdrawn_on is None]
    return drivers.market_drivers(_market(row) for row in sorted(standing, key=_in_order))


def _in_order(row: Row) -> tuple[str, str]:
    return row.side, row.craft_or_package


def _market(row: Row) -> drivers.AssessedMarket:
    return drivers.AssessedMarket(
        region=row.region,
        side=MarketSide(row.side),
        name=row.craft_or_package,
        times_as_long=ThreePoint(
            optimistic=row.optimistic_factor,
            likely=row.likely_factor,
            pessimistic=row.pessimistic_factor,
        ),
        positions=(int(row.position),),
    )
