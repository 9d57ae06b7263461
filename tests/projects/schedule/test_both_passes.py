"""The pass of the simulation and that of the deterministic CPM give one answer.

They may part where only the clock tells, across calendars (see early.py), over work that is finished
(the simulation starts from facts, P6 from the data date), and where a finish is expected.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.schedule.cpm import analyse_network
from projects.schedule.forward import forward, planned_durations
from projects.schedule.model import ActivityKind, LagCalendar, LinkType, Schedule
from projects.schedule.network import Network
from tests.projects.schedule.test_brute_force import DAYS, schedules


def unfinished(planned: Schedule) -> Schedule:
    started = [replace(a, finished_at=None, expected_finish=None) for a in planned.activities]
    return replace(planned, activities=tuple(started))


def on_one_calendar(planned: Schedule) -> Schedule:
    alike = tuple(replace(a, calendar=DAYS.code) for a in planned.activities)
    links = tuple(replace(x, lag_calendar=LagCalendar.SUCCESSOR) for x in planned.links)
    return replace(planned, activities=alike, links=links, default_calendar=DAYS.code)


def without_finish_links(planned: Schedule) -> Schedule:
    """No milestones, no links into finishes: then each date stands where work begins or ends."""
    tasks: tuple[Any, ...] = tuple(
        replace(a, kind=ActivityKind.TASK, likely=a.likely + 1, remaining=(a.remaining or 0) + 1)
        for a in planned.activities
    )
    kinds = {LinkType.FF: LinkType.FS, LinkType.SF: LinkType.SS}
    links = tuple(replace(x, type=kinds.get(x.type, x.type)) for x in planned.links)
    options = replace(planned.options, lag_from_actual_start=False)
    return replace(planned, activities=tasks, links=links, options=options)


def assert_alike(planned: Schedule) -> None:
    network = Network(planned)
    found = analyse_network(network).early
    drawn = forward(network, np.repeat(planned_durations(network), 3, axis=1))
    for at in range(len(network.activities)):
        assert (drawn.finish[at] == found.finish[at, 0]).all()
        if not network.is_started(at):
            assert (drawn.begins(at) == found.start[at, 0]).all()


@settings(max_examples=100)
@given(schedules(), st.booleans())
def test_on_one_calendar(planned: Schedule, holds: bool) -> None:
    options = replace(planned.options, holds_at_data_date=holds)
    assert_alike(on_one_calendar(unfinished(replace(planned, options=options))))


@settings(max_examples=100)
@given(schedules())
def test_across_calendars(planned: Schedule) -> None:
    assert_alike(without_finish_links(unfinished(planned)))
