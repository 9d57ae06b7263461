"""The facts of a crew: who is on site, of which craft and class.

A crew is one craft on one site. Dates are calendar days at the site.
"""

from datetime import date
from enum import StrEnum

import msgspec

from eventlog.events import Event, event_type


class Craft(StrEnum):
    """Crafts of DOMAIN.md B.4, under the codes that schedules use."""

    PM = "PM"
    ENG = "ENG"
    LAB = "LAB"
    OPER = "OPER"
    CONC = "CONC"
    IW = "IW"
    ROOF = "ROOF"
    CARP = "CARP"
    ELEC = "ELEC"
    LINE = "LINE"
    PIPE = "PIPE"
    PLUM = "PLUM"
    SMW = "SMW"
    SPRK = "SPRK"
    MILL = "MILL"
    CTRL = "CTRL"
    LV = "LV"
    NETA = "NETA"
    OEM = "OEM"
    CX = "CX"
    ITEC = "ITEC"
    NETE = "NETE"
    HPCE = "HPCE"
    UTIL = "UTIL"


class Mix(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Heads by class (DOMAIN.md C.1). foremen None: nobody reported them, which differs from none.

    apprentices_of_unknown_year is kept as reported: which years to suppose is no fact but a judgement
    (C.7), made where the mix becomes uncertainty.
    """

    general_foremen: int
    foremen: int | None
    journeypersons: int
    apprentices_year_1: int
    apprentices_year_2: int
    apprentices_year_3: int
    apprentices_year_4: int
    apprentices_year_5: int
    apprentices_of_unknown_year: int
    helpers: int

    @property
    def journey_level(self) -> int:
        """J of C.7: journeypersons and those who lead them."""
        return self.general_foremen + (self.foremen or 0) + self.journeypersons

    @property
    def others(self) -> int:
        """A of C.7: apprentices of all years, and helpers."""
        return (
            self.apprentices_year_1
            + self.apprentices_year_2
            + self.apprentices_year_3
            + self.apprentices_year_4
            + self.apprentices_year_5
            + self.apprentices_of_unknown_year
            + self.helpers
        )

    @property
    def heads(self) -> int:
        return self.journey_level + self.others


@event_type("labor.crew_mobilised", permanent=("site", "name", "craft"))
class CrewMobilised(Event):
    """A crew came on site, with the mix it came with."""

    site: str
    name: str
    craft: Craft
    mix: Mix
    on: date


@event_type("labor.mix_reported", permanent=("site", "name", "craft"))
class MixReported(Event):
    """The heads of a crew as counted on a day, usually the last of a week."""

    site: str
    name: str
    craft: Craft
    mix: Mix
    on: date


@event_type("labor.crew_demobilised", permanent=("site", "name"))
class CrewDemobilised(Event):
    """A crew left the site."""

    site: str
    name: str
    on: date
