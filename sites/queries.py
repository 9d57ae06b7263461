"""What is known of a site, now or as of a past log position."""

from collections import defaultdict
from uuid import UUID

from django.db.models import QuerySet

from eventlog.projections import Row, replay
from sites import drivers, projections
from sites.commands import weather_stream
from sites.days import site_named
from sites.distribution import queries as distribution
from sites.events import PASSED
from sites.market import queries as market
from sites.models import Deficiency, System, WeatherPlan
from sites.outside import queries as outside
from sites.streams import of_sites, streams_at
from sites.uncertainty import Factor, OutsideDate, Retests, Tightness, Weather
from sites.utility import queries as utility

of_sites(System, WeatherPlan)


def systems_of(site: str) -> QuerySet[System]:
    return System.objects.filter(site=site)


def open_deficiencies(site: str) -> QuerySet[Deficiency]:
    return Deficiency.objects.filter(site=site, closed_on=None, waived_on=None)


def systems_as_of(site: str, position: int) -> list[Row]:
    return list(
        replay(projections.systems, streams=streams_at(site, System), until=position).values()
    )


def tests_as_of(site: str, position: int) -> list[Row]:
    """Every recorded attempt at the site, in the order of recording."""
    return list(
        replay(projections.tests, streams=streams_at(site, System), until=position).values()
    )


def weather_days_as_of(site: str, position: int) -> list[Row]:
    rows = replay(projections.weather_days, streams=[weather_stream(site)], until=position)
    return list(rows.values())


def streams_of(site: str) -> list[UUID]:
    """The streams of all facts of a site."""
    return [
        weather_stream(site),
        *streams_at(site, WeatherPlan),
        *streams_at(site, System),
        *outside.streams_of(site),
        *utility.streams_of(site),
        *distribution.streams_of(site),
        *market.streams_of(site),
    ]


def drivers_as_of(
    site: str, position: int
) -> tuple[Weather | Retests | OutsideDate | Tightness | Factor, ...]:
    """What a site's weather, tests, outside dates and market mean for its schedule, as of a log position."""
    retests = (drivers.retest_driver(tests) for tests in _hall_tests(site, position))
    return (
        _weather(site, position),
        *(driver for driver in retests if driver),
        *outside.developer_drivers_as_of(site, position),
        *utility.utility_drivers_as_of(site, position),
        *market.market_drivers_as_of(site, position),
    )


def _weather(site: str, position: int) -> Weather:
    lost = weather_days_as_of(site, position)
    return drivers.weather_driver(
        drivers.SiteWeather(
            site=site,
            monthly_mean=tuple(site_named(site).monthly_weather_days),
            lost=frozenset(row.on for row in lost),
            positions=tuple(int(row.position) for row in lost),
        )
    )


def _hall_tests(site: str, position: int) -> list[drivers.HallTests]:
    """The last attempts of each hall and level, as the retest driver takes them."""
    halls = {system.id: system.hall for system in systems_as_of(site, position)}
    last: dict[tuple[str, str], dict[tuple[object, str], Row]] = defaultdict(dict)
    tests = tests_as_of(site, position)
    for test in sorted(tests, key=lambda row: int(row.attempt)):
        if test.level in drivers.TEST_LEVELS:
            of = last[halls[test.system_id], test.level]
            of[test.system_id, test.procedure] = test
    return [
        _failing(
            site, hall, level, [row for row in of.values() if row.outcome not in PASSED], tests
        )
        for (hall, level), of in sorted(last.items())
    ]


def _failing(
    site: str, hall: str, level: str, failed: list[Row], all_tests: list[Row]
) -> drivers.HallTests:
    first = [row.outcome in PASSED for row in all_tests if (row.level, row.attempt) == (level, 1)]
    return drivers.HallTests(
        site=site,
        hall=hall,
        level=level,
        failing=len({row.system_id for row in failed}),
        attempts=max((int(row.attempt) for row in failed), default=0),
        positions=tuple(sorted(int(row.position) for row in failed)),
        first_passed=sum(first),
        first_failed=len(first) - sum(first),
    )
