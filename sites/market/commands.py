"""The only writers of what is said of a region's market."""

from datetime import date
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold
from eventlog.streams import stream_id
from sites.days import day_at, noon
from sites.market import errors
from sites.market.events import MarketAssessed, MarketSide, MarketWithdrawn
from sites.market.projections import markets
from sites.market.regions import Region, needed_in, region_named

LEAST_FACTOR, MOST_FACTOR = 0.2, 10.0
"""Ten times the demand is the most that anybody told of a market (DOMAIN.md, row 2 of the first table)."""

MarketId = Annotated[UUID, Ref("sites.Market")]
Factor = Annotated[float, Help("Times as long as is usual: 1 is as usual, 1.2 a fifth longer.")]
Day = Annotated[date | None, Help("Calendar day in UTC; today when left empty.")]


def market_stream(region: str, side: MarketSide, craft_or_package: str = "") -> UUID:
    return stream_id("market", region, side.value, craft_or_package)


@command
def assess_market(
    *,
    region: Annotated[str, Longest(40), Help("As sites name theirs: it bears on all of them.")],
    side: Annotated[
        MarketSide, Help("labor: hours for the same work; equipment: time to procure.")
    ],
    craft_or_package: Annotated[
        str, Longest(60), Help("As schedules name it; empty: every craft, or all equipment.")
    ] = "",
    optimistic_factor: Factor,
    likely_factor: Factor,
    pessimistic_factor: Factor,
    source: Annotated[str, Longest(200), Help("On what the judgement rests, with its date.")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record how tight a region's market is. It takes the place of what was said before."""
    place = region_named(region)
    stream = market_stream(region, side, craft_or_package)
    market, version = fold(stream, markets)
    day = _day(place, market, on, meta)
    event = MarketAssessed(
        region=region,
        side=side,
        craft_or_package=needed_in(region, side, craft_or_package),
        optimistic_factor=optimistic_factor,
        likely_factor=likely_factor,
        pessimistic_factor=pessimistic_factor,
        source=source,
        on=day,
    )
    refuse_impossible(event)
    if market and market.withdrawn_on is None and _says(market) == _says(event):
        raise errors.MarketAsAssessed(on=market.assessed_on)
    at = noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def withdraw_market(
    *,
    market_id: MarketId,
    reason: Annotated[str, Longest(4000), Help("Why it no longer holds.")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that an assessment of a market no longer holds."""
    market, version = fold(market_id, markets)
    if market is None:
        raise errors.UnknownMarket(market=market_id)
    if market.withdrawn_on:
        raise errors.MarketWasWithdrawn(on=market.withdrawn_on)
    place = Region(market.region)
    day = _day(place, market, on, meta)
    event = MarketWithdrawn(
        region=market.region,
        side=MarketSide(market.side),
        craft_or_package=market.craft_or_package,
        reason=reason,
        on=day,
    )
    at = noon(place, day)
    return append(market_id, event, expected_version=version, meta=meta, occurred_at=at)


def refuse_impossible(event: MarketAssessed) -> None:
    """Raises MarketFactorOutOfRange and MarketFactorsOutOfOrder."""
    for name in ("optimistic_factor", "likely_factor", "pessimistic_factor"):
        factor = getattr(event, name)
        if not LEAST_FACTOR <= factor <= MOST_FACTOR:
            raise errors.MarketFactorOutOfRange(
                field=name, factor=factor, least=LEAST_FACTOR, most=MOST_FACTOR
            )
    if not event.optimistic_factor <= event.likely_factor <= event.pessimistic_factor:
        raise errors.MarketFactorsOutOfOrder(
            optimistic=event.optimistic_factor,
            likely=event.likely_factor,
            pessimistic=event.pessimistic_factor,
        )


def _day(place: Region, market: Row | None, on: date | None, meta: Meta) -> date:
    """Raises MarketOlderThanLast: who speaks anew does so after the last word."""
    day = day_at(place, on, meta=meta)
    last = (market.withdrawn_on or market.assessed_on) if market else day
    if day < last:
        raise errors.MarketOlderThanLast(last=last, on=day)
    return day


def _says(said: Row | MarketAssessed) -> tuple[float, float, float, str]:
    return said.optimistic_factor, said.likely_factor, said.pessimistic_factor, said.source
