"""Sable Creek, Ohio: the fit-out that is done, ten days before its contract start.

In spring that looked unlikely. Its hall was ready in October, so what was said of it month by month can be
held against the day.
"""

from datetime import date
from decimal import Decimal

from config.story.calendars import US
from config.story.cast import purchases, steady
from config.story.script import Course, Finding, Place, Story
from labor.events import Craft
from projects.events import ProjectKind, TrancheTerms
from sites.drivers import LOST_DAYS_BY_MONTH, Climate
from sites.events import Priority

STORY = Story(
    place=Place(
        code="SBC",
        name="Sable Creek, OH (fictional)",
        zone="America/New_York",
        monthly_weather_days=LOST_DAYS_BY_MONTH[Climate.NORTH],
        halls={"A": 24},
        mails={"P. Lindqvist": "delivery@sable-creek.example"},
    ),
    project="SBC-1",
    name="Sable Creek 24 MW fit-out (fictional)",
    kind=ProjectKind.FIT_OUT,
    schedule="fitout24",
    calendar=US.code,
    starts_on=date(2024, 12, 2),
    contract="C-SBC-1",
    customer="HALCYON",
    signed_on=date(2025, 1, 13),
    tranches=(
        TrancheTerms(
            code="A", milestone="HA-320", power_mw=Decimal(24), starts_on=date(2026, 10, 26)
        ),
    ),
    course=Course(pace=1.02),
    gangs=steady(
        ("Electrical", Craft.ELEC, 150, date(2025, 11, 3)),
        ("Pipefitters", Craft.PIPE, 110, date(2025, 11, 3)),
    ),
    purchases=purchases(high_voltage=False),
    findings=(
        Finding(
            tag="CHW-A",
            reference="SBC-D-41",
            priority=Priority.P3,
            what="Insulation missing at two strainers",
            on=date(2026, 10, 20),
            closed_on=date(2026, 11, 4),
        ),
    ),
)
