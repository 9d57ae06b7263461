"""What a third-party developer promises to a site, moves, and keeps.

Dates are calendar days at the site.
"""

from datetime import date
from enum import StrEnum

from eventlog.events import Event, event_type


class DeveloperStep(StrEnum):
    """What a developer hands over, in the order in which it usually comes."""

    PERMIT = "permit"
    DRY_IN = "dry_in"
    SHELL_HANDOVER = "shell_handover"
    POWER_AVAILABLE = "power_available"
    COOLING_AVAILABLE = "cooling_available"
    FIBRE_AVAILABLE = "fibre_available"
    OCCUPANCY = "occupancy"


@event_type("sites.developer_milestone_promised", permanent=("site", "reference"))
class DeveloperMilestonePromised(Event):
    """A developer said when something will be ready.

    activity: the code of the activity that cannot be finished before, empty if none waits for it.
    confidence: the chance, as judged here, that the date is kept.
    """

    site: str
    reference: str
    developer: str
    step: DeveloperStep
    promised_on: date
    activity: str
    confidence: float
    on: date


@event_type("sites.developer_milestone_moved", permanent=("site", "reference", "move"))
class DeveloperMilestoneMoved(Event):
    """The developer named another day. move: 1 for the first."""

    site: str
    reference: str
    move: int
    was_promised_on: date
    promised_on: date
    confidence: float
    reason: str
    on: date


@event_type("sites.developer_milestone_reached", permanent=("site", "reference"))
class DeveloperMilestoneReached(Event):
    """It was handed over."""

    site: str
    reference: str
    on: date
