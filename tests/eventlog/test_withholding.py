"""The log as if some facts had not been told."""

from threading import Thread

import pytest

from eventlog.log import head_of, read, tail_position
from eventlog.projections import replay
from eventlog.withholding import withheld, without
from labor.commands import report_mix
from labor.projections import crews
from tests.factories import MAY_4, a_crew, said

pytestmark = pytest.mark.django_db


def test_what_is_withheld_is_neither_read_nor_replayed():
    crew = a_crew()
    report_mix(crew_id=crew, journeypersons=7, on=MAY_4, meta=said())
    with without({2}):
        assert [fact.position for fact in read()] == [1]
        assert replay(crews, streams=[crew])[crew].journeypersons == 200
        assert (tail_position(), head_of(crew)) == (2, 2)  # the log itself is what it is
    assert replay(crews, streams=[crew])[crew].journeypersons == 7


def test_the_inner_of_two_blocks_says_what_is_withheld():
    crew = a_crew()
    report_mix(crew_id=crew, journeypersons=7, on=MAY_4, meta=said())
    with without({2}):
        with without({1}):
            assert [fact.position for fact in read()] == [2]
        assert [fact.position for fact in read()] == [1]


def test_nothing_is_withheld_from_other_threads():
    seen = []
    with without({1}):
        reader = Thread(target=lambda: seen.append(withheld()))
        reader.start()
        reader.join()
    assert seen == [frozenset()]
