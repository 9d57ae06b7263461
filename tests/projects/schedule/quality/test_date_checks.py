"""DCMA 5 to 10, each at its limit and one step beyond."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from projects.schedule.model import (
    Activity,
    ActivityKind,
    Constraint,
    ConstraintKind,
    Link,
    SourceFormat,
)
from projects.schedule.quality.results import Baseline
from tests.projects.schedule.build import MONDAY, NON_STOP, at, link, schedule, task
from tests.projects.schedule.quality.judging import (
    DAY,
    FAILED,
    NOT_ASSESSED,
    PASSED,
    chain,
    check,
    in_line,
    judge,
    named,
)

SOON = at("2024-01-08T08:00")
MINUTE = timedelta(minutes=1)


def held(kind: ConstraintKind, count: int) -> list[Activity]:
    first, *rest = chain(count)
    return [replace(first, constraints=(Constraint(kind=kind, at=SOON),)), *rest]


def test_one_mandatory_date_in_twenty_passes_and_in_nineteen_fails() -> None:
    many, few = (held(ConstraintKind.MANDATORY_START, count) for count in (20, 19))

    assert check(5, many, in_line(many)).status is PASSED
    found = check(5, few, in_line(few))
    assert (found.status, named(found)) == (FAILED, ["A1"])
    assert found.offenders[0].detail == "mandatory start 2024-01-08 08:00"


@pytest.mark.parametrize(
    ("kind", "source", "is_hard"),
    [
        (ConstraintKind.MANDATORY_FINISH, SourceFormat.PMXML, True),
        (ConstraintKind.START_ON, SourceFormat.XER, False),
        (ConstraintKind.FINISH_ON_OR_BEFORE, SourceFormat.XER, False),
        (ConstraintKind.START_ON, SourceFormat.MSPDI, True),
        (ConstraintKind.FINISH_ON, SourceFormat.MSPDI, True),
        (ConstraintKind.START_ON_OR_BEFORE, SourceFormat.MSPDI, True),
        (ConstraintKind.FINISH_ON_OR_BEFORE, SourceFormat.MSPDI, True),
        (ConstraintKind.MANDATORY_START, SourceFormat.MSPDI, True),
        (ConstraintKind.START_ON_OR_AFTER, SourceFormat.MSPDI, False),
    ],
)
def test_the_tool_decides_which_constraints_are_hard(
    kind: ConstraintKind, source: SourceFormat, is_hard: bool
) -> None:
    work = held(kind, 3)

    assert named(check(5, work, in_line(work), source=source)) == (["A1"] if is_hard else [])


def with_float(minutes: int) -> tuple[list[Activity], list[Link]]:
    """Twenty activities of which nineteen are in line; B may slip by so much."""
    work = [*chain(18), task("A19", 50)]
    b = replace(task("B", 1), likely=50 * DAY - minutes)
    return [*work, b], [*in_line(work), link("A18 FS B"), link("B FF A19")]


def test_float_is_high_above_44_days_to_the_minute() -> None:
    assert named(check(6, *with_float(44 * DAY))) == []
    found = check(6, *with_float(44 * DAY + 1))
    assert (found.status, named(found)) == (PASSED, ["B"])  # one in twenty


def test_more_than_one_in_twenty_of_high_float_fails() -> None:
    activities, links = with_float(45 * DAY)
    found = check(6, activities[1:], links[1:])

    assert (found.status, named(found)) == (FAILED, ["B"])
    assert found.offenders[0].figure == 45


def test_float_is_counted_in_days_of_the_activity_itself() -> None:
    """44 days and more of a calendar that never stops are fewer of working days."""
    work = [*chain(2), task("A3", 40), task("B", 10, on=NON_STOP)]
    found = check(6, work, [*in_line(work[:3]), link("A2 FS B"), link("B FF A3")])

    assert named(found) == ["B"]


def test_negative_float_fails_by_a_minute() -> None:
    work = chain(2)
    end = at("2024-01-02T17:00")

    assert check(7, work, in_line(work), must_finish_by=end).status is PASSED
    found = check(7, work, in_line(work), must_finish_by=end - MINUTE)
    assert (found.status, named(found)) == (FAILED, ["A1", "A2"])


def planned(count: int, minutes: int, **more: Any) -> list[Activity]:
    first, *rest = chain(count, baseline_duration=DAY)
    return [replace(first, baseline_duration=minutes, **more), *rest]


def test_a_baseline_duration_is_high_above_44_days_to_the_minute() -> None:
    at_limit, above = (planned(20, minutes) for minutes in (44 * DAY, 44 * DAY + 1))

    assert named(check(8, at_limit, in_line(at_limit))) == []
    found = check(8, above, in_line(above))
    assert (found.status, named(found)) == (PASSED, ["A1"])
    assert check(8, above[:-1], in_line(above[:-1])).status is FAILED


def test_a_long_remaining_duration_is_no_high_baseline_duration() -> None:
    work = planned(3, DAY, likely=90 * DAY)

    assert named(check(8, work, in_line(work))) == []


def test_without_a_baseline_durations_are_not_assessed_until_planned_dates_may_serve() -> None:
    work = chain(3, days=50, planned_finish=SOON)
    plan = schedule(work, in_line(work))

    assert judge(plan).checks[7].status is NOT_ASSESSED
    found = judge(plan, baseline=Baseline.PLANNED_DATES).checks[7]
    assert (found.status, named(found)) == (FAILED, ["A1", "A2", "A3"])


def test_work_without_a_baseline_duration_is_left_out_and_said_so() -> None:
    work = [*planned(3, DAY), task("B", 1)]
    found = check(8, work, in_line(work))

    assert found.metric is not None
    assert found.metric.denominator == 3
    assert found.note == "1 have no baseline duration and are not counted"


def test_actual_dates_are_valid_up_to_the_data_date() -> None:
    day_before = at("2023-12-29T08:00")
    begun, done = task("A", 3, started_at=MONDAY), task("B", 1, started_at=day_before)

    assert named(check(9, [begun, replace(done, finished_at=MONDAY)], [])) == []
    found = check(
        9,
        [
            replace(begun, started_at=MONDAY + MINUTE),
            replace(done, finished_at=MONDAY + MINUTE),
        ],
        [],
    )
    assert (found.status, named(found)) == (FAILED, ["A", "B"])


def test_a_mandatory_date_in_the_past_makes_a_forecast_invalid() -> None:
    def pinned(text: str) -> Activity:
        return task("A", 1, constraints=(Constraint(kind=kind, at=at(text)),))

    kind = ConstraintKind.MANDATORY_START
    assert named(check(9, [pinned("2024-01-01T08:00")], [])) == []
    found = check(9, [pinned("2023-12-29T16:59")], [])
    assert [(o.activity, o.detail) for o in found.offenders] == [
        ("A", "forecast start before the data date")
    ]


def staffed(count: int) -> list[Activity]:
    first, *rest = chain(count, resources=("crane",))
    return [replace(first, resources=()), *rest]


def test_one_in_twenty_without_a_resource_passes_and_in_nineteen_fails() -> None:
    many, few = staffed(20), staffed(19)

    assert check(10, many, in_line(many)).status is PASSED
    found = check(10, few, in_line(few))
    assert (found.status, named(found)) == (FAILED, ["A1"])


def test_work_of_less_than_a_day_and_milestones_need_no_resource() -> None:
    short = replace(task("S", 1), likely=DAY - 1)
    milestone = task("M", 0, kind=ActivityKind.FINISH_MILESTONE)
    work = [*chain(2, crew_size=4), short, milestone]
    found = check(10, work, in_line(work))

    assert found.metric is not None
    assert (found.status, found.metric.denominator) == (PASSED, 2)


def test_a_file_that_assigns_nothing_is_not_assessed_for_it() -> None:
    work = chain(3)

    assert check(10, work, in_line(work)).status is NOT_ASSESSED
