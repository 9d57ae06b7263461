import json
from dataclasses import fields, replace
from datetime import date, timedelta
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.risk import dating
from projects.risk.digest import ENGINE_VERSION, input_digest
from projects.risk.engine import Engine, World
from projects.risk.simulation import simulate
from projects.schedule.calendars import DAY, to_clock
from projects.schedule.cpm import analyse_network
from projects.schedule.model import Activity, Schedule
from projects.schedule.network import Network
from sites.uncertainty import Scope
from tests.projects.risk.build import crew, delay, exactly, points
from tests.projects.schedule.build import MONDAY, NON_STOP, link, schedule, task


def codes_of(found: Schedule) -> tuple[str, ...]:
    return tuple(activity.code for activity in found.activities)


def finishes(world: World, iterations: int = 256):
    codes = codes_of(world.schedule)
    (found,) = Engine(world, watched=codes).run(iterations)
    return found


def certain(found: Schedule) -> Schedule:
    return replace(
        found,
        activities=tuple(
            replace(a, optimistic=a.likely, pessimistic=a.likely) for a in found.activities
        ),
    )


def test_two_runs_give_the_same_bytes(ref72):
    first, second = (simulate(World(schedule=ref72, seed=9), iterations=2_000) for _ in range(2))

    assert first.project.by_iteration.tobytes() == second.project.by_iteration.tobytes()
    assert first.input_digest == second.input_digest


def test_half_the_iterations_are_the_first_half(ref72):
    world = World(schedule=ref72, seed=9, drivers=(crew("mix", 0.8, log_sd=0.1),))
    whole, half = (
        simulate(world, iterations=count).milestones["HC-320"].by_iteration
        for count in (16_384, 8_192)
    )

    np.testing.assert_array_equal(whole[:8_192], half)


def test_how_many_are_worked_at_once_changes_nothing(ref72, monkeypatch):
    world = World(schedule=ref72, seed=9, phase_correlation=0.3)
    expected = simulate(world, iterations=3_001).project.by_iteration
    monkeypatch.setattr(dating.ByKernel, "iterations_at_once", 1_024)

    np.testing.assert_array_equal(simulate(world, iterations=3_001).project.by_iteration, expected)


def test_another_seed_gives_another_world(ref72):
    first, second = (simulate(World(schedule=ref72, seed=s), iterations=100) for s in (1, 2))

    assert (first.project.by_iteration != second.project.by_iteration).all()


def test_two_projects_with_one_seed_draw_apart_but_share_a_driver():
    one = schedule([task("A", 100, on=NON_STOP)])
    wait = delay("storm", Scope(), points(1, 5, 30), probability=0.5)
    here, there = (
        finishes(World(schedule=one, seed=1, project=name)).project for name in ("here", "there")
    )
    together = [
        finishes(World(schedule=certain(one), seed=1, project=name, drivers=(wait,))).project
        for name in ("here", "there")
    ]

    assert (here != there).all()
    np.testing.assert_array_equal(together[0], together[1])


def test_without_spread_every_iteration_is_the_critical_path_method(ref72):
    plan = certain(ref72)
    early = analyse_network(Network(plan)).early
    found = finishes(World(schedule=plan, seed=1), iterations=16)

    network = Network(plan)
    for code, row in found.milestones.items():
        work = network.times[network.index[code]].work(row)
        assert set(work) == {early.finish[network.index[code], 0]}, code


def test_an_activity_without_duration_reshuffles_nobody(ref72):
    added = replace(
        ref72,
        activities=(*ref72.activities[:50], task("NEW"), *ref72.activities[50:]),
        links=(*ref72.links, link("PC-090 FS NEW"), link("NEW FS HO-050")),
    )
    before, after = (finishes(World(schedule=each, seed=1)) for each in (ref72, added))

    for code in codes_of(ref72):
        np.testing.assert_array_equal(before.milestones[code], after.milestones[code])


def test_the_order_of_activities_does_not_matter(ref72):
    turned = replace(ref72, activities=ref72.activities[::-1])
    before, after = (finishes(World(schedule=each, seed=1)) for each in (ref72, turned))

    np.testing.assert_array_equal(before.project, after.project)


@st.composite
def networks(draw: st.DrawFn) -> Schedule:
    """Up to eight activities, FS and SS links only, forward."""
    count = draw(st.integers(2, 8))
    activities = [task(str(i), draw(st.integers(0, 20)), on=NON_STOP) for i in range(count)]
    pairs = draw(
        st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=12)
    )
    links = [
        link(f"{a} {draw(st.sampled_from(['FS', 'SS']))} {b}", draw(st.integers(0, 5)), DAY)
        for a, b in sorted(pairs)
        if a < b
    ]
    return schedule(activities, links, default_calendar=NON_STOP.code)


@settings(max_examples=40)
@given(networks(), st.integers(0, 7))
def test_more_work_never_finishes_sooner(found, which):
    slower = delay(
        "more", Scope(codes=frozenset({str(which % len(found.activities))})), points(0, 3, 9)
    )
    before, after = (
        finishes(World(schedule=found, seed=1, drivers=drivers), iterations=32)
        for drivers in ((), (slower,))
    )

    for code in codes_of(found):
        assert (after.milestones[code] >= before.milestones[code]).all()


def test_with_a_finish_to_finish_link_more_work_can_finish_sooner():
    """The known counter-example: a longer B starts earlier, and takes its SS successor with it."""
    short, long = (
        finishes(
            World(
                schedule=certain(
                    schedule(
                        [task("A", 10), task("B", days), task("C", 5)],
                        [link("A FF B"), link("B SS C")],
                    )
                ),
                seed=1,
            ),
            iterations=1,
        )
        for days in (2, 8)
    )

    assert long.milestones["C"] < short.milestones["C"]


def test_finished_work_is_certain_and_started_work_half_so():
    begun = schedule(
        [
            task("A", 10, started_at=MONDAY - timedelta(days=14), finished_at=MONDAY),
            task("B", 10, started_at=MONDAY - timedelta(days=7), remaining=5 * 480),
            task("C", 10),
        ],
    )
    found = finishes(World(schedule=begun, seed=1))
    spread = {code: row.std() for code, row in found.milestones.items()}

    assert spread["A"] == 0
    assert 0 < spread["B"] < 0.75 * spread["C"]


def test_remaining_work_counts_from_its_last_report():
    reported = MONDAY + timedelta(days=2)
    begun = certain(
        schedule(
            [task("A", 20, on=NON_STOP, started_at=MONDAY, remaining=10 * DAY)],
            data_date=MONDAY + timedelta(days=5),
            default_calendar=NON_STOP.code,
        )
    )
    found = finishes(World(schedule=begun, seed=1, reported_at={"A": reported}))

    assert found.project[0] == to_clock(reported) + 10 * DAY


def test_the_digest_knows_every_input_and_no_order_of_sets(ref72):
    def digest(iterations=100, **more):
        return input_digest(World(**({"schedule": ref72, "seed": 1} | more)), iterations=iterations)

    same = {input_digest(frozenset(codes), iterations=1) for codes in ([0, 8], [8, 0])}
    others = {
        digest(),
        digest(iterations=101),
        digest(seed=2),
        digest(project="other"),
        digest(phase_correlation=0.1),
        digest(drivers=(crew("mix", 0.81),)),
        digest(reported_at={"PC-010": MONDAY}),
        digest(schedule=replace(ref72, data_date=MONDAY + timedelta(days=1))),
    }

    assert len(same) == 1
    assert len(others) == 8


def test_the_digest_is_that_of_its_inputs_as_json():
    """Worked out here with the standard library: a release must not find other digests for old inputs."""
    tied = Activity(code="Ö-1", name='A "door"', calendar="C", likely=480, started_at=MONDAY)
    named = {each.name: getattr(tied, each.name) for each in fields(tied)}
    plain = named | {"kind": tied.kind.value, "started_at": MONDAY.isoformat(), "codes": []}
    plain |= {"fields": [], "constraints": [], "resources": []}
    inputs = [["Activity", plain], [[1, 10], [1, 2.5]], [["a", None], ["b", True]]]
    text = json.dumps([ENGINE_VERSION, 7, *inputs], separators=(",", ":"))

    given = tied, frozenset({(1, 10), (1, 2.5)}), {"b": True, "a": None}
    assert input_digest(*given, iterations=7) == sha256(text.encode()).hexdigest()
    with pytest.raises(ValueError, match="no place in a digest"):
        input_digest(float("nan"), iterations=1)


def test_a_digest_of_something_else_than_values_is_refused():
    with pytest.raises(TypeError, match="no place in a digest"):
        input_digest(object(), iterations=1)


def test_several_crews_multiply_but_not_below_the_floor():
    plan = certain(schedule([task("A", 7, on=NON_STOP, phase="CIVIL")]))

    def days(*outputs):
        crews = tuple(crew(str(i), output) for i, output in enumerate(outputs))
        row = finishes(World(schedule=plan, seed=1, drivers=crews), iterations=1).project
        return (row[0] - to_clock(MONDAY)) / DAY

    assert days(0.8, 0.5) == pytest.approx(7 / 0.4, abs=1 / DAY)
    assert days(0.5, 0.5) == pytest.approx(7 / 0.35, abs=1 / DAY)


def test_a_driver_that_has_nothing_left_to_touch_is_no_cause():
    plan = schedule([task("A", 7, started_at=MONDAY, finished_at=MONDAY), task("B", 1)])
    drivers = (
        delay("gone", Scope(codes=frozenset({"A"})), exactly(3)),
        delay("here", Scope(codes=frozenset({"B"})), exactly(3)),
    )
    found = Engine(World(schedule=plan, seed=1, drivers=drivers)).causes

    assert [cause.key for cause in found] == ["here"]


def test_no_iterations_are_refused(ref72):
    with pytest.raises(ValueError, match="one iteration"):
        simulate(World(schedule=ref72, seed=1), iterations=0)


def test_dates_are_read_off_the_sample():
    plan = certain(schedule([task("A", 1, on=NON_STOP)], default_calendar=NON_STOP.code))
    found = simulate(World(schedule=plan, seed=1), iterations=8, watched=["A"]).milestones["A"]

    assert found.at(0.8) == MONDAY + timedelta(days=1)
    assert found.instants()[0].astype(object).date() == date(2024, 1, 2)
    assert found.chance_after(MONDAY + timedelta(days=1)) == 0
    assert found.chance_after(MONDAY) == 1
    assert found.days_late(MONDAY) == 1
