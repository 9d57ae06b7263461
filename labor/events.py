"""The facts of a crew: who is on site, of which craft and class.

A crew is one craft on one site. Dates are calendar days at the site.
"""

from datetime import date
from decimal import Decimal
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


class Shift(StrEnum):
    DAY = "day"
    SECOND = "second"
    NIGHT = "night"


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


@event_type("labor.heads_left", amendable=False)
class HeadsLeft(Event):
    """Some of a crew went over to another crew of its craft. mix: who is left.

    A move is this fact and a HeadsJoined, in one transaction. Taking back one of the two would leave
    people at two sites or at none, so neither is amended: they are moved back, or counted anew.
    """

    site: str
    name: str
    craft: Craft
    to_site: str
    to_name: str
    moved: Mix
    mix: Mix
    on: date


@event_type("labor.heads_joined", amendable=False)
class HeadsJoined(Event):
    """Some of another crew of its craft joined a crew. mix: all who are there now."""

    site: str
    name: str
    craft: Craft
    from_site: str
    from_name: str
    moved: Mix
    mix: Mix
    on: date


@event_type("labor.shift_pattern_set", permanent=("site", "name", "craft"))
class ShiftPatternSet(Event):
    """From a day on a crew works so many hours a day on so many days a week.

    scheduled_hours_per_week: what the calendar of the schedule takes for granted.
    """

    site: str
    name: str
    craft: Craft
    shift: Shift
    hours_per_day: Decimal
    days_per_week: int
    scheduled_hours_per_week: Decimal
    on: date


@event_type("labor.week_worked", permanent=("site", "name", "craft", "on"))
class WeekWorked(Event):
    """What a crew worked and earned in the week of a day. Hours are those of all heads together.

    apprentice_hours: those of the hours worked that apprentices and helpers worked.
    absence_percent: of the heads that should have come. earned_hours: what the plan allots to the
    quantity that was done, for the reference crew on straight time. None: nobody said.
    """

    site: str
    name: str
    craft: Craft
    straight_hours: Decimal
    overtime_hours: Decimal
    apprentice_hours: Decimal | None
    absence_percent: Decimal | None
    earned_hours: Decimal | None
    quantity: Decimal | None
    unit: str
    on: date


class RatioReading(Event):
    """A site's crews of one craft held against a ratio rule, as the rule stood.

    Counts are heads, or whole hours of a week where the rule counts hours. limit: the most
    apprentices that the rule allows these journeys, or the fewest that it asks for.
    excess_apprentices: above the most, or below the fewest. missing_journeys: how many more would
    make as many apprentices lawful.
    """

    site: str
    craft: Craft
    rule: str
    jurisdiction: str
    says: str
    source: str
    basis: str
    direction: str
    journeys: int
    apprentices: int
    limit: int
    excess_apprentices: int
    missing_journeys: int
    on: date


@event_type("labor.ratio_breached", amendable=False)
class RatioBreached(RatioReading):
    """The crews of a craft on a site began to break a ratio rule."""


@event_type("labor.ratio_restored", amendable=False)
class RatioRestored(RatioReading):
    """They keep it again."""


@event_type("labor.ratio_lifted", amendable=False)
class RatioLifted(Event):
    """A rule that was broken no longer holds for these crews: it was edited, or untied from the site."""

    site: str
    craft: Craft
    rule: str
    on: date
