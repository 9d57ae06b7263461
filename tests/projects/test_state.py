"""How a project's facts are read before a forecast."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from eventlog.log import tail_position
from projects.state import ProjectState, state_of
from sites.models import Site
from sites.streams import found_once, streams_at
from supply.models import Order
from tests.factories import a_crew, an_incident, an_order

MOST_QUERIES = 10
"""For the project, what stands at its site, its hall names and contracts, incidents, and all facts."""


def state_and_queries(project: str) -> tuple[ProjectState, int]:
    with CaptureQueriesContext(connection) as queries:
        state = state_of(project, as_of=tail_position())
    return state, len(queries)


def test_the_facts_of_a_project_are_read_in_as_many_queries_however_much_stands_at_its_site(
    build, sign
):
    sign(a=date(2026, 9, 1), c=date(2027, 3, 1))
    bare, few = state_and_queries(build.code)
    for number in range(3):
        a_crew(f"Crew {number}")
        an_order(f"PO-{number}")
        an_incident(f"INC-{number}")
    full, many = state_and_queries(build.code)

    assert many == few <= MOST_QUERIES
    assert len(full.drivers) >= len(bare.drivers) + 7  # a craft, three orders, three incidents
    assert full.data_date > bare.data_date


def test_an_order_that_comes_after_the_block_is_found_after_it(build):
    before = an_order("PO-1")
    with found_once(Site.objects.get(code="NTX")):
        after = an_order("PO-2")
        assert streams_at("NTX", Order) == [before]
    assert set(streams_at("NTX", Order)) == {before, after}
