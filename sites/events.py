"""The facts of a site: its systems, their commissioning, and the days the weather took.

Dates are calendar days at the site.
"""

from datetime import date
from enum import StrEnum

from eventlog.events import Body, Event, event_type, upcast
from sites.commissioning.readings import Reading


class SystemKind(StrEnum):
    POWER = "power"
    COOLING = "cooling"
    CONTROLS = "controls"
    FIRE = "fire"
    NETWORK = "network"


class CxLevel(StrEnum):
    """Commissioning levels of DOMAIN.md E.1; L10 to L12 are the IT side."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
    L5 = "L5"
    L6 = "L6"
    L10 = "L10"
    L11 = "L11"
    L12 = "L12"


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105
    PASS_WITH_COMMENT = "pass_with_comment"  # noqa: S105
    FAIL = "fail"
    ABORTED = "aborted"


PASSED = frozenset({Outcome.PASS, Outcome.PASS_WITH_COMMENT})


class Priority(StrEnum):
    """P1 blocks the gate, P2 needs a waiver, P3 is for final completion (DOMAIN.md E.5)."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class WeatherCause(StrEnum):
    RAIN = "rain"
    WIND = "wind"
    COLD = "cold"
    HEAT = "heat"
    SNOW = "snow"
    STORM = "storm"


@event_type("sites.system_registered", permanent=("site", "hall", "tag"))
class SystemRegistered(Event):
    """A power, cooling or control system that will be commissioned in a hall."""

    site: str
    hall: str
    tag: str
    name: str
    kind: SystemKind


@event_type("sites.system_energised", permanent=("site",))
class SystemEnergised(Event):
    """First application of voltage to a system."""

    site: str
    on: date


@event_type("sites.test_recorded", schema=2, permanent=("site", "level", "procedure", "attempt"))
class TestRecorded(Event):
    """One attempt at a commissioning test. A retest is a new record, never a changed one.

    again_because: why a test that had been passed was run once more.
    """

    site: str
    level: CxLevel
    procedure: str
    attempt: int
    outcome: Outcome
    witness: str
    readings: tuple[Reading, ...]
    again_because: str
    on: date


@upcast(TestRecorded, from_schema=1)
def test_gained_readings(body: Body) -> Body:
    """Schema 1 kept the outcome only, and nobody was asked why a passed test was repeated."""
    return {**body, "readings": [], "again_because": ""}


@event_type("sites.deficiency_raised", schema=2, permanent=("site", "reference"))
class DeficiencyRaised(Event):
    """Something found wrong with a system. level: at whose tests it was found, if at any."""

    site: str
    reference: str
    priority: Priority
    description: str
    level: CxLevel | None
    on: date


@upcast(DeficiencyRaised, from_schema=1)
def deficiency_gained_level(body: Body) -> Body:
    """Schema 1 did not say at which level it was found."""
    return {**body, "level": None}


@event_type("sites.deficiency_closed", permanent=("site", "reference"))
class DeficiencyClosed(Event):
    """A deficiency corrected and verified."""

    site: str
    reference: str
    resolution: str
    on: date


@event_type("sites.weather_day_lost", permanent=("site",))
class WeatherDayLost(Event):
    """A day on which at least half of the exposed critical work was lost (DOMAIN.md G.1)."""

    site: str
    on: date
    cause: WeatherCause
