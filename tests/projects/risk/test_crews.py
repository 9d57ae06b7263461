"""Weeks with too few heads slow the work of these weeks, and no other."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.risk.crews import pace_of
from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.network import Network
from sites.uncertainty import Productivity, ShortWeek, Weather
from tests.projects.risk.build import cause, on
from tests.projects.risk.test_drivers import days, plan, sure
from tests.projects.schedule.build import at, link, schedule, task

MONDAY = date(2024, 1, 1)


def week(number: int, covered: float) -> ShortWeek:
    """Week 1 begins at the data date."""
    return ShortWeek(week=MONDAY + timedelta(weeks=number - 1), covered=covered)


def crew(*short: ShortWeek, median: float = 1.0, craft: str = "ELEC") -> Productivity:
    return Productivity(
        cause=cause("crew"),
        scope=replace(on(), crafts=frozenset({craft})),
        median=median,
        log_sd=0,
        short=short,
    )


def wire(code: str, length: float, **more):
    return sure(code, length, **{"craft": "ELEC", "phase": "FITOUT"} | more)


def test_half_the_heads_for_one_week_cost_half_a_week():
    """14 days of work: 3.5 days of it are done in the first week, the rest takes 10.5 more days."""
    assert days(plan([wire("A", 14)]), crew(week(1, 0.5)))["A"] == 17.5


def test_a_shortfall_in_weeks_10_to_12_lengthens_only_work_in_those_weeks():
    """A ends with week 9. B is worked from week 10 on: 21 days at 0.75 do 15.75 of its 30. C of another
    time has long ended, and D begins after week 13."""
    build = plan(
        [wire("A", 63), wire("B", 30), wire("C", 40), wire("D", 10)],
        [link("A FS B"), link("A FS D", 5 * 7, day=1440)],
    )
    short = crew(week(10, 0.75), week(11, 0.75), week(12, 0.75))

    usual, slowed = days(build, crew()), days(build, short)

    assert {code: float(slowed[code][0] - usual[code][0]) for code in "ABCD"} == {
        "A": 0,
        "B": 21 - 15.75,
        "C": 0,
        "D": 0,
    }


def test_without_a_short_week_nothing_changes():
    build = plan([wire("A", 14), wire("B", 9)], [link("A FS B")])

    assert days(build, crew())["B"] == days(build)["B"]


def test_throughout_a_share_of_the_heads_takes_so_much_longer():
    """10 days at 0.8 take 12.5; output per hour divides too: 10 / 0.8 / 0.5."""
    weeks = [week(number, 0.8) for number in range(1, 9)]

    assert days(plan([wire("A", 10)]), crew(*weeks))["A"] == 12.5
    assert days(plan([wire("A", 10)]), crew(*weeks, median=0.5))["A"] == 25


def test_work_that_follows_the_crew_by_half_loses_the_root():
    """A labor share of 0.5: a quarter of the heads brings half of the work."""
    tests = plan([wire("A", 10, phase="COMMISSION")])

    assert days(tests, crew(week(1, 0.25), week(2, 0.25), week(3, 0.25)))["A"] == 20


def test_others_crafts_and_those_who_are_no_crew_of_ours_lose_nothing():
    build = plan([wire("A", 10, craft="PIPE"), wire("B", 10, phase="PROCURE")])

    found = days(build, crew(week(1, 0.1)))

    assert (found["A"], found["B"]) == (10, 10)


def test_started_work_loses_what_is_left_of_it():
    begun = wire("A", 20, started_at=at("2023-12-20T00:00"), remaining=7 * 1440)

    assert days(plan([begun]), crew(week(1, 0.5)))["A"] == 10.5


def test_days_lost_to_weather_need_no_heads():
    """7 days of work at half the heads take 14, and the lost day comes on top: it is not 2 days."""
    rain = Weather(cause=cause("rain"), scope=on("A"), lost=frozenset({date(2024, 1, 3)}))
    weeks = [week(number, 0.5) for number in range(1, 5)]

    assert days(plan([wire("A", 7)]), rain, crew(*weeks))["A"] == 15


def test_a_week_counts_the_hours_of_each_calendar():
    """Five days of eight hours: ten days of work lose half of the first five, and end on 17 January."""
    build = schedule(
        [task("A", 10, craft="ELEC", phase="FITOUT", optimistic=4800, pessimistic=4800)]
    )

    found = days(build, crew(week(1, 0.5)))["A"][0]

    assert found == pytest.approx(
        (at("2024-01-17T12:00") - build.data_date).total_seconds() / 86_400
    )


@given(
    st.dictionaries(st.integers(1, 9), st.floats(0.02, 0.98), min_size=1, max_size=6),
    st.lists(st.integers(0, 30_000), min_size=2, max_size=2),
    st.integers(0, 20_000),
)
def test_as_much_is_done_between_start_and_finish_as_is_to_do(weeks, starts, minutes):
    """Summed minute by minute; to the nearest minute, and later starts never end earlier."""
    short = [week(number, covered) for number, covered in sorted(weeks.items())]
    time = Network(schedule([task("A", 1)])).times[0]
    assert time.calendar is FIVE_DAYS
    pace = pace_of(short, time, 1.0)
    start = np.array(sorted(starts), np.int64)

    finish = start + minutes + pace(start, start + minutes)

    by_minute = np.ones(finish.max() + 1)
    for this, following, rate in zip(pace.begins, pace.begins[1:], pace.pace, strict=False):
        by_minute[max(this, 0) : max(following, 0)] = rate / 65_536
    for begins, ends in zip(start, finish, strict=True):
        assert by_minute[begins:ends].sum() == pytest.approx(minutes, abs=0.51)
    assert finish[0] <= finish[1]
