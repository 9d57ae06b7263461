"""What binds a date: the kinds of work on which the path that holds it up spends its time."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.risk.binding import Binding, bindings_of
from projects.risk.engine import AS_IT_IS, Engine, World
from projects.risk.goals import goal_of
from projects.risk.kinds import BindingKind, kind_of, kinds_of
from projects.risk.spending import spending_of
from projects.schedule.calendars import DAY, to_clock
from projects.schedule.model import Schedule
from sites.uncertainty import Delivery, Driver, OutsideDate, Scope, Weather
from tests.projects.risk.build import cause, exactly, on
from tests.projects.risk.test_drivers import plan, sure
from tests.projects.schedule.build import NON_STOP, at, link, task

BUILD = plan(
    [
        sure("DRAW", 10, phase="PRECON", craft="ENG"),
        sure("MAKE", 60, phase="PROCURE", package="XFMR"),
        sure("WIRE", 20, phase="FITOUT", craft="ELEC"),
        sure("TEST", 15, phase="COMMISSION", cx_level="L4"),
    ],
    [link("DRAW FS MAKE"), link("MAKE FS TEST"), link("DRAW FS WIRE"), link("WIRE FS TEST")],
)


def binding(planned: Schedule, *drivers: Driver, milestone: str = "TEST", n: int = 64) -> Binding:
    engine = Engine(World(schedule=planned, drivers=drivers, seed=1), watched=[])
    return bindings_of(engine, [milestone], iterations=n)[milestone]


def days(found: Binding) -> dict[str, float]:
    return {each.kind: round(each.days, 3) for each in found.kinds}


def test_the_time_on_the_path_goes_by_kind_and_work_with_float_binds_nothing():
    found = binding(BUILD)

    assert days(found) == {"supply": 60, "commissioning": 15, "design": 10}
    assert (found.kind, found.lead_days, found.lead_error_days) == ("supply", 45, 0)
    assert sum(each.share for each in found.kinds) == pytest.approx(1)
    assert [(each.code, each.days, each.criticality) for each in found.activities] == [
        ("MAKE", 60, 1)
    ]


def test_labor_binds_once_it_takes_longer_than_the_delivery():
    work = [replace(a, likely=90 * DAY) if a.code == "WIRE" else a for a in BUILD.activities]

    assert days(binding(replace(BUILD, activities=tuple(work))))["labor"] == 90


def test_waiting_for_a_promised_package_is_supply_whatever_needs_it():
    """Nobody has planned the delivery: the set needs it on 20 January and works two days."""
    planned = plan([sure("SET", 2, phase="FITOUT", craft="ELEC", package="GENS")], [])
    promise = Delivery(cause=cause("order"), package="GENS", due_on=date(2024, 1, 20))

    found = binding(planned, promise, milestone="SET")

    assert days(found) == {"supply": 20, "labor": 2}


def test_waiting_for_a_developer_is_a_third_party_and_for_the_utility_power():
    for phase, kind in (("SHELL", "third_party"), ("UTILITY", "power")):
        planned = plan(
            [sure("GATE", 5, phase=phase, craft="IW"), sure("ON", 5)], [link("GATE FS ON")]
        )
        promise = OutsideDate(
            cause=cause("outside"),
            scope=on("GATE"),
            promised_on=date(2024, 1, 20),
            late_probability=0,
            late_days=exactly(0),
        )

        assert days(binding(planned, promise, milestone="ON"))[kind] >= 15


def test_days_lost_to_weather_on_the_path_are_weather_and_no_labor():
    planned = plan([sure("DIG", 10, phase="CIVIL", craft="LAB")], [])
    lost = frozenset({date(2024, 1, 2), date(2024, 1, 3)})
    rain = Weather(cause=cause("rain"), scope=Scope(), lost=lost)

    assert days(binding(planned, rain, milestone="DIG")) == {"labor": 10, "weather": 2}


def test_a_lag_is_time_of_what_waits_for_it():
    planned = plan(
        [sure("POUR", 2, phase="CIVIL", craft="CONC"), sure("TEST", 3, phase="COMMISSION")],
        [link("POUR FS TEST", 28, day=DAY)],
    )

    assert days(binding(planned)) == {"commissioning": 31, "labor": 2}


def test_started_work_counts_from_the_data_date_and_a_reached_milestone_waits_for_nothing():
    begun = plan(
        [sure("DIG", 9, phase="CIVIL", started_at=at("2023-12-20T00:00"), remaining=4 * DAY)], []
    )
    assert days(binding(begun, milestone="DIG")) == {"labor": 4}

    done = {"started_at": at("2023-12-01T00:00"), "finished_at": at("2023-12-20T00:00")}
    reached = binding(plan([sure("DIG", 9, **done), sure("ON", 5)], []), milestone="DIG")
    assert (reached.kind, reached.kinds, reached.activities) == (None, (), ())


def test_two_kinds_that_take_turns_by_chance_are_too_close_to_call():
    wide = {"optimistic": 10 * DAY, "pessimistic": 50 * DAY}
    planned = plan(
        [
            task("MAKE", 30, on=NON_STOP, phase="PROCURE", **wide),
            task("WIRE", 30, on=NON_STOP, phase="FITOUT", craft="ELEC", **wide),
            sure("TEST", 1, phase="COMMISSION"),
        ],
        [link("MAKE FS TEST"), link("WIRE FS TEST")],
    )

    close = binding(planned, n=256)
    assert {each.kind for each in close.kinds[:2]} == {"supply", "labor"}
    assert close.too_close

    assert not binding(BUILD).too_close


def test_an_error_shrinks_with_the_root_of_the_iterations(ref72):
    few, many = (binding(ref72, milestone="HC-320", n=n) for n in (512, 8_192))

    assert many.lead_error_days == pytest.approx(few.lead_error_days / 4, rel=0.1)


def test_the_days_of_all_kinds_are_the_time_to_the_date(ref72):
    engine = Engine(World(schedule=ref72, seed=5), watched=["HC-320"])
    (finishes,) = engine.run(2_048)

    found = bindings_of(engine, ["HC-320"], iterations=2_048)["HC-320"]

    whole = sum(each.days for each in found.kinds)
    until = (finishes.milestones["HC-320"].mean() - to_clock(ref72.data_date)) / DAY
    assert whole == pytest.approx(until, rel=0.005)  # holidays fall where they fall


def test_out_of_doors_the_utility_loses_days_to_weather_until_power_binds(ref72):
    """In the dry the transformers bind hall A; with five lost days a month it is the utility's line."""
    rain = Weather(cause=cause("rain"), scope=Scope(), monthly_mean=(5.0,) * 12)

    dry, wet = (binding(ref72, *drivers, milestone="HA-320", n=4_096) for drivers in ((), (rain,)))

    assert (dry.kind, wet.kind) == ("supply", "power")
    assert dry.activities[0].code == "PR-XFMR-20"
    assert wet.activities[0].code == "UT-020"
    assert "weather" not in days(dry)


@pytest.mark.parametrize(
    ("phase", "craft", "more", "kind"),
    [
        ("PROCURE", "OEM", {"cx_level": "L1"}, BindingKind.SUPPLY),
        ("PROCURE", "PM", {"package": "XFMR"}, BindingKind.SUPPLY),
        ("PROCURE", "PM", {}, BindingKind.THIRD_PARTY),
        ("", "", {"order": "PO-7"}, BindingKind.SUPPLY),
        ("UTILITY", "NETA", {}, BindingKind.POWER),
        ("ENERGIZE", "ELEC", {}, BindingKind.POWER),
        ("FITOUT", "NETA", {}, BindingKind.COMMISSIONING),
        ("IT", "ITEC", {}, BindingKind.LABOR),
        ("IT", "HPCE", {}, BindingKind.COMMISSIONING),
        ("PRECON", "PM", {}, BindingKind.THIRD_PARTY),
        ("PRECON", "ENG", {}, BindingKind.DESIGN),
        ("FITOUT", "ELEC", {"package": "BUSW"}, BindingKind.LABOR),
        ("", "", {}, BindingKind.UNMAPPED),
    ],
)
def test_an_activity_is_of_the_kind_that_its_phase_craft_and_ties_say(phase, craft, more, kind):
    assert kind_of(sure("X", 1, phase=phase, craft=craft, **more)) is kind


@settings(max_examples=30)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.integers(0, 12))
def test_a_chain_is_its_links_and_its_lags(lengths, lag):
    codes = [f"A{i}" for i in range(len(lengths))]
    work = [sure(code, n, phase="FITOUT") for code, n in zip(codes, lengths, strict=True)]
    ties = [link(f"{a} FS {b}", lag, day=DAY) for a, b in pairwise(codes)]

    found = binding(plan(work, ties), milestone=codes[-1], n=4)

    assert days(found) == {"labor": sum(lengths) + lag * (len(lengths) - 1)}


def test_in_every_iteration_the_kinds_fill_the_time_of_a_single_calendar():
    rain = Weather(cause=cause("rain"), scope=Scope(), monthly_mean=(9.0,) * 12)
    late = Delivery(cause=cause("o"), package="XFMR", due_on=date(2024, 1, 1) + timedelta(days=80))
    engine = Engine(World(schedule=BUILD, drivers=(rain, late), seed=1), watched=[])
    dater = engine.as_it_is
    goal = goal_of(dater.network, dater.program, "TEST")
    kinds = kinds_of(dater.network, dater.program, engine.world.drivers, horizon=0)
    (block,) = engine.to_trace(700)
    inputs = engine.drawn(block).inputs(AS_IT_IS)
    trace = dater.trace(block, inputs, [goal])

    found = spending_of(trace, 0, inputs, dater.program, kinds)

    clock = trace.last[0] - to_clock(BUILD.data_date)
    np.testing.assert_array_equal(found.by_kind.sum(axis=0), clock)
