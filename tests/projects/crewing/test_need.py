"""Heads that a schedule needs, week by week, against sums done by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from projects.crewing.need import Need, heads_ahead, needs, together
from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.model import Activity, ActivityKind, Link, Schedule, SourceFormat
from projects.schedule.reading import read_schedule
from tests.projects.building import REF72

MONDAY = date(2026, 6, 1)
DAY = 480


def activity(code: str, days: float, **more) -> Activity:
    given = {"craft": "ELEC", "crew_size": 10, "phase": "FITOUT", **more}
    return Activity(
        code=code, name=code, calendar=FIVE_DAYS.code, likely=round(days * DAY), **given
    )


def schedule(*activities: Activity, links: tuple[Link, ...] = ()) -> Schedule:
    return Schedule(
        name="By hand",
        source=SourceFormat.CSV,
        data_date=datetime.fromisoformat("2026-06-01"),
        activities=activities,
        links=links,
        calendars=(FIVE_DAYS,),
        default_calendar=FIVE_DAYS.code,
    )


def heads(found: tuple[Need, ...]) -> dict[tuple[str, date], float]:
    return {(need.craft, need.week): round(need.heads, 6) for need in found}


def test_a_crew_of_ten_for_seven_days_is_needed_whole_and_then_for_two_fifths():
    found = needs(schedule(activity("A", 7)))

    assert heads(found) == {
        ("ELEC", MONDAY): 10.0,
        ("ELEC", MONDAY + timedelta(days=7)): 4.0,
    }
    assert [need.hours for need in found] == [400.0, 160.0]


def test_work_at_the_same_time_adds_up_and_work_in_turn_does_not():
    both = schedule(activity("A", 5), activity("B", 5))
    in_turn = replace(both, links=(Link(predecessor="A", successor="B"),))

    assert heads(needs(both)) == {("ELEC", MONDAY): 20.0}
    assert set(heads(needs(in_turn)).values()) == {10.0}


def test_a_week_with_a_holiday_needs_as_many_heads_for_fewer_hours():
    off = replace(FIVE_DAYS, exceptions={date(2026, 6, 3): ()})
    (week,) = needs(replace(schedule(activity("A", 4)), calendars=(off,)))

    assert (week.heads, week.hours) == (10.0, 320.0)


def test_finished_work_was_needed_when_it_was_done():
    done = activity(
        "A",
        5,
        started_at=datetime.fromisoformat("2026-05-04T08:00"),
        finished_at=datetime.fromisoformat("2026-05-08T17:00"),
    )
    assert heads(needs(schedule(done))) == {("ELEC", date(2026, 5, 4)): 10.0}


def test_started_work_is_needed_from_its_start():
    begun = activity(
        "A", 10, started_at=datetime.fromisoformat("2026-05-25T08:00"), remaining=5 * DAY
    )

    assert heads(needs(schedule(begun))) == {
        ("ELEC", date(2026, 5, 25)): 10.0,
        ("ELEC", MONDAY): 10.0,
    }


@pytest.mark.parametrize(
    "more",
    [
        {"phase": "PROCURE"},
        {"craft": "UTIL"},
        {"craft": ""},
        {"crew_size": 0},
        {"kind": ActivityKind.LEVEL_OF_EFFORT},
    ],
)
def test_what_has_no_crew_on_site_needs_nobody(more):
    assert needs(schedule(activity("A", 5), activity("B", 5, **more))) == needs(
        schedule(activity("A", 5))
    )


def test_the_hours_of_the_reference_build_are_those_of_its_file():
    """Every crew hour of the CSV file: crew size x likely days x 8, without PRECON, PROCURE, PM, UTIL."""
    plan = read_schedule(REF72, data_date=datetime.fromisoformat("2026-01-05"), calendar=FIVE_DAYS)
    by_hand = sum(
        each.crew_size * each.likely / 60
        for each in plan.activities
        if each.phase not in ("PRECON", "PROCURE") and each.craft not in ("PM", "UTIL")
    )

    assert sum(need.hours for need in needs(plan)) == pytest.approx(by_hand)
    assert by_hand > 0


def test_only_the_eight_weeks_ahead_count_for_the_forecast():
    ahead = heads_ahead(schedule(activity("A", 100)), on=MONDAY + timedelta(days=3))

    assert ahead == {"ELEC": {MONDAY + timedelta(weeks=n): 10.0 for n in range(8)}}


@pytest.mark.parametrize("on", [date(2026, 9, 30), date(2027, 3, 3), date(2027, 6, 7)])
def test_the_weeks_ahead_are_those_of_the_whole_need(on):
    plan = read_schedule(REF72, data_date=datetime.fromisoformat("2026-01-05"), calendar=FIVE_DAYS)
    first = on - timedelta(days=on.weekday())
    whole = [need for need in needs(plan) if 0 <= (need.week - first).days < 8 * 7]

    ahead = heads_ahead(plan, on=on)

    found = [(craft, *week) for craft in sorted(ahead) for week in ahead[craft].items()]
    assert found == [(need.craft, need.week, need.heads) for need in whole]
    assert ahead


def test_two_projects_at_one_site_need_both_their_heads():
    one = needs(schedule(activity("A", 5)))

    assert [(need.heads, need.hours) for need in together([*one, *one])] == [(20.0, 800.0)]


def test_no_activity_needs_nobody():
    assert needs(replace(schedule(), activities=())) == ()
