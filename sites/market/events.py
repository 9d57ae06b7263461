"""How tight the market of a region is for labor or for equipment, as somebody has judged it.

A market belongs to a region and to no site. Dates are calendar days in UTC, as the sites of a region may
stand in many zones.
"""

from datetime import date
from enum import StrEnum

from eventlog.events import Event, event_type


class MarketSide(StrEnum):
    """What is short: people, or what has to be bought."""

    LABOR = "labor"
    EQUIPMENT = "equipment"


@event_type("sites.market_assessed", permanent=("region", "side", "craft_or_package"))
class MarketAssessed(Event):
    """How many times as long things take in this market as is usual. The newest assessment holds.

    craft_or_package: of labor a craft, of equipment a package, as schedules name them; empty for all of
    that side. The three factors are of the hours for the same work, or of the time to procure: 1 is as
    usual, above 1 is tight. source: on what the judgement rests.
    """

    region: str
    side: MarketSide
    craft_or_package: str
    optimistic_factor: float
    likely_factor: float
    pessimistic_factor: float
    source: str
    on: date


@event_type("sites.market_withdrawn", permanent=("region", "side", "craft_or_package"))
class MarketWithdrawn(Event):
    """The assessment no longer holds: the market is as usual, or nobody knows."""

    region: str
    side: MarketSide
    craft_or_package: str
    reason: str
    on: date
