"""Ocotillo Mesa, Arizona: the site that is fine.

The contract start was set after the P80 of a simulation and not on the date of the plan, the desert
takes few days, and the transformers came when they were promised. All three halls are expected weeks
before their customer may call for them.
"""

from datetime import date
from decimal import Decimal

from config.story.calendars import US
from config.story.cast import lost_days, purchases, steady
from config.story.script import Course, Judgement, Mishap, Place, Story
from labor.events import Craft
from projects.events import ProjectKind, TrancheTerms
from projects.money.terms import Commitment
from sites.drivers import LOST_DAYS_BY_MONTH, Climate
from sites.events import WeatherCause
from supply.events import IncidentCode

STORY = Story(
    place=Place(
        code="OCM",
        name="Ocotillo Mesa, AZ (fictional)",
        zone="America/Phoenix",
        monthly_weather_days=LOST_DAYS_BY_MONTH[Climate.ARID],
        halls={"A": 24, "B": 24, "C": 24},
        mails={"R. Okafor": "delivery@ocotillo-mesa.example"},
    ),
    project="OCM-1",
    name="Ocotillo Mesa 72 MW (fictional)",
    kind=ProjectKind.GREENFIELD,
    schedule="ref72",
    calendar=US.code,
    starts_on=date(2025, 9, 8),
    contract="C-OCM-1",
    customer="NORTHLIGHT",
    signed_on=date(2025, 11, 3),
    tranches=(
        TrancheTerms(
            code="A", milestone="HA-320", power_mw=Decimal(24), starts_on=date(2027, 12, 15)
        ),
        TrancheTerms(
            code="B", milestone="HB-320", power_mw=Decimal(24), starts_on=date(2028, 1, 17)
        ),
        TrancheTerms(
            code="C",
            milestone="HC-320",
            power_mw=Decimal(24),
            starts_on=date(2028, 2, 15),
            commitment=Commitment.OPTION,
        ),
    ),
    course=Course(
        pace=0.98,
        lost=lost_days(
            "OCM",
            {"2026-01": 1, "2026-03": 1, "2026-05": 1, "2026-07": 2, "2026-08": 1, "2026-10": 1},
            WeatherCause.HEAT,
        ),
    ),
    gangs=steady(
        ("Concrete", Craft.CONC, 120, date(2026, 1, 26)),
        ("Ironworkers", Craft.IW, 60, date(2026, 5, 4)),
        ("Electrical", Craft.ELEC, 560, date(2026, 2, 16)),
    ),
    purchases=purchases(),
    mishaps=(
        Mishap(
            reference="OCM-QA-1",
            code=IncidentCode.QA_NCR,
            title="Two UPS modules failed their test at the works and were tested again",
            order="UPSS",
            judged={date(2026, 7, 22): Judgement(probability=1.0, days=(5, 20, 75))},
            over=(date(2026, 8, 7), 13.0),
        ),
        Mishap(
            reference="BRI-PT-1",
            code=IncidentCode.PT_PORT,
            title="Port strike: transformer tanks wait for a berth",
            supplier="BRIGHTWATER",
            judged={date(2026, 9, 2): Judgement(probability=0.6, days=(5, 14, 45))},
            over=(date(2026, 9, 29), 9.0),
        ),
    ),
)
