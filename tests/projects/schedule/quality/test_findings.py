"""What is reported beside the DCMA's points: links, progress, constraints."""

from dataclasses import replace
from typing import Any

import pytest

from projects.schedule.model import Activity, ActivityKind, Constraint, ConstraintKind
from tests.projects.schedule.build import at, link, schedule, task
from tests.projects.schedule.quality.judging import DAY, chain, finding, in_line, judge, named

DONE: dict[str, Any] = {"started_at": at("2023-12-20T08:00"), "finished_at": at("2023-12-22T17:00")}
EFFORT = ActivityKind.LEVEL_OF_EFFORT


def test_open_ends_are_told_apart_and_in_full() -> None:
    work = chain(3)

    assert named(finding("open_starts", work, in_line(work))) == ["A1"]
    assert named(finding("open_finishes", work, in_line(work))) == ["A3"]


def test_what_only_an_ff_link_precedes_has_a_dangling_start() -> None:
    work = chain(3)

    assert named(finding("dangling_starts", work, [link("A1 FF A2"), link("A2 SS A3")])) == ["A2"]


def test_what_only_an_ss_link_follows_has_a_dangling_finish() -> None:
    work = chain(3)

    assert named(finding("dangling_finishes", work, [link("A1 SS A2"), link("A2 FF A3")])) == ["A1"]


def test_the_two_dates_of_a_milestone_are_one_and_do_not_dangle() -> None:
    milestone = task("M", 0, kind=ActivityKind.FINISH_MILESTONE)
    links = [link("A1 FF M"), link("M SS A2")]

    assert named(finding("dangling_starts", [*chain(2), milestone], links)) == []
    assert named(finding("dangling_finishes", [*chain(2), milestone], links)) == []


def test_lags_and_leads_are_long_above_ten_days() -> None:
    ties = [link("A1 FS A2", 10), link("A2 FS A3", 11), link("A3 FS A4", -12)]

    assert named(finding("long_lags", chain(4), ties)) == ["A3 FS A4", "A2 FS A3"]


def test_start_to_finish_links_are_named() -> None:
    assert named(finding("start_to_finish", chain(2), [link("A1 SF A2")])) == ["A1 SF A2"]


def test_a_link_that_a_chain_implies_is_redundant() -> None:
    ties = [link("A1 FS A2"), link("A2 FS A3"), link("A3 FS A4"), link("A1 FS A4")]

    assert named(finding("redundant_links", chain(4), ties)) == ["A1 FS A4"]


@pytest.mark.parametrize("second", ["A2 SS A3", "A2 FF A3"])
def test_a_link_beside_a_chain_that_does_not_imply_it_is_not_redundant(second: str) -> None:
    ties = [link("A1 FS A2"), link(second), link("A1 FS A3")]

    assert named(finding("redundant_links", chain(3), ties)) == []


def test_a_link_with_a_lag_says_more_than_the_chain_beside_it() -> None:
    ties = [link("A1 FS A2"), link("A2 FS A3"), link("A1 FS A3", 5)]

    assert named(finding("redundant_links", chain(3), ties)) == []


def test_a_level_of_effort_with_one_end_loose_is_misused() -> None:
    work = [*chain(2), task("L", 1, kind=EFFORT)]

    assert named(finding("level_of_effort", work, [link("A1 SS L"), link("A2 FF L")])) == []
    found = finding("level_of_effort", work, [link("A1 FS A2"), link("A1 SS L")])
    assert [(o.activity, o.detail) for o in found.offenders] == [
        ("L", "nothing says when it finishes")
    ]


def test_work_that_waits_for_a_level_of_effort_alone_waits_for_nothing() -> None:
    work = [*chain(2), task("L", 1, kind=EFFORT)]
    ties = [link("A1 SS L"), link("A1 FF L"), link("L FS A2")]
    found = finding("only_beside_effort", work, ties)

    assert [(o.activity, o.detail) for o in found.offenders] == [
        ("A1", "only levels of effort or summaries follow it"),
        ("A2", "only levels of effort or summaries precede it"),
    ]


def test_links_per_activity() -> None:
    ties = [link("A1 FS A2"), link("A2 FS A3"), link("A1 SS A2"), link("A2 FF A3")]

    assert finding("relationship_ratio", chain(4), ties).value == 1


def begun(code: str, text: str, **more: Any) -> Activity:
    return task(code, 5, started_at=at(text), **{"remaining": 2 * DAY, **more})


@pytest.mark.parametrize(
    ("before", "after", "tie", "is_ahead"),
    [
        (task("A", 5), begun("B", "2023-12-27T08:00"), "A FS B", True),
        (task("A", 5, **DONE), begun("B", "2023-12-22T17:00"), "A FS B", False),
        (task("A", 5, **DONE), begun("B", "2023-12-22T16:59"), "A FS B", True),
        (begun("A", "2023-12-27T08:00"), begun("B", "2023-12-27T08:00"), "A SS B", False),
        (begun("A", "2023-12-27T08:01"), begun("B", "2023-12-27T08:00"), "A SS B", True),
        (begun("A", "2023-12-20T08:00"), task("B", 5, **DONE), "A FF B", True),
        (begun("A", "2023-12-20T08:00"), begun("B", "2023-12-20T08:00"), "A FF B", False),
        (begun("A", "2023-12-23T08:00"), task("B", 5, **DONE), "A SF B", True),
    ],
)
def test_progress_out_of_sequence(
    before: Activity, after: Activity, tie: str, is_ahead: bool
) -> None:
    found = finding("out_of_sequence", [before, after], [link(tie)])

    assert named(found) == ([tie] if is_ahead else [])


def test_a_lead_allows_as_much_of_a_start_and_no_more() -> None:
    """A has two of its days left at the data date and ends on 2 January, B may begin three before."""
    before, after = begun("A", "2023-12-27T08:00"), begun("B", "2023-12-29T08:00")
    early = replace(after, started_at=at("2023-12-28T16:59"))

    assert named(finding("out_of_sequence", [before, after], [link("A FS B", -3)])) == []
    assert named(finding("out_of_sequence", [before, early], [link("A FS B", -3)])) == ["A FS B"]


@pytest.mark.parametrize(
    ("activity", "words"),
    [
        (task("A", 1, started_at=at("2024-01-01T08:01")), "after the data date"),
        (task("A", 1, finished_at=at("2023-12-22T17:00")), "finished without a start"),
        (task("A", 0, kind=ActivityKind.FINISH_MILESTONE, **DONE), "two times"),
        (begun("A", "2023-12-27T08:00", suspended_at=at("2023-12-26T08:00")), "suspended before"),
        (
            begun(
                "A",
                "2023-12-20T08:00",
                suspended_at=at("2023-12-27T08:00"),
                resumed_at=at("2023-12-22T08:00"),
            ),
            "resumed before",
        ),
    ],
)
def test_actual_dates_that_cannot_be(activity: Activity, words: str) -> None:
    (offender,) = finding("invalid_actuals", [activity], []).offenders

    assert words in offender.detail


def test_started_work_must_say_what_remains() -> None:
    work = [
        begun("A", "2023-12-27T08:00"),
        begun("B", "2023-12-27T08:00", remaining=None),
        begun("C", "2023-12-27T08:00", remaining=0),
        task("D", 5),
    ]

    assert named(finding("missing_remaining", work, [])) == ["B", "C"]


def test_work_planned_to_have_started_is_named() -> None:
    late, due = (
        task(code, 1, planned_start=at(text))
        for code, text in (("A", "2023-12-29T08:00"), ("B", "2024-01-01T08:00"))
    )

    assert named(finding("overdue_starts", [late, due], [])) == ["A"]


def test_what_only_the_data_date_holds_is_named_once_work_has_begun() -> None:
    waiting = [task("A", 1, **DONE), task("B", 1), task("C", 1)]
    ties = [link("A FS B"), link("B FS C")]

    assert named(finding("held_by_data_date", waiting, ties)) == ["B"]
    assert named(finding("held_by_data_date", chain(2), in_line(chain(2)))) == []


def test_long_remaining_durations_need_no_baseline() -> None:
    work = [
        task("A", 44),
        task("B", 45),
        replace(task("C", 90), started_at=DONE["started_at"], remaining=DAY),
    ]

    assert named(finding("long_remaining", work, [])) == ["B"]


def test_constraints_are_counted_by_kind() -> None:
    on = at("2024-01-08T08:00")
    soft, hard = (
        Constraint(kind=kind, at=on)
        for kind in (ConstraintKind.START_ON_OR_AFTER, ConstraintKind.MANDATORY_START)
    )
    work = [task("A", 1, constraints=(soft,)), task("B", 1, constraints=(soft, hard))]
    found = finding("constraints", work, [])

    assert "By kind: 1 mandatory start, 2 start on or after." in found.why
    assert [o.detail for o in found.offenders] == [
        "start on or after 2024-01-08 08:00",
        "start on or after 2024-01-08 08:00",
        "mandatory start 2024-01-08 08:00 (hard)",
    ]


def test_every_finding_has_a_key_of_its_own() -> None:
    keys = [each.key for each in judge(schedule(chain(2))).findings]

    assert len(keys) == len(set(keys)) == 17
