"""The writer of moves: two facts, one in each crew's stream, or neither."""

from dataclasses import replace
from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec.structs import asdict

from eventlog.commands import command
from eventlog.doors.inputs import Help, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row
from labor import errors
from labor.commands import (
    CrewId,
    Day,
    Heads,
    YearUnknown,
    crew_on_site,
    day_after_last_count,
    refuse_impossible,
)
from labor.events import Craft, HeadsJoined, HeadsLeft, Mix
from labor.moving.arithmetic import joined, left, mix_of
from sites.days import day_at, noon, site_named


@command
def move_heads(
    *,
    crew_id: CrewId,
    to_crew_id: Annotated[UUID, Ref("labor.Crew"), Help("Of the same craft, there or here.")],
    journeypersons: Heads = 0,
    general_foremen: Heads = 0,
    foremen: Heads = 0,
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
    """Record that some of a crew went over to another crew of its craft, usually at another site."""
    crew, version = crew_on_site(crew_id)
    other, other_version = crew_on_site(to_crew_id, field="to_crew_id")
    _refuse_other_way(crew, other)
    day = day_at(site_named(crew.site_id), on, meta=meta)
    for each in (crew, other):
        day_after_last_count(each, day_at(site_named(each.site_id), day, meta=meta))
    moved = Mix(
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
    _refuse_impossible_move(crew, moved)
    gone = _gone(crew, other, moved, day)
    at = noon(site_named(crew.site_id), day)
    appended = append(crew_id, gone, expected_version=version, meta=meta, occurred_at=at)
    with_it = replace(
        meta, key=None, request="", expected_version=None, caused_by=appended.position
    )
    come, at = _come(crew, other, moved, day), noon(site_named(other.site_id), day)
    append(to_crew_id, come, expected_version=other_version, meta=with_it, occurred_at=at)
    return appended


def _gone(crew: Row, other: Row, moved: Mix, day: date) -> HeadsLeft:
    return HeadsLeft(
        site=crew.site_id,
        name=crew.name,
        craft=Craft(crew.craft),
        to_site=other.site_id,
        to_name=other.name,
        moved=moved,
        mix=left(mix_of(crew), moved),
        on=day,
    )


def _come(crew: Row, other: Row, moved: Mix, day: date) -> HeadsJoined:
    mix = joined(mix_of(other), moved)
    refuse_impossible(mix)
    return HeadsJoined(
        site=other.site_id,
        name=other.name,
        craft=Craft(other.craft),
        from_site=crew.site_id,
        from_name=crew.name,
        moved=moved,
        mix=mix,
        on=day,
    )


def _refuse_other_way(crew: Row, other: Row) -> None:
    """Heads go to another crew, and keep their craft."""
    if crew.id == other.id:
        raise errors.MovedToItself(name=crew.name)
    if crew.craft != other.craft:
        raise errors.MovedToAnotherCraft(
            name=crew.name, craft=crew.craft, other=other.name, other_craft=other.craft
        )


def _refuse_impossible_move(crew: Row, moved: Mix) -> None:
    """Nobody goes who was not counted, and somebody stays."""
    for name, heads in asdict(moved).items():
        there = getattr(crew, name) or 0
        if heads < 0:
            raise errors.NegativeHeads(field=name, heads=heads)
        if heads > there:
            raise errors.MoreThanThere(
                field=name, name=crew.name, there=there, moved=heads, counted_on=crew.counted_on
            )
    if moved.heads == 0:
        raise errors.NobodyMoved()
    if left(mix_of(crew), moved).heads == 0:
        raise errors.NobodyLeft(name=crew.name)
