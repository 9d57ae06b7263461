"""From the facts of a crew to its rows."""

from typing import Any

from msgspec.structs import asdict

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from labor import models
from labor.events import CrewDemobilised, CrewMobilised, Mix, MixReported

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
        **_counted(event.mix),
    )


@crews.on(MixReported)
def counted_again(crew: Row, fact: Fact[MixReported]) -> Row:
    return crew.but(counted_on=fact.event.on, **_counted(fact.event.mix))


@crews.on(CrewDemobilised)
def demobilised(crew: Row, fact: Fact[CrewDemobilised]) -> Row:
    return crew.but(demobilised_on=fact.event.on)


def _day(fact: Fact[CrewMobilised | MixReported]) -> Parts:
    yield part_id(fact.stream, fact.event.on.isoformat()), fact.event


@mix_reports.on(CrewMobilised, MixReported, each=_day)
def reported(_: Row | None, fact: Fact[Any], event: CrewMobilised | MixReported) -> Row:
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
