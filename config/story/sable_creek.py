"""Sable Creek, Ohio: the fit-out that is done, ten days before its contract start.

In spring that looked unlikely. Its hall was ready in October, so what was said of it month by month can be
held against the day.
"""

from datetime import date
from decimal import Decimal

from config.story.calendars import US
from config.story.cast import purchases, steady
from config.story.script import Attempt, Course, Finding, Place, Step, Story, Turn
from labor.events import Craft
from projects.events import ProjectKind, TrancheTerms
from sites.commissioning.readings import Reading
from sites.drivers import LOST_DAYS_BY_MONTH, Climate
from sites.events import CxLevel, Outcome, Priority

CHILLER_MAKER, CXA = "Polar Loop Cooling (fictional)", "Commissioning agent (fictional)"
PULL_THE_PLUG = "L5 pull the plug at full load"


def _pulled(on: date, tag: str, outcome: Outcome, reading: Reading) -> Attempt:
    """A lost feed under the load of load banks, air and liquid."""
    return Attempt(on=on, tag=tag, procedure=PULL_THE_PLUG, outcome=outcome, readings=(reading,))


def _restart(seconds: float) -> Reading:
    return Reading(quantity="chiller restart", value=seconds, unit="s", high=140)


INTEGRATED = (
    _pulled(date(2026, 7, 9), "CHW-A", Outcome.FAIL, _restart(158)),
    _pulled(
        date(2026, 7, 9),
        "UPS-A",
        Outcome.PASS,
        Reading(quantity="modules without alarm", value=16, unit="of 16", low=16),
    ),
    _pulled(
        date(2026, 7, 9),
        "GEN-A",
        Outcome.PASS,
        Reading(quantity="start to rated voltage", value=9.1, unit="s", high=10),
    ),
    _pulled(date(2026, 7, 20), "CHW-A", Outcome.PASS, _restart(121)),
    _pulled(
        date(2026, 7, 20),
        "CDU-A",
        Outcome.PASS,
        Reading(quantity="loop flow kept", value=94, unit="%", low=90),
    ),
    _pulled(
        date(2026, 7, 21),
        "BMS-A",
        Outcome.PASS,
        Reading(quantity="points answering", value=100, unit="%", low=100),
    ),
)

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
    attempts=INTEGRATED,
    findings=(
        Finding(
            tag="CHW-A",
            reference="SBC-D-33",
            priority=Priority.P1,
            what="Chillers restart after 158 s; the loops are warm after 140 s.",
            on=date(2026, 7, 9),
            level=CxLevel.L5,
            steps=(
                Step(on=date(2026, 7, 10), turn=Turn.ASSIGN, who=CHILLER_MAKER),
                Step(
                    on=date(2026, 7, 16),
                    turn=Turn.FIX,
                    who=CHILLER_MAKER,
                    why="Restart sequence shortened in the chiller controllers.",
                ),
                Step(on=date(2026, 7, 20), turn=Turn.VERIFY, who=CXA),
            ),
            closed_on=date(2026, 7, 21),
        ),
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
