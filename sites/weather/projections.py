"""From planned and lost weather days to plans and months."""

from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from sites.events import WeatherDayLost
from sites.weather import models
from sites.weather.events import WeatherDaysPlanned

weather_plans = Projection(models.WeatherPlan)
weather_months = Projection(models.WeatherMonth)


@weather_plans.on(WeatherDaysPlanned)
def planned(_: Row | None, fact: Fact[WeatherDaysPlanned]) -> Row:
    event = fact.event
    return Row(
        site_id=event.site,
        days=list(event.days),
        basis=event.basis,
        revision=event.revision,
        planned_on=event.on,
    )


def _month(fact: Fact[WeatherDayLost]) -> Parts:
    yield part_id(fact.stream, f"{fact.event.on:%Y-%m}"), fact.event


@weather_months.on(WeatherDayLost, each=_month)
def lost(month: Row | None, fact: Fact[Any], event: WeatherDayLost) -> Row:
    days = {**(month.days if month else {}), event.on.isoformat(): event.cause.value}
    return Row(
        site_id=event.site,
        month=event.on.replace(day=1),
        lost_days=len(days),
        days=dict(sorted(days.items())),
    )
