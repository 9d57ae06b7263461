"""Calendar days at a site, and the instants they stand for."""

from datetime import date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from eventlog.facts import Meta
from sites.errors import DayInFuture, DayOutOfRange, UnknownSite
from sites.models import Site
from sites.streams import once


class Place(Protocol):
    """What has a calendar of its own: a site, or whatever else facts are dated at."""

    @property
    def code(self) -> str: ...

    @property
    def zone(self) -> str: ...


def site_named(code: str) -> Site:
    """The site of this code. Raises UnknownSite."""
    site = once((Site, code), Site.objects.filter(code=code).first)
    if site is None:
        raise UnknownSite(site=code)
    return site


def day_at(place: Place, on: date | None, *, meta: Meta) -> date:
    """The day a fact is about, today at the place if none is given. Raises DayInFuture, DayOutOfRange."""
    today = meta.now.astimezone(ZoneInfo(place.zone)).date()
    if on is None:
        return today
    if not 2000 <= on.year <= 2099:
        raise DayOutOfRange(on=on)
    if on > today:
        raise DayInFuture(on=on, place=place.code)
    return on


def noon(place: Place, on: date) -> datetime:
    """The instant at which a fact of that day is filed: noon at the place, so no zone moves the day."""
    return datetime.combine(on, time(12), tzinfo=ZoneInfo(place.zone))
