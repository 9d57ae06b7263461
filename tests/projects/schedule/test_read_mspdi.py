import gzip
from datetime import datetime
from pathlib import Path

import pytest

from projects.schedule.cpm import ActivityDates, analyse
from projects.schedule.model import (
    ActivityKind,
    Constraint,
    ConstraintKind,
    FloatKind,
    LagCalendar,
    Link,
    ProgressRule,
    Schedule,
    SourceFormat,
)
from projects.schedule.read_mspdi import read_mspdi
from projects.schedule.reading import read_schedule
from projects.schedule.xml_records import read_document
from tests.projects.schedule.build import at
from tests.projects.schedule.mspdi_text import Fields, after, mspdi, project, task


def read(*tasks: Fields, **more: object) -> Schedule:
    return read_mspdi(mspdi(project(*tasks, **more)))


def dated(schedule: Schedule) -> dict[str, ActivityDates]:
    return {dates.code: dates for dates in analyse(schedule)}


@pytest.mark.parametrize(
    ("name", "activities", "links", "finish"),
    [
        ("mp_j120_a2_nr1.mspdi.xml", 244, 514, "2026-06-03T19:00"),
        ("mp_j30_a5_nr2.mspdi.xml", 160, 254, "2026-04-21T19:00"),
        ("mp_j90_a20_nr1.mspdi.xml", 1840, 3339, "2026-05-15T19:00"),
        ("task-links-project2019-mspdi.xml", 16, 8, "2018-11-02T17:00"),
    ],
)
def test_every_early_date_that_project_stored_is_found_to_the_minute(
    outside_data: Path, name: str, activities: int, links: int, finish: str
) -> None:
    path = outside_data / f"msproject/{name}.gz"
    stored = read_document(gzip.decompress(path.read_bytes()), kept={}).root
    schedule = read_schedule(path)

    ours = {
        code: (dates.early_start, dates.early_finish) for code, dates in dated(schedule).items()
    }
    assert (len(schedule.activities), len(schedule.links)) == (activities, links)
    assert max(end for _, end in ours.values()) == at(finish)
    assert ours == {
        each["UID"]: (at(each["EarlyStart"]), at(each["EarlyFinish"]))
        for each in stored.all("Tasks", "Task")
        if each["UID"] in ours
    }


def test_a_plan_is_read_with_its_options() -> None:
    schedule = read(
        task(1, WBS="C.7"),
        task(2, 0, PredecessorLink=after(1)),
        CriticalSlackLimit=2,
        MultipleCriticalPaths=1,
        SplitsInProgressTasks=0,
    )

    assert (schedule.name, schedule.source) == ("Hall", SourceFormat.MSPDI)
    assert schedule.activities[0].fields == {"WBS": "C.7"}
    assert schedule.options.critical_float == 960
    assert schedule.options.each_end_for_itself
    assert not schedule.options.holds_at_data_date
    assert schedule.options.lag_calendar is LagCalendar.SUCCESSOR
    assert schedule.options.float_kind is FloatKind.LEAST
    assert schedule.options.progress_rule is ProgressRule.PROGRESS_OVERRIDE
    assert dated(schedule)["2"].early_finish == at("2024-01-01T17:00")


def test_elapsed_work_and_elapsed_lags_run_through_the_weekend() -> None:
    schedule = read(
        task(1, 40),
        task(2, 24, DurationFormat=8, PredecessorLink=after(1)),
        task(3, PredecessorLink=after(1, lag=28_800, unit=8)),
        task(4, PredecessorLink=after(1, lag=50, unit=19)),
    )
    dates = dated(schedule)

    assert dates["2"].early_finish == at("2024-01-06T17:00")
    assert schedule.links[1].lag_calendar is LagCalendar.ROUND_THE_CLOCK
    assert dates["3"].early_start == at("2024-01-08T08:00")
    assert schedule.links[2].lag == 1200  # half of the predecessor's five days
    assert dates["4"].early_start == at("2024-01-10T13:00")


def test_summaries_blank_lines_and_inactive_tasks_hold_up_nothing() -> None:
    schedule = read(
        {"UID": 0, "OutlineLevel": 0, "Summary": 1, "Duration": "PT24H0M0S"},
        task(1, 24, Summary=1),
        task(2, OutlineLevel=2),
        {"UID": 9, "IsNull": 1},
        task(3, 400, OutlineLevel=2, Active=0),
        task(4, OutlineLevel=2, PredecessorLink=[after(2), after(3)]),
    )

    assert [(a.code, a.kind, a.wbs) for a in schedule.activities] == [
        ("1", ActivityKind.SUMMARY, "1"),
        ("2", ActivityKind.TASK, "1"),
        ("4", ActivityKind.TASK, "1"),
    ]
    assert dated(schedule)["1"].early_finish == at("2024-01-02T17:00")
    assert any("Inactive" in note and "3" in note for note in schedule.notes)


def test_links_of_summaries_hold_all_that_is_below_them() -> None:
    schedule = read(
        task(1, 16),
        task(2, Summary=1, PredecessorLink=after(1)),
        task(3, 8, OutlineLevel=2),
        task(4, 24, OutlineLevel=2),
        task(5, 8, OutlineLevel=2, PredecessorLink=after(3)),
        task(6, PredecessorLink=after(2)),
    )
    dates = dated(schedule)

    assert dates["3"].early_start == dates["4"].early_start == at("2024-01-03T08:00")
    assert dates["6"].early_start == at("2024-01-08T08:00")
    assert Link(predecessor="1", successor="5") not in schedule.links  # 3 passes it on


def test_a_task_held_by_hand_passes_no_link_on() -> None:
    schedule = read(
        task(1, 16),
        task(2, Summary=1, PredecessorLink=after(1)),
        task(3, OutlineLevel=2, Manual=1, Start="2024-01-01T08:00:00"),
        task(4, OutlineLevel=2, PredecessorLink=after(3)),
    )

    assert dated(schedule)["4"].early_start == at("2024-01-03T08:00")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (2, ConstraintKind.MANDATORY_START),
        (3, ConstraintKind.MANDATORY_FINISH),
        (4, ConstraintKind.START_ON_OR_AFTER),
        (5, ConstraintKind.START_ON_OR_BEFORE),
        (6, ConstraintKind.FINISH_ON_OR_AFTER),
        (7, ConstraintKind.FINISH_ON_OR_BEFORE),
    ],
)
def test_each_kind_of_constraint_is_read(number: int, kind: ConstraintKind) -> None:
    when = "2024-03-04T08:00:00"
    schedule = read(task(1, ConstraintType=number, ConstraintDate=when), task(2, ConstraintType=1))

    assert schedule.activities[0].constraints == (Constraint(kind=kind, at=at(when)),)
    assert schedule.activities[1].constraints == (
        Constraint(kind=ConstraintKind.AS_LATE_AS_POSSIBLE),
    )


def test_constraints_that_project_does_not_honor_yield_to_links() -> None:
    dated_task = task(1, ConstraintType=2, ConstraintDate="2024-03-04T08:00:00")
    schedule = read(dated_task, HonorConstraints=0)

    assert schedule.activities[0].constraints[0].kind is ConstraintKind.START_ON


def test_a_constraint_of_a_summary_holds_what_is_below_and_a_deadline_only_late_dates() -> None:
    schedule = read(
        task(1, Summary=1, ConstraintType=4, ConstraintDate="2024-02-05T08:00:00"),
        task(2, OutlineLevel=2, Deadline="2024-02-02T17:00:00"),
    )
    dates = dated(schedule)["2"]

    assert dates.early_start == at("2024-02-05T08:00")
    assert dates.late_finish == at("2024-02-02T17:00")


def test_progress_and_the_baseline_are_read() -> None:
    baseline = {
        "Number": 0,
        "Start": "2023-12-11T08:00:00",
        "Finish": "2023-12-20T17:00:00",
        "Duration": "PT64H0M0S",
    }
    begun = task(
        1,
        40,
        PercentComplete=40,
        ActualStart="2023-12-18T08:00:00",
        RemainingDuration="PT24H0M0S",
        Stop="2023-12-19T17:00:00",
        Resume="2024-01-03T08:00:00",
        Baseline=[baseline, {"Number": 3, "Start": "2020-01-01T08:00:00"}],
    )
    done = task(2, PercentComplete=100, ActualStart="2023-12-18T08:00:00")
    schedule = read(
        begun, done | {"Finish": "2023-12-18T17:00:00"}, StatusDate="2024-01-02T17:00:00"
    )
    first, second = schedule.activities

    assert (first.started_at, first.remaining) == (at("2023-12-18T08:00"), 24 * 60)
    assert (first.suspended_at, first.resumed_at) == (
        at("2023-12-19T17:00"),
        at("2024-01-03T08:00"),
    )
    assert (first.baseline_start, first.baseline_duration) == (at("2023-12-11T08:00"), 64 * 60)
    assert second.finished_at == at("2023-12-18T17:00")
    assert schedule.data_date == at("2024-01-02T17:00")
    assert schedule.planned_start == at("2024-01-01T08:00")


def test_custom_fields_and_outline_codes_are_read_by_their_titles() -> None:
    schedule = read(
        task(
            1,
            ExtendedAttribute=[
                {"FieldID": 188743731, "Value": "MEP"},
                {"FieldID": 7, "Value": "x"},
            ],
            OutlineCode=[{"FieldID": 188744588, "ValueID": 2}],
        ),
        ExtendedAttributes={
            "ExtendedAttribute": [
                {"FieldID": 188743731, "FieldName": "Text1", "Alias": "Trade"},
                {"FieldID": 7, "FieldName": "Text7"},
            ]
        },
        OutlineCodes={
            "OutlineCode": [
                {
                    "FieldID": 188744588,
                    "Alias": "System",
                    "Values": {
                        "Value": [
                            {"ValueID": 1, "Value": "Power"},
                            {"ValueID": 2, "Value": "UPS", "ParentValueID": 1},
                        ]
                    },
                }
            ]
        },
    )

    assert schedule.activities[0].fields == {"Trade": "MEP", "Text7": "x"}
    assert schedule.activities[0].codes == {"System": "Power.UPS"}


def test_tasks_of_other_files_are_kept_as_the_dates_that_they_demand() -> None:
    ghost = task(1, ExternalTask=1, Start="2024-02-05T08:00:00", Finish="2024-02-06T17:00:00")
    schedule = read(ghost, task(2, PredecessorLink=after(1)))

    assert [each.code for each in schedule.activities] == ["2"]
    assert dated(schedule)["2"].early_start == at("2024-02-07T08:00")


def test_what_is_not_used_is_counted_but_not_what_project_computed() -> None:
    schedule = read(
        task(1, Notes="Ask", FixedCost=120, EarlyStart="2024-01-01T08:00:00"),
        task(2, FixedCost=0, TimephasedData=[{"Type": 1}, {"Type": 1}]),
    )

    assert [(d.table, d.field, d.rows) for d in schedule.dropped] == [
        ("Task", "FixedCost", 1),
        ("Task", "Notes", 1),
        ("Task", "TimephasedData", 2),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "shift_jis", "iso-8859-1"])
def test_every_declared_encoding_is_understood(encoding: str) -> None:
    name = "試験" if encoding == "shift_jis" else "Prüfung"
    content = mspdi(project(task(1, Name=name)), encoding=encoding)

    assert read_mspdi(content).activities[0].name == name


def test_a_plan_without_dates_of_its_own_starts_with_its_first_task() -> None:
    schedule = read(task(1, Start="2024-05-06T08:00:00"), StartDate="")

    assert schedule.data_date == datetime.fromisoformat("2024-05-06T08:00")
    assert any("no start" in note for note in schedule.notes)
