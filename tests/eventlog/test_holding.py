"""Facts that are read once and asked for many times."""

from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eventlog.corrections import retract
from eventlog.holding import held
from eventlog.log import last_occurred_at, read, read_once, tail_position
from eventlog.projections import replay
from eventlog.withholding import without
from labor.commands import report_mix
from labor.projections import crews
from tests.factories import MAY_4, a_crew, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def crew():
    """Mobilised, and counted once."""
    crew = a_crew()
    report_mix(crew_id=crew, journeypersons=7, on=MAY_4, meta=said())
    return crew


def test_what_is_held_is_read_without_the_database(crew):
    other = a_crew("Piping")
    tail = tail_position()
    asked = [
        {"streams": [crew]},
        {"streams": [other, crew]},
        {"streams": [crew], "types": ["labor.mix_reported"]},
        {"streams": [crew], "after": 1},
    ]
    plainly = [list(read(until=tail, **each)) for each in asked]
    with read_once([crew, other], until=tail), CaptureQueriesContext(connection) as queries:
        held = [list(read(until=tail, **each)) for each in asked]
        assert replay(crews, streams=[crew], until=1)[crew].journeypersons == 200
        assert last_occurred_at([crew], until=1) < last_occurred_at([crew], until=tail)

    assert held == plainly
    assert len(queries) == 0


def test_what_is_not_held_comes_from_the_database(crew):
    other = a_crew("Piping")
    with read_once([crew], until=2):
        assert [fact.position for fact in read(streams=[other], until=3)] == [3]
        assert [fact.position for fact in read(streams=[crew, other], until=2)] == [1, 2]
        assert [fact.position for fact in read()] == [1, 2, 3]
        report_mix(crew_id=crew, journeypersons=8, on=MAY_4, meta=said())
        assert replay(crews, streams=[crew])[crew].journeypersons == 8  # what decides reads the end
        assert replay(crews, streams=[crew], until=2)[crew].journeypersons == 7


def test_what_is_withheld_within_is_not_told(crew):
    with read_once([crew], until=2):
        with without({2}):
            assert replay(crews, streams=[crew], until=2)[crew].journeypersons == 200
        assert replay(crews, streams=[crew], until=2)[crew].journeypersons == 7


def test_a_fact_taken_back_was_never_the_last(crew):
    retract(position=2, reason="Another crew", meta=said())
    first = last_occurred_at([crew], until=1)
    with read_once([crew], until=3):
        assert last_occurred_at([crew], until=3) == first == last_occurred_at([crew], until=1)
        with pytest.raises(LookupError):
            last_occurred_at([], until=3)


def test_other_threads_hold_nothing(crew):
    seen = []
    with read_once([crew], until=2):
        reader = Thread(target=lambda: seen.append(held(streams=[crew], until=2)))
        reader.start()
        reader.join()
    assert seen == [None]
