"""How a hall is fed with power and cooling, and what of it stands, is live, or is off again.

Dates are calendar days at the site.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from eventlog.events import Event, event_type
from sites.distribution.topologies import Topology


class Service(StrEnum):
    """What is distributed: power, or one of the loops of DOMAIN.md E.3."""

    POWER = "power"
    FACILITY_WATER = "facility_water"
    TECHNOLOGY_COOLING = "technology_cooling"
    HEAT_REJECTION = "heat_rejection"
    AIR = "air"


class AssetKind(StrEnum):
    """A stage of the chain from source to load. A line-up is one complete power train."""

    UTILITY_FEED = "utility_feed"
    TRANSFORMER = "transformer"
    GENERATOR = "generator"
    SWITCHGEAR = "switchgear"
    UPS = "ups"
    STS = "sts"
    BUSWAY = "busway"
    LINE_UP = "line_up"
    CHILLER = "chiller"
    DRY_COOLER = "dry_cooler"
    PUMP = "pump"
    CDU = "cdu"
    FAN_WALL = "fan_wall"


@dataclass(frozen=True)
class AssetLine:
    """An asset as its design has it. path: A, B, a block's number, R for a reserve; empty on one bus.

    system: the tag of the system with which it is tested; empty while none is known.
    """

    tag: str
    kind: AssetKind
    capacity_kw: int
    path: str = ""
    system: str = ""


@event_type("sites.distribution_designed", permanent=("site", "hall", "service"))
class DistributionDesigned(Event):
    """The topology of a hall's power or of one of its loops; a revision takes its place.

    removed: tags of the earlier design that this one does without.
    """

    site: str
    hall: str
    service: Service
    topology: Topology
    load_kw: int
    assets: tuple[AssetLine, ...]
    removed: tuple[str, ...]
    on: date


@event_type("sites.asset_added", permanent=("site", "hall", "service"))
class AssetAdded(Event):
    """One more asset in a design that stands."""

    site: str
    hall: str
    service: Service
    asset: AssetLine
    on: date


@event_type("sites.assets_installed", permanent=("site", "hall", "service"))
class AssetsInstalled(Event):
    """Set in place and connected."""

    site: str
    hall: str
    service: Service
    tags: tuple[str, ...]
    on: date


@event_type("sites.assets_energised", permanent=("site", "hall", "service"))
class AssetsEnergised(Event):
    """Live: voltage on, or the loop filled and running."""

    site: str
    hall: str
    service: Service
    tags: tuple[str, ...]
    on: date


@event_type("sites.assets_de_energised", permanent=("site", "hall", "service"))
class AssetsDeEnergised(Event):
    """Off again."""

    site: str
    hall: str
    service: Service
    tags: tuple[str, ...]
    reason: str
    on: date
