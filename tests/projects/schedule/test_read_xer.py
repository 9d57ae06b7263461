from collections.abc import Callable
from datetime import date

import pytest

from projects.schedule.cpm import analyse
from projects.schedule.errors import (
    CalendarUnreadable,
    NotAnXer,
    ScheduleEmpty,
    ScheduleError,
    ScheduleHasCycle,
    UnreadableSchedule,
    XerHasSeveralProjects,
    XerProjectUnknown,
    XerWithoutDataDate,
)
from projects.schedule.model import (
    ActivityKind,
    Constraint,
    ConstraintKind,
    LagCalendar,
    ProgressRule,
)
from projects.schedule.read_xer import read_xer
from projects.schedule.xer_calendars import parse_clndr_data
from tests.projects.schedule.build import at
from tests.projects.schedule.xer_text import NIGHTS, Rows, pred, row, tables, xer

Change = Callable[[dict[str, Rows]], object]


def changed(change: Change) -> bytes:
    rows = tables()
    change(rows)
    return xer(rows)


def test_a_file_is_read_with_its_calendar_and_dated_by_it() -> None:
    schedule = read_xer(xer(tables()))
    found = {each.code: each for each in analyse(schedule)}

    assert schedule.name == "HALL"
    assert schedule.data_date == at("2024-01-01")
    assert found["A"].early_start == at("2024-01-01T07:00")
    assert found["A"].early_finish == at("2024-01-02T18:00")
    assert found["B"].early_finish == at("2024-01-04T18:00")
    assert found["C"].early_finish == found["B"].early_finish


def test_exceptions_take_days_away_and_add_hours() -> None:
    """After Tuesday: Wednesday off, ten hours on Thursday; two on Saturday for what is longer."""
    longer = read_xer(changed(lambda rows: rows["TASK"][1].update(remain_drtn_hr_cnt="12")))

    finish = {each.code: each.early_finish for each in analyse(longer)}
    assert finish["B"] == at("2024-01-06T09:00")


def test_a_day_is_as_long_as_the_calendar_says_and_bases_pass_on_their_days_off() -> None:
    rows = tables()
    rows["TASK"][1]["clndr_id"] = "11"
    own = NIGHTS.replace("Exceptions()()", "Exceptions()((0||0(d|45295)()))")
    rows["CALENDAR"][1]["clndr_data"] = own
    ten, nights = read_xer(xer(rows)).calendars

    assert (ten.minutes_per_day, nights.minutes_per_day) == (600, 240)
    assert nights.week[0] == ((1200, 1440),)
    assert nights.exceptions[date(2024, 1, 3)] == nights.exceptions[date(2024, 1, 4)] == ()


def test_names_wbs_and_kinds_are_carried_over() -> None:
    a, _, c = read_xer(xer(tables())).activities

    assert (a.hall, a.cx_level, a.wbs, a.likely) == ("A", "L4", "DC.CX", 1200)
    assert a.planned_start == at("2024-01-01T07:00")
    assert c.kind is ActivityKind.FINISH_MILESTONE


def test_scheduling_options_are_followed() -> None:
    options = {
        "sched_calendar_on_relationship_lag": "rcal_24Hour",
        "sched_progress_override": "Y",
    }
    schedule = read_xer(changed(lambda rows: rows["SCHEDOPTIONS"][0].update(options)))

    assert schedule.options.lag_calendar is LagCalendar.ROUND_THE_CLOCK
    assert schedule.options.progress_rule is ProgressRule.PROGRESS_OVERRIDE


def test_progress_and_both_constraints_are_read() -> None:
    rows = tables()
    rows["TASK"][0] |= {
        "status_code": "TK_Active",
        "act_start_date": "2023-12-20 07:00",
        "remain_drtn_hr_cnt": "4,5",
    }
    rows["TASK"][1] |= {
        "cstr_type": "CS_MSOA",
        "cstr_date": "2024-02-01 07:00",
        "cstr_type2": "CS_MEOB",
        "cstr_date2": "2024-02-09 18:00",
    }
    a, b, _ = read_xer(xer(rows)).activities

    assert (a.started_at, a.remaining, a.likely) == (at("2023-12-20T07:00"), 270, 1200)
    assert b.constraints == (
        Constraint(kind=ConstraintKind.START_ON_OR_AFTER, at=at("2024-02-01T07:00")),
        Constraint(kind=ConstraintKind.FINISH_ON_OR_BEFORE, at=at("2024-02-09T18:00")),
    )


def test_dates_from_other_projects_hold_and_expected_finishes_are_read() -> None:
    rows = tables()
    for each in rows["TASK"]:
        each |= {"external_early_start_date": "", "expect_end_date": ""}
    rows["TASK"][0]["external_early_start_date"] = "2024-03-04 07:00"
    rows["TASK"][1]["expect_end_date"] = "2024-05-01 18:00"
    schedule = read_xer(xer(rows))

    assert analyse(schedule)[0].early_start == at("2024-03-04T07:00")
    assert schedule.activities[1].expected_finish == at("2024-05-01T18:00")


def test_resource_dependent_work_follows_its_resource() -> None:
    rows = tables()
    rows["TASK"][1] |= {"task_type": "TT_Rsrc", "rsrc_id": "7"}
    rows["RSRC"] = [{"rsrc_id": "7", "clndr_id": "11"}]

    assert [a.calendar for a in read_xer(xer(rows)).activities] == ["10", "11", "10"]


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "Büro Süd"), ("utf-8", "صالة")])
def test_both_encodings_are_understood(encoding: str, name: str) -> None:
    rows = tables()
    rows["TASK"][0]["task_name"] = name

    assert read_xer(xer(rows, encoding=encoding)).activities[0].name == name


def test_of_several_projects_one_must_be_named() -> None:
    rows = tables()
    rows["PROJECT"].append(rows["PROJECT"][0] | {"proj_id": "2", "proj_short_name": "SHELL"})
    assert read_xer(xer(rows)).name == "HALL"  # the other is empty, so there is no choice

    rows["TASK"].append(row("200", "Z", "Shell", 10) | {"proj_id": "2"})
    rows["TASKPRED"].append(pred("100", "200") | {"pred_proj_id": "2"})
    with pytest.raises(XerHasSeveralProjects) as refusal:
        read_xer(xer(rows))
    assert refusal.value.choices == {"HALL": 3, "SHELL": 1}
    with pytest.raises(XerProjectUnknown):
        read_xer(xer(rows), project="ROOF")

    hall = read_xer(xer(rows), project="HALL")
    assert len(hall.activities) == 3
    assert any("1 links from or to other projects" in note for note in hall.notes)


@pytest.mark.parametrize("missing", ["PROJECT", "CALENDAR", "SCHEDOPTIONS", "PROJWBS", "TASKPRED"])
def test_a_missing_table_is_put_up_with_and_noted(missing: str) -> None:
    schedule = read_xer(changed(lambda rows: rows.pop(missing)))

    assert len(analyse(schedule)) == 3
    assert any(missing in note for note in schedule.notes)


def test_an_imitation_of_p6_is_read_and_its_gaps_noted() -> None:
    rows = tables()
    del rows["PROJECT"][0]["last_recalc_date"], rows["PROJECT"][0]["clndr_id"]
    rows["CALENDAR"] = [{"clndr_id": "1", "clndr_name": "Week", "day_hr_cnt": "8"}]
    rows["TASKPRED"] = [pred("101", "100", "FS"), pred("102", "101", "FS")]
    schedule = read_xer(xer(rows, end="ERMTAIL\t1"))

    assert schedule.data_date == at("2024-01-01")
    assert {link.type for link in schedule.links} == {"FS"}
    for gap in ("no data date", "no calendar", "no week", "calendar 10"):
        assert any(gap in note for note in schedule.notes), gap


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda rows: rows.pop("TASK"), ScheduleEmpty),
        (lambda rows: rows["TASKPRED"].append(pred("100", "102")), ScheduleHasCycle),
        (lambda rows: rows["TASKPRED"].append(pred("100", "100")), ScheduleHasCycle),
        (lambda rows: rows["TASKPRED"].append(pred("100", "999")), UnreadableSchedule),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(
    change: Change, refusal: type[ScheduleError]
) -> None:
    with pytest.raises(refusal):
        read_xer(changed(change))


def test_a_project_without_any_date_is_refused() -> None:
    rows = tables()
    rows["PROJECT"][0] |= {"last_recalc_date": "", "plan_start_date": ""}
    for each in rows["TASK"]:
        each["target_start_date"] = ""

    with pytest.raises(XerWithoutDataDate):
        read_xer(xer(rows))


def test_all_that_is_wrong_is_said_at_once_with_its_place() -> None:
    rows = tables()
    rows["TASK"][0] |= {"remain_drtn_hr_cnt": "many", "cstr_type": "CS_MSO", "cstr_date": "soon"}
    rows["TASK"][1] |= {"remain_drtn_hr_cnt": "-8", "status_code": "TK_Lost"}
    rows["TASK"][2] |= {"task_code": "A", "task_type": "TT_Dream"}
    rows["TASKPRED"][0] |= {"pred_type": "PR_XX", "lag_hr_cnt": "nan"}
    rows["CALENDAR"][0]["clndr_data"] = "(0||CalendarData()("

    with pytest.raises(UnreadableSchedule) as refusal:
        read_xer(xer(rows))

    assert {(p.code, p.table, p.field) for p in refusal.value.problems} == {
        ("not_a_number", "TASK", "remain_drtn_hr_cnt"),
        ("not_a_date", "TASK", "cstr_date"),
        ("negative_duration", "TASK", "remain_drtn_hr_cnt"),
        ("unknown_status", "TASK", "status_code"),
        ("duplicate_activity", "TASK", "task_code"),
        ("unknown_activity_kind", "TASK", "task_type"),
        ("not_a_number", "TASKPRED", "lag_hr_cnt"),
        ("unknown_link_type", "TASKPRED", "pred_type"),
        ("calendar_unreadable", "CALENDAR", "clndr_data"),
    }
    lines = xer(rows).decode("cp1252").split("\r\n")
    for problem in refusal.value.problems:
        assert problem.row is not None
        assert lines[problem.row - 1].startswith("%R")


def test_a_row_that_lacks_fields_is_a_file_cut_short() -> None:
    content = xer(tables()).replace(b"\tPR_FS\t0\r\n%E", b"\tPR_FS\r\n%E")

    with pytest.raises(UnreadableSchedule) as refusal:
        read_xer(content)
    assert [(p.code, p.table, p.row) for p in refusal.value.problems] == [
        ("xer_cut_short", "TASKPRED", 24)
    ]


@pytest.mark.parametrize("content", [b"", b"%T\tTASK", b"<Project/>", b"\x00\xff\xfe"])
def test_what_is_no_xer_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NotAnXer):
        read_xer(content)


def test_a_calendar_that_nobody_uses_may_be_damaged() -> None:
    rows = tables()
    rows["CALENDAR"][1]["clndr_data"] = "(0||"

    assert any("Nights" in note for note in read_xer(xer(rows)).notes)


@pytest.mark.parametrize("text", ["(0||", "(0||DaysOfWeek()((0||2()((0||0(s|8 am|f|5 pm)()))))"])
def test_a_calendar_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(CalendarUnreadable):
        parse_clndr_data(text)


def test_midnight_ends_a_day_and_does_not_begin_it() -> None:
    week, _ = parse_clndr_data(NIGHTS)

    assert week == (((1200, 1440),),) * 7
