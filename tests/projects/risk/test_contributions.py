from dataclasses import replace
from datetime import date, timedelta

import pytest

from projects.risk.contributions import explain
from projects.risk.engine import World
from projects.risk.simulation import simulate
from projects.schedule.calendars import DAY
from projects.schedule.model import ActivityKind
from sites.uncertainty import Delivery, Scope, Weather
from tests.projects.risk.build import cause, crew, delay, exactly, points
from tests.projects.schedule.build import MONDAY, NON_STOP, link, schedule, task


def sure(code, days, **more):
    minutes = round(days * DAY)
    return task(code, days, on=NON_STOP, optimistic=minutes, pessimistic=minutes, **more)


def two_paths(**of_a):
    done = task("END", on=NON_STOP, kind=ActivityKind.FINISH_MILESTONE)
    return schedule(
        [sure("A", 10, **of_a), sure("B", 10), done],
        [link("A FS END"), link("B FS END")],
        default_calendar=NON_STOP.code,
    )


def days_by_cause(explanation, milestone="END"):
    return {each.cause.key: each.days for each in explanation.milestones[milestone]}


def on(code):
    return Scope(codes=frozenset({code}))


def test_a_cause_costs_the_days_that_would_be_saved_without_it():
    drivers = (delay("six", on("A"), exactly(6)), delay("two", on("A"), exactly(2)))
    found = explain(World(schedule=two_paths(), drivers=drivers, seed=1), iterations=64)

    assert [(each.cause.key, each.days) for each in found.milestones["END"]] == [
        ("six", 6),
        ("two", 2),
    ]
    assert found.project == found.milestones["END"]


def test_two_causes_of_one_date_look_smaller_apart_than_together():
    """The known bias of remove-one, kept in view: neither alone saves a day here."""
    drivers = (delay("a", on("A"), exactly(6)), delay("b", on("B"), exactly(6)))
    found = explain(World(schedule=two_paths(), drivers=drivers, seed=1), iterations=64)

    assert set(days_by_cause(found).values()) == {0}


def test_drivers_of_one_cause_are_taken_away_together():
    drivers = (delay("same", on("A"), exactly(6)), delay("same", on("B"), exactly(6)))
    found = explain(World(schedule=two_paths(), drivers=drivers, seed=1), iterations=64)

    assert days_by_cause(found) == {"same": 6}


def test_the_difference_is_the_cause_and_not_noise(ref72):
    """Common random numbers: what does not happen in this hall costs it nothing, to the minute."""
    drivers = (
        delay("elsewhere", on("HC-310"), points(1, 5, 9), probability=0.5),
        crew("mix", 0.9, log_sd=0.05, scope=Scope(crafts=frozenset({"ELEC"}))),
    )
    found = explain(World(schedule=ref72, drivers=drivers, seed=1), iterations=2_000)

    assert days_by_cause(found, "HA-320")["elsewhere"] == 0
    assert days_by_cause(found, "HC-320")["elsewhere"] > 0
    assert days_by_cause(found, "HC-320")["mix"] > 0


def test_explaining_does_not_change_the_simulation(ref72):
    world = World(schedule=ref72, drivers=(crew("mix", 0.9, log_sd=0.05),), seed=1)
    explained = explain(world, iterations=1_000).simulation.project.by_iteration

    assert (explained == simulate(world, iterations=1_000).project.by_iteration).all()


def test_a_delivery_is_explained_against_the_estimate_it_replaced():
    bought = two_paths(phase="PROCURE", package="XFMR")
    out = Delivery(cause=cause("out"), package="XFMR", due_on=date(2024, 1, 20))
    here = replace(out, delivered=True, due_on=date(2023, 12, 1), cause=cause("here"))

    late = explain(World(schedule=bought, drivers=(out,), seed=1), iterations=8)
    slow = replace(
        bought, activities=(sure("A", 30, phase="PROCURE", package="XFMR"), *bought.activities[1:])
    )
    early = explain(World(schedule=slow, drivers=(here,), seed=1), iterations=8)

    assert days_by_cause(late)["out"] == pytest.approx(9 + 16 / 24)  # due at midnight, day 20
    assert days_by_cause(early)["here"] == -20  # 30 days of estimate, and B alone takes 10


def test_progress_is_a_cause_measured_against_the_plan():
    planned = two_paths()
    begun = replace(
        planned,
        data_date=MONDAY + timedelta(days=8),
        activities=(
            replace(planned.activities[0], started_at=MONDAY, remaining=10 * DAY),
            replace(planned.activities[1], started_at=MONDAY, remaining=2 * DAY),
            planned.activities[2],
        ),
    )
    found = explain(World(schedule=begun, seed=1), iterations=8, plan=planned)

    assert days_by_cause(found) == {"progress": 8}


def test_the_plan_is_part_of_what_a_forecast_was_computed_from():
    world = World(schedule=two_paths(), seed=1)
    with_plan = explain(world, iterations=8, plan=two_paths(phase="CIVIL"))

    assert with_plan.simulation.input_digest != explain(world, iterations=8).simulation.input_digest


def test_rain_that_has_already_made_work_late_is_seen_on_the_plan():
    """The work is finished by now, five days late: no world without the rain can undo it."""
    plan = schedule(
        [
            sure("A", 10, phase="CIVIL"),
            task("END", on=NON_STOP, kind=ActivityKind.FINISH_MILESTONE),
        ],
        [link("A FS END")],
        default_calendar=NON_STOP.code,
    )
    late = MONDAY + timedelta(days=15)
    built = replace(plan.activities[0], started_at=MONDAY, finished_at=late)
    now = replace(plan, activities=(built, plan.activities[1]), data_date=late)
    rain = Weather(
        cause=cause("rain"),
        scope=Scope(),
        lost=frozenset(MONDAY.date() + timedelta(days=day) for day in range(1, 6)),
    )
    found = explain(World(schedule=now, drivers=(rain,), seed=1), plan=plan, iterations=64)

    assert days_by_cause(found) == {"rain": 5, "progress": 0}


def test_weather_that_a_plan_would_have_feared_but_did_not_meet_is_no_reason():
    plan = schedule(
        [
            sure("A", 60, phase="CIVIL"),
            task("END", on=NON_STOP, kind=ActivityKind.FINISH_MILESTONE),
        ],
        [link("A FS END")],
        default_calendar=NON_STOP.code,
    )
    done = MONDAY + timedelta(days=62)
    built = replace(plan.activities[0], started_at=MONDAY, finished_at=done)
    now = replace(plan, activities=(built, plan.activities[1]), data_date=done)
    rain = Weather(
        cause=cause("rain"),
        scope=Scope(),
        lost=frozenset({MONDAY.date() + timedelta(days=1), MONDAY.date() + timedelta(days=2)}),
        monthly_mean=(8.0,) * 12,
    )
    found = explain(World(schedule=now, drivers=(rain,), seed=1), plan=plan, iterations=64)

    assert days_by_cause(found) == {"rain": 2, "progress": 0}
