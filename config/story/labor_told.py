"""Of labor what the stories tell beside their crews: hours, weeks, a shared pool, a move, a broken ratio."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from config.story.cast import balanced
from config.story.diary import Diary
from config.story.script import TOLD_UNTIL, Gang, Story
from labor.commands import crew_stream
from labor.events import Craft, Shift
from labor.moving.commands import move_heads
from labor.productivity import CrewMix, productivity
from labor.ratios.commands import check_ratio
from labor.ratios.keeping import keep_law
from labor.ratios.models import LaborJurisdiction, LaborPool
from labor.weeks.commands import report_week, set_shift_pattern
from labor.weeks.effects import overtime_factor
from sites.models import Site

FOREMAN = "site manager"
INSIDE_RULE = "INSIDE-ELEC"
INSIDE_SITES = ("OCM", "MUB", "CDP", "LVB", "FRP")
"""Where the electricians of the demo work under a typical inside agreement."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """A shift pattern."""

    a_day: str
    days: int = 5
    shift: Shift = Shift.DAY
    scheduled: str = "40"


@dataclass(frozen=True, kw_only=True)
class Lent:
    """Heads of the reference mix that go from one site's crew to another's."""

    on: date
    from_site: str
    to_site: str
    gang: str
    heads: int


USUAL, FIFTY, SIXTY = Hours(a_day="8"), Hours(a_day="10"), Hours(a_day="10", days=6)
NORWEGIAN = Hours(a_day="7.5", scheduled="37.5")

PATTERNS: Mapping[tuple[str, str], Mapping[date, Hours]] = {
    ("OCM", "Electrical"): {date(2026, 2, 16): USUAL},
    ("MUB", "Electrical"): {date(2026, 4, 6): USUAL, date(2026, 9, 28): FIFTY},
    ("CDP", "Concrete"): {date(2026, 2, 2): USUAL, date(2026, 7, 6): SIXTY},
    ("CDP", "Electrical"): {date(2026, 3, 2): USUAL},
    ("LVB", "Electrical"): {date(2026, 1, 12): USUAL},
    ("FRP", "Electrical"): {date(2026, 9, 14): USUAL},
    ("GRF", "Pipefitters"): {date(2026, 1, 5): NORWEGIAN},
    ("GRF", "Electrical"): {date(2025, 8, 25): NORWEGIAN},
}

REPORTED: Mapping[tuple[str, str], tuple[date, int]] = {
    ("OCM", "Electrical"): (date(2026, 10, 9), 6),
    ("MUB", "Electrical"): (date(2026, 9, 25), 8),
    ("CDP", "Concrete"): (date(2026, 7, 10), 10),
    ("CDP", "Electrical"): (date(2026, 10, 16), 5),
    ("LVB", "Electrical"): (date(2026, 10, 16), 5),
}
"""From which Friday on so many weeks were reported."""

UNITS = {Craft.ELEC: ("m of cable", Decimal("0.35")), Craft.CONC: ("m3 of concrete", Decimal(4))}
"""What is counted, and the hours that the plan allots to one of it: made up for the demo."""

LENT = (Lent(on=date(2026, 10, 14), from_site="FRP", to_site="CDP", gang="Electrical", heads=30),)
POOL = ("SW-ELEC", "Inside wiremen, South-West (fictional)", ("OCM", "CDP", "FRP"), 1500)


def lay_labor_data(sites: Iterable[str]) -> None:
    """Rules as their sources state them, and where they hold; what somebody has edited stays."""
    there = set(sites)
    new_rules = keep_law()
    if INSIDE_RULE in new_rules:
        inside = LaborJurisdiction.objects.get(pk="INSIDE")
        inside.sites.set(Site.objects.filter(pk__in=there.intersection(INSIDE_SITES)))
    code, name, shared, heads = POOL
    known = {"name": name, "region": "US South-West", "craft": Craft.ELEC, "heads": heads}
    told = {"source": "Made up for the demo", "as_of": TOLD_UNTIL}
    pool, new = LaborPool.objects.get_or_create(code=code, defaults={**known, **told})
    if new:
        pool.sites.set(Site.objects.filter(pk__in=there.intersection(shared)))


def tell_labor(diary: Diary, story: Story) -> None:
    """The hours of a site's crews, and the ratio that its electricians break from their first day."""
    for gang in story.gangs:
        named = (story.place.code, gang.name)
        for day, hours in PATTERNS.get(named, {}).items():
            inputs = {**_of(named), "on": day, **_pattern(hours)}
            diary.note(day, set_shift_pattern, gang.name, by=FOREMAN, inputs=inputs)
        for day, week in _weeks(named, gang):
            inputs = {**_of(named), "on": day, **week}
            diary.note(day, report_week, gang.name, by=FOREMAN, inputs=inputs)
        first = min(gang.mixes)
        if gang.craft is Craft.ELEC and _breaks(gang.mixes[first]) and named[0] in INSIDE_SITES:
            checked = {"site": named[0], "craft": gang.craft, "rule": INSIDE_RULE, "on": first}
            diary.note(first, check_ratio, INSIDE_RULE, by="daily check", inputs=checked)


def moves_among(stories: Iterable[Story]) -> Diary:
    """Heads that one of these sites lent another: told where both are."""
    zones = {story.place.code: story.place.zone for story in stories}
    diary = Diary("moves", zones.get(LENT[0].from_site, "UTC"))
    for lent in LENT:
        if {lent.from_site, lent.to_site} <= zones.keys():
            inputs = {
                "crew_id": crew_stream(lent.from_site, lent.gang),
                "to_crew_id": crew_stream(lent.to_site, lent.gang),
                "on": lent.on,
                **_classes(balanced(lent.heads)),
            }
            diary.note(lent.on, move_heads, lent.gang, by=FOREMAN, inputs=inputs)
    return diary


def counted(site: str, gang: Gang, day: date) -> CrewMix:
    """A crew as it is counted on a day: its mix, with those who were lent to it, or by it."""
    mix = gang.mixes[max(since for since in gang.mixes if since <= day)]
    for lent in LENT:
        if lent.gang == gang.name and lent.on <= day:
            if site == lent.to_site:
                mix = mix + balanced(lent.heads)
            elif site == lent.from_site:
                mix = _less(mix, balanced(lent.heads))
    return mix


def _less(mix: CrewMix, gone: CrewMix) -> CrewMix:
    first, second, third, fourth, fifth = (
        there - some
        for there, some in zip(mix.apprentices_by_year, gone.apprentices_by_year, strict=True)
    )
    return CrewMix(
        journeypersons=mix.journeypersons - gone.journeypersons,
        apprentices_by_year=(first, second, third, fourth, fifth),
        helpers=mix.helpers - gone.helpers,
        foremen=None if mix.foremen is None else mix.foremen - (gone.foremen or 0),
    )


def _of(named: tuple[str, str]) -> dict[str, Any]:
    return {"crew_id": crew_stream(*named)}


def _pattern(hours: Hours) -> dict[str, Any]:
    return {
        "hours_per_day": Decimal(hours.a_day),
        "days_per_week": hours.days,
        "shift": hours.shift,
        "scheduled_hours_per_week": Decimal(hours.scheduled),
    }


def _classes(mix: CrewMix) -> dict[str, int]:
    years = {f"apprentices_year_{y}": n for y, n in enumerate(mix.apprentices_by_year, start=1)}
    return {"journeypersons": mix.journeypersons, "foremen": mix.foremen or 0, **years}


def _breaks(mix: CrewMix) -> bool:
    """The flat 1:1 of the inside agreement."""
    return mix.others > mix.journey_level


def _weeks(named: tuple[str, str], gang: Gang) -> Iterator[tuple[date, dict[str, Any]]]:
    """What the crew worked, and what it earned: as the formula says of its mix, give or take chance."""
    if named not in REPORTED:
        return
    first, count = REPORTED[named]
    unit, allotted = UNITS[gang.craft]
    for number in range(count):
        day = first + timedelta(weeks=number)
        mix = counted(named[0], gang, day)
        hours, run = _hours_in(named, day)
        absent = 2 + round(3 * _luck(f"{named} {day} absent"), 1)
        present = mix.heads * (1 - absent / 100)
        straight, overtime = round(present * min(hours, 40)), round(present * max(0, hours - 40))
        expected = productivity(mix).median * overtime_factor(hours, run)
        chance = 0.9 + 0.2 * _luck(f"{named} {day} earned")
        earned = round((straight + overtime) * expected * chance)
        yield (
            day,
            {
                "straight_hours": Decimal(straight),
                "overtime_hours": Decimal(overtime),
                "absence_percent": Decimal(str(absent)),
                "earned_hours": Decimal(earned),
                "quantity": Decimal(round(earned / float(allotted))),
                "unit": unit,
            },
        )


def _hours_in(named: tuple[str, str], day: date) -> tuple[float, int]:
    """Hours of a week, and which week in a row with that pattern it is."""
    patterns = PATTERNS[named]
    since = max(on for on in patterns if on <= day)
    hours = patterns[since]
    return float(hours.a_day) * hours.days, 1 + (day - since).days // 7


def _luck(name: str) -> float:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") / 2**32
