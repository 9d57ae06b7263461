"""The only writers of a crew's facts."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec.structs import asdict

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold
from eventlog.streams import stream_id
from labor import errors
from labor.events import Craft, CrewDemobilised, CrewMobilised, Mix, MixReported
from labor.projections import crews
from sites.days import day_at, noon, site_named

SiteCode = Annotated[str, Ref("sites.Site")]
CrewId = Annotated[UUID, Ref("labor.Crew")]
Day = Annotated[date | None, Help("Calendar day at the site; today when left empty.")]
Heads = Annotated[int, Help("Heads.")]
Foremen = Annotated[int | None, Help("Heads; leave empty when nobody counted them.")]
YearUnknown = Annotated[int, Help("Heads of apprentices whose year nobody reported.")]

MOST_HEADS = 50_000


def crew_stream(site: str, name: str) -> UUID:
    return stream_id("crew", site, name)


@command
def mobilise_crew(
    *,
    site: SiteCode,
    name: Annotated[str, Longest(60), Help("Unique at the site, such as Electrical hall A.")],
    craft: Craft,
    journeypersons: Heads,
    general_foremen: Heads = 0,
    foremen: Foremen = None,
    apprentices_year_1: Heads = 0,
    apprentices_year_2: Heads = 0,
    apprentices_year_3: Heads = 0,
    apprentices_year_4: Heads = 0,
    apprentices_year_5: Heads = 0,
    apprentices_of_unknown_year: YearUnknown = 0,
    helpers: Heads = 0,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that a crew came on site, with its heads by class."""
    place = site_named(site)
    stream = crew_stream(site, name)
    crew, version = fold(stream, crews)
    day = day_at(place, on, meta=meta)
    if crew:
        _refuse_unless_back(crew, craft, day)
    mix = Mix(
        general_foremen=general_foremen,
        foremen=foremen,
        journeypersons=journeypersons,
        apprentices_year_1=apprentices_year_1,
        apprentices_year_2=apprentices_year_2,
        apprentices_year_3=apprentices_year_3,
        apprentices_year_4=apprentices_year_4,
        apprentices_year_5=apprentices_year_5,
        apprentices_of_unknown_year=apprentices_of_unknown_year,
        helpers=helpers,
    )
    refuse_impossible(mix)
    event = CrewMobilised(site=site, name=name, craft=craft, mix=mix, on=day)
    at = noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def report_mix(
    *,
    crew_id: CrewId,
    journeypersons: Heads,
    general_foremen: Heads = 0,
    foremen: Foremen = None,
    apprentices_year_1: Heads = 0,
    apprentices_year_2: Heads = 0,
    apprentices_year_3: Heads = 0,
    apprentices_year_4: Heads = 0,
    apprentices_year_5: Heads = 0,
    apprentices_of_unknown_year: YearUnknown = 0,
    helpers: Heads = 0,
    on: Annotated[date | None, Help("Day of the count, or end of its week; empty: today.")] = None,
    meta: Meta,
) -> Appended:
    """Record the heads of a crew by class, as counted on a day."""
    crew, version = crew_on_site(crew_id)
    site = site_named(crew.site_id)
    day = day_after_last_count(crew, day_at(site, on, meta=meta))
    mix = Mix(
        general_foremen=general_foremen,
        foremen=foremen,
        journeypersons=journeypersons,
        apprentices_year_1=apprentices_year_1,
        apprentices_year_2=apprentices_year_2,
        apprentices_year_3=apprentices_year_3,
        apprentices_year_4=apprentices_year_4,
        apprentices_year_5=apprentices_year_5,
        apprentices_of_unknown_year=apprentices_of_unknown_year,
        helpers=helpers,
    )
    refuse_impossible(mix)
    event = MixReported(site=site.code, name=crew.name, craft=Craft(crew.craft), mix=mix, on=day)
    at = noon(site, day)
    return append(crew_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def demobilise_crew(*, crew_id: CrewId, on: Day = None, meta: Meta) -> Appended:
    """Record that a crew left the site."""
    crew, version = crew_on_site(crew_id)
    site = site_named(crew.site_id)
    day = day_after_last_count(crew, day_at(site, on, meta=meta))
    event = CrewDemobilised(site=site.code, name=crew.name, on=day)
    at = noon(site, day)
    return append(crew_id, event, expected_version=version, meta=meta, occurred_at=at)


def crew_on_site(crew_id: UUID, *, field: str = "crew_id") -> tuple[Row, int]:
    crew, version = fold(crew_id, crews)
    if crew is None:
        raise errors.UnknownCrew(crew=crew_id, field=field)
    if crew.demobilised_on:
        raise errors.CrewDemobilised(name=crew.name, left_on=crew.demobilised_on, field=field)
    return crew, version


def _refuse_unless_back(crew: Row, craft: Craft, day: date) -> None:
    """A crew that left may come back under its name; one that is there cannot come again."""
    if crew.demobilised_on is None:
        raise errors.CrewAlreadyMobilised(
            name=crew.name, site=crew.site_id, since=crew.mobilised_on
        )
    if crew.craft != craft:
        raise errors.CrewOfAnotherCraft(name=crew.name, site=crew.site_id, craft=crew.craft)
    if day < crew.demobilised_on:
        raise errors.MobilisedBeforeDemobilised(name=crew.name, left_on=crew.demobilised_on, on=day)


def day_after_last_count(crew: Row, day: date) -> date:
    """The day itself. The same day again is a recount, an earlier one would undo what we know."""
    if day < crew.counted_on:
        raise errors.MixOlderThanLast(name=crew.name, last=crew.counted_on, on=day)
    return day


def refuse_impossible(mix: Mix) -> None:
    for name, heads in asdict(mix).items():
        if heads is not None and heads < 0:
            raise errors.NegativeHeads(field=name, heads=heads)
        if heads is not None and heads > MOST_HEADS:
            raise errors.TooManyHeads(field=name, heads=heads, most=MOST_HEADS)
    if mix.heads == 0:
        raise errors.EmptyCrew()
