"""The kernel and NumPy say the same, bit for bit, of schedules of every kind with every driver."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.risk import dating
from projects.risk.by_kernel import ByKernel
from projects.risk.dated import Finishes
from projects.risk.engine import AS_IT_IS, Engine, World
from projects.risk.in_rows import InRows
from projects.schedule.errors import BeyondCalendar
from projects.schedule.kernels import are_compiled
from projects.schedule.model import Schedule
from sites.laws import BetaPert, Discrete, Fixed, Law, LogNormal, Triangular, Uniform
from sites.uncertainty import (
    Branch,
    Delivery,
    Driver,
    Factor,
    Hold,
    Joined,
    Productivity,
    Retests,
    Scope,
    SharedPart,
    ShortWeek,
    ThreePoint,
    Tightness,
    Weather,
)
from tests.projects.risk.build import cause, delay, points
from tests.projects.schedule.test_brute_force import CALENDARS, DATA_DATE, schedules

ITERATIONS = 1_100
"""More than a block, and no multiple of one."""


def finishes(world: World, kind: type[ByKernel] | type[InRows]) -> Finishes:
    codes = [activity.code for activity in world.schedule.activities]
    engine = Engine(world, watched=codes)
    for key, dater in engine._daters.items():
        taken = dater.network, dater.estimates, dater.resume_at, dater.watched  # type: ignore[attr-defined]
        engine._daters[key] = kind(*taken)
    (found,) = engine.run(ITERATIONS)
    return found


def assert_same(world: World) -> None:
    try:
        expected = finishes(world, InRows)
    except BeyondCalendar:
        with pytest.raises(BeyondCalendar):
            finishes(world, ByKernel)
        return
    found = finishes(world, ByKernel)
    for code, row in expected.milestones.items():
        np.testing.assert_array_equal(found.milestones[code], row, err_msg=code)
    np.testing.assert_array_equal(found.project, expected.project)


@st.composite
def ranged(draw: st.DrawFn) -> Schedule:
    """Schedules of every link type, calendar, constraint and state, with ranges and what drivers ask."""
    planned = draw(schedules())
    activities = []
    for activity in planned.activities:
        low, high = draw(st.integers(0, activity.likely)), draw(st.integers(0, 3_000))
        activities.append(
            replace(
                activity,
                optimistic=low,
                pessimistic=activity.likely + high if activity.likely else 0,
                phase=draw(st.sampled_from(("CIVIL", "PROCURE", "FITOUT", "COMMISSION"))),
                craft=draw(st.sampled_from(("ELEC", "PIPE"))),
                package=draw(st.sampled_from(("", "XFMR"))),
                hall=draw(st.sampled_from(("A", "B"))),
                cx_level=draw(st.sampled_from(("", "L4"))),
            )
        )
    return replace(planned, activities=tuple(activities))


def three_points(longest: int) -> st.SearchStrategy[ThreePoint]:
    drawn = st.lists(st.integers(0, longest), min_size=3, max_size=3)
    return drawn.map(lambda each: points(*sorted(each)))


def laws(longest: int) -> st.SearchStrategy[Law]:
    """Of every kind, in one unit up to `longest`; a log-normal one may pass it."""
    return st.one_of(
        three_points(longest).map(lambda each: BetaPert(**vars(each))),
        three_points(longest).map(lambda each: Triangular(**vars(each))),
        three_points(longest).map(lambda p: Uniform(least=p.optimistic, most=p.pessimistic)),
        st.integers(0, longest).map(lambda value: Fixed(value=value)),
        st.sampled_from((0.0, 0.3, 1.2)).map(lambda sd: LogNormal(median=longest / 3, log_sd=sd)),
        three_points(longest).map(
            lambda p: Discrete(values=(p.pessimistic, p.optimistic), chances=(0.3, 0.7))
        ),
    )


chances = st.sampled_from((0.0, 0.3, 1.0))
scopes = st.sampled_from(
    (
        Scope(),
        Scope(codes=frozenset({"A0", "A2"})),
        Scope(crafts=frozenset({"ELEC"})),
        Scope(packages=frozenset({"XFMR"})),
    )
)
DAYS_AROUND = st.integers(-5, 30).map(lambda days: DATA_DATE.date() + timedelta(days=days))


short_weeks = st.dictionaries(st.integers(-2, 6), st.floats(0.01, 0.99), max_size=4).map(
    lambda weeks: tuple(
        ShortWeek(week=DATA_DATE.date() + timedelta(weeks=week), covered=share)
        for week, share in sorted(weeks.items())
    )
)


@st.composite
def drivers(draw: st.DrawFn) -> Driver:
    kinds = (Productivity, Tightness, "delay", Hold, Delivery, Weather, Retests, Factor, Branch)
    kind = draw(st.sampled_from(kinds))
    name: dict[str, Any] = {"cause": cause(draw(st.sampled_from("abcdefgh")))}
    if kind is Productivity:
        median, short = draw(st.sampled_from((0.5, 0.8, 1.1))), draw(short_weeks)
        shared = (SharedPart(name="pool", share=0.5),) if draw(st.booleans()) else ()
        return Productivity(
            **name, scope=draw(scopes), median=median, log_sd=0.1, shared=shared, short=short
        )
    if kind is Tightness:
        return Tightness(**name, scope=draw(scopes), times_the_hours=points(0.9, 1.1, 1.8))
    if kind is Factor:
        low, likely, high = sorted(draw(st.lists(st.floats(0.5, 3), min_size=3, max_size=3)))
        times, joined = points(low, likely, high), draw(st.sampled_from(Joined))
        given = dict(probability=draw(chances), multiplier=times, joined=joined)
        return Factor(**name, scope=draw(scopes), **given)
    if kind is Branch:
        return Branch(**name, scope=draw(scopes), probability=draw(chances), days=draw(laws(9)))
    if kind is Hold:
        law, on = draw(three_points(40)), draw(DAYS_AROUND)
        return Hold(**name, scope=draw(scopes), probability=draw(chances), days=law, from_on=on)
    if kind is Delivery:
        return Delivery(
            **name,
            package="XFMR",
            due_on=draw(DAYS_AROUND),
            delivered=draw(st.booleans()),
            late_probability=draw(chances),
            late_days=draw(three_points(40)),
        )
    if kind is Weather:
        lost = draw(st.frozensets(DAYS_AROUND, max_size=3))
        return Weather(**name, scope=Scope(), lost=lost, monthly_mean=(6.0,) * 12)
    if kind is Retests:
        scope = Scope(halls=frozenset({"B"}), cx_levels=frozenset({"L4"}))
        owed = draw(st.integers(0, 2))
        law = draw(three_points(9))
        return Retests(**name, scope=scope, fail_probability=0.5, days=law, attempts_owed=owed)
    hit = delay("x", draw(scopes), draw(three_points(40)), probability=draw(chances))
    return replace(hit, **name, from_on=draw(st.none() | DAYS_AROUND))


def test_the_tests_run_machine_code():
    assert are_compiled()


@settings(max_examples=300)
@given(
    ranged(),
    st.lists(drivers(), max_size=5),
    st.sampled_from((0.0, 0.0, 0.4)),
    st.dictionaries(st.sampled_from(("A0", "A1")), laws(3_000)),
)
def test_the_kernel_says_what_numpy_says(planned, given_drivers, correlation, given_laws):
    codes = {activity.code for activity in planned.activities}
    world = World(
        schedule=planned,
        drivers=tuple(given_drivers),
        seed=3,
        phase_correlation=correlation,
        laws={code: law for code, law in given_laws.items() if code in codes},
    )

    assert_same(world)


def test_the_reference_build_is_dated_alike(ref72):
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


def test_a_date_past_the_end_of_a_calendar_is_refused_by_both():
    """A link from one calendar to another goes over the clock, and that ends."""
    from tests.projects.schedule.build import NON_STOP, link, schedule, task

    days = CALENDARS[0]
    planned = schedule(
        [task("A", 1, on=NON_STOP), task("B", 1, on=days)],
        [link("A FS B")],
        calendars=(NON_STOP, days),
        default_calendar=NON_STOP.code,
    )
    lost = delay("lost", Scope(codes=frozenset({"A"})), points(90_000, 90_000, 90_000))
    world = World(schedule=planned, drivers=(lost,), seed=1)

    for kind in (ByKernel, InRows):
        with pytest.raises(BeyondCalendar):
            finishes(world, kind)


def test_what_is_not_compiled_is_dated_in_numpy(ref72, monkeypatch):
    monkeypatch.setattr(dating, "are_compiled", lambda: False)

    assert isinstance(Engine(World(schedule=ref72, seed=1))._dater(AS_IT_IS), InRows)
