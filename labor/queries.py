"""What is known of the crews, now or as of a past log position."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from eventlog.projections import Row, replay
from labor import drivers, projections
from labor.mixes import crew_mix
from labor.models import Crew, LaborPool, MixReport
from labor.pools import pools_or_market
from labor.weeks.queries import weeks_as_of
from sites.days import site_named
from sites.streams import of_sites, streams_at
from sites.uncertainty import Productivity

of_sites(Crew)


def crews_on_site(site: str) -> QuerySet[Crew]:
    return Crew.objects.filter(site=site, demobilised_on=None)


def mix_history(site: str) -> QuerySet[MixReport]:
    return MixReport.objects.filter(site=site).order_by("on", "name")


def crews_as_of(site: str, position: int) -> list[Row]:
    """The crews that were on site, each with the heads it was last counted with."""
    rows = replay(projections.crews, streams=streams_at(site, Crew), until=position).values()
    return [row for row in rows if row.demobilised_on is None]


def mix_reports_as_of(site: str, position: int) -> list[Row]:
    """Every count of every crew of the site, in the order of recording."""
    streams = streams_at(site, Crew)
    return list(replay(projections.mix_reports, streams=streams, until=position).values())


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
    return drivers.crew_drivers(crews, weeks, needed, pools_of_crews(site, crews))


def pools_of_crews(
    site: str, crews: Iterable[drivers.Crew]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """By site and craft what the crews of a site are hired from today, as names of draws: see pools.py."""
    region = site_named(site).region
    codes: dict[str, list[str]] = {}
    for craft, code in LaborPool.objects.filter(sites=site).values_list("craft", "code"):
        codes.setdefault(craft, []).append(code)
    return {
        (site, craft): pools_or_market(craft, pools=codes.get(craft, []), region=region)
        for craft in {crew.craft for crew in crews}
    }
