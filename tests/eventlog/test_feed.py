"""A reader elsewhere that keeps one position, and nothing else."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import BoundedSemaphore
from typing import Any, TypeVar

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from eventlog import feed
from eventlog.feed import Asked, page_of
from eventlog.log import append
from eventlog.transfer import exported, import_lines
from sites.commands import weather_stream
from sites.events import WeatherCause, WeatherDayLost
from tests.eventlog.test_transfer import forget
from tests.factories import NOW, a_crew, a_site, a_system, an_order, said

pytestmark = pytest.mark.django_db

WEATHER, ORDERS = "sites.weather_day_lost", "supply.order_placed"
WRITERS, FACTS_EACH = 3, 15
T = TypeVar("T")


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("mo"))
    return client


def asked(reader: Client, **query: Any) -> Any:
    answer = reader.get("/api/v1/log/", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def positions(page: Any) -> list[int]:
    return [fact["position"] for fact in page["results"]]


def lost(day: int, site: str = "NTX", happened: datetime | None = None) -> int:
    event = WeatherDayLost(site=site, on=date(2026, 1, 1) + timedelta(day), cause=WeatherCause.RAIN)
    stream = weather_stream(site)
    return append(stream, event, meta=said(), occurred_at=happened).position


def test_each_page_says_where_to_go_on_and_the_last_one_where_the_log_ends(reader: Client) -> None:
    for number in range(5):
        an_order(f"PO-{number}")
    seen, after, tail = [], 0, None
    while after != tail:
        page = asked(reader, after=after, limit=2)
        seen += positions(page)
        after, tail = page["next_after"], page["tail"]

    assert seen == [1, 2, 3, 4, 5]
    assert asked(reader, after=after) == {"results": [], "next_after": 5, "tail": 5}


def test_an_empty_log_is_followed_from_its_beginning(reader: Client) -> None:
    assert asked(reader) == {"results": [], "next_after": 0, "tail": 0}


def test_facts_are_chosen_by_several_types_and_streams(reader: Client) -> None:
    system, crew, order = a_system(), a_crew(), an_order()
    lost(1)

    assert positions(asked(reader, type=[WEATHER, ORDERS])) == [3, 4]
    assert positions(asked(reader, stream=[str(system), str(crew)])) == [1, 2]
    assert positions(asked(reader, stream=[str(order)], type=[WEATHER])) == []


def test_a_reader_is_brought_on_though_nothing_matched(reader: Client) -> None:
    a_system(), a_crew()

    assert asked(reader, type=WEATHER)["next_after"] == 2


def test_a_page_goes_through_no_more_than_so_many_facts(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "LONGEST_SCAN", 2)
    a_system(), a_crew(), an_order()

    first = asked(reader, type=ORDERS, wait=30)  # it does not wait before the end
    assert first == {"results": [], "next_after": 2, "tail": 3}
    assert positions(asked(reader, type=ORDERS, after=2)) == [3]


def test_facts_that_we_heard_of_late_are_chosen_by_days(reader: Client) -> None:
    a_site()
    lost(1, happened=NOW - timedelta(days=3))
    lost(2, happened=NOW - timedelta(days=3) + timedelta(hours=1))
    lost(3)

    assert positions(asked(reader, late_by_days=3)) == [1]
    assert positions(asked(reader, late_by_days=2)) == [1, 2]
    assert positions(asked(reader, late_by_days=0)) == [1, 2, 3]


def test_a_reader_ahead_of_the_log_is_told_so(reader: Client) -> None:
    a_system()
    answer = reader.get("/api/v1/log/?after=2")

    assert (answer.status_code, answer.json()["code"]) == (409, "ahead_of_the_log")
    assert "ends at 1" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("after=-1", "/after"),
        ("after=x", "/after"),
        ("wait=31", "/wait"),
        ("limit=0", "/limit"),
        ("limit=1001", "/limit"),
        ("type=sites.roof_painted", "/type"),
        ("stream=x", "/stream/0"),
        ("late_by_days=x", "/late_by_days"),
        (f"after={2**63}", "/after"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    reader: Client, query: str, pointer: str
) -> None:
    answer = reader.get(f"/api/v1/log/?{query}")

    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_one_fact_has_an_address(reader: Client) -> None:
    a_system()

    assert reader.get("/api/v1/log/1/").json()["type"] == "sites.system_registered"
    assert reader.get("/api/v1/log/2/").status_code == 404


def test_the_whole_log_comes_as_lines_that_can_be_imported(reader: Client) -> None:
    a_system(), an_order()
    answer: Any = reader.get("/api/v1/log/export/", headers={"Accept": "application/x-ndjson"})
    lines = b"".join(answer.streaming_content)

    assert answer["Content-Type"] == "application/x-ndjson"
    assert lines == b"".join(exported())
    forget()
    assert import_lines(lines.splitlines()).recorded == 2
    rest: Any = reader.get("/api/v1/log/export/?after=1")
    assert b"".join(rest.streaming_content) == lines.splitlines(keepends=True)[1]


@pytest.mark.django_db(transaction=True)
def test_what_a_page_holds_is_on_the_disk_though_its_writer_did_not_wait_for_it(
    reader: Client,
) -> None:
    if connection.vendor == "sqlite":  # no commit of it is seen before it is on the disk
        return
    a_site()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        lost(1)
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        (written,) = cursor.fetchone()
        cursor.execute("SET synchronous_commit = on")
        assert positions(asked(reader)) == [1]
        cursor.execute("SELECT pg_current_wal_flush_lsn() >= %s::pg_lsn", [written])
        assert cursor.fetchone() == (True,)


# -- Waiting ----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_waits_gets_the_fact_that_comes(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_site()
    places = BoundedSemaphore(1)
    monkeypatch.setattr(feed, "_waiting", places)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(closing(lambda: asked(reader, wait=30, type=WEATHER)))
        while places._value:
            assert not answer.done()
        an_order()  # does not match: the reader goes on waiting behind it
        place = lost(1)
        page = answer.result(30)

    assert positions(page) == [place]
    assert page["next_after"] == place


def test_a_wait_ends_when_its_time_is_over(reader: Client) -> None:
    a_system()
    begun = time.monotonic()

    assert asked(reader, after=1, wait=1) == {"results": [], "next_after": 1, "tail": 1}
    assert 1 <= time.monotonic() - begun < 10


def test_nobody_waits_for_what_is_there(reader: Client) -> None:
    a_system()

    assert positions(asked(reader, wait=30)) == [1]


def test_those_who_wait_leave_threads_to_others(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "_waiting", BoundedSemaphore(1))
    with feed._waiting:
        answer = reader.get("/api/v1/log/?wait=30")
        assert (answer.status_code, answer.json()["code"]) == (503, "too_many_wait")
        assert reader.get("/api/v1/log/").status_code == 200
    assert reader.get("/api/v1/log/?wait=1").status_code == 200  # its place was given back


# -- Following --------------------------------------------------------------------------------


@dataclass
class Outside:
    """A consumer that is stopped after every few pages and knows then only what it kept."""

    reader: Client
    query: dict[str, Any]
    kept: list[int] = field(default_factory=list)
    after: int = 0

    def follow(self, *, until: int, pages: int) -> None:
        for _ in range(pages):
            if self.after >= until:
                return
            page = asked(self.reader, after=self.after, limit=4, wait=2, **self.query)
            self.kept += positions(page)
            self.after = page["next_after"]


@pytest.mark.django_db(transaction=True)
def test_readers_lose_nothing_and_double_nothing_through_restarts_while_writers_write(
    reader: Client,
) -> None:
    sites = [f"S{n}" for n in range(WRITERS)]
    for site in sites:
        a_site(site)
    last = 2 * WRITERS * FACTS_EACH

    def write(site: str) -> None:
        for day in range(FACTS_EACH):
            lost(day, site)
            an_order(f"{site}-{day}")

    def read(outside: Outside) -> Outside:
        while outside.after < last:
            again = Outside(Client(), outside.query, outside.kept, outside.after)  # restarted
            again.reader.cookies = reader.cookies
            again.follow(until=last, pages=3)
            outside = again
        return outside

    queries: list[dict[str, Any]] = [{}, {"type": WEATHER}, {"stream": weather_stream("S0")}]
    with ThreadPoolExecutor(len(sites) + len(queries)) as pool:
        writing = [pool.submit(closing(write), site) for site in sites]
        reading = [pool.submit(closing(read), Outside(reader, query)) for query in queries]
        for job in writing:
            job.result(60)
        everything, by_type, by_stream = (job.result(60) for job in reading)

    facts = {row.position: row for row in page_of(Asked(limit=1000)).facts}
    assert everything.kept == list(range(1, last + 1))
    assert by_type.kept == [p for p, fact in facts.items() if fact.type == WEATHER]
    assert by_stream.kept == [p for p, fact in facts.items() if fact.stream == weather_stream("S0")]
    assert len(by_stream.kept) == FACTS_EACH


def closing(work: Callable[..., T]) -> Callable[..., T]:
    """For a thread: give its database connection back at the end."""

    def run(*arguments: Any) -> T:
        try:
            return work(*arguments)
        finally:
            connection.close()

    return run
