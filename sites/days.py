"""Calendar days at a site, and the instants they stand for."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from eventlog.log import Meta
from sites.errors import DayInFuture, DayOutOfRange, UnknownSite
from sites.models import Site


def site_named(code: str) -> Site:
    """The site of this code. Raises UnknownSite."""
    site = Site.objects.filter(code=code).first()
    if site is None:
        raise UnknownSite(site=code)
    return site


def day_at(site: Site, on: date | None, *, meta: Meta) -> date:
    """The day a fact is about, today at the site if none is given. Raises DayInFuture, DayOutOfRange."""
    today = meta.now.astimezone(ZoneInfo(site.zone)).date()
    if on is None:
        return today
    if not 2000 <= on.year <= 2099:
        raise DayOutOfRange(on=on)
    if on > today:
        raise DayInFuture(on=on, site=site.code)
    return on


def noon(site: Site, on: date) -> datetime:
    """The instant at which a fact of that day is filed: noon at the site, so no zone moves the day."""
    return datetime.combine(on, time(12), tzinfo=ZoneInfo(site.zone))
