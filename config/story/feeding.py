"""The facts of a site's ground: promises of others, utility, topologies with assets, planned weather."""

from collections.abc import Iterator, Mapping
from datetime import date
from math import ceil

from config.story.as_built import Worked
from config.story.diary import Diary
from config.story.grounds import GROUNDS, Ground, Owed
from config.story.script import Story
from sites.distribution import commands as distribution
from sites.distribution.events import AssetKind, AssetLine, Service
from sites.distribution.topologies import Topology
from sites.market import commands as market
from sites.market.events import MarketSide
from sites.outside import commands as outside
from sites.utility import commands as utility
from sites.utility.events import UtilityStep
from sites.weather import commands as weather

ENGINEER, LANDLORD, OWNER = "design engineer", "landlord's letter", "owner's representative"

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
STEPS = {
    UtilityStep.TEMPORARY_POWER: "UT-120",
    UtilityStep.BACK_FEED: "UT-090",
    UtilityStep.PERMANENT_POWER: "UT-100",
}
"""The activity of REF-72 with which each step is there."""

BUILT = {
    Service.POWER: ("030", "170"),
    Service.FACILITY_WATER: ("090", "190"),
    Service.TECHNOLOGY_COOLING: ("100", "190"),
}
"""With which activity of the hall the assets are installed, and with which they are energised."""


def tell_ground(
    diary: Diary, story: Story, went: Mapping[str, Worked], promised: Mapping[str, date]
) -> None:
    ground = GROUNDS[story.place.code]
    _tell_weather_plan(diary, story)
    _tell_utility(diary, story, ground, went, promised)
    _tell_market(diary, ground)
    for owed in ground.owed:
        _tell_owed(diary, ground, owed)
    for hall, power_mw in story.place.halls.items():
        _tell_hall(diary, ground, hall, power_mw * 1000, went)
    for off in ground.off:
        taken = {
            "distribution_id": _stream(diary, off.hall, Service.POWER),
            "tags": off.tags,
            "reason": off.reason,
            "on": off.on,
        }
        diary.note(off.on, distribution.de_energise_assets, off.hall, by=ENGINEER, inputs=taken)


def _tell_weather_plan(diary: Diary, story: Story) -> None:
    days = (ceil(days) for days in story.place.monthly_weather_days)
    planned = {
        "site": diary.site,
        "basis": "the contract's weather exhibit: monthly means of the site, rounded up",
        **dict(zip(MONTHS, days, strict=True)),
        "on": story.signed_on,
    }
    diary.note(story.signed_on, weather.plan_weather_days, "plan", by=OWNER, inputs=planned)


def _tell_utility(
    diary: Diary,
    story: Story,
    ground: Ground,
    went: Mapping[str, Worked],
    promised: Mapping[str, date],
) -> None:
    permanent = promised.get(STEPS[UtilityStep.PERMANENT_POWER], date(2026, 12, 18))
    agreed = {
        "site": diary.site,
        "reference": f"SA-{diary.site}-1",
        "utility": ground.utility,
        "power_mw": ground.power_mw,
        "voltage_kv": ground.voltage_kv,
        "service_on": permanent,
        "on": story.signed_on,
    }
    sign = utility.sign_utility_agreement
    diary.note(story.signed_on, sign, "agreement", by=OWNER, inputs=agreed)
    for step, code in STEPS.items():
        if code in promised:
            _tell_step(diary, story.signed_on, step, promised[code], went[code].ends_on)
        for day, word in ground.moves.get(step, {}).items():
            moved = {
                "power_id": utility.power_stream(diary.site, step),
                "promised_on": word.promised_on,
                "reason": word.reason,
                "confidence": word.confidence,
                "on": day,
            }
            diary.note(day, utility.move_utility_power, step, by=OWNER, inputs=moved)


def _tell_step(
    diary: Diary, signed_on: date, step: UtilityStep, promised_on: date, live_on: date
) -> None:
    """No activity waits for the promise: the works of the utility stand in REF-72 themselves."""
    said = {"site": diary.site, "step": step, "promised_on": promised_on, "on": signed_on}
    diary.note(signed_on, utility.promise_utility_power, step, by=OWNER, inputs=said)
    live = {"site": diary.site, "step": step, "on": live_on}
    diary.note(live_on, utility.energise_utility_power, step, by=OWNER, inputs=live)


def _tell_market(diary: Diary, ground: Ground) -> None:
    for day, tight in ground.labor_market.items():
        best, likely, worst = tight.times
        judged = {
            "region": ground.region,
            "side": MarketSide.LABOR,
            "optimistic_factor": best,
            "likely_factor": likely,
            "pessimistic_factor": worst,
            "source": tight.source,
            "on": day,
        }
        diary.note(day, market.assess_market, ground.region, by=OWNER, inputs=judged)


def _tell_owed(diary: Diary, ground: Ground, owed: Owed) -> None:
    milestone = outside.milestone_stream(diary.site, owed.reference)
    for number, (day, word) in enumerate(owed.said.items()):
        inputs = {"promised_on": word.promised_on, "confidence": word.confidence, "on": day}
        if number:
            command = outside.move_developer_milestone
            inputs |= {"milestone_id": milestone, "reason": word.reason}
        else:
            command = outside.promise_developer_milestone
            inputs |= {
                "site": diary.site,
                "reference": owed.reference,
                "developer": ground.developer,
                "step": owed.step,
                "activity": owed.activity,
            }
        diary.note(day, command, owed.reference, by=LANDLORD, inputs=inputs)
    if on := owed.reached_on:
        reached = {"milestone_id": milestone, "on": on}
        reach = outside.reach_developer_milestone
        diary.note(on, reach, owed.reference, by=LANDLORD, inputs=reached)


def _tell_hall(
    diary: Diary, ground: Ground, hall: str, load_kw: int, went: Mapping[str, Worked]
) -> None:
    frozen = went["PC-020"].ends_on
    for service, (set_with, live_with) in BUILT.items():
        topology = ground.topology if service is Service.POWER else Topology.N_PLUS_2
        designed = {
            "site": diary.site,
            "hall": hall,
            "service": service,
            "topology": topology,
            "load_kw": load_kw * 85 // 100 if service is Service.TECHNOLOGY_COOLING else load_kw,
            "assets": tuple(_assets(service, topology, hall)),
            "on": frozen,
        }
        about = f"{hall}/{service}"
        diary.note(frozen, distribution.design_distribution, about, by=ENGINEER, inputs=designed)
        done = {"distribution_id": _stream(diary, hall, service)}
        set_on, live_on = went[f"H{hall}-{set_with}"].ends_on, went[f"H{hall}-{live_with}"].ends_on
        inputs = {**done, "on": set_on}
        diary.note(set_on, distribution.install_assets, about, by=ENGINEER, inputs=inputs)
        live_on = max(set_on, live_on)
        inputs = {**done, "on": live_on}
        diary.note(live_on, distribution.energise_assets, about, by=ENGINEER, inputs=inputs)


def _stream(diary: Diary, hall: str, service: Service) -> object:
    return distribution.distribution_stream(diary.site, hall, service)


def _assets(service: Service, topology: Topology, hall: str) -> Iterator[AssetLine]:
    """Those of a 24 MW hall of REF-72: 8 + 1 line-ups, 16 + 2 chillers, 16 + 2 CDUs (DOMAIN.md B.2)."""
    match service:
        case Service.FACILITY_WATER:
            for n in range(1, 19):
                yield AssetLine(f"CH-{hall}{n:02}", AssetKind.CHILLER, 1600, "", f"CHW-{hall}")
        case Service.TECHNOLOGY_COOLING:
            for n in range(1, 19):
                yield AssetLine(f"CDU-{hall}{n:02}", AssetKind.CDU, 1300, "", f"CDU-{hall}")
        case _ if topology is Topology.BLOCK_REDUNDANT:
            for block in (*map(str, range(1, 9)), "R"):
                yield AssetLine(f"LU-{hall}{block}", AssetKind.LINE_UP, 3000, block, f"UPS-{hall}")
        case _:
            for path in "AB":
                yield AssetLine(f"FD-{path}", AssetKind.UTILITY_FEED, 24_000, path, f"UPS-{hall}")
                yield AssetLine(f"TX-{path}", AssetKind.TRANSFORMER, 24_000, path, f"UPS-{hall}")
                for n in (1, 2):
                    tag = f"UPS-{path}{n}"
                    yield AssetLine(tag, AssetKind.UPS, 12_000, path, f"UPS-{hall}")
