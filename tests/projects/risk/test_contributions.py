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
    return {each.cause.key: round(each.days, 2) for each in contributions(explanation, milestone)}


def contributions(explanation, milestone="END"):
    return explanation.milestones[milestone].contributions


def removals(explanation, milestone="END"):
    return {each.cause.key: each.removal_days for each in contributions(explanation, milestone)}


def on(code):
    return Scope(codes=frozenset({code}))


def test_the_costliest_cause_comes_first():
    drivers = (delay("six", on("A"), exactly(6)), delay("two", on("A"), exactly(2)))
    found = explain(World(schedule=two_paths(), drivers=drivers, seed=1), iterations=64)

    assert list(days_by_cause(found).items()) == [("six", 6), ("two", 2)]
    assert removals(found) == {"six": 6, "two": 2}


def test_two_causes_of_one_date_share_it_though_neither_alone_saves_a_day():
    drivers = (delay("a", on("A"), exactly(6)), delay("b", on("B"), exactly(6)))
    found = explain(World(schedule=two_paths(), drivers=drivers, seed=1), iterations=2_048)

    assert days_by_cause(found) == pytest.approx({"a": 3, "b": 3}, abs=0.1)
    assert removals(found) == {"a": 0, "b": 0}


def test_only_the_costliest_are_taken_away():
    drivers = [delay(f"d{number}", on("A"), exactly(number)) for number in range(1, 6)]
    found = explain(World(schedule=two_paths(), drivers=tuple(drivers), seed=1), iterations=64)

    assert removals(found) == {"d5": 5, "d4": 4, "d3": 3, "d2": None, "d1": None}


def test_contributions_lead_from_the_date_without_any_cause_to_the_percentile():
    drivers = (delay("six", on("A"), exactly(6)), delay("two", on("B"), exactly(2)))
    found = explain(World(schedule=two_paths(), drivers=drivers, seed=1), iterations=64)

    costs = found.milestones["END"]
    p80 = found.simulation.milestones["END"].at(0.8)
    assert costs.without_any + timedelta(days=costs.days) == p80
    assert costs.days == pytest.approx(6)


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

    late = explain(World(schedule=bought, drivers=(out,), seed=1), iterations=512)
    slow = replace(
        bought, activities=(sure("A", 30, phase="PROCURE", package="XFMR"), *bought.activities[1:])
    )
    early = explain(World(schedule=slow, drivers=(here,), seed=1), iterations=512)

    assert days_by_cause(late)["out"] == pytest.approx(9.67)  # due at midnight, day 20
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
