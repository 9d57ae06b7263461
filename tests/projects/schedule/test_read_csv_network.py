"""CSV files that carry a whole network: calendars, progress, constraints, codes and options."""

from datetime import date

import pytest

from projects.schedule.errors import UnreadableSchedule
from projects.schedule.model import (
    Activity,
    ActivityKind,
    Constraint,
    ConstraintKind,
    Dropped,
    FloatKind,
    LagCalendar,
    Link,
    LinkType,
    Options,
    ProgressRule,
    WorkCalendar,
)
from projects.schedule.read_csv import read_csv
from tests.projects.schedule.build import at

ACTIVITIES = r"""id,name,kind,calendar,likely_days,remaining_days,actual_start,actual_finish,suspended_at,resumed_at,expected_finish,planned_start,planned_finish,baseline_start,baseline_finish,baseline_days,constraints,resources,code:Trade,field:Asset No,code:Zone
A,Set UPS,task,tens,2.5,1,2024-01-02T07:00,,2024-01-03 12:00,2024-01-08,2024-02-01T18:00,2024-01-01T07:00,2024-01-03T12:00,2023-12-01T07:00,2023-12-02T18:00,2,mandatory_finish 2024-02-01T18:00|as_late_as_possible,Crew \| night|CxA,MEP,u-4,
B,Done,finish_milestone,,0,,2024-01-01T08:00,2024-01-01T08:00,,,,,,,,,,,,,N
"""
LINKS = """predecessor,successor,type,lag_days,lag_calendar
A,B,FF,1.5,
A,B,FS,1.5,24h
"""
CALENDARS = """calendar,name,minutes_per_day,day,shifts
tens,Ten hours,600,Mon,07:00-12:00 13:00-18:00
tens,,,2024-01-03,
tens,,,2024-01-06,22:00-30:00
nights,,,Sun,20:00-24:00
"""
OPTIONS = """setting,value
name,Hall A
default_calendar,nights
data_date,2024-01-01T07:00
must_finish_by,2024-06-01
lag_calendar,successor
progress_rule,actual_dates
float_kind,least
critical_float_minutes,480
holds_at_data_date,no
open_ends_critical,yes
"""


def files(**more: str) -> dict[str, bytes]:
    given = {
        "activities.csv": ACTIVITIES,
        "links.csv": LINKS,
        "calendars.csv": CALENDARS,
        "options.csv": OPTIONS,
    }
    changed = {name.replace("_", "."): text for name, text in more.items()}
    return {name: text.encode() for name, text in (given | changed).items()}


def problems(**more: str) -> set[tuple[str, str | None, int | None, str | None]]:
    with pytest.raises(UnreadableSchedule) as refusal:
        read_csv(files(**more))
    return {(p.code, p.table, p.row, p.field) for p in refusal.value.problems}


def test_all_that_an_activity_holds_is_read() -> None:
    assert read_csv(files()).activities == (
        Activity(
            code="A",
            name="Set UPS",
            calendar="tens",
            likely=1500,
            kind=ActivityKind.TASK,
            remaining=600,
            started_at=at("2024-01-02T07:00"),
            suspended_at=at("2024-01-03T12:00"),
            resumed_at=at("2024-01-08T00:00"),
            expected_finish=at("2024-02-01T18:00"),
            planned_start=at("2024-01-01T07:00"),
            planned_finish=at("2024-01-03T12:00"),
            baseline_start=at("2023-12-01T07:00"),
            baseline_finish=at("2023-12-02T18:00"),
            baseline_duration=1200,
            constraints=(
                Constraint(kind=ConstraintKind.MANDATORY_FINISH, at=at("2024-02-01T18:00")),
                Constraint(kind=ConstraintKind.AS_LATE_AS_POSSIBLE),
            ),
            resources=("Crew | night", "CxA"),
            codes={"Trade": "MEP"},
            fields={"Asset No": "u-4"},
        ),
        Activity(
            code="B",
            name="Done",
            calendar="nights",
            likely=0,
            kind=ActivityKind.FINISH_MILESTONE,
            started_at=at("2024-01-01T08:00"),
            finished_at=at("2024-01-01T08:00"),
            codes={"Zone": "N"},
        ),
    )


def test_links_calendars_and_options_are_read() -> None:
    schedule = read_csv(files(), name="folder")

    assert schedule.links == (
        Link(predecessor="A", successor="B", type=LinkType.FF, lag=720),
        Link(
            predecessor="A",
            successor="B",
            type=LinkType.FS,
            lag=2160,
            lag_calendar=LagCalendar.ROUND_THE_CLOCK,
        ),
    )
    assert schedule.calendars == (
        WorkCalendar(
            code="tens",
            name="Ten hours",
            week=(((420, 720), (780, 1080)), (), (), (), (), (), ()),
            exceptions={date(2024, 1, 3): (), date(2024, 1, 6): ((1320, 1800),)},
            minutes_per_day=600,
        ),
        WorkCalendar(code="nights", name="nights", week=((),) * 6 + (((1200, 1440),),)),
    )
    assert schedule.options == Options(
        lag_calendar=LagCalendar.SUCCESSOR,
        progress_rule=ProgressRule.ACTUAL_DATES,
        float_kind=FloatKind.LEAST,
        critical_float=480,
        holds_at_data_date=False,
        open_ends_critical=True,
    )
    assert (schedule.name, schedule.default_calendar) == ("Hall A", "nights")
    assert (schedule.data_date, schedule.must_finish_by) == (
        at("2024-01-01T07:00"),
        at("2024-06-01T00:00"),
    )


def test_columns_that_nobody_reads_are_counted() -> None:
    text = "id,name,likely_days,colour\nA,,1,red\nB,,1,\n"
    schedule = read_csv(files(activities_csv=text, links_csv="predecessor,successor\n"))

    assert schedule.dropped == (Dropped(table="activities.csv", field="colour", rows=1),)


def test_everything_wrong_in_any_of_the_files_is_said_at_once() -> None:
    activities = """id,name,likely_days,kind,calendar,constraints,actual_start,actual_finish
A,,1,chore,,,,
B,,1,,none,,,
C,,1,,,must_hurry,,
D,,1,,,start_on,,
E,,1,,,start_on soon,,
F,,1,,,,tomorrow,
G,,1,,,,2024-02-02,2024-02-01
"""
    calendars = """calendar,name,minutes_per_day,day,shifts
tens,Ten,600,Mon,8 to 5
tens,Nine,600,Monday,08:00-07:00
,,,Tue,
tens,,six,Someday,
tens,,,Mon,08:00-09:00
"""
    options = """setting,value
colour,red
float_kind,odd
holds_at_data_date,perhaps
data_date,never
data_date,2024-01-01
default_calendar,fives
critical_float_minutes,many
"""
    assert problems(
        activities_csv=activities,
        links_csv="predecessor,successor,lag_calendar\nA,B,moon\n",
        calendars_csv=calendars,
        options_csv=options,
    ) == {
        ("unknown_activity_kind", "activities.csv", 2, "kind"),
        ("unknown_calendar", "activities.csv", 3, "calendar"),
        ("unknown_constraint", "activities.csv", 4, "constraints"),
        ("missing_value", "activities.csv", 5, "constraints"),
        ("not_a_date", "activities.csv", 6, "constraints"),
        ("not_a_date", "activities.csv", 7, "actual_start"),
        ("finish_before_start", "activities.csv", 8, "actual_finish"),
        ("unknown_lag_calendar", "links.csv", 2, "lag_calendar"),
        ("not_a_shift", "calendars.csv", 2, "shifts"),
        ("not_a_shift", "calendars.csv", 3, "shifts"),
        ("calendar_contradicts_itself", "calendars.csv", 3, "name"),
        ("missing_value", "calendars.csv", 4, "calendar"),
        ("not_a_number", "calendars.csv", 5, "minutes_per_day"),
        ("not_a_date", "calendars.csv", 5, "day"),
        ("duplicate_day", "calendars.csv", 6, "day"),
        ("unknown_setting", "options.csv", 2, "setting"),
        ("unknown_value", "options.csv", 3, "value"),
        ("unknown_value", "options.csv", 4, "value"),
        ("not_a_date", "options.csv", 5, "value"),
        ("duplicate_setting", "options.csv", 6, "setting"),
        ("unknown_calendar", "options.csv", 7, "value"),
        ("not_a_number", "options.csv", 8, "value"),
    }


def test_a_column_given_twice_is_refused() -> None:
    text = "id,name,likely_days,Likely_Days\nA,,1,2\n"

    assert problems(activities_csv=text) == {
        ("duplicate_column", "activities.csv", 1, "likely_days")
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheets_are_understood(encoding: str) -> None:
    text = "id\tname\tlikely_days\nA\tPrüfung\t1\n"
    links = b"predecessor,successor\n"
    schedule = read_csv({"activities.csv": text.encode(encoding), "links.csv": links})

    assert schedule.activities[0].name == "Prüfung"


def test_a_comma_is_a_decimal_one_where_it_parts_no_cells() -> None:
    text = b"id;name;likely_days\nA;;2,5\n"
    schedule = read_csv({"activities.csv": text, "links.csv": b"predecessor;successor\n"})

    assert schedule.activities[0].likely == 1200


def test_options_without_a_data_date_are_told_which_one_was_taken() -> None:
    files = {
        "activities.csv": b"id,name,likely_days\nA,Work,2\n",
        "links.csv": b"predecessor,successor\n",
        "options.csv": b"setting,value\nname,Hall\n",
    }
    found = read_csv(files, data_date=at("2026-01-05T08:00"))

    assert found.notes == ("options.csv names no data date: 2026-01-05 08:00 is taken.",)
