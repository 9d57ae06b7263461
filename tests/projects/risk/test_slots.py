"""Finishes share slots: never with one that is still asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.bench.risk.networks import random_network
from projects.risk.programming import program_of
from projects.risk.slots import slots_for
from projects.schedule.network import Network
from tests.projects.schedule.drawn import schedules


def check(program, kept):
    """Go through the rows as the kernel does, and see who has last written into each slot."""
    slots, holds = slots_for(program, kept), {}
    for row, slot in enumerate(slots):
        before = program.tie_before[program.tie_first[row] : program.tie_first[row + 1]]
        holds[slot] = row
        assert [holds[slots[each]] for each in before] == list(before)
    assert [holds[slots[row]] for row in kept] == list(kept)
    return holds


@given(schedules(), st.data())
def test_nothing_is_overwritten_that_a_later_row_or_the_end_asks_for(schedule, data):
    program = program_of(Network(schedule), {})
    rows = range(len(program.state))

    check(program, sorted(data.draw(st.sets(st.sampled_from(rows)) if rows else st.just(set()))))


@pytest.mark.parametrize("activities", [500, 5_000])
def test_a_large_network_is_held_in_a_small_part_of_its_size(activities):
    program = program_of(Network(random_network(activities, seed=4)), {})

    assert len(check(program, [activities - 1])) < activities / 20
