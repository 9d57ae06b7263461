"""The weeks of a site's crews, now or as of a past log position."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from eventlog.amendments import AMENDMENTS, standing
from eventlog.events import Event, name_of
from eventlog.facts import Fact
from eventlog.log import read, tail_position
from labor.events import (
    CrewDemobilised,
    CrewMobilised,
    HeadsJoined,
    HeadsLeft,
    Mix,
    MixReported,
    ShiftPatternSet,
    WeekWorked,
)
from labor.models import Crew
from labor.weeks.figures import CraftWeek, craft_weeks
from labor.weeks.told import CrewTold
from sites.streams import streams_at

COUNTS = (CrewMobilised, MixReported, HeadsLeft, HeadsJoined)
TOLD: tuple[type[Event], ...] = (*COUNTS, CrewDemobilised, ShiftPatternSet, WeekWorked)

Weeks = Mapping[str, tuple[CraftWeek, ...]]
"""By craft."""


def weeks_of(site: str, *, until: date | None = None) -> Weeks:
    """The weeks of each craft at a site.

    until: the last day; later crews are taken to go on as last told. None: the last day told of them.
    """
    return weeks_as_of(site, tail_position(), until=until)


def weeks_as_of(site: str, position: int, *, until: date | None = None) -> Weeks:
    crews = crews_told(site, position)
    days = [day for told in crews.values() for crew in told for day in _days(crew)]
    last = max(days, default=date.min) if until is None else max(until, *days, date.min)
    return {craft: craft_weeks(told, until=last) for craft, told in sorted(crews.items())}


def crews_told(site: str, position: int) -> Mapping[str, list[CrewTold]]:
    """What the log says of every crew of a site, by craft."""
    streams = streams_at(site, Crew)
    types = [*map(name_of, TOLD), *AMENDMENTS]
    by_stream: dict[UUID, list[Fact[Any]]] = defaultdict(list)
    for fact in standing(read(streams=streams, types=types, until=position)):
        by_stream[fact.stream].append(fact)
    by_craft: dict[str, list[CrewTold]] = defaultdict(list)
    for facts in by_stream.values():
        craft = next(fact.event.craft.value for fact in facts)
        by_craft[craft].append(
            _told(sorted(facts, key=lambda fact: (fact.event.on, fact.position)))
        )
    return by_craft


def _told(facts: Iterable[Fact[Any]]) -> CrewTold:
    counts: list[tuple[date, Mix | None]] = []
    patterns: list[ShiftPatternSet] = []
    weeks: list[WeekWorked] = []
    positions: list[tuple[date, int]] = []
    for fact in facts:
        match fact.event:
            case ShiftPatternSet() as pattern:
                patterns.append(pattern)
            case WeekWorked() as week:
                weeks.append(week)
            case CrewDemobilised() as left:
                counts.append((left.on, None))
            case count:
                counts.append((count.on, count.mix))
        if isinstance(fact.event, ShiftPatternSet | WeekWorked):
            positions.append((fact.event.on, fact.position))
    return CrewTold(
        counts=tuple(counts),
        patterns=tuple(patterns),
        weeks=tuple(weeks),
        positions=tuple(positions),
    )


def _days(crew: CrewTold) -> Iterable[date]:
    yield from (on for on, _ in crew.counts)
    yield from (week.on for week in crew.weeks)
    yield from (pattern.on for pattern in crew.patterns)
