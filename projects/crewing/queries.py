"""The heads that a site has against those that its schedules need."""

from datetime import date
from zoneinfo import ZoneInfo

from eventlog.log import last_occurred_at, tail_position
from labor.weeks.queries import weeks_of
from projects.crewing.gap import Gap, gaps
from projects.crewing.need import Need, needs, together
from projects.models import Project
from projects.queries import fact_streams_of
from projects.state import schedule_now
from sites.days import site_named


def needs_at(site: str) -> tuple[Need, ...]:
    """What all projects at a site need, as their schedules stand with what was reported of them."""
    codes = Project.objects.filter(site=site).values_list("code", flat=True)
    standing = (schedule_now(code) for code in codes)
    return together(need for schedule in standing if schedule for need in needs(schedule))


def last_day(site: str) -> date:
    """Of the facts of a site and its projects, by then: what is not told anew goes on as it did."""
    zone, tail = ZoneInfo(site_named(site).zone), tail_position()
    projects = Project.objects.filter(site=site).select_related("site")
    last = (last_occurred_at(fact_streams_of(project), until=tail) for project in projects)
    return max((at.astimezone(zone).date() for at in last), default=date.min)


def gaps_at(site: str) -> tuple[Gap, ...]:
    """Every week in which a craft is needed or there, in order of craft and week."""
    return gaps(site, needs_at(site), weeks_of(site, until=last_day(site)))
