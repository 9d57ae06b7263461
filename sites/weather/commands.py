"""The only writer of planned weather days."""

from calendar import month_name
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import fold
from eventlog.streams import stream_id
from sites.commands import Day, Line, SiteCode
from sites.days import day_at, noon, site_named
from sites.weather import errors
from sites.weather.events import WeatherDaysPlanned
from sites.weather.excused import LONGEST_MONTHS
from sites.weather.projections import weather_plans

DaysOf = Annotated[int, Help("Anticipated lost days.")]


def plan_stream(site: str) -> UUID:
    return stream_id("weather plan", site)


@command
def plan_weather_days(
    *,
    site: SiteCode,
    basis: Annotated[Line, Help("What they rest on: clause, station, years of record.")],
    january: DaysOf = 0,
    february: DaysOf = 0,
    march: DaysOf = 0,
    april: DaysOf = 0,
    may: DaysOf = 0,
    june: DaysOf = 0,
    july: DaysOf = 0,
    august: DaysOf = 0,
    september: DaysOf = 0,
    october: DaysOf = 0,
    november: DaysOf = 0,
    december: DaysOf = 0,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record the weather days that the contract anticipates in each month, in place of earlier ones."""
    place = site_named(site)
    days = (
        *(january, february, march, april, may, june),
        *(july, august, september, october, november, december),
    )
    refuse_impossible(days)
    stream = plan_stream(site)
    plan, version = fold(stream, weather_plans)
    if plan and (tuple(plan.days), plan.basis) == (days, basis):
        raise errors.PlannedAlready(site=site)
    day = day_at(place, on, meta=meta)
    revision = plan.revision + 1 if plan else 0
    event = WeatherDaysPlanned(site=site, revision=revision, days=days, basis=basis, on=day)
    at = noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


def refuse_impossible(days: tuple[int, ...]) -> None:
    for number, (count, longest) in enumerate(zip(days, LONGEST_MONTHS, strict=True), start=1):
        if not 0 <= count <= longest:
            month = month_name[number]
            raise errors.MoreDaysThanMonth(field=month.lower(), month=month, days=count)
