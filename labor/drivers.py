"""From the crews on a site to drivers of its schedule. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add

from labor.productivity import CrewMix, productivity
from sites.uncertainty import Cause, Productivity, Scope


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


def crew_drivers(crews: Iterable[Crew]) -> tuple[Productivity, ...]:
    """One driver for each craft of each site; a crew without heads, or demobilised, drives nothing.

    Crews of one craft are taken as one gang, since their heads work through the same activities:
    averaging the mix and not the durations is right for one gang (RISK.md 4f).
    """
    gangs: dict[tuple[str, str], list[Crew]] = {}
    for crew in crews:
        if crew.mix.heads:
            gangs.setdefault((crew.site, crew.craft), []).append(crew)
    return tuple(_driver(site, craft, gang) for (site, craft), gang in gangs.items())


def _driver(site: str, craft: str, gang: list[Crew]) -> Productivity:
    mix = reduce(add, (crew.mix for crew in gang))
    output = productivity(mix)
    return Productivity(
        cause=Cause(
            key=f"crew:{site}:{craft}",
            label=_label(site, craft, mix, _planned(gang)),
            kind="labor",
            positions=tuple(sorted(at for crew in gang for at in crew.positions)),
        ),
        scope=Scope(crafts=frozenset({craft} if craft else ())),
        median=output.median * staffing(mix.heads, _planned(gang)),
        log_sd=output.log_sd,
    )


def staffing(heads: int, planned: int | None) -> float:
    """The share of the planned heads that is there; more than planned do not go faster."""
    return min(1.0, heads / planned) if planned else 1.0


def _planned(gang: list[Crew]) -> int | None:
    counts = [crew.planned_heads for crew in gang]
    return None if None in counts else sum(count for count in counts if count is not None)


def _label(site: str, craft: str, mix: CrewMix, planned: int | None) -> str:
    who = f"Crew {craft} at {site}" if craft else f"Crew at {site}"
    label = f"{who}: {mix.journey_level:,} journeypersons of {mix.heads:,}"
    short = planned is not None and mix.heads < planned
    return f"{label}, {planned:,} planned" if short else label
