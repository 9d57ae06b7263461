"""From the facts of a site to its rows."""

from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from sites import models
from sites.commissioning.hall_projections import acceptances, gates
from sites.commissioning.projections import deficiencies, tests
from sites.distribution.projections import assets, distributions
from sites.events import SystemEnergised, SystemRegistered, WeatherDayLost
from sites.outside.projections import developer_milestones, developer_promises
from sites.utility.projections import utility_agreements, utility_power, utility_promises
from sites.weather.projections import weather_months, weather_plans

__all__ = (
    "acceptances",
    "assets",
    "deficiencies",
    "developer_milestones",
    "developer_promises",
    "distributions",
    "gates",
    "systems",
    "tests",
    "utility_agreements",
    "utility_power",
    "utility_promises",
    "weather_days",
    "weather_months",
    "weather_plans",
)

systems = Projection(models.System)
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


def _day(fact: Fact[WeatherDayLost]) -> Parts:
    yield part_id(fact.stream, fact.event.on.isoformat()), fact.event


@weather_days.on(WeatherDayLost, each=_day)
def lost(_: Row | None, fact: Fact[Any], event: WeatherDayLost) -> Row:
    return Row(site_id=event.site, on=event.on, cause=event.cause.value)
