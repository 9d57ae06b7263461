"""What an XER says beside the network: options, codes, fields, resources, baselines, encodings."""

import pytest

from projects.schedule.errors import UnreadableSchedule, XerHasSeveralProjects
from projects.schedule.model import (
    Constraint,
    ConstraintKind,
    CriticalRule,
    Dropped,
    FloatKind,
    Options,
    ProgressRule,
)
from projects.schedule.read_xer import read_xer
from projects.schedule.xer_tables import read_tables
from tests.projects.schedule.build import at
from tests.projects.schedule.xer_text import Rows, row, tables, xer


def options(**more: str) -> Options:
    rows = tables()
    rows["SCHEDOPTIONS"][0] |= more
    return read_xer(xer(rows)).options


@pytest.mark.parametrize(
    ("retained", "override", "rule"),
    [
        ("Y", "N", ProgressRule.RETAINED_LOGIC),
        ("N", "Y", ProgressRule.PROGRESS_OVERRIDE),
        ("N", "N", ProgressRule.ACTUAL_DATES),
        ("", "", ProgressRule.RETAINED_LOGIC),
    ],
)
def test_neither_retained_logic_nor_override_means_actual_dates(
    retained: str, override: str, rule: ProgressRule
) -> None:
    found = options(sched_retained_logic=retained, sched_progress_override=override)

    assert found.progress_rule is rule


def test_every_option_that_moves_a_date_or_a_float_is_read() -> None:
    rows = tables()
    rows["SCHEDOPTIONS"][0] |= {
        "sched_float_type": "FT_MN",
        "sched_open_critical_flag": "Y",
        "sched_lag_early_start_flag": "N",
        "sched_use_expect_end_flag": "N",
    }
    rows["PROJECT"][0] |= {"critical_path_type": "CT_DrivPath", "critical_drtn_hr_cnt": "16"}
    found = read_xer(xer(rows)).options

    assert found.float_kind is FloatKind.LEAST
    assert found.open_ends_critical
    assert found.lag_from_actual_start
    assert not found.expected_finish
    assert (found.critical_rule, found.critical_float) == (CriticalRule.LONGEST_PATH, 960)


def test_dates_from_other_projects_hold_nothing_where_their_links_are_ignored() -> None:
    rows = tables()
    for each in rows["TASK"]:
        each["external_early_start_date"] = "2024-03-04 07:00"
    ignored = {"sched_outer_depend_type": "SD_None"}
    heard = read_xer(xer(rows)).activities[0].constraints
    rows["SCHEDOPTIONS"][0] |= ignored

    assert heard == (
        Constraint(kind=ConstraintKind.EXTERNAL_EARLY_START, at=at("2024-03-04T07:00")),
    )
    assert read_xer(xer(rows)).activities[0].constraints == ()


def test_a_pause_is_read_of_work_that_is_going_on() -> None:
    rows = tables()
    for each in rows["TASK"]:
        each |= {"suspend_date": "2024-01-03 12:00", "resume_date": "2024-02-05 07:00"}
    rows["TASK"][0] |= {"status_code": "TK_Active", "act_start_date": "2024-01-02 07:00"}
    going_on, waiting, _ = read_xer(xer(rows)).activities

    assert (going_on.suspended_at, going_on.resumed_at) == (
        at("2024-01-03T12:00"),
        at("2024-02-05T07:00"),
    )
    assert (waiting.suspended_at, waiting.resumed_at) == (None, None)


CODED: dict[str, Rows] = {
    "ACTVTYPE": [
        {"actv_code_type_id": "1", "actv_code_type": "Trade", "proj_id": ""},
        {"actv_code_type_id": "2", "actv_code_type": "Trade", "proj_id": "1"},
    ],
    "ACTVCODE": [
        {"actv_code_id": "5", "parent_actv_code_id": "", "short_name": "MEP"},
        {"actv_code_id": "6", "parent_actv_code_id": "5", "short_name": "E"},
    ],
    "TASKACTV": [
        {"task_id": "100", "actv_code_type_id": "1", "actv_code_id": "6"},
        {"task_id": "100", "actv_code_type_id": "2", "actv_code_id": "5"},
    ],
    "UDFTYPE": [
        {"udf_type_id": "7", "table_name": "TASK", "udf_type_label": "Asset"},
        {"udf_type_id": "8", "table_name": "PROJWBS", "udf_type_label": "Owner"},
    ],
    "UDFVALUE": [
        {"udf_type_id": "7", "fk_id": "100", "udf_text": "", "udf_number": "4", "udf_date": ""},
        {"udf_type_id": "8", "fk_id": "100", "udf_text": "x", "udf_number": "", "udf_date": ""},
    ],
    "RSRC": [{"rsrc_id": "50", "clndr_id": "", "rsrc_short_name": "ELEC", "rsrc_name": "Crew"}],
    "ROLES": [{"role_id": "60", "role_short_name": "CXA"}],
    "TASKRSRC": [
        {"task_id": "100", "rsrc_id": "50", "role_id": "", "target_qty": "12"},
        {"task_id": "100", "rsrc_id": "50", "role_id": "", "target_qty": "0"},
        {"task_id": "100", "rsrc_id": "", "role_id": "60", "target_qty": "0.00"},
    ],
}


def test_codes_fields_and_resources_are_read_by_name() -> None:
    schedule = read_xer(xer(tables() | CODED))
    a = schedule.activities[0]

    assert a.codes == {"Trade": "MEP.E", "Trade (2)": "MEP"}
    assert a.fields == {"Asset": "4"}
    assert a.resources == ("ELEC", "CXA")


def test_what_is_not_used_is_counted_by_table_and_field() -> None:
    unused = {
        "MEMOTYPE": [{"memo_type_id": "1"}],
        "TASKMEMO": [{"memo_id": "1"}, {"memo_id": "2"}],
        "ODDITY": [{"odd_id": "1"}],
    }
    dropped = read_xer(xer(tables() | CODED | unused)).dropped

    assert dropped == (
        Dropped(table="MEMOTYPE", field="", rows=1),
        Dropped(table="ODDITY", field="", rows=1),
        Dropped(table="TASKMEMO", field="", rows=2),
        Dropped(table="TASKRSRC", field="target_qty", rows=1),
        Dropped(table="UDFVALUE", field="PROJWBS: Owner", rows=1),
    )


def test_the_table_that_bloats_a_file_is_counted_and_not_held() -> None:
    rows = tables() | {"POBS": [{"pobs_id": str(n)} for n in range(50)]}
    found = read_tables(xer(rows), wanted={"TASK"})

    assert "POBS" not in found
    assert found.unread["POBS"] == 50


def with_baselines(*names: str) -> dict[str, Rows]:
    """Each a copy of the project, begun a month earlier, of a later data date than the one before."""
    rows = tables()
    rows["PROJECT"][0] |= {"orig_proj_id": "", "sum_base_proj_id": ""}
    for number, name in enumerate(names, start=2):
        copy = {"proj_id": str(number), "proj_short_name": name, "orig_proj_id": "1"}
        dated = {"last_recalc_date": f"2023-0{number}-01 00:00"}
        rows["PROJECT"].append(rows["PROJECT"][0] | copy | dated)
        was = {"target_start_date": f"2023-0{number}-01 07:00", "proj_id": str(number)}
        rows["TASK"].append(row(f"{number}00", "A", "Then", 10 * number) | was)
    return rows


def test_a_baseline_is_held_against_its_project_and_is_no_choice() -> None:
    schedule = read_xer(xer(with_baselines("B1", "B2")))
    a, b, _ = schedule.activities

    assert (a.baseline_start, a.baseline_duration) == (at("2023-03-01T07:00"), 1800)
    assert b.baseline_start is None
    assert any("B2" in note for note in schedule.notes)


def test_the_baseline_that_the_project_names_is_taken() -> None:
    rows = with_baselines("B1", "B2")
    rows["PROJECT"][0]["sum_base_proj_id"] = "2"

    assert read_xer(xer(rows)).activities[0].baseline_duration == 1200


def test_two_projects_may_use_the_same_codes_and_even_the_same_name() -> None:
    rows = tables()
    rows["PROJECT"].append(rows["PROJECT"][0] | {"proj_id": "2"})
    rows["TASK"].append(row("900", "A", "Elsewhere", 70) | {"proj_id": "2"})

    for named in (None, "HALL"):
        with pytest.raises(XerHasSeveralProjects) as refusal:
            read_xer(xer(rows), project=named)
        assert refusal.value.choices == {"1": 3, "2": 1}
    assert read_xer(xer(rows), project="2").activities[0].likely == 4200


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_encodings_with_and_without_a_mark_are_understood(encoding: str) -> None:
    rows = tables()
    rows["TASK"][0]["task_name"] = "Prüfung"

    assert read_xer(xer(rows, encoding=encoding)).activities[0].name == "Prüfung"


@pytest.mark.parametrize(
    ("encoding", "currency", "name"),
    [("cp1251", "RUB", "Монтаж"), ("cp936", "CNY", "调试"), ("cp1250", "PLN", "Próba łącza")],
)
def test_the_currency_tells_the_code_page_of_another_country(
    encoding: str, currency: str, name: str
) -> None:
    rows = tables()
    rows["TASK"][0]["task_name"] = name
    content = xer(rows, encoding=encoding).replace(b"\tEUR\r\n", f"\t{currency}\r\n".encode(), 1)
    schedule = read_xer(content)

    assert schedule.activities[0].name == name
    assert any(encoding in note for note in schedule.notes)


def test_a_letter_cut_in_half_does_not_spoil_the_other_ones() -> None:
    rows = tables()
    rows["TASK"][0]["task_name"] = "Prüfung " * 20
    rows["TASK"][1]["task_name"] = "Ü"
    content = xer(rows, encoding="utf-8").replace("\tÜ\t".encode(), b"\t\xc3\t")
    schedule = read_xer(content)

    assert schedule.activities[0].name.startswith("Prüfung")
    assert any("1 letters" in note for note in schedule.notes)


@pytest.mark.parametrize("end", [b"\n", b"\r"])
def test_lines_may_end_as_on_other_systems(end: bytes) -> None:
    content = xer(tables())

    assert read_xer(content.replace(b"\r\n", end)) == read_xer(content)


def test_every_row_that_does_not_fit_its_table_is_told() -> None:
    content = (
        xer(tables()).replace(b"Bleed and flush\t", b"").replace(b"\tReady\t", b"\tReady\tx\t")
    )

    with pytest.raises(UnreadableSchedule) as refusal:
        read_xer(content)
    lines = content.decode("cp1252").split("\r\n")
    assert [
        (problem.code, lines[(problem.row or 0) - 1].split("\t")[1])
        for problem in refusal.value.problems
    ] == [("xer_cut_short", "101"), ("xer_malformed", "102")]
