"""Front Range Park, Colorado: the fit-out that waits for another developer's powered shell.

The racks, chillers and crews of one hall are bought and ready, and the building belongs to a landlord
who should have handed it over in September. What is known of the delay comes from his monthly letter.
"""

from datetime import date
from decimal import Decimal

from config.story.calendars import US
from config.story.cast import purchases, steady
from config.story.script import Course, Place, Story
from labor.events import Craft
from projects.events import ProjectKind, TrancheTerms
from sites.drivers import LOST_DAYS_BY_MONTH, Climate

STORY = Story(
    place=Place(
        code="FRP",
        name="Front Range Park, CO (fictional)",
        zone="America/Denver",
        monthly_weather_days=LOST_DAYS_BY_MONTH[Climate.ARID],
        halls={"A": 24},
        mails={"M. Abernathy": "delivery@front-range-park.example"},
    ),
    project="FRP-1",
    name="Front Range Park 24 MW fit-out (fictional)",
    kind=ProjectKind.FIT_OUT,
    schedule="fitout24",
    calendar=US.code,
    starts_on=date(2025, 10, 13),
    contract="C-FRP-1",
    customer="MERIDIAN",
    signed_on=date(2025, 12, 8),
    tranches=(
        TrancheTerms(
            code="A",
            milestone="HA-320",
            power_mw=Decimal(24),
            starts_on=date(2027, 12, 15),
            gpus=12_096,  # 504 for each MW: DOMAIN.md F.3
        ),
    ),
    course=Course(held={"TP-010": date(2026, 12, 11)}),
    gangs=steady(
        ("Electrical", Craft.ELEC, 170, date(2026, 9, 14)),
        ("Pipefitters", Craft.PIPE, 240, date(2026, 9, 14)),
    ),
    purchases=purchases(high_voltage=False),
)
