"""Calendars of Microsoft Project XML: bases, exceptions, work weeks, and whose a task is done by."""

from datetime import date

import pytest

from projects.schedule.mspdi_recurrences import Recurrence
from tests.projects.schedule.build import at
from tests.projects.schedule.mspdi_text import STANDARD, Fields, task
from tests.projects.schedule.test_read_mspdi import dated, read


def calendar(uid: int, **more: object) -> Fields:
    return {"UID": uid, "Name": f"Calendar {uid}", "IsBaseCalendar": 1, "BaseCalendarUID": 1} | more


def exception(first: str, last: str, *, shifts: str = "", **more: object) -> Fields:
    period = {"FromDate": f"{first}T00:00:00", "ToDate": f"{last}T23:59:00"}
    times = [dict(zip(("FromTime", "ToTime"), s.split("-"), strict=True)) for s in shifts.split()]
    worked = {"WorkingTimes": {"WorkingTime": times}} if times else {}
    return {"TimePeriod": period, "Type": 1, "DayWorking": int(bool(times)), **more, **worked}


def test_a_calendar_takes_over_days_and_exceptions_from_its_base() -> None:
    base = STANDARD | {"Exceptions": {"Exception": [exception("2024-01-01", "2024-01-02")]}}
    saturday = {
        "DayType": 7,
        "DayWorking": 1,
        "WorkingTimes": {"WorkingTime": [{"FromTime": "06:00:00", "ToTime": "00:00:00"}]},
    }
    own = calendar(
        2,
        WeekDays={"WeekDay": [saturday]},
        Exceptions={
            "Exception": [exception("2024-01-02", "2024-01-02", shifts="09:00:00-10:00:00")]
        },
    )
    schedule = read(task(1, CalendarUID=2), task(2), Calendars={"Calendar": [base, own]})
    of_task = next(each for each in schedule.calendars if each.code == "2")

    assert of_task.week[5] == ((360, 1440),)
    assert of_task.week[0] == ((480, 720), (780, 1020))
    assert of_task.exceptions == {
        date(2024, 1, 1): (),
        date(2024, 1, 2): ((540, 600),),
    }
    assert dated(schedule)["1"].early_start == at("2024-01-02T09:00")
    assert dated(schedule)["2"].early_start == at("2024-01-03T08:00")


def test_exceptions_of_before_2007_and_work_weeks_are_read() -> None:
    old = {
        "DayType": 0,
        "DayWorking": 0,
        "TimePeriod": {"FromDate": "2024-01-01T00:00:00", "ToDate": "2024-01-01T23:59:00"},
    }
    week = {
        "TimePeriod": {"FromDate": "2024-01-02T00:00:00", "ToDate": "2024-01-08T23:59:00"},
        "WeekDays": {
            "WeekDay": [
                {
                    "DayType": 3,
                    "DayWorking": 1,
                    "WorkingTimes": {
                        "WorkingTime": [{"FromTime": "10:00:00", "ToTime": "14:00:00"}]
                    },
                }
            ]
        },
    }
    other = STANDARD | {
        "WeekDays": {"WeekDay": [*STANDARD["WeekDays"]["WeekDay"], old]},  # type: ignore[index]
        "WorkWeeks": {"WorkWeek": [week]},
    }
    schedule = read(task(1), Calendars={"Calendar": [other]})

    assert schedule.calendars[0].exceptions == {
        date(2024, 1, 1): (),
        date(2024, 1, 2): ((600, 840),),
    }


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        ({"kind": 1, "period": 3}, "01 04 07 10 13 16 19 22 25 28 31"),
        ({"kind": 6, "period": 2, "days_of_week": 2 + 32}, "01 05 15 19 29"),
        ({"kind": 4, "month_day": 15}, "15"),
        ({"kind": 5, "item": 4, "position": 4}, "29"),  # the last Monday
        ({"kind": 5, "item": 2, "position": 1}, "07"),  # the second day of a weekend
        ({"kind": 3, "month": 0, "item": 7, "position": 2}, "18"),  # the third Thursday
        ({"kind": 2, "month": 0, "month_day": 31}, "31"),
        ({"kind": 2, "month": 1, "month_day": 31}, ""),
        ({"kind": 1, "occurrences": 2}, "01 02"),
    ],
)
def test_exceptions_recur_as_project_says(recurrence: dict[str, int], expected: str) -> None:
    january = Recurrence(first=date(2024, 1, 1), last=date(2024, 1, 31), **recurrence)

    assert [f"{on:%d}" for on in january.dates()] == expected.split()


@pytest.mark.parametrize(
    ("first", "recurrence", "count", "last"),
    [
        ("2000-02-01", {"kind": 7, "period": 3}, 4, "2000-02-10"),
        ("2001-01-01", {"kind": 6, "period": 1, "days_of_week": 2}, 3, "2001-01-15"),
        ("2001-01-01", {"kind": 6, "period": 2, "days_of_week": 4}, 4, "2001-02-13"),
        ("2001-01-01", {"kind": 6, "period": 5, "days_of_week": 32}, 7, "2001-08-03"),
        ("2001-01-01", {"kind": 6, "period": 7, "days_of_week": 1}, 9, "2002-03-17"),
        ("2002-01-01", {"kind": 5, "period": 2, "item": 4, "position": 0}, 3, "2002-05-06"),
        ("2002-01-01", {"kind": 5, "period": 5, "item": 7, "position": 3}, 6, "2004-02-26"),
        ("2002-01-01", {"kind": 5, "period": 6, "item": 8, "position": 4}, 7, "2005-01-28"),
        ("2002-01-01", {"kind": 5, "period": 8, "item": 3, "position": 1}, 9, "2007-05-13"),
        ("2003-01-01", {"kind": 4, "period": 2, "month_day": 1}, 3, "2003-05-01"),
        ("2003-01-01", {"kind": 4, "period": 5, "month_day": 4}, 6, "2005-02-04"),
        ("2004-01-01", {"kind": 3, "month": 2, "item": 5, "position": 0}, 4, "2007-03-06"),
    ],
)
def test_the_last_of_so_many_recurrences_is_where_project_2016_ended_them(
    first: str, recurrence: dict[str, int], count: int, last: str
) -> None:
    """Dates that Project wrote itself; seen in MPXJ's calendar-recurring-exceptions files."""
    ten_years = Recurrence(
        first=date.fromisoformat(first),
        last=date.fromisoformat("2010-12-31"),
        occurrences=count,
        **recurrence,
    )

    assert len(ten_years.dates()) == count
    assert ten_years.dates()[-1] == date.fromisoformat(last)


def assigned(uid: int, *resources: int) -> list[Fields]:
    return [{"TaskUID": uid, "ResourceUID": each} for each in resources]


def resource(uid: int, calendar_uid: int, kind: int = 1) -> Fields:
    return {"UID": uid, "Name": f"Crew {uid}", "Type": kind, "CalendarUID": calendar_uid}


def test_work_is_done_when_its_resources_work() -> None:
    tuesdays_off = calendar(2, WeekDays={"WeekDay": [{"DayType": 3, "DayWorking": 0}]})
    mondays_off = calendar(3, WeekDays={"WeekDay": [{"DayType": 2, "DayWorking": 0}]})
    schedule = read(
        task(1, 16),
        task(2, 16, Type=1),
        task(3, 16, CalendarUID=3),
        task(4, 16, CalendarUID=3, IgnoreResourceCalendar=1),
        task(5, 16),
        Calendars={"Calendar": [STANDARD, tuesdays_off, mondays_off]},
        Resources={"Resource": [resource(1, 2), resource(2, 3, kind=0), resource(3, 3)]},
        Assignments={
            "Assignment": [
                *assigned(1, 1, 2, -65535),
                *(each for uid in (2, 3, 4) for each in assigned(uid, 1)),
                *assigned(5, 1, 3),
            ]
        },
    )
    finishes = {code: dates.early_finish for code, dates in dated(schedule).items()}

    assert schedule.activities[0].resources == ("Crew 1", "Crew 2")
    assert finishes == {
        "1": at("2024-01-03T17:00"),  # not on Tuesday; material keeps no hours
        "2": at("2024-01-02T17:00"),  # of fixed duration
        "3": at("2024-01-04T17:00"),  # neither on Monday nor on Tuesday
        "4": at("2024-01-03T17:00"),
        "5": at("2024-01-02T17:00"),  # when either works
    }
    assert any("share a task" in note for note in schedule.notes)
