"""From the facts of a crew to its rows."""

from typing import Any

from msgspec.structs import asdict

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from labor import models
from labor.events import (
    CrewDemobilised,
    CrewMobilised,
    HeadsJoined,
    HeadsLeft,
    Mix,
    MixReported,
    ShiftPatternSet,
)
from labor.ratios.projections import ratio_breaches
from labor.weeks.projections import shift_patterns, worked_weeks

__all__ = ("ratio_breaches", "shift_patterns", "worked_weeks")

Count = CrewMobilised | MixReported | HeadsLeft | HeadsJoined

crews = Projection(models.Crew)
mix_reports = Projection(models.MixReport)


@crews.on(CrewMobilised)
def mobilised(_: Row | None, fact: Fact[CrewMobilised]) -> Row:
    event = fact.event
    return Row(
        site_id=event.site,
        name=event.name,
        craft=event.craft.value,
        mobilised_on=event.on,
        counted_on=event.on,
        demobilised_on=None,
        shift="",
        hours_per_day=None,
        days_per_week=None,
        **_counted(event.mix),
    )


@crews.on(MixReported, HeadsLeft, HeadsJoined)
def counted_again(crew: Row, fact: Fact[MixReported | HeadsLeft | HeadsJoined]) -> Row:
    return crew.but(counted_on=fact.event.on, **_counted(fact.event.mix))


@crews.on(CrewDemobilised)
def demobilised(crew: Row, fact: Fact[CrewDemobilised]) -> Row:
    return crew.but(demobilised_on=fact.event.on)


@crews.on(ShiftPatternSet)
def shifted(crew: Row, fact: Fact[ShiftPatternSet]) -> Row:
    event = fact.event
    return crew.but(
        shift=event.shift.value,
        hours_per_day=event.hours_per_day,
        days_per_week=event.days_per_week,
    )


def _day(fact: Fact[Count]) -> Parts:
    yield part_id(fact.stream, fact.event.on.isoformat()), fact.event


@mix_reports.on(CrewMobilised, MixReported, HeadsLeft, HeadsJoined, each=_day)
def reported(_: Row | None, fact: Fact[Any], event: Count) -> Row:
    return Row(
        crew_id=fact.stream,
        site_id=event.site,
        name=event.name,
        craft=event.craft.value,
        on=event.on,
        **_counted(event.mix),
    )


def _counted(mix: Mix) -> dict[str, Any]:
    """The columns of `models.Counted`."""
    return {
        **asdict(mix),
        "journey_level": mix.journey_level,
        "others": mix.others,
        "span": mix.others / mix.journey_level if mix.journey_level else None,
    }
