"""From what was said of a region's market to how it stands."""

from eventlog.facts import Fact
from eventlog.projections import Projection, Row
from sites.market.events import MarketAssessed, MarketWithdrawn
from sites.market.models import Market

markets = Projection(Market)


@markets.on(MarketAssessed)
def assessed(market: Row | None, fact: Fact[MarketAssessed]) -> Row:
    event = fact.event
    return Row(
        region=event.region,
        side=event.side.value,
        craft_or_package=event.craft_or_package,
        optimistic_factor=event.optimistic_factor,
        likely_factor=event.likely_factor,
        pessimistic_factor=event.pessimistic_factor,
        source=event.source,
        assessments=market.assessments + 1 if market else 1,
        assessed_on=event.on,
        withdrawn_on=None,
    )


@markets.on(MarketWithdrawn)
def withdrawn(market: Row, fact: Fact[MarketWithdrawn]) -> Row:
    return market.but(withdrawn_on=fact.event.on)
