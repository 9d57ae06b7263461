"""Granfjell, Norway: the site held by its integrated systems tests.

Hall A is built, cold and full of load banks, and has failed its test of a lost utility feed three
times: the chillers do not restart before the coolant loops are warm. Halls B and C wait behind it for
the one commissioning team.
"""

from datetime import date
from decimal import Decimal

from config.story.calendars import NORWAY
from config.story.cast import lost_days, purchases, steady
from config.story.script import Attempt, Course, Finding, Place, Story
from labor.events import Craft
from projects.events import ProjectKind, TrancheTerms
from sites.drivers import LOST_DAYS_BY_MONTH, Climate
from sites.events import Outcome, Priority, WeatherCause

PULL_THE_PLUG = "IST-01 loss of utility, ride-through and restart"
CONTROLS_LOST = "IST-04 loss of a CDU controller and of the control network"

STORY = Story(
    place=Place(
        code="GRF",
        name="Granfjell, Norway (fictional)",
        zone="Europe/Oslo",
        monthly_weather_days=LOST_DAYS_BY_MONTH[Climate.NORTH],
        halls={"A": 24, "B": 24, "C": 24},
        mails={"I. Solbakken": "delivery@granfjell.example"},
    ),
    project="GRF-1",
    name="Granfjell 72 MW (fictional)",
    kind=ProjectKind.GREENFIELD,
    schedule="ref72",
    calendar=NORWAY.code,
    starts_on=date(2025, 3, 31),
    contract="C-GRF-1",
    customer="NORTHLIGHT",
    signed_on=date(2025, 6, 2),
    tranches=(
        TrancheTerms(
            code="A", milestone="HA-320", power_mw=Decimal(24), starts_on=date(2027, 3, 15)
        ),
        TrancheTerms(
            code="B", milestone="HB-320", power_mw=Decimal(24), starts_on=date(2027, 4, 19)
        ),
        TrancheTerms(
            code="C", milestone="HC-320", power_mw=Decimal(24), starts_on=date(2027, 5, 24)
        ),
    ),
    course=Course(
        pace=0.95,
        held={"HA-230": date(2026, 12, 11)},
        lost=lost_days(
            "GRF",
            {"2025-08": 1, "2025-10": 2, "2025-12": 2, "2025-11": 2, "2026-01": 4, "2026-02": 3},
            WeatherCause.COLD,
        ),
    ),
    gangs=steady(
        ("Concrete", Craft.CONC, 110, date(2025, 8, 11)),
        ("Pipefitters", Craft.PIPE, 180, date(2026, 1, 5)),
        ("Electrical", Craft.ELEC, 280, date(2025, 8, 25)),
    ),
    purchases=purchases(),
    attempts=(
        Attempt(on=date(2026, 10, 16), tag="CHW-A", procedure=PULL_THE_PLUG, outcome=Outcome.FAIL),
        Attempt(on=date(2026, 10, 22), tag="CDU-A", procedure=CONTROLS_LOST, outcome=Outcome.FAIL),
        Attempt(on=date(2026, 10, 30), tag="CHW-A", procedure=PULL_THE_PLUG, outcome=Outcome.FAIL),
        Attempt(on=date(2026, 11, 5), tag="UPS-A", procedure=PULL_THE_PLUG, outcome=Outcome.FAIL),
        Attempt(on=date(2026, 11, 13), tag="CHW-A", procedure=PULL_THE_PLUG, outcome=Outcome.FAIL),
    ),
    findings=(
        Finding(
            tag="CHW-A",
            reference="GRF-D-101",
            priority=Priority.P1,
            what="Chillers restart after 190 s; the loops are warm after 140 s.",
            on=date(2026, 10, 16),
        ),
        Finding(
            tag="CDU-A",
            reference="GRF-D-104",
            priority=Priority.P1,
            what="CDU pumps stop when their controller changes over.",
            on=date(2026, 10, 22),
        ),
        Finding(
            tag="UPS-A",
            reference="GRF-D-109",
            priority=Priority.P2,
            what="Two UPS modules report a battery alarm on transfer.",
            on=date(2026, 11, 5),
        ),
        Finding(
            tag="BMS-A",
            reference="GRF-D-090",
            priority=Priority.P2,
            what="Trend of supply temperature is lost for 20 s at change-over.",
            on=date(2026, 9, 28),
            closed_on=date(2026, 10, 12),
        ),
    ),
)
