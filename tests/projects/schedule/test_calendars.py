from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.schedule.calendars import (
    DAY,
    EPOCH,
    FIVE_DAYS,
    WorkTime,
    from_clock,
    to_clock,
)
from projects.schedule.errors import BeyondCalendar, CalendarWithoutWork
from projects.schedule.model import Shift, WorkCalendar
from tests.projects.schedule.build import MONDAY, NON_STOP, at

DAYS_LAID_OUT = 21


@st.composite
def day_of_work(draw: st.DrawFn) -> tuple[Shift, ...]:
    edges = sorted(draw(st.lists(st.integers(0, 24), max_size=6, unique=True)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple((60 * start, 60 * finish) for start, finish in pairs)


@st.composite
def any_calendar(draw: st.DrawFn) -> WorkCalendar:
    week = draw(st.tuples(*[day_of_work()] * 7).filter(any))
    days = st.integers(0, DAYS_LAID_OUT - 1).map(lambda n: EPOCH.date() + timedelta(days=n))
    exceptions = draw(st.dictionaries(days, day_of_work(), max_size=4))
    return WorkCalendar(code="any", name="any", week=week, exceptions=exceptions)


def minute_by_minute(calendar: WorkCalendar) -> np.ndarray:
    """Whether each minute is worked, found the slow way that needs no thought."""
    worked = np.zeros(DAYS_LAID_OUT * DAY, bool)
    for number in range(DAYS_LAID_OUT):
        day = EPOCH.date() + timedelta(days=number)
        for start, finish in calendar.exceptions.get(day, calendar.week[day.weekday()]):
            worked[number * DAY + start : number * DAY + finish] = True
    return worked


@settings(max_examples=60, deadline=None)
@given(calendar=any_calendar(), zero=st.integers(0, DAYS_LAID_OUT * DAY))
def test_every_minute_agrees_with_counting_minutes_one_by_one(
    calendar: WorkCalendar, zero: int
) -> None:
    worked = minute_by_minute(calendar)
    if not worked.any():
        with pytest.raises(CalendarWithoutWork):
            WorkTime(calendar, zero=zero, first=0, last=worked.size)
        return
    time = WorkTime(calendar, zero=zero, first=0, last=worked.size)
    done = np.concatenate(([0], np.cumsum(worked)))

    assert (time.work(np.arange(worked.size + 1)) == done - done[zero]).all()
    starts, ends = np.flatnonzero(worked), np.flatnonzero(worked) + 1
    work = np.arange(starts.size) - done[zero]
    assert (time.clock_at_start(work) == starts).all()
    assert (time.clock_at_finish(work + 1) == ends).all()


@given(calendar=any_calendar(), first=st.integers(0, 2 * DAY))
def test_many_minutes_at_once_and_each_by_itself_are_the_same(
    calendar: WorkCalendar, first: int
) -> None:
    """However the calendar lies to the half days by which many are looked up."""
    try:
        time = WorkTime(calendar, zero=first, first=first, last=9 * DAY)
    except CalendarWithoutWork:
        return
    minutes = np.arange(first, 9 * DAY + 1, 13)

    assert time.work(minutes).tolist() == [time.work(int(minute)) for minute in minutes]


def test_an_end_of_shift_and_the_next_beginning_are_one_work_minute() -> None:
    time = WorkTime(FIVE_DAYS, zero=to_clock(MONDAY), first=0, last=to_clock(at("2030-01-01")))
    week = 5 * 480

    assert from_clock(time.clock_at_finish(week)) == at("2024-01-05T17:00")
    assert from_clock(time.clock_at_start(week)) == at("2024-01-08T08:00")
    assert time.work(to_clock(at("2024-01-06T23:59"))) == week


def test_work_before_the_data_date_is_negative() -> None:
    time = WorkTime(FIVE_DAYS, zero=to_clock(MONDAY), first=0, last=to_clock(at("2030-01-01")))

    assert time.work(to_clock(at("2023-12-29T16:00"))) == -60


def test_a_day_off_and_a_saturday_worked_move_what_comes_after() -> None:
    exceptions: dict[date, tuple[Shift, ...]] = {
        date(2024, 1, 2): (),
        date(2024, 1, 6): ((480, 540),),
    }
    calendar = WorkCalendar(code="x", name="x", week=FIVE_DAYS.week, exceptions=exceptions)
    time = WorkTime(calendar, zero=to_clock(MONDAY), first=0, last=to_clock(at("2030-01-01")))

    assert from_clock(time.clock_at_start(480)) == at("2024-01-03T08:00")
    assert from_clock(time.clock_at_finish(4 * 480 + 60)) == at("2024-01-06T09:00")


def test_a_night_shift_may_pass_midnight() -> None:
    nights = WorkCalendar(code="n", name="nights", week=(((1320, 1800),),) * 7)
    time = WorkTime(nights, zero=to_clock(MONDAY), first=0, last=to_clock(at("2030-01-01")))

    assert from_clock(time.clock_at_finish(480)) == at("2024-01-02T06:00")


@pytest.mark.parametrize("beyond", [-1, 10 * DAY + 1])
def test_a_date_beyond_the_calendar_is_refused_and_not_cut_off(beyond: int) -> None:
    time = WorkTime(NON_STOP, zero=0, first=0, last=10 * DAY)

    with pytest.raises(BeyondCalendar):
        time.work(beyond)
    with pytest.raises(BeyondCalendar):
        time.clock_at_finish(np.array([0, beyond]))


def test_a_calendar_without_work_is_refused() -> None:
    idle = WorkCalendar(code="idle", name="idle", week=((),) * 7)

    with pytest.raises(CalendarWithoutWork):
        WorkTime(idle, zero=0, first=0, last=100 * DAY)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001  (no zone meant)
def test_clock_minutes_give_back_the_date_without_its_seconds(when: datetime) -> None:
    assert from_clock(to_clock(when)) == when.replace(second=0, microsecond=0)
