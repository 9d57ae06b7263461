"""What we write as XER is the same network to our reader."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from projects.schedule.model import Constraint, ConstraintKind, LagCalendar, Schedule, SourceFormat
from projects.schedule.read_xer import read_xer
from projects.schedule.reading import read_schedule
from projects.schedule.write_xer import write_xer
from projects.schedule.xer_tables import read_tables
from tests.projects.schedule.build import at, link, schedule, task
from tests.projects.schedule.drawn import schedules
from tests.projects.schedule.same import dates, network

REAL = [
    ("airport-terminal", None),
    ("mdl4ra", None),
    ("generated-sample", None),
    ("hotel-hbtf2", "HBTF-2"),
]


def written(plan: Schedule) -> Schedule:
    return read_xer(write_xer(plan).content)


@pytest.mark.parametrize(("name", "project"), REAL)
def test_a_real_file_is_the_same_network_with_the_same_dates(
    outside_data: Path, name: str, project: str | None
) -> None:
    plan = read_schedule(outside_data / f"p6/{name}.xer.gz", project=project)

    again = written(plan)

    assert network(again) == network(plan)
    assert dates(again) == dates(plan)
    assert again.notes == ()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(schedules())
def test_any_schedule_is_the_same_network(plan: Schedule) -> None:
    assert network(written(plan)) == network(plan)


def test_an_export_repeated_gives_the_same_bytes() -> None:
    plan = schedule([task("A", 2), task("B", 1)], [link("A FS B")])

    assert write_xer(plan).content == write_xer(plan).content


def test_what_p6_wants_is_there() -> None:
    """One root, a finish for each row, unique ids, no column of TASK left blank that P6 demands."""
    plan = schedule(
        [
            task("A", 2, wbs="1.1", codes={"Trade": "Electrical"}),
            task("B", 1, wbs="2"),
            task("C", 1),
        ],
        [link("A FS B"), link("C FS B")],
    )

    content = write_xer(plan).content
    tables = read_tables(content)

    assert content.endswith(b"%E\r\n")
    assert [row["wbs_id"] for row in tables["PROJWBS"] if not row["parent_wbs_id"]] == ["1"]
    assert [row["proj_node_flag"] for row in tables["PROJWBS"]] == ["Y", "N", "N", "N"]
    assert [row["actv_short_len"] for row in tables["ACTVTYPE"]] == ["10"]
    for row in tables["TASK"]:
        assert row["target_start_date"] == row["early_start_date"] != ""
        assert row["status_code"] == "TK_NotStart"
    assert [row["task_id"] for row in tables["TASK"]] == ["1", "2", "3"]
    assert [row["total_float_hr_cnt"] for row in tables["TASK"]] == ["0", "0", "8"]


def test_the_project_comes_before_a_wbs_of_several_roots_and_that_is_said() -> None:
    plan = schedule([task("A", 2, wbs="1.1"), task("B", 1, wbs="2"), task("C")], name="REF 72")

    result = write_xer(plan)

    assert [a.wbs for a in read_xer(result.content).activities] == [
        "REF 72.1.1",
        "REF 72.2",
        "REF 72",
    ]
    assert result.notes == ("P6 wants one root: every WBS path now begins with REF 72.",)


def test_a_character_that_p6_lacks_is_written_as_the_nearest_and_that_is_said() -> None:
    plan = schedule([replace(task("A", 1), name="Şalt: Łódź €5 列")], source=SourceFormat.XER)
    plan = replace(plan, activities=(replace(plan.activities[0], wbs="X"),))

    result = write_xer(plan)

    assert read_xer(result.content).activities[0].name == "Salt: ?ódz €5 ?"
    assert result.notes == (
        "P6 reads CP1252, which lacks some characters: written are 'Ş' as 'S', 'Ł' as '?', "
        "'ź' as 'z', '列' as '?'.",
    )


def test_text_that_would_pass_for_utf_8_is_read_as_it_was_meant() -> None:
    plan = schedule([replace(task("A", 1), name="Â© Ã¤")])

    assert written(plan).activities[0].name == "Â© Ã¤"


def test_ids_that_differ_only_in_what_the_code_page_lacks_stay_two() -> None:
    plan = schedule([task("列1", 1), task("行1", 1)], [link("列1 FS 行1")])

    result = write_xer(plan)

    assert [a.code for a in read_xer(result.content).activities] == ["?1", "?1~2"]
    assert (
        "Activity ids that P6 cannot hold are written otherwise: 列1 as ?1, 行1 as ?1~2."
        in result.notes
    )


def test_a_name_of_several_lines_becomes_one_and_that_is_said() -> None:
    result = write_xer(schedule([replace(task("A", 1), name="One\ttwo\nthree")]))

    assert read_xer(result.content).activities[0].name == "One two three"
    assert any(note.startswith("1 texts had line breaks or tabs") for note in result.notes)


def test_what_is_longer_than_p6_holds_is_said() -> None:
    plan = schedule([replace(task("A" * 41, 1), name="x" * 121), task("B", 1)])

    notes = write_xer(plan).notes

    assert f"P6 holds 40 characters of an activity's id: too long are {'A' * 41}." in notes
    assert f"P6 holds 120 characters of an activity's name: too long are {'A' * 41}." in notes


def test_a_calendar_without_a_number_gets_one_that_no_other_has() -> None:
    plan = schedule(
        [task("A", 1)],
        calendars=(replace(schedule([]).calendars[0], code="7"), *schedule([]).calendars),
    )

    tables = read_tables(write_xer(plan).content)

    assert [row["clndr_id"] for row in tables["CALENDAR"]] == ["7", "8", "9"]


def test_a_lag_by_the_clock_is_said_to_be_lost() -> None:
    lagging = replace(link("A FS B", 1), lag_calendar=LagCalendar.ROUND_THE_CLOCK)

    notes = write_xer(schedule([task("A", 1), task("B", 1)], [lagging])).notes

    assert any("1 lags that run on the calendar 24h" in note for note in notes)


def test_a_third_constraint_comes_back_though_p6_has_no_place_for_it() -> None:
    three = tuple(
        Constraint(kind=kind, at=at("2024-02-01T08:00"))
        for kind in (
            ConstraintKind.START_ON_OR_AFTER,
            ConstraintKind.FINISH_ON_OR_BEFORE,
            ConstraintKind.START_ON_OR_BEFORE,
        )
    )
    plan = schedule([task("A", 1, constraints=three)])

    assert written(plan).activities[0].constraints == three
    assert any("two constraints" in note for note in write_xer(plan).notes)
