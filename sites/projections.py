"""From the facts of a site to its rows."""

from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from sites import models
from sites.distribution.projections import assets, distributions
from sites.events import (
    DeficiencyClosed,
    DeficiencyRaised,
    SystemEnergised,
    SystemRegistered,
    TestRecorded,
    WeatherDayLost,
)
from sites.outside.projections import developer_milestones, developer_promises
from sites.utility.projections import utility_agreements, utility_power, utility_promises
from sites.weather.projections import weather_months, weather_plans

__all__ = (
    "assets",
    "developer_milestones",
    "developer_promises",
    "distributions",
    "utility_agreements",
    "utility_power",
    "utility_promises",
    "weather_months",
    "weather_plans",
)

systems = Projection(models.System)
tests = Projection(models.CommissioningTest)
deficiencies = Projection(models.Deficiency)
weather_days = Projection(models.WeatherDay)


@systems.on(SystemRegistered)
def registered(_: Row | None, fact: Fact[SystemRegistered]) -> Row:
    event = fact.event
    return Row(
        site_id=event.site,
        hall=event.hall,
        tag=event.tag,
        name=event.name,
        kind=event.kind.value,
        energised_on=None,
    )


@systems.on(SystemEnergised)
def energised(system: Row, fact: Fact[SystemEnergised]) -> Row:
    return system.but(energised_on=fact.event.on)


def _attempt(fact: Fact[TestRecorded]) -> Parts:
    event = fact.event
    yield part_id(fact.stream, event.level, event.procedure, str(event.attempt)), event


@tests.on(TestRecorded, each=_attempt)
def tested(_: Row | None, fact: Fact[Any], event: TestRecorded) -> Row:
    return Row(
        system_id=fact.stream,
        site_id=event.site,
        level=event.level.value,
        procedure=event.procedure,
        attempt=event.attempt,
        outcome=event.outcome.value,
        witness=event.witness,
        on=event.on,
    )


def _deficiency(fact: Fact[DeficiencyRaised | DeficiencyClosed]) -> Parts:
    yield part_id(fact.stream, "deficiency", fact.event.reference), fact.event


@deficiencies.on(DeficiencyRaised, each=_deficiency)
def raised(_: Row | None, fact: Fact[Any], event: DeficiencyRaised) -> Row:
    return Row(
        system_id=fact.stream,
        site_id=event.site,
        reference=event.reference,
        priority=event.priority.value,
        description=event.description,
        raised_on=event.on,
        closed_on=None,
        resolution="",
    )


@deficiencies.on(DeficiencyClosed, each=_deficiency)
def closed(deficiency: Row, fact: Fact[Any], event: DeficiencyClosed) -> Row:
    return deficiency.but(closed_on=event.on, resolution=event.resolution)


def _day(fact: Fact[WeatherDayLost]) -> Parts:
    yield part_id(fact.stream, fact.event.on.isoformat()), fact.event


@weather_days.on(WeatherDayLost, each=_day)
def lost(_: Row | None, fact: Fact[Any], event: WeatherDayLost) -> Row:
    return Row(site_id=event.site, on=event.on, cause=event.cause.value)
