"""The commissioning levels as data: what each proves and what it comes after. Pure.

Source: DOMAIN.md E.1 (plant) and E.7 (racks and clusters), STANDARDS.md section 6. Tag colours and the
border between L2 and L3 differ between owners.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sites.events import CxLevel


@dataclass(frozen=True, kw_only=True)
class Level:
    """tag: colour of the tag that hangs on equipment which has passed. after: what must be passed before."""

    level: CxLevel
    title: str
    where: str
    tag: str
    proves: str
    after: CxLevel | None
    source: str = "DOMAIN.md E.1"


_LEVELS = (
    Level(
        level=CxLevel.L0,
        title="Design and planning",
        where="office",
        tag="grey",
        proves="Requirements, basis of design, plan and test scripts are approved.",
        after=None,
    ),
    Level(
        level=CxLevel.L1,
        title="Factory acceptance",
        where="factory",
        tag="red",
        proves="Equipment meets its specification before it ships.",
        after=CxLevel.L0,
    ),
    Level(
        level=CxLevel.L2,
        title="Receipt and installation",
        where="site",
        tag="yellow",
        proves="It arrived whole, matches its submittal and is installed as drawn.",
        after=CxLevel.L1,
    ),
    Level(
        level=CxLevel.L3,
        title="Energise and start-up",
        where="site",
        tag="green",
        proves="It starts and runs alone, with acceptance tests of electrical gear passed.",
        after=CxLevel.L2,
    ),
    Level(
        level=CxLevel.L4,
        title="Functional performance",
        where="site",
        tag="blue",
        proves="Each system does what it must in every mode, under load.",
        after=CxLevel.L3,
    ),
    Level(
        level=CxLevel.L5,
        title="Integrated systems test",
        where="site",
        tag="white",
        proves="The hall rides through failures without dropping critical load.",
        after=CxLevel.L4,
    ),
    Level(
        level=CxLevel.L6,
        title="Close-out and turnover",
        where="site",
        tag="black",
        proves="Reports, training, as-builts and operating documents are handed over.",
        after=CxLevel.L5,
    ),
    Level(
        level=CxLevel.L10,
        title="Server or tray",
        where="integrator",
        tag="none",
        proves="Each server is assembled and tested before it ships.",
        after=None,
        source="DOMAIN.md E.7",
    ),
    Level(
        level=CxLevel.L11,
        title="Rack",
        where="integrator, then site",
        tag="none",
        proves="Power, firmware, links and liquid tightness of each rack.",
        after=CxLevel.L10,
        source="DOMAIN.md E.7",
    ),
    Level(
        level=CxLevel.L12,
        title="Cluster",
        where="site",
        tag="none",
        proves="Fabric, collectives, storage and scheduler work together at scale.",
        after=CxLevel.L11,
        source="DOMAIN.md E.7",
    ),
)

LEVELS: Mapping[CxLevel, Level] = {each.level: each for each in _LEVELS}
