"""What is known of the crews, now or as of a past log position."""

from django.db.models import QuerySet

from eventlog.projections import Row, replay
from labor import drivers, projections
from labor.models import Crew, MixReport
from labor.productivity import EQUAL_YEARS, CrewMix, heads_by_year
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


def drivers_as_of(site: str, position: int) -> tuple[Productivity, ...]:
    """What the crews of a site mean for its schedule, as the log stood at a position."""
    crews = [
        drivers.Crew(site=site, craft=crew.craft, mix=_mix(crew), positions=(int(crew.position),))
        for crew in crews_as_of(site, position)
    ]
    return drivers.crew_drivers(crews)


def _mix(crew: Row) -> CrewMix:
    """Apprentices whose year nobody reported are taken as spread equally (DOMAIN.md C.7)."""
    unknown = heads_by_year(crew.apprentices_of_unknown_year, EQUAL_YEARS)
    known = [getattr(crew, f"apprentices_year_{year}") for year in range(1, 6)]
    first, second, third, fourth, fifth = map(sum, zip(known, unknown, strict=True))
    unreported = crew.foremen is None and not crew.general_foremen
    return CrewMix(
        journeypersons=crew.journeypersons,
        foremen=None if unreported else (crew.foremen or 0) + crew.general_foremen,
        apprentices_by_year=(first, second, third, fourth, fifth),
        helpers=crew.helpers,
    )
