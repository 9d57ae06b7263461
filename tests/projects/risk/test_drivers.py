"""What each kind of driver does to a date, on schedules small enough to work out by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.risk.engine import Engine, World
from projects.schedule.calendars import DAY, from_clock, to_clock
from projects.schedule.model import ActivityKind
from sites.uncertainty import Delay, Delivery, Driver, Hold, Retests, Scope, ThreePoint, Weather
from tests.projects.risk.build import cause, delay, exactly, points
from tests.projects.schedule.build import MONDAY, NON_STOP, at, link, schedule, task

MORNING = at("2024-01-01T00:00")


def sure(code: str, days: float, **more):
    """An activity whose duration is certain, worked day and night."""
    minutes = round(days * DAY)
    return task(code, days, on=NON_STOP, optimistic=minutes, pessimistic=minutes, **more)


def plan(activities, links=(), **more):
    given: dict[str, Any] = {"data_date": MORNING, "default_calendar": NON_STOP.code}
    return schedule(activities, links, **(given | more))


def days(found, *drivers: Driver, iterations: int = 1, reported_at=None, **watched):
    """Days from the data date to the finish of every activity, by code: (n_iterations,) each."""
    world = World(schedule=found, drivers=drivers, seed=1, reported_at=reported_at or {})
    (run,) = Engine(world, watched=[a.code for a in found.activities]).run(iterations)
    return {code: (row - to_clock(found.data_date)) / DAY for code, row in run.milestones.items()}


# Incidents


def test_a_delay_of_named_activities_adds_up_along_the_chain():
    chain = plan([sure("A", 5), sure("B", 5)], [link("A FS B")])
    both = delay("strike", Scope(codes=frozenset({"A", "B"})), exactly(3))

    assert days(chain, both)["B"] == 16


def test_a_stop_of_the_whole_site_is_suffered_once():
    chain = plan([sure("A", 5), sure("B", 5), sure("C", 5)], [link("A FS B"), link("B FS C")])

    assert days(chain, delay("storm", Scope(), exactly(7)))["C"] == 22


def test_a_stop_ends_before_work_that_starts_later():
    held = plan(
        [sure("A", 10, hall="A"), sure("B", 5, hall="B")],
        [link("A FS B")],
    )
    stop = delay("fire", Scope(halls=frozenset({"B"})), exactly(7))

    assert days(held, stop)["B"] == 15


def test_a_stop_counts_from_the_day_of_the_incident():
    started = plan([sure("A", 5)])
    stop = Delay(
        cause=cause("storm"),
        scope=Scope(),
        probability=1,
        days=exactly(7),
        from_on=date(2024, 1, 4),
    )

    assert days(started, stop)["A"] == 12
    assert days(started, replace(stop, from_on=date(2023, 12, 30)))["A"] == 10
    assert days(started, replace(stop, from_on=date(2024, 1, 20)))["A"] == 5


def test_what_several_stops_hold_up_at_once_is_lost_once():
    work = plan([sure("A", 10)])
    week, longer = delay("fire", Scope(), exactly(7)), delay("flood", Scope(), exactly(9))
    later = replace(longer, from_on=date(2024, 1, 6))  # on day 5, for nine days
    much_later = replace(longer, from_on=date(2024, 1, 10))

    assert days(work, week, longer)["A"] == 19
    assert days(work, later, week)["A"] == 24
    assert days(work, longer, replace(week, from_on=date(2024, 1, 3)))["A"] == 19
    assert days(work, week, much_later)["A"] == 26


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 20)), max_size=5), st.integers(0, 15))
def test_stops_cost_the_days_on_which_any_of_them_holds(stops, length):
    """Counted day by day."""
    told = [
        replace(
            delay(f"stop {number}", Scope(), exactly(length_)),
            from_on=(MORNING + timedelta(days=begins)).date(),
        )
        for number, (begins, length_) in enumerate(stops)
    ]
    stopped = {day for begins, lasts in stops for day in range(begins, begins + lasts)}
    day = worked = 0
    while worked < length:
        worked += day not in stopped
        day += 1

    assert days(plan([sure("A", length)]), *told)["A"] == day


def test_what_is_held_goes_on_when_it_is_cleared():
    chain = plan([sure("A", 5), sure("B", 5)], [link("A FS B")])
    hold = Hold(
        cause=cause("permit"),
        scope=Scope(codes=frozenset({"A", "B"})),
        probability=1,
        days=exactly(7),
        from_on=date(2024, 1, 1),
    )

    assert days(chain, hold)["B"] == 17  # not 24: one clearing for both
    cleared_long_ago = replace(hold, from_on=date(2023, 12, 1))
    assert days(chain, cleared_long_ago)["B"] == 10
    later_work = replace(hold, scope=Scope(codes=frozenset({"B"})))
    assert days(chain, later_work)["B"] == 12  # B would begin on day 5 and waits until day 7


def test_a_held_package_holds_the_work_that_needs_it():
    bought = plan(
        [
            sure("D", 2, phase="PROCURE", package="XFMR", finished_at=at("2023-12-30T00:00")),
            sure("U", 3, phase="UTILITY", package="XFMR"),
        ],
        [link("D FS U")],
    )
    hold = Hold(
        cause=cause("wreck"),
        scope=Scope(packages=frozenset({"XFMR"})),
        probability=1,
        days=exactly(40),
        from_on=date(2024, 1, 1),
    )

    assert days(bought, hold)["U"] == 43


def test_an_incident_on_a_package_delays_its_delivery_alone():
    bought = plan(
        [
            sure("R", 2, phase="PROCURE", package="XFMR"),
            sure("D", 10, phase="PROCURE", package="XFMR"),
            sure("U", 3, phase="UTILITY", package="XFMR"),
        ],
        [link("R FS D"), link("D FS U")],
    )
    bridge = delay("bridge", Scope(packages=frozenset({"XFMR"})), exactly(40))
    found = days(bought, bridge)

    assert (found["R"], found["D"], found["U"]) == (2, 52, 55)


def test_an_incident_happens_as_often_as_its_probability_says():
    found = days(
        plan([sure("A", 5)]),
        delay("bridge", Scope(codes=frozenset({"A"})), points(7, 45, 210), probability=0.2),
        iterations=20_000,
    )["A"]

    assert (found > 5).mean() == pytest.approx(0.2, abs=0.013)
    assert found[found > 5].min() >= 12


def test_calendar_days_of_delay_are_not_working_days():
    friday = schedule([task("A", 5, optimistic=2400, pessimistic=2400)])
    found = days(friday, delay("late", Scope(codes=frozenset({"A"})), exactly(7)))["A"]

    assert from_clock(int(found[0] * DAY) + to_clock(MONDAY)) == at("2024-01-12T17:00")


def test_a_second_delay_begins_where_the_first_ended():
    friday = schedule([task("A", 5, optimistic=2400, pessimistic=2400)])
    on_a = Scope(codes=frozenset({"A"}))
    found = days(friday, delay("one", on_a, exactly(3)), delay("two", on_a, exactly(3)))["A"]

    assert from_clock(int(found[0] * DAY) + to_clock(MONDAY)) == at("2024-01-11T17:00")


# Orders


def bought(**delivery):
    return plan(
        [
            sure("R", 5, phase="PROCURE", package="XFMR"),
            sure("D", 100, phase="PROCURE", package="XFMR", **delivery),
            sure("U", 10, phase="UTILITY"),
        ],
        [link("R FS D"), link("D FS U")],
    )


def order(due: str, **more) -> Delivery:
    return Delivery(cause=cause("order"), package="XFMR", due_on=date.fromisoformat(due), **more)


def test_the_promise_of_an_order_replaces_the_estimate():
    assert days(bought(), order("2024-01-20"))["D"] == 20
    assert days(bought(), order("2024-12-31"))["D"] == 366


def test_a_promise_cannot_be_kept_before_the_order_is_released():
    assert days(bought(), order("2024-01-02"))["D"] == 5


def test_a_late_order_is_late_from_its_promise():
    late = order("2024-01-20", late_probability=1.0, late_days=exactly(30))

    assert days(bought(), late)["D"] == 50


def test_an_incident_comes_on_top_of_the_promise():
    bridge = delay("bridge", Scope(packages=frozenset({"XFMR"})), exactly(40))

    assert days(bought(), order("2024-01-20"), bridge)["U"] == 70


def test_a_broken_promise_counts_from_today():
    late = order("2023-06-01", late_probability=1.0, late_days=exactly(30))

    assert days(bought(started_at=at("2023-03-01T08:00"), remaining=100), late)["D"] == 30


def test_a_delivered_order_has_finished_its_delivery():
    found = days(bought(), order("2023-12-20", delivered=True))

    assert found["D"] == -11
    assert found["U"] == 10


def test_without_a_delivery_activity_what_needs_the_package_waits():
    needing = plan([sure("U", 10, package="XFMR"), sure("V", 3)], [link("U FS V")])

    assert days(needing, order("2024-01-20"))["V"] == 33


# Weather


def weather(**more) -> Weather:
    given: dict[str, Any] = {"cause": cause("weather"), "scope": Scope()}
    return Weather(**(given | more))


JANUARY_ONLY = (10.0,) + (0.0,) * 11


def test_recorded_days_since_the_last_report_are_lost():
    begun = plan(
        [sure("A", 20, phase="CIVIL", started_at=at("2024-01-01T00:00"), remaining=10 * DAY)],
        data_date=at("2024-01-11T00:00"),
    )
    lost = frozenset({date(2024, 1, 2), date(2024, 1, 7), date(2024, 1, 8)})
    reports = {"A": at("2024-01-05T00:00")}

    assert days(begun, reported_at=reports)["A"] == 4
    assert days(begun, weather(lost=lost), reported_at=reports)["A"] == 6


def test_only_outdoor_work_loses_days():
    site = plan(
        [
            sure("CV-1", 31, phase="CIVIL"),
            sure("HA-040", 31, phase="FITOUT"),
            sure("HA-050", 31, phase="FITOUT"),
            sure("PR-1", 31, phase="PROCURE"),
        ]
    )
    found = days(site, weather(monthly_mean=(10.0,) * 12), iterations=400)

    assert found["CV-1"].mean() > 39
    np.testing.assert_array_equal(found["CV-1"], found["HA-040"])
    assert set(found["HA-050"]) == set(found["PR-1"]) == {31}


def test_the_shell_is_dry_after_dry_in():
    shell = plan(
        [
            sure("SH-1", 10, phase="SHELL"),
            sure("SH-2", 0, phase="SHELL", kind=ActivityKind.FINISH_MILESTONE),
            sure("SH-3", 10, phase="SHELL"),
            sure("SH-4", 10, phase="SHELL"),
        ],
        [link("SH-1 FS SH-2"), link("SH-2 FS SH-3"), link("SH-3 FS SH-4")],
    )
    world = World(schedule=shell, drivers=(weather(monthly_mean=(5.0,) * 12),), seed=1)
    (influence,) = Engine(world)._influences

    assert influence.touches == {0}


def test_a_whole_month_loses_its_mean_and_a_third_of_it_a_third():
    site = plan([sure("A", 31, phase="CIVIL"), sure("B", 10, phase="CIVIL")])
    found = days(site, weather(monthly_mean=JANUARY_ONLY), iterations=20_000)

    assert found["A"].mean() - 31 == pytest.approx(10, abs=0.2)
    lost = found["B"].mean() - 10
    assert lost == pytest.approx(10 * 10 / 31 * (1 + 10 / 31), rel=0.15)


def test_a_summer_loses_nothing_to_the_winter():
    summer = plan([sure("A", 31, phase="CIVIL")], data_date=at("2024-06-01T00:00"))

    assert set(days(summer, weather(monthly_mean=JANUARY_ONLY), iterations=50)["A"]) == {31}


def test_a_month_already_recorded_is_not_drawn_again():
    """A plan simulated with today's facts: known weather is known, and only the rest is drawn."""
    lost = frozenset({date(2024, 1, 31)})
    found = days(
        plan([sure("A", 20, phase="CIVIL")]),
        weather(monthly_mean=JANUARY_ONLY, lost=lost),
        iterations=50,
    )

    assert set(found["A"]) == {20}


# Retests


def retests(**more) -> Retests:
    given: dict[str, Any] = {
        "cause": cause("tests"),
        "scope": Scope(halls=frozenset({"B"}), cx_levels=frozenset({"L4"})),
        "fail_probability": 0.0,
        "days": exactly(3),
    }
    return Retests(**(given | more))


def hall_b(**more):
    return plan(
        [
            sure("HB-210", 5, hall="B", cx_level="L4", **more),
            sure("HA-210", 5, hall="A", cx_level="L4"),
            sure("HB-230", 5, hall="B", cx_level="L5"),
        ],
        [link("HB-210 FS HB-230")],
    )


def test_an_owed_retest_lengthens_its_hall_and_level_alone():
    found = days(hall_b(), retests(attempts_owed=2))

    assert (found["HB-210"], found["HB-230"], found["HA-210"]) == (11, 16, 5)


def test_each_further_failure_is_less_likely():
    found = days(hall_b(), retests(fail_probability=0.6), iterations=20_000)["HB-210"]
    failures = np.rint((found - 5) / 3).astype(int)

    assert (failures >= 1).mean() == pytest.approx(0.6, abs=0.016)
    assert (failures >= 2).mean() == pytest.approx(0.6 * 0.3, abs=0.013)


def test_a_retest_is_not_paid_twice_along_one_level():
    chain = plan(
        [sure("A", 5, hall="B", cx_level="L4"), sure("B", 5, hall="B", cx_level="L4")],
        [link("A FS B")],
    )

    assert days(chain, retests(attempts_owed=1))["B"] == 13


def test_a_failure_after_the_activity_is_finished_holds_up_what_follows():
    done = hall_b(started_at=MORNING - timedelta(days=9), finished_at=MORNING - timedelta(days=1))

    assert days(done, retests(attempts_owed=1))["HB-230"] == 8


def test_points_out_of_order_are_refused():
    backwards = ThreePoint(optimistic=3, likely=2, pessimistic=1)
    with pytest.raises(ValueError, match="out of order"):
        days(plan([sure("A", 1)]), delay("x", Scope(codes=frozenset({"A"})), backwards))


def test_an_instant_is_read_from_the_clock_of_the_site():
    assert from_clock(to_clock(datetime.fromisoformat("2024-03-31T02:30"))).hour == 2
