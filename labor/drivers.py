"""From the crews on a site to drivers of its schedule. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add

from labor.pools import NO_POOLS, shared_parts
from labor.productivity import CrewMix, Multiplier, productivity
from labor.weeks.figures import CraftWeek
from sites.uncertainty import Cause, Productivity, Scope, ShortWeek


@dataclass(frozen=True, kw_only=True)
class Crew:
    """A crew as last reported. craft: as in the schedule, empty for a crew of all crafts.

    planned_heads: what the schedule counts on, None when nobody said. positions: in the log.
    """

    site: str
    craft: str
    mix: CrewMix
    planned_heads: int | None = None
    positions: tuple[int, ...] = ()


NOTHING_TOLD: Mapping[tuple[str, str], CraftWeek] = {}
Needed = Mapping[date, float]
"""Heads by the Monday of the week."""

NOTHING_NEEDED: Mapping[str, Needed] = {}
NO_POOLS_AT_ALL: Mapping[tuple[str, str], Sequence[str]] = {}


def crew_drivers(
    crews: Iterable[Crew],
    weeks: Mapping[tuple[str, str], CraftWeek] = NOTHING_TOLD,
    needed: Mapping[str, Needed] = NOTHING_NEEDED,
    pools: Mapping[tuple[str, str], Sequence[str]] = NO_POOLS_AT_ALL,
) -> tuple[Productivity, ...]:
    """One driver for each craft of each site; a crew without heads, or demobilised, drives nothing.

    weeks: by site and craft the newest week of theirs. It has m after the measured mile, and what hours,
    overtime, shift and absence make of it if they go on like this (DOMAIN.md C.4, C.5). needed: by
    craft the heads that the schedule needs in each of the weeks ahead; those in which the heads of the
    last count fall short of it slow the work of these weeks and of no other. pools: by site and craft what
    the heads are hired from, whose draw they share with all crews hired from there (pools.py).

    Crews of one craft are taken as one gang, since their heads work through the same activities:
    averaging the mix and not the durations is right for one gang (RISK.md 4f).
    """
    gangs: dict[tuple[str, str], list[Crew]] = {}
    for crew in crews:
        if crew.mix.heads:
            gangs.setdefault((crew.site, crew.craft), []).append(crew)
    return tuple(
        _driver(
            gang,
            weeks.get(of_craft),
            needed.get(of_craft[1], {}),
            pools.get(of_craft, NO_POOLS),
        )
        for of_craft, gang in gangs.items()
    )


def _driver(
    gang: list[Crew], week: CraftWeek | None, needed: Needed, pools: Sequence[str]
) -> Productivity:
    site, craft = gang[0].site, gang[0].craft
    mix = reduce(add, (crew.mix for crew in gang))
    output = productivity(mix)
    if week and week.measured_weeks:
        output = Multiplier(median=week.m.p50, log_sd=week.log_sd)
    conditions = week.conditions if week else 1.0
    return Productivity(
        cause=Cause(
            key=f"crew:{site}:{craft}",
            label=_label(site, craft, mix, _planned(gang))
            + _told_of(week)
            + _told_of_need(mix.heads, needed),
            kind="labor",
            positions=_positions(gang, week),
        ),
        scope=Scope(crafts=frozenset({craft} if craft else ())),
        median=output.median * staffing(mix.heads, _planned(gang)) * conditions,
        log_sd=output.log_sd,
        shared=shared_parts(pools),
        measured=bool(week and week.measured_weeks),
        short=short_weeks(mix.heads, needed),
    )


def staffing(heads: int, planned: int | None) -> float:
    """The share of the planned heads that is there; more than planned do not go faster."""
    return min(1.0, heads / planned) if planned else 1.0


def short_weeks(heads: int, needed: Needed) -> tuple[ShortWeek, ...]:
    """The weeks that need more heads than there are. Heads above the need of one do nothing for the next."""
    return tuple(
        ShortWeek(week=week, covered=heads / wanted)
        for week, wanted in sorted(needed.items())
        if wanted > heads
    )


def _told_of_need(heads: int, needed: Needed) -> str:
    short = {week: wanted - heads for week, wanted in needed.items() if wanted - heads >= 0.5}
    if not short:
        return ""
    weeks = "1 week" if len(short) == 1 else f"{len(short)} weeks"
    return f", up to {max(short.values()):,.0f} heads short of the schedule in {weeks}"


def _planned(gang: list[Crew]) -> int | None:
    counts = [crew.planned_heads for crew in gang]
    return None if None in counts else sum(count for count in counts if count is not None)


def _label(site: str, craft: str, mix: CrewMix, planned: int | None) -> str:
    who = f"Crew {craft} at {site}" if craft else f"Crew at {site}"
    label = f"{who}: {mix.journey_level:,} journeypersons of {mix.heads:,}"
    short = planned is not None and mix.heads < planned
    return f"{label}, {planned:,} planned" if short else label


def _told_of(week: CraftWeek | None) -> str:
    """What of the hours bears on the work, in words; nothing where all is usual."""
    if week is None:
        return ""
    told = []
    if week.measured_weeks:
        told.append(f"m measured as {week.m.p50:.2f}")
    if week.overtime_weeks and week.usual_hours > week.scheduled_hours:
        told.append(f"week {week.overtime_weeks} of {week.usual_hours:.0f} hours")
    if week.absence_factor < 1:
        told.append(f"{week.absence_percent:.0f}% absent")
    return "".join(f", {each}" for each in told)


def _positions(gang: list[Crew], week: CraftWeek | None) -> tuple[int, ...]:
    """Of the counts, and of the newest facts of hours."""
    counted = {at for crew in gang for at in crew.positions}
    return tuple(sorted(counted | set(week.positions if week else ())))
