"""The walk back in machine code and the one in NumPy say the same, whole number by whole number."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.risk.block import BLOCK
from projects.risk.by_kernel import ByKernel
from projects.risk.dated import Trace
from projects.risk.engine import AS_IT_IS, Engine, World
from projects.risk.goals import LAST_OF_ALL, Goal
from projects.risk.in_rows import InRows
from projects.risk.randomness import blocks
from projects.risk.sensitivity import Tally
from projects.schedule.errors import BeyondCalendar
from sites.uncertainty import Scope, Weather
from tests.projects.risk.build import cause, delay, points
from tests.projects.risk.test_kernel import ITERATIONS, drivers, ranged
from tests.projects.schedule.build import at, link, schedule, task
from tests.projects.schedule.test_brute_force import CALENDARS


def tally(world: World, kind: type[ByKernel] | type[InRows], milestone: str | None) -> Tally:
    """With the minutes of every row kept one by one."""
    engine = Engine(world, watched=[])
    for key, dater in engine._daters.items():
        taken = dater.network, dater.estimates, dater.resume_at, dater.watched  # type: ignore[attr-defined]
        engine._daters[key] = kind(*taken)
    (dater,) = engine._daters.values()
    rows = range(len(dater.program.state))
    return engine.tally(ITERATIONS, milestone=milestone, chosen=rows)


def assert_same(world: World, milestone: str | None = None) -> None:
    try:
        expected = tally(world, InRows, milestone)
    except BeyondCalendar:
        with pytest.raises(BeyondCalendar):
            tally(world, ByKernel, milestone)
        return
    found = tally(world, ByKernel, milestone)
    np.testing.assert_array_equal(found.last, expected.last)
    assert found.codes == expected.codes
    for name, sums in expected.sums._asdict().items():
        np.testing.assert_array_equal(getattr(found.sums, name), sums, err_msg=name)


@settings(max_examples=300)
@given(ranged(), st.lists(drivers(), max_size=5), st.booleans())
def test_every_sum_is_what_numpy_says(planned, given_drivers, of_all):
    world = World(schedule=planned, drivers=tuple(given_drivers), seed=3)

    assert_same(world, None if of_all else planned.activities[-1].code)


def test_the_reference_build_is_walked_alike(ref72):
    calendars = [calendar.code for calendar in CALENDARS]
    mixed = replace(
        ref72,
        calendars=(*ref72.calendars, *CALENDARS),
        activities=tuple(
            replace(a, calendar=calendars[i % 3]) if i % 5 == 0 else a
            for i, a in enumerate(ref72.activities)
        ),
    )
    rain = Weather(cause=cause("rain"), scope=Scope(), monthly_mean=(5.0,) * 12)
    strike = delay("strike", Scope(), points(1, 5, 40), probability=0.4)

    assert_same(World(schedule=mixed, drivers=(rain, strike), seed=5))


def test_walking_fewer_draws_at_once_changes_no_sum(ref72):
    at_once = Engine(World(schedule=ref72, seed=5), watched=[])
    in_parts = Engine(World(schedule=ref72, seed=5), watched=[])
    for key, dater in in_parts._daters.items():
        in_parts._daters[key] = replace(dater, iterations_at_once=192)

    expected, found = at_once.tally(2_000).sums, in_parts.tally(2_000).sums

    np.testing.assert_array_equal(found.critical, expected.critical)
    np.testing.assert_array_equal(found.dt, expected.dt)


def test_of_two_ties_that_lead_to_the_same_minute_the_first_is_followed():
    sure = {"optimistic": 2_400, "pessimistic": 2_400}
    work = [task("A", 5, **sure), task("B", 5, **sure), task("C", 1)]
    planned = schedule(work, [link("B FS C"), link("A FS C")])

    found = Engine(World(schedule=planned, seed=1), watched=[]).sensitivity(100)

    critical = {each.code: each.criticality for each in found.activities}
    assert critical == {"B": 1.0, "C": 1.0, "A": 0.0}


def test_the_path_ends_before_finished_work():
    done = task("A", 5, started_at=at("2023-12-20T08:00"), finished_at=at("2023-12-29T17:00"))
    planned = schedule([done, task("B", 2)], [link("A FS B", 5)])

    found = Engine(World(schedule=planned, seed=1), watched=[]).sensitivity(100)

    assert [(each.code, each.criticality) for each in found.activities] == [("B", 1.0)]


def trace(world: World, kind: type[ByKernel] | type[InRows], turn: int | None) -> Trace:
    engine = Engine(world, watched=[])
    (dater,) = engine._daters.values()
    taken = dater.network, dater.estimates, dater.resume_at, dater.watched  # type: ignore[attr-defined]
    dater = kind(*taken)
    last = len(dater.program.state) - 1
    goals = [Goal(LAST_OF_ALL, True), Goal(last, True)]
    (block,) = blocks(world.seed, ITERATIONS, 8 * BLOCK)
    inputs = engine.drawn(block).inputs(AS_IT_IS)
    return dater.trace(block, inputs, goals, turn=turn)


@settings(max_examples=200)
@given(ranged(), st.lists(drivers(), max_size=5), st.sampled_from((None, 0, 320)))
def test_every_step_back_is_what_numpy_says(planned, given_drivers, turn):
    world = World(schedule=planned, drivers=tuple(given_drivers), seed=3)
    try:
        expected = trace(world, InRows, turn)
    except BeyondCalendar:
        with pytest.raises(BeyondCalendar):
            trace(world, ByKernel, turn)
        return

    found = trace(world, ByKernel, turn)

    was_walked = expected.steps.any(axis=0)
    for name in ("last", "steps"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name), err_msg=name)
    for name in ("begin", "finish", "left"):
        found_dates, dates = getattr(found, name), getattr(expected, name)
        np.testing.assert_array_equal(found_dates[was_walked], dates[was_walked], err_msg=name)
