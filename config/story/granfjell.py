"""Granfjell, Norway: the site held by its integrated systems tests.

Hall A is built, cold and full of load banks, and has failed its test of a lost utility feed three
times: the chillers do not restart before the coolant loops are warm. Halls B and C wait behind it for
the one commissioning team.
"""

from datetime import date
from decimal import Decimal

from config.story.calendars import NORWAY
from config.story.cast import lost_days, purchases, steady
from config.story.script import Attempt, Course, Finding, Place, Step, Story, Turn
from labor.events import Craft
from projects.events import ProjectKind, TrancheTerms
from sites.commissioning.readings import Reading
from sites.drivers import LOST_DAYS_BY_MONTH, Climate
from sites.events import CxLevel, Outcome, Priority, WeatherCause

PULL_THE_PLUG = "IST-01 loss of utility, ride-through and restart"
CONTROLS_LOST = "IST-04 loss of a CDU controller and of the control network"

OWNER = "I. Solbakken (fictional)"
AGENT = "H. Brekke, commissioning agent (fictional)"
CHILLER_MAKER = "Polar Loop service (fictional)"

WARMING = "second,supply_celsius\n" + "".join(
    f"{second},{30 + second / 9.5:.1f}\n" for second in range(0, 153, 8)
)
"""The trend of the coolant's temperature from the lost feed to the restart."""


def _pulled(on: date, *, restart_seconds: float, trend: str = "") -> Attempt:
    """A failed test of a lost utility feed: the loops are warm after 140 s."""
    restart = Reading(quantity="chiller restart", value=restart_seconds, unit="s", high=140)
    return Attempt(
        on=on,
        tag="CHW-A",
        procedure=PULL_THE_PLUG,
        outcome=Outcome.FAIL,
        readings=(restart,),
        trend=trend,
    )


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
        _pulled(date(2026, 10, 16), restart_seconds=190),
        Attempt(
            on=date(2026, 10, 22),
            tag="CDU-A",
            procedure=CONTROLS_LOST,
            outcome=Outcome.FAIL,
            readings=(Reading(quantity="loop flow kept", value=0, unit="%", low=90),),
        ),
        _pulled(date(2026, 10, 30), restart_seconds=165),
        Attempt(
            on=date(2026, 11, 5),
            tag="UPS-A",
            procedure=PULL_THE_PLUG,
            outcome=Outcome.FAIL,
            readings=(Reading(quantity="modules without alarm", value=14, unit="of 16", low=16),),
        ),
        _pulled(date(2026, 11, 13), restart_seconds=152, trend=WARMING),
    ),
    findings=(
        Finding(
            tag="CHW-A",
            reference="GRF-D-101",
            priority=Priority.P1,
            what="Chillers restart after 190 s; the loops are warm after 140 s.",
            on=date(2026, 10, 16),
            level=CxLevel.L5,
            steps=(
                Step(on=date(2026, 10, 19), turn=Turn.ASSIGN, who=CHILLER_MAKER),
                Step(
                    on=date(2026, 10, 28),
                    turn=Turn.FIX,
                    who=CHILLER_MAKER,
                    why="Restart sequence shortened in the chiller controllers.",
                ),
                Step(
                    on=date(2026, 10, 30),
                    turn=Turn.REJECT,
                    who=AGENT,
                    why="Restart still takes 165 s.",
                ),
            ),
        ),
        Finding(
            tag="CDU-A",
            reference="GRF-D-104",
            priority=Priority.P1,
            what="CDU pumps stop when their controller changes over.",
            on=date(2026, 10, 22),
            level=CxLevel.L5,
            steps=(Step(on=date(2026, 10, 23), turn=Turn.ASSIGN, who=CHILLER_MAKER),),
        ),
        Finding(
            tag="UPS-A",
            reference="GRF-D-109",
            priority=Priority.P2,
            what="Two UPS modules report a battery alarm on transfer.",
            on=date(2026, 11, 5),
            level=CxLevel.L5,
            steps=(
                Step(on=date(2026, 11, 6), turn=Turn.ASSIGN, who="UPS maker's service (fictional)"),
            ),
        ),
        Finding(
            tag="CDU-A",
            reference="GRF-D-112",
            priority=Priority.P2,
            what="Valve labels of loop TCS-A2 are in English only.",
            on=date(2026, 11, 9),
            steps=(
                Step(
                    on=date(2026, 11, 10),
                    turn=Turn.PRIORITISE,
                    priority=Priority.P3,
                    why="Nothing works less well for it.",
                ),
                Step(
                    on=date(2026, 11, 11),
                    turn=Turn.WAIVE,
                    who=OWNER,
                    why="The operators' handbook has both languages.",
                ),
            ),
        ),
        Finding(
            tag="BMS-A",
            reference="GRF-D-090",
            priority=Priority.P2,
            what="Trend of supply temperature is lost for 20 s at change-over.",
            on=date(2026, 9, 28),
            level=CxLevel.L4,
            steps=(
                Step(on=date(2026, 9, 29), turn=Turn.ASSIGN, who="Controls contractor (fictional)"),
                Step(
                    on=date(2026, 10, 8),
                    turn=Turn.FIX,
                    who="Controls contractor (fictional)",
                    why="Both servers buffer the trend.",
                ),
                Step(on=date(2026, 10, 12), turn=Turn.VERIFY, who=AGENT),
            ),
            closed_on=date(2026, 10, 12),
        ),
    ),
)
