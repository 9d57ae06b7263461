"""What is known of the crews, now or as of a past log position."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from eventlog.projections import Row, replay
from labor import drivers, projections
from labor.mixes import crew_mix
from labor.models import Crew, MixReport
from labor.weeks.queries import weeks_as_of
from sites.uncertainty import Productivity


def crews_on_site(site: str) -> QuerySet[Crew]:
    return Crew.objects.filter(site=site, demobilised_on=None)


def mix_history(site: str) -> QuerySet[MixReport]:
    return MixReport.objects.filter(site=site).order_by("on", "name")


def crews_as_of(site: str, position: int) -> list[Row]:
    """The crews that were on site, each with the heads it was last counted with."""
    streams = Crew.objects.filter(site=site).values_list("pk", flat=True)
    rows = replay(projections.crews, streams=list(streams), until=position).values()
    return [row for row in rows if row.demobilised_on is None]


def mix_reports_as_of(site: str, position: int) -> list[Row]:
    """Every count of every crew of the site, in the order of recording."""
    streams = Crew.objects.filter(site=site).values_list("pk", flat=True)
    return list(replay(projections.mix_reports, streams=list(streams), until=position).values())


def drivers_as_of(
    site: str,
    position: int,
    needed: Mapping[str, drivers.Needed] = drivers.NOTHING_NEEDED,
    *,
    until: date | None = None,
) -> tuple[Productivity, ...]:
    """What the crews of a site mean for its schedule, as the log stood at a position.

    needed: by craft the heads that the schedule needs in each of the weeks ahead. until: the last day
    known; crews of which nothing was told lately are taken to go on as they did.
    """
    crews = [
        drivers.Crew(
            site=site, craft=crew.craft, mix=crew_mix(crew), positions=(int(crew.position),)
        )
        for crew in crews_as_of(site, position)
    ]
    weeks = {
        (site, craft): told[-1]
        for craft, told in weeks_as_of(site, position, until=until).items()
        if told
    }
    return drivers.crew_drivers(crews, weeks, needed)
