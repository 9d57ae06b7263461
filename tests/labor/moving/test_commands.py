"""Thirty electricians go from one site to another."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connections

from eventlog.errors import VersionConflict
from eventlog.log import read, tail_position
from labor.commands import demobilise_crew, report_mix
from labor.events import Craft, HeadsJoined, HeadsLeft
from labor.models import Crew, MixReport
from labor.moving.commands import move_heads
from labor.queries import crews_as_of
from tests.factories import (
    MAY_1,
    MAY_4,
    NOWHERE,
    TOMORROW,
    a_crew,
    a_site,
    refused,
    said,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> UUID:
    return a_crew(journeypersons=100, foremen=4, apprentices_year_1=60, helpers=40)


@pytest.fixture
def there() -> UUID:
    site = a_site("OHA", "America/New_York").code
    heads = {"journeypersons": 50, "apprentices_year_1": 10, "helpers": 0}
    return a_crew(site=site, name="Electrical B", **heads)


def move(crew: UUID, to: UUID, **heads: int) -> int:
    given = heads or {"journeypersons": 20, "apprentices_year_1": 10}
    return move_heads(crew_id=crew, to_crew_id=to, on=MAY_1, meta=said(), **given).position


def test_thirty_heads_leave_one_crew_and_join_the_other(here: UUID, there: UUID) -> None:
    move(here, there)

    left, joined = Crew.objects.get(pk=here), Crew.objects.get(pk=there)
    assert (left.journeypersons, left.apprentices_year_1, left.heads) == (80, 50, 174)
    assert (joined.journeypersons, joined.apprentices_year_1, joined.heads) == (70, 20, 90)
    assert left.counted_on == joined.counted_on == MAY_1


def test_both_histories_have_the_day_of_the_move(here: UUID, there: UUID) -> None:
    move(here, there)

    heads = MixReport.objects.filter(on=MAY_1).order_by("site").values_list("site", flat=True)
    assert list(heads) == ["NTX", "OHA"]


def test_the_log_has_both_sides_and_that_one_is_because_of_the_other(
    here: UUID, there: UUID
) -> None:
    at = move(here, there)

    gone, come = read(after=at - 1)
    assert isinstance(gone.event, HeadsLeft)
    assert isinstance(come.event, HeadsJoined)
    assert (gone.stream, come.stream) == (here, there)
    assert (gone.event.to_site, come.event.from_site) == ("OHA", "NTX")
    assert come.metadata["caused_by"] == gone.position
    assert gone.event.moved == come.event.moved


def test_before_the_move_they_were_where_they_were(here: UUID, there: UUID) -> None:
    before = tail_position()
    move(here, there)

    (then,) = crews_as_of("OHA", before)
    assert then.journeypersons == 50


def test_foremen_nobody_counted_stay_uncounted_unless_one_comes(here: UUID, there: UUID) -> None:
    move(here, there)
    assert Crew.objects.get(pk=there).foremen is None

    move(here, there, foremen=1)
    assert Crew.objects.get(pk=there).foremen == 1


def test_a_repeated_move_moves_nobody_again(here: UUID, there: UUID) -> None:
    for _ in range(2):
        move_heads(
            crew_id=here, to_crew_id=there, journeypersons=20, on=MAY_1, meta=said(key="once")
        )

    assert Crew.objects.get(pk=here).journeypersons == 80
    assert Crew.objects.get(pk=there).journeypersons == 70


@pytest.mark.django_db(transaction=True)
def test_moves_at_the_same_moment_lose_and_double_nobody() -> None:
    lenders = [a_crew(f"Lender {n}", journeypersons=50) for n in range(4)]
    borrower = a_crew("Borrower", journeypersons=50)
    heads_before = sum(crew.heads for crew in Crew.objects.all())
    together = Barrier(len(lenders))

    def race(lender: UUID) -> None:
        together.wait()
        with suppress(VersionConflict):
            move(lender, borrower, journeypersons=10)
        connections.close_all()

    threads = [Thread(target=race, args=(lender,)) for lender in lenders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(crew.heads for crew in Crew.objects.all()) == heads_before
    assert Crew.objects.get(pk=borrower).journeypersons > 50


def test_heads_go_to_another_crew_of_their_craft(here: UUID, there: UUID) -> None:
    pipe = a_crew("Pipefitters", craft=Craft.PIPE)

    with refused("moved_to_itself", "to_crew_id"):
        move(here, here)
    with refused("moved_to_another_craft", "to_crew_id"):
        move(here, pipe)
    with refused("unknown_crew", "to_crew_id"):
        move(here, NOWHERE)


def test_nobody_goes_who_was_not_counted_and_somebody_stays(here: UUID, there: UUID) -> None:
    with refused("more_than_there", "journeypersons"):
        move(here, there, journeypersons=101)
    with refused("more_than_there", "foremen"):
        move(there, here, foremen=1)
    with refused("negative_heads", "helpers"):
        move(here, there, helpers=-1)
    with refused("nobody_moved"):
        move(here, there, helpers=0)
    with refused("nobody_left"):
        move(there, here, journeypersons=50, apprentices_year_1=10)


def test_nobody_moves_to_or_from_a_crew_that_has_left(here: UUID, there: UUID) -> None:
    demobilise_crew(crew_id=there, on=MAY_1, meta=said())

    with refused("crew_demobilised", "to_crew_id"):
        move(here, there)
    with refused("crew_demobilised", "crew_id"):
        move(there, here)


def test_a_move_lies_neither_ahead_nor_before_the_last_count_of_either(
    here: UUID, there: UUID
) -> None:
    report_mix(crew_id=there, journeypersons=50, on=MAY_4, meta=said())

    with refused("mix_older_than_last", "on"):
        move(here, there)
    with refused("day_in_future", "on"):
        move_heads(crew_id=here, to_crew_id=there, journeypersons=1, on=TOMORROW, meta=said())


def test_a_recount_after_a_move_stands(here: UUID, there: UUID) -> None:
    move(here, there)
    report_mix(crew_id=here, journeypersons=75, on=MAY_1 + timedelta(days=1), meta=said())

    assert Crew.objects.get(pk=here).heads == 75
