"""What the utility has agreed to, promises, and energises.

Dates are calendar days at the site.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from eventlog.events import Event, event_type


class UtilityStep(StrEnum):
    """From the first cable to the whole load, each permitting more than the one before."""

    TEMPORARY_POWER = "temporary_power"
    BACK_FEED = "back_feed"
    PERMANENT_POWER = "permanent_power"


@event_type("sites.utility_agreement_signed", permanent=("site", "reference"))
class UtilityAgreementSigned(Event):
    """A service agreement: so much power, at a voltage, from a day that the utility commits to."""

    site: str
    reference: str
    utility: str
    power_mw: Decimal
    voltage_kv: Decimal
    service_on: date
    on: date


@event_type("sites.utility_power_promised", permanent=("site", "step"))
class UtilityPowerPromised(Event):
    """The day from which the utility will supply.

    activity: the code of the activity that cannot be finished before, empty if none waits for it.
    confidence: the chance, as judged here, that the date is kept.
    """

    site: str
    step: UtilityStep
    promised_on: date
    activity: str
    confidence: float
    on: date


@event_type("sites.utility_power_moved", permanent=("site", "step", "move"))
class UtilityPowerMoved(Event):
    """The utility named another day. move: 1 for the first."""

    site: str
    step: UtilityStep
    move: int
    was_promised_on: date
    promised_on: date
    confidence: float
    reason: str
    on: date


@event_type("sites.utility_power_energised", permanent=("site", "step"))
class UtilityPowerEnergised(Event):
    """The utility's side is live."""

    site: str
    step: UtilityStep
    on: date
