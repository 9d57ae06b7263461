"""Followers take every fact once, in order, and stop where they cannot go on."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction

from eventlog import cursors
from eventlog.cursors import go_on_behind, resume, skip
from eventlog.errors import NoSuchPosition, NotStoppedThere, UnknownFollower
from eventlog.facts import Fact
from eventlog.followers import BATCH, follow
from eventlog.log import tail_position
from eventlog.models import Cursor
from eventlog.standings import standings
from sites.events import WeatherDayLost
from tests.eventlog.following import Register, note, note_all_but, noted, rain
from tests.eventlog.following import following as following
from tests.factories import NOW, a_crew, a_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(db: None) -> None:
    a_site()


def cursor(name: str = "notes") -> Cursor:
    return Cursor.objects.get(pk=name)


def test_a_follower_takes_every_fact_once_and_goes_on_where_it_was(following: Register) -> None:
    following()
    rain(3)
    assert (follow("notes"), follow("notes")) == (3, 0)

    rain(2)
    assert follow("notes") == 2
    assert noted() == [1, 2, 3, 4, 5]


def test_facts_of_other_types_are_passed_over_and_are_no_lag(following: Register) -> None:
    following("notes", WeatherDayLost)
    a_crew(), rain(1), a_crew("Mechanical")

    assert follow("notes") == 1
    assert (noted(), cursor().position) == ([2], tail_position())


def test_more_than_a_batch_is_taken_in_order(following: Register) -> None:
    seen: list[int] = []
    following(take=lambda fact: seen.append(fact.position))
    rain(2 * BATCH + 1)

    assert follow("notes") == 2 * BATCH + 1
    assert seen == list(range(1, 2 * BATCH + 2))


def test_a_worker_that_may_take_some_leaves_the_rest_to_the_next(following: Register) -> None:
    following()
    rain(BATCH + 1)

    assert (follow("notes", most=1), follow("notes", most=1)) == (BATCH, 1)


def test_it_stops_before_a_fact_it_cannot_take_with_all_before_it_done(
    following: Register, caplog: pytest.LogCaptureFixture
) -> None:
    following(take=note_all_but(BATCH + 3))
    rain(BATCH + 5)

    assert follow("notes") == BATCH + 2
    assert noted() == list(range(1, BATCH + 3))
    assert (cursor().position, cursor().stopped_at) == (BATCH + 2, BATCH + 3)
    assert cursor().problem == f"sites.weather_day_lost: ValueError('no sense in {BATCH + 3}')"
    assert "Traceback" in caplog.text


def test_what_stopped_one_stops_no_other(following: Register) -> None:
    following("stuck", take=note_all_but(1))
    following()
    rain(2)

    assert (follow("stuck"), follow("notes")) == (0, 2)
    assert follow("stuck") == 0  # asked again it stays where it is
    assert cursor("stuck").stopped_at == 1


def test_told_to_go_on_it_tries_the_same_fact_again(following: Register) -> None:
    bad = [2]
    following(take=lambda fact: note_all_but(*bad)(fact))
    rain(3)
    follow("notes")
    bad.clear()
    resume("notes")

    assert follow("notes") == 2
    assert noted() == [1, 2, 3]


def test_only_the_fact_that_stopped_it_can_be_skipped(
    following: Register, caplog: pytest.LogCaptureFixture
) -> None:
    following(take=note_all_but(2))
    rain(3)
    follow("notes")
    for other in (1, 3):
        with pytest.raises(NotStoppedThere):
            skip("notes", other)
    skip("notes", 2)

    assert follow("notes") == 1
    assert noted() == [1, 3]
    assert "notes skips the event 2" in caplog.text


def test_two_facts_that_cannot_be_taken_stop_it_twice(following: Register) -> None:
    following(take=note_all_but(2, 3))
    rain(4)
    follow("notes")
    skip("notes", 2)
    follow("notes")

    assert cursor().stopped_at == 3
    skip("notes", 3)
    assert follow("notes") == 1


def test_a_database_that_is_away_is_no_fault_of_the_fact(following: Register) -> None:
    def away(fact: Fact[Any]) -> None:
        note(fact)
        raise OperationalError("server closed the connection unexpectedly")

    following(take=away)
    rain(1)
    with pytest.raises(OperationalError):
        follow("notes")

    assert (noted(), cursor().position, cursor().stopped_at) == ([], 0, None)


def test_a_worker_that_dies_after_the_effect_leaves_neither_effect_nor_checkpoint(
    following: Register,
) -> None:
    class Killed(BaseException):
        pass

    def die(fact: Fact[Any]) -> None:
        note(fact)
        if fact.position == 2:
            raise Killed

    following(take=die)
    rain(3)
    with pytest.raises(Killed):
        follow("notes")

    assert (noted(), cursor().position) == ([], 0)


def put_back_an_older_log() -> None:
    """The cursor, kept elsewhere, knows three facts; the log that is put back knows none of them."""
    with transaction.atomic():
        rain(3), follow("notes")
        known = Cursor.objects.filter(pk="notes").values("position", "hash").get()
        transaction.set_rollback(True)
    Cursor.objects.filter(pk="notes").update(**known)


def test_a_log_that_ends_before_what_was_read_stops_it(following: Register) -> None:
    assert cursors.begun(following().name, "start")
    put_back_an_older_log()

    assert follow("notes") == 0
    assert cursor().stopped_at == 3
    assert "read up to 3, but the log ends at 0" in cursor().problem


def test_a_log_written_anew_stops_it_until_told_from_where_to_read(following: Register) -> None:
    assert cursors.begun(following().name, "start")
    put_back_an_older_log()
    a_crew(), rain(4)
    follow("notes")
    assert "event 3 is not the one that it has read" in cursor().problem

    resume("notes")
    assert follow("notes") == 0  # nothing has changed
    with pytest.raises(NoSuchPosition):
        go_on_behind("notes", 6)
    go_on_behind("notes", 1)
    assert follow("notes") == 4


def test_a_new_follower_begins_with_the_first_fact_or_with_those_to_come(
    following: Register,
) -> None:
    heard: list[tuple[str, int]] = []
    rain(2)
    following("old", take=lambda fact: heard.append(("old", fact.position)))
    following("new", take=lambda fact: heard.append(("new", fact.position)), since="tail")
    call_command("migrate", verbosity=0)  # puts followers where they begin
    rain(1)
    follow("old"), follow("new")

    assert heard == [("old", 1), ("old", 2), ("old", 3), ("new", 3)]


def test_a_name_that_nobody_has_is_refused_with_those_there_are(following: Register) -> None:
    following()
    with pytest.raises(UnknownFollower, match=r"named nots\. There are: notes"):
        follow("nots")


def test_two_followers_cannot_have_one_name(following: Register) -> None:
    following()
    with pytest.raises(ValueError, match="two followers are named notes"):
        following()


def test_lag_is_told_in_facts_and_in_the_age_of_the_oldest_unread(following: Register) -> None:
    following()
    rain(1), follow("notes"), rain(4)
    (standing,) = [s for s in standings(now=NOW) if s.name == "notes"]

    assert (standing.position, standing.tail, standing.lag_events) == (1, 5, 4)
    assert standing.lag_seconds == pytest.approx(0, abs=0.001)


WORKERS = 4


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_take_every_fact_once_and_in_order(following: Register) -> None:
    a_site()
    following()
    rain(3 * BATCH)
    ready = Barrier(WORKERS)

    def work(number: int) -> int:
        try:
            ready.wait()
            return follow("notes", wait=bool(number % 2))
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        taken = list(pool.map(work, range(WORKERS)))

    assert sum(taken) == 3 * BATCH
    assert noted() == list(range(1, 3 * BATCH + 1))
    assert (cursor().position, cursor().problem) == (3 * BATCH, "")
