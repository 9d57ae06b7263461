"""Muskingum Bend, Ohio: the site whose electricians are new to the trade.

There were a thousand of them in spring and there are a thousand now, but the 200 journeypersons who
led them have gone to other builds one bus after another, and 20 are left among boom apprentices. An
hour of that crew brings about two thirds of what it brought, and most of the halls' wiring lies ahead.
"""

from datetime import date
from decimal import Decimal

from config.story.calendars import US
from config.story.cast import OF_A_HALL, lost_days, purchases, steady
from config.story.script import (
    Course,
    Gang,
    Judgement,
    Mishap,
    Place,
    Purchase,
    Remedy,
    Story,
)
from labor.events import Craft
from labor.productivity import CrewMix
from projects.events import ProjectKind, TrancheTerms
from sites.events import WeatherCause
from supply.events import EffectKind, IncidentCode, SlipCause, Stage

ELECTRICIANS = Gang(
    name="Electrical",
    craft=Craft.ELEC,
    mixes={
        date(2026, 4, 6): CrewMix(
            journeypersons=200, apprentices_by_year=(160, 160, 160, 160, 160)
        ),
        date(2026, 6, 15): CrewMix(
            journeypersons=150, apprentices_by_year=(240, 200, 170, 130, 110)
        ),
        date(2026, 8, 10): CrewMix(journeypersons=90, apprentices_by_year=(350, 240, 160, 95, 65)),
        date(2026, 9, 28): CrewMix(journeypersons=45, apprentices_by_year=(450, 245, 150, 72, 38)),
        date(2026, 10, 26): CrewMix(journeypersons=20, apprentices_by_year=(490, 245, 147, 69, 29)),
    },
)

STORY = Story(
    place=Place(
        code="MUB",
        name="Muskingum Bend, OH (fictional)",
        zone="America/New_York",
        monthly_weather_days=(2.0,) * 12,
        halls={"A": 24, "B": 24, "C": 24},
        mails={
            "D. Kowalczyk": "delivery@muskingum-bend.example",
            "Lenders' engineer": "watch@keystone-lenders.example",
        },
    ),
    project="MUB-1",
    name="Muskingum Bend 72 MW (fictional)",
    kind=ProjectKind.GREENFIELD,
    schedule="ref72",
    calendar=US.code,
    starts_on=date(2025, 12, 1),
    contract="C-MUB-1",
    customer="HALCYON",
    signed_on=date(2026, 1, 19),
    tranches=(
        TrancheTerms(
            code="A", milestone="HA-320", power_mw=Decimal(24), starts_on=date(2028, 1, 3)
        ),
        TrancheTerms(
            code="B", milestone="HB-320", power_mw=Decimal(24), starts_on=date(2028, 2, 7)
        ),
        TrancheTerms(
            code="C", milestone="HC-320", power_mw=Decimal(24), starts_on=date(2028, 3, 20)
        ),
    ),
    course=Course(
        paces={"PR-XFMR-20": 0.82},  # a slot that another build gave back
        lost=lost_days(
            "MUB",
            {
                "2026-02": 2,
                "2026-03": 3,
                "2026-04": 3,
                "2026-05": 2,
                "2026-06": 1,
                "2026-07": 2,
                "2026-08": 2,
                "2026-09": 1,
                "2026-10": 3,
                "2026-11": 1,
            },
            WeatherCause.RAIN,
        ),
    ),
    gangs=(
        *steady(
            ("Concrete", Craft.CONC, 120, date(2026, 4, 20)),
            ("Ironworkers", Craft.IW, 60, date(2026, 7, 20)),
            ("Pipefitters", Craft.PIPE, 320, date(2026, 9, 8)),
        ),
        ELECTRICIANS,
    ),
    purchases=purchases(
        instead={
            "CHLR": Purchase(
                package="CHLR",
                supplier=OF_A_HALL["CHLR"][0],
                what=OF_A_HALL["CHLR"][1],
                moves={date(2026, 10, 14): (date(2026, 12, 18), SlipCause.FACTORY)},
                forecasts={date(2026, 11, 11): (Stage.SHIPPED, date(2026, 12, 14))},
            )
        }
    ),
    mishaps=(
        Mishap(
            reference="MIDWEST-ICE-1",
            code=IncidentCode.WX_STORM,
            title="Ice storm warning: roads closed in the whole region",
            region="US Midwest",
            judged={
                date(2026, 11, 12): Judgement(probability=0.6, days=(1, 3, 7)),
                date(2026, 11, 17): Judgement(probability=0.8, days=(1, 3, 6)),
            },
        ),
        Mishap(
            reference="MUB-QA-1",
            code=IncidentCode.QA_NCR,
            title="A chiller fell from the crane at the works; another is drawn from stock",
            order="CHLR",
            effect=EffectKind.DESTROY_UNIT,
            judged={date(2026, 10, 12): Judgement(probability=1.0, days=(40, 60, 90))},
        ),
        Mishap(
            reference="TES-FQ-1",
            code=IncidentCode.FA_QUEUE,
            title="Quick-connects are short: racks wait for their test at the works",
            supplier="TESSERA",
            effect=EffectKind.EXTEND_STAGE,
            stage=Stage.FACTORY_TESTED,
            judged={date(2026, 11, 4): Judgement(probability=0.4, days=(10, 30, 120))},
            remedies=(
                Remedy(
                    name="Couplings by air",
                    what="Couplings of a second maker are flown in and qualified on one rack",
                    cost_minor=24_000_000,
                    currency="USD",
                    days_saved=12.0,
                    planned_on=date(2026, 11, 12),
                ),
            ),
        ),
    ),
)
