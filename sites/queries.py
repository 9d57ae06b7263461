"""What is known of a site, now or as of a past log position."""

from django.db.models import QuerySet

from eventlog.projections import Row, replay
from sites import projections
from sites.commands import weather_stream
from sites.models import Deficiency, System


def systems_of(site: str) -> QuerySet[System]:
    return System.objects.filter(site=site)


def open_deficiencies(site: str) -> QuerySet[Deficiency]:
    return Deficiency.objects.filter(site=site, closed_on=None)


def systems_as_of(site: str, position: int) -> list[Row]:
    streams = systems_of(site).values_list("pk", flat=True)
    return list(replay(projections.systems, streams=list(streams), until=position).values())


def tests_as_of(site: str, position: int) -> list[Row]:
    """Every recorded attempt at the site, in the order of recording."""
    streams = systems_of(site).values_list("pk", flat=True)
    return list(replay(projections.tests, streams=list(streams), until=position).values())


def weather_days_as_of(site: str, position: int) -> list[Row]:
    rows = replay(projections.weather_days, streams=[weather_stream(site)], until=position)
    return list(rows.values())
