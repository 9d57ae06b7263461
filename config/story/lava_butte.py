"""Lava Butte, Oregon: the site whose main transformer met a bridge.

The first of three transformers was on the road when its load struck an overpass that the permit had
measured too high. It went back to the works for its bushings and core to be looked at, the promise was
moved, and permanent power waits for it.
"""

from datetime import date
from decimal import Decimal

from config.story.calendars import US
from config.story.cast import HIGH_VOLTAGE, lost_days, purchases, steady
from config.story.script import Course, Judgement, Mishap, Place, Purchase, Remedy, Story
from labor.events import Craft
from projects.events import ProjectKind, TrancheTerms
from sites.drivers import LOST_DAYS_BY_MONTH, Climate
from sites.events import WeatherCause
from supply.events import IncidentCode, SlipCause, Stage

STORY = Story(
    place=Place(
        code="LVB",
        name="Lava Butte, OR (fictional)",
        zone="America/Los_Angeles",
        monthly_weather_days=LOST_DAYS_BY_MONTH[Climate.ARID],
        halls={"A": 24, "B": 24, "C": 24},
        mails={"S. Nakagawa": "delivery@lava-butte.example"},
    ),
    project="LVB-1",
    name="Lava Butte 72 MW (fictional)",
    kind=ProjectKind.GREENFIELD,
    schedule="ref72",
    calendar=US.code,
    starts_on=date(2025, 7, 21),
    contract="C-LVB-1",
    customer="MERIDIAN",
    signed_on=date(2025, 9, 22),
    tranches=(
        TrancheTerms(
            code="A", milestone="HA-320", power_mw=Decimal(24), starts_on=date(2027, 11, 15)
        ),
        TrancheTerms(
            code="B", milestone="HB-320", power_mw=Decimal(24), starts_on=date(2027, 12, 20)
        ),
        TrancheTerms(
            code="C", milestone="HC-320", power_mw=Decimal(24), starts_on=date(2028, 1, 31)
        ),
    ),
    course=Course(
        held={"PR-XFMR-20": date(2027, 3, 12)},
        lost=lost_days(
            "LVB",
            {"2025-12": 2, "2026-01": 3, "2026-02": 1, "2026-04": 1, "2026-08": 1, "2026-11": 1},
            WeatherCause.SNOW,
        ),
    ),
    gangs=steady(
        ("Concrete", Craft.CONC, 120, date(2025, 12, 15)),
        ("Line and substation", Craft.LINE, 40, date(2026, 2, 16)),
        ("Electrical", Craft.ELEC, 600, date(2026, 1, 12)),
    ),
    purchases=purchases(
        instead={
            "XFMR": Purchase(
                package="XFMR",
                supplier=HIGH_VOLTAGE["XFMR"][0],
                what=HIGH_VOLTAGE["XFMR"][1],
                moves={date(2026, 11, 4): (date(2026, 12, 18), SlipCause.FREIGHT)},
                forecasts={date(2026, 11, 13): (Stage.DELIVERED, date(2026, 12, 29))},
            )
        }
    ),
    mishaps=(
        Mishap(
            reference="LVB-TR-1",
            code=IncidentCode.TR_BRIDGE,
            title="Transformer load struck an overpass on the way from the port",
            order="XFMR",
            judged={
                date(2026, 10, 14): Judgement(probability=1.0, days=(7, 45, 210)),
                date(2026, 11, 4): Judgement(probability=1.0, days=(30, 70, 180)),
            },
            remedies=(
                Remedy(
                    name="Second heavy-haul trailer",
                    what="A second trailer with a height-pole escort takes the northern route",
                    cost_minor=185_000_000,
                    currency="USD",
                    days_saved=10.0,
                    planned_on=date(2026, 11, 6),
                    applied_on=date(2026, 11, 11),
                ),
            ),
        ),
    ),
)
