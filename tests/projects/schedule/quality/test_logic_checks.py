"""DCMA 1 to 4, each at its limit and one step beyond."""

from dataclasses import replace
from typing import Any

from projects.schedule.model import (
    ActivityKind,
    Constraint,
    ConstraintKind,
    LagCalendar,
    Link,
    LinkType,
    Options,
)
from tests.projects.schedule.build import NON_STOP, at, link, task
from tests.projects.schedule.quality.judging import (
    DAY,
    FAILED,
    NOT_ASSESSED,
    PASSED,
    chain,
    check,
    in_line,
    named,
)

DONE: dict[str, Any] = {"started_at": at("2023-12-20T08:00"), "finished_at": at("2023-12-21T17:00")}


def test_one_open_end_in_twenty_passes() -> None:
    work = chain(19)
    found = check(1, [*work, task("B", 1)], [*in_line(work), link("A1 FS B")])

    assert (found.status, named(found)) == (PASSED, ["B"])
    assert found.metric is not None
    assert (found.metric.numerator, found.metric.denominator, found.metric.value) == (1, 20, 5)


def test_one_open_end_in_nineteen_fails() -> None:
    work = chain(18)
    found = check(1, [*work, task("B", 1)], [*in_line(work), link("A1 FS B")])

    assert (found.status, named(found)) == (FAILED, ["B"])


def test_the_first_start_and_the_last_finish_may_be_open() -> None:
    work = chain(3)

    assert named(check(1, work, in_line(work))) == []


def test_work_that_nothing_ties_lacks_both() -> None:
    work = chain(3)
    found = check(1, [*work, task("B", 1)], in_line(work))

    assert [(o.activity, o.detail) for o in found.offenders] == [
        ("B", "no predecessor and no successor")
    ]


def test_once_the_first_start_is_complete_no_other_open_start_is_let_off() -> None:
    done, *rest = chain(3)
    done = replace(done, **DONE)
    found = check(1, [done, *rest, task("B", 1)], [*in_line([done, *rest]), link("B FS A3")])

    assert [(o.activity, o.detail) for o in found.offenders] == [("B", "no predecessor")]


def test_complete_work_and_levels_of_effort_are_not_counted() -> None:
    work = chain(3)
    effort = task("L", 1, kind=ActivityKind.LEVEL_OF_EFFORT)
    found = check(1, [*work, effort, task("D", 1, **DONE)], in_line(work))

    assert found.metric is not None
    assert (found.metric.numerator, found.metric.denominator) == (0, 3)


def test_a_date_from_another_project_stands_for_the_link_to_it() -> None:
    work = chain(3)
    kinds = ConstraintKind.EXTERNAL_EARLY_START, ConstraintKind.EXTERNAL_LATE_FINISH
    held = tuple(Constraint(kind=kind, at=at("2024-02-05T08:00")) for kind in kinds)

    assert named(check(1, [*work, task("B", 1, constraints=held)], in_line(work))) == []


def test_a_finished_project_is_not_assessed() -> None:
    found = check(1, [task("A", 1, **DONE)], [])

    assert (found.status, found.metric) == (NOT_ASSESSED, None)
    assert "no incomplete activities" in found.reason


def test_a_single_lead_fails() -> None:
    work = chain(3)
    links = in_line(work)

    assert check(2, work, links).status is PASSED
    found = check(2, work, [links[0], replace(links[1], lag=-1)])
    assert (found.status, named(found)) == (FAILED, ["A2 FS A3"])


def test_without_links_what_is_asked_of_links_is_not_assessed() -> None:
    for number in (2, 3, 4):
        assert check(number, chain(2), []).status is NOT_ASSESSED


def lagged(links: list[Link], count: int) -> list[Link]:
    return [replace(x, lag=2 * DAY if i < count else 0) for i, x in enumerate(links)]


def test_one_lag_in_twenty_links_passes_and_two_fail() -> None:
    work = chain(21)

    assert check(3, work, lagged(in_line(work), 1)).status is PASSED
    found = check(3, work, lagged(in_line(work), 2))
    assert (found.status, named(found)) == (FAILED, ["A1 FS A2", "A2 FS A3"])


def test_a_lag_is_told_in_days_of_the_calendar_that_counts_it() -> None:
    work = [task("A", 1), task("B", 1, on=NON_STOP)]
    tie = [link("A FS B", lag_days=3)]

    def days(of: LagCalendar) -> float | None:
        return check(3, work, tie, options=Options(lag_calendar=of)).offenders[0].figure

    assert [days(of) for of in LagCalendar] == [3, 1, 3, 1]


def test_nine_finish_to_start_links_in_ten_pass_and_eight_fail() -> None:
    work = chain(11)
    links = in_line(work)
    one, two = (
        [replace(x, type=LinkType.SS if i < count else LinkType.FS) for i, x in enumerate(links)]
        for count in (1, 2)
    )

    assert check(4, work, one).status is PASSED
    found = check(4, work, two)
    assert (found.status, named(found)) == (FAILED, ["A1 SS A2", "A2 SS A3"])
    assert found.metric is not None
    assert found.metric.value == 80


def test_links_to_finished_work_and_to_levels_of_effort_are_not_judged() -> None:
    work = [task("A", 1, **DONE), task("B", 1, **DONE), task("C", 1)]
    effort = task("L", 1, kind=ActivityKind.LEVEL_OF_EFFORT)
    links = [link("A FS B", 9), link("B FS C"), link("C SS L"), link("C FF L")]
    found = check(4, [*work, effort], links)

    assert found.metric is not None
    assert (found.status, found.metric.denominator) == (PASSED, 1)
