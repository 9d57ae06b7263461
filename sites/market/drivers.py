"""From a region's market to uncertainty in the schedules of its sites. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sites.market.events import MarketSide
from sites.uncertainty import Cause, Factor, Productivity, Scope, ThreePoint, Tightness

PROCURE = "PROCURE"
"""The phase of what is bought, in every schedule that names phases (DOMAIN.md B.3)."""


@dataclass(frozen=True, kw_only=True)
class AssessedMarket:
    """An assessment that stands. name: the craft or package, empty for all of that side.

    times_as_long: factors of hours for the same work, or of the time to procure.
    """

    region: str
    side: MarketSide
    name: str
    times_as_long: ThreePoint
    positions: tuple[int, ...] = ()


def market_drivers(markets: Iterable[AssessedMarket]) -> tuple[Tightness | Factor, ...]:
    """One driver for each market, drawn under the region's name: all of its sites share the draw.

    What was said of a craft or a package by itself takes the place of what was said of all.
    """
    standing = tuple(markets)
    by_name = {(each.side, each.name) for each in standing}
    return tuple(
        _driver(each, frozenset(name for side, name in by_name if side is each.side and name))
        for each in standing
    )


def _driver(market: AssessedMarket, named: frozenset[str]) -> Tightness | Factor:
    chosen = frozenset({market.name} if market.name else ())
    others = frozenset[str]() if market.name else named
    if market.side is MarketSide.LABOR:
        return Tightness(
            cause=_cause(market),
            scope=Scope(crafts=chosen, but_crafts=others),
            times_the_hours=market.times_as_long,
        )
    return Factor(
        cause=_cause(market),
        scope=Scope(phases=frozenset({PROCURE}), packages=chosen, but_packages=others),
        probability=1.0,
        multiplier=market.times_as_long,
    )


def _cause(market: AssessedMarket) -> Cause:
    points = market.times_as_long
    named = f" for {market.name}" if market.name else ""
    return Cause(
        key=f"market:{market.region}:{market.side.value}:{market.name}",
        label=(
            f"{market.side.value.capitalize()} market of {market.region}{named}: "
            f"{points.likely:.2f} times as long ({points.optimistic:.2f} to {points.pessimistic:.2f})"
        ),
        kind="market",
        positions=market.positions,
    )


def but_measured(
    market: Iterable[Tightness], crews: Iterable[Productivity]
) -> tuple[Tightness, ...]:
    """The labor market without the crafts whose output was measured on site, which has it in itself."""
    measured = [crew.scope.crafts for crew in crews if crew.measured]
    if not all(measured):  # a crew of all crafts was measured
        return ()
    crafts = frozenset[str]().union(*measured)
    spared = (_sparing(each, crafts) for each in market)
    return tuple(each for each in spared if each)


def _sparing(driver: Tightness, crafts: frozenset[str]) -> Tightness | None:
    scope = driver.scope
    if scope.crafts and scope.crafts <= crafts:
        return None
    return replace(driver, scope=replace(scope, but_crafts=scope.but_crafts | crafts))
