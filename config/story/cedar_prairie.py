"""Cedar Prairie, Texas: the site that sixty days of rain and wind left in the mud.

No concrete was poured for most of the spring. Just as the pads had dried, a new generation of racks
made the customer revise the design of the halls, and procurement and rework of that are still open.
"""

from datetime import date
from decimal import Decimal

from config.story.calendars import US
from config.story.cast import lost_days, purchases, steady
from config.story.script import Course, Judgement, Mishap, Place, Story
from labor.events import Craft
from projects.events import ProjectKind, TrancheTerms
from sites.drivers import LOST_DAYS_BY_MONTH, Climate
from sites.events import WeatherCause
from supply.events import IncidentCode

SIXTY_DAYS = {
    **lost_days("CDP", {"2026-03": 9, "2026-04": 14, "2026-05": 16, "2026-06": 11}),
    **lost_days("CDP", {"2026-02": 4, "2026-07": 3, "2026-09": 3}, WeatherCause.WIND),
}

STORY = Story(
    place=Place(
        code="CDP",
        name="Cedar Prairie, TX (fictional)",
        zone="America/Chicago",
        monthly_weather_days=LOST_DAYS_BY_MONTH[Climate.SOUTH],
        halls={"A": 24, "B": 24, "C": 24},
        mails={"T. Villarreal": "delivery@cedar-prairie.example"},
    ),
    project="CDP-1",
    name="Cedar Prairie 72 MW (fictional)",
    kind=ProjectKind.GREENFIELD,
    schedule="ref72",
    calendar=US.code,
    starts_on=date(2025, 8, 18),
    contract="C-CDP-1",
    customer="HALCYON",
    signed_on=date(2025, 10, 20),
    tranches=(
        TrancheTerms(
            code="A", milestone="HA-320", power_mw=Decimal(24), starts_on=date(2027, 10, 15)
        ),
        TrancheTerms(
            code="B", milestone="HB-320", power_mw=Decimal(24), starts_on=date(2027, 11, 29)
        ),
        TrancheTerms(
            code="C", milestone="HC-320", power_mw=Decimal(24), starts_on=date(2028, 1, 10)
        ),
    ),
    course=Course(lost=SIXTY_DAYS),
    gangs=steady(
        ("Concrete", Craft.CONC, 140, date(2026, 2, 2)),
        ("Ironworkers", Craft.IW, 80, date(2026, 6, 1)),
        ("Electrical", Craft.ELEC, 460, date(2026, 3, 2)),
    ),
    purchases=purchases(),
    mishaps=(
        Mishap(
            reference="CDP-TR-1",
            code=IncidentCode.TR_PERMIT,
            title="The oversize permit of the switchgear house came a week late",
            order="HVGR",
            judged={date(2026, 9, 2): Judgement(probability=0.8, days=(3, 10, 30))},
            over=(date(2026, 9, 18), 8.0),
        ),
        Mishap(
            reference="CDP-DE-1",
            code=IncidentCode.DE_REV,
            title="New rack generation: rack feeders and busway of the halls redesigned",
            activity="HA-060",
            judged={
                date(2026, 8, 12): Judgement(probability=0.5, days=(10, 40, 150)),
                date(2026, 9, 16): Judgement(probability=0.9, days=(30, 70, 150)),
                date(2026, 10, 21): Judgement(probability=1.0, days=(50, 85, 150)),
            },
        ),
    ),
)
