"""DCMA 11 to 14, each at its limit and one step beyond."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from projects.schedule.model import Activity, Constraint, ConstraintKind, Link, Options
from projects.schedule.quality.results import Baseline
from tests.projects.schedule.build import NON_STOP, at, link, schedule, task
from tests.projects.schedule.quality.judging import (
    FAILED,
    NOT_ASSESSED,
    PASSED,
    chain,
    check,
    in_line,
    judge,
    named,
)

DUE = at("2023-12-20T17:00")
BEGAN = at("2023-12-20T08:00")


def finished(count: int, finished_at: datetime = DUE) -> list[Activity]:
    """All due on 20 December; the first was finished when it is said."""
    first, *rest = chain(count, started_at=BEGAN, finished_at=DUE, baseline_finish=DUE)
    return [replace(first, finished_at=finished_at), *rest]


def test_one_missed_in_twenty_passes_and_in_nineteen_fails() -> None:
    next_day = DUE + timedelta(days=1)
    many, few = finished(20, next_day), finished(19, next_day)

    assert check(11, many, []).status is PASSED
    found = check(11, few, [])
    assert (found.status, named(found)) == (FAILED, ["A1"])
    assert found.offenders[0].detail == "due 2023-12-20, finished 2023-12-21: 1 day late"


@pytest.mark.parametrize("text", ["2023-12-20T23:00", "2023-12-21T00:00"])
def test_finished_later_on_the_day_that_it_was_due_is_in_time(text: str) -> None:
    assert named(check(11, finished(3, at(text)), [])) == []


def test_what_is_due_and_not_finished_is_missed() -> None:
    done, begun = task("A", 1), task("B", 1, started_at=BEGAN, baseline_finish=DUE)
    done = replace(done, started_at=BEGAN, finished_at=DUE, baseline_finish=DUE)

    assert named(check(11, [done, begun], [])) == ["B"]


def test_what_is_due_after_the_data_date_is_not_asked() -> None:
    found = check(11, chain(3, baseline_finish=at("2024-01-01T08:01")), [])

    assert (found.status, found.reason) == (NOT_ASSESSED, "nothing was due by the data date")


def test_planned_dates_serve_as_the_baseline_only_when_told() -> None:
    plan = schedule([task("A", 1, planned_finish=DUE)])

    assert judge(plan).checks[10].reason == "the file holds no baseline"
    assert judge(plan, baseline=Baseline.PLANNED_DATES).checks[10].status is FAILED


def test_a_delay_comes_through_an_unbroken_chain() -> None:
    work = chain(4)
    found = check(12, work, in_line(work))

    assert (found.status, found.offenders) == (PASSED, ())
    assert found.metric is not None
    assert (found.metric.numerator, found.metric.denominator) == (600, 600)


def test_a_delay_stops_at_a_mandatory_date() -> None:
    """The pinned work overlaps what it should wait for: the last finish is no longer its own."""
    work = chain(4)
    kind, on = ConstraintKind.MANDATORY_START, at("2024-01-04T08:00")
    work[3] = replace(work[3], constraints=(Constraint(kind=kind, at=on),))
    found = check(12, work, in_line(work))

    assert (found.status, named(found)) == (FAILED, ["A1", "A4"])
    assert "600 days later, it moves the last finish by" in found.offenders[0].detail


def test_a_delay_comes_through_where_a_start_drives() -> None:
    """A has all the time to finish; that B waits for its start makes it critical."""
    work = [task("A", 10), task("B", 40)]
    found = check(12, work, [link("A SS B", 5), link("A FF B")])

    assert found.status is PASSED
    assert found.note.startswith("tried on A")


def test_a_delay_to_started_work_comes_through() -> None:
    begun = task("A", 3, started_at=BEGAN, remaining=480)

    assert check(12, [begun, task("B", 2)], [link("A FS B")]).status is PASSED


@pytest.mark.parametrize("begun", [{}, {"started_at": BEGAN, "remaining": 480}])
def test_an_expected_finish_does_not_swallow_the_delay(begun: dict[str, Any]) -> None:
    work = [task("A", 1, expected_finish=at("2024-03-01T17:00"), **begun), task("B", 2)]

    assert check(12, work, [link("A FS B")]).status is PASSED


def test_a_delay_comes_through_calendars_that_differ() -> None:
    """600 working days of A are 840 days and nights of B."""
    work = [task("A", 5), task("B", 7, on=NON_STOP)]

    assert check(12, work, [link("A FS B")]).status is PASSED


def test_where_each_end_counts_for_itself_the_network_of_the_last_finish_is_tried() -> None:
    """A2 is late already, but nothing of B waits for it."""
    overdue = Constraint(kind=ConstraintKind.FINISH_ON_OR_BEFORE, at=at("2024-01-01T17:00"))
    short, long = [task("A1", 1), task("A2", 1, constraints=(overdue,))], chain(9, days=9)
    long = [replace(activity, code=f"B{activity.code}") for activity in long]
    plan = [*short, *long], [*in_line(short), *in_line(long)]

    found = check(12, *plan, options=Options(each_end_for_itself=True))
    assert (found.status, found.note.split(":")[0]) == (PASSED, "tried on BA1")
    assert check(12, *plan).status is FAILED


def test_the_work_with_the_least_float_is_tried() -> None:
    work = [task("A", 1), task("B", 9), task("C", 1)]
    found = check(12, work, [link("A FS C"), link("B FS C")])

    assert (found.status, found.note.split(":")[0]) == (PASSED, "tried on B")


def test_a_finished_project_has_no_critical_path_to_test() -> None:
    assert check(12, finished(3), []).status is NOT_ASSESSED
    assert check(13, finished(3), []).status is NOT_ASSESSED


def of_twenty_days(**more: Any) -> tuple[list[Activity], list[Link]]:
    work = [*chain(19), task("A20", 1, **more)]
    return work, in_line(work)


def test_cpli_passes_at_95_hundredths_and_fails_a_minute_below() -> None:
    a_day_early = at("2024-01-25T17:00")
    found = check(13, *of_twenty_days(), must_finish_by=a_day_early)

    assert found.metric is not None
    assert (found.status, found.metric.value) == (PASSED, 0.95)
    found = check(13, *of_twenty_days(), must_finish_by=a_day_early - timedelta(minutes=1))
    assert (found.status, named(found)) == (FAILED, ["A20"])


def test_cpli_counts_float_to_the_baseline_where_no_date_is_set() -> None:
    """Two days late on twenty."""
    found = check(13, *of_twenty_days(baseline_finish=at("2024-01-24T17:00")))

    assert found.metric is not None
    assert (found.status, found.metric.value) == (FAILED, 0.9)


def test_cpli_with_nothing_to_finish_by_is_one_and_not_assessed() -> None:
    found = check(13, *of_twenty_days())

    assert found.metric is not None
    assert (found.status, found.metric.value) == (NOT_ASSESSED, 1)


def all_but_one_finished(count: int) -> list[Activity]:
    first, *rest = finished(count)
    return [replace(first, finished_at=None), *rest]


def test_bei_passes_at_19_of_20_and_fails_at_18_of_19() -> None:
    assert check(14, all_but_one_finished(20), []).status is PASSED
    found = check(14, all_but_one_finished(19), [])
    assert (found.status, named(found)) == (FAILED, ["A1"])


def test_work_finished_before_it_is_due_counts_for_bei() -> None:
    early = replace(finished(1)[0], code="E", baseline_finish=at("2024-03-01T17:00"))
    found = check(14, [early, *all_but_one_finished(2)], [])

    assert found.metric is not None
    assert (found.metric.numerator, found.metric.denominator) == (2, 2)


def test_work_without_a_baseline_counts_for_bei_once_complete() -> None:
    added = [replace(a, code=f"N{a.code}", baseline_finish=None) for a in finished(2)]
    to_come = replace(task("C", 1))
    found = check(14, [*finished(4), *added, to_come], [])

    assert found.metric is not None
    assert (found.metric.numerator, found.metric.denominator) == (6, 6)
    assert found.note == "0.86 with all work that has no baseline below the line"


def test_without_a_baseline_bei_and_missed_tasks_are_not_assessed() -> None:
    for number in (11, 14):
        found = check(number, chain(2), [])
        assert (found.status, found.reason) == (NOT_ASSESSED, "the file holds no baseline")
