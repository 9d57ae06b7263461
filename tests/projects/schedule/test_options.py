"""What the options of a tool, and its kinds of activity, do to dates and floats."""

from datetime import datetime
from typing import Any

import pytest

from projects.schedule.cautions import cautions
from projects.schedule.cpm import ActivityDates, analyse, analyse_network
from projects.schedule.model import (
    Activity,
    ActivityKind,
    Constraint,
    ConstraintKind,
    CriticalRule,
    FloatKind,
    Link,
    Options,
    ProgressRule,
)
from projects.schedule.network import Network
from tests.projects.schedule.build import MONDAY, at, link, schedule, task

DAY = 480
BEGUN: dict[str, Any] = {"started_at": at("2023-12-27T08:00"), "remaining": 3 * DAY}
DONE: dict[str, Any] = {"started_at": at("2023-12-20T08:00"), "finished_at": at("2023-12-28T17:00")}


def dates(activities: list[Activity], links: list[Link], **more: Any) -> dict[str, ActivityDates]:
    return {each.code: each for each in analyse(schedule(activities, links, **more))}


def warned(activities: list[Activity], links: list[Link], **more: Any) -> str:
    return " ".join(cautions(analyse_network(Network(schedule(activities, links, **more)))))


def pinned(on: str, kind: ConstraintKind = ConstraintKind.MANDATORY_START) -> dict[str, Any]:
    return {"constraints": (Constraint(kind=kind, at=at(on)),)}


@pytest.mark.parametrize("kind", FloatKind)
def test_work_done_in_one_piece_has_the_same_float_at_start_and_finish(kind: FloatKind) -> None:
    activities = [task("A", 2), task("B", 3, **BEGUN), task("Z", 7)]
    found = dates(activities, [], options=Options(float_kind=kind))

    assert (found["A"].total_float, found["B"].total_float) == (5 * DAY, 4 * DAY)


@pytest.mark.parametrize(
    "options", [Options(open_ends_critical=True), Options(each_end_for_itself=True)]
)
def test_work_that_nothing_follows_may_have_no_float(options: Options) -> None:
    activities = [task("A", 2), task("B", 1), task("Z", 5)]

    assert dates(activities, [link("A FS B")])["A"].total_float == 2 * DAY
    found = dates(activities, [link("A FS B")], options=options)

    assert [found[code].total_float for code in "ABZ"] == [0, 0, 0]


def test_critical_is_what_has_little_enough_float() -> None:
    activities = [task("A", 4), task("Z", 5)]
    found = dates(activities, [], options=Options(critical_float=DAY))

    assert found["A"].critical


def test_critical_may_be_the_longest_path_whatever_the_float() -> None:
    """A date by which all must be done leaves three days; the path to the end is critical yet."""
    options = Options(critical_rule=CriticalRule.LONGEST_PATH)
    activities = [task("A", 2), task("B", 1), task("Z", 3)]
    links = [link("A FS Z"), link("B FS Z")]
    found = dates(activities, links, options=options, must_finish_by=at("2024-01-10T17:00"))

    assert {code: each.critical for code, each in found.items()} == {
        "A": True,
        "B": False,
        "Z": True,
    }
    assert found["A"].total_float == 3 * DAY


def test_the_longest_path_ends_where_a_constraint_holds_the_work() -> None:
    held = Constraint(kind=ConstraintKind.START_ON_OR_AFTER, at=at("2024-01-08T08:00"))
    activities = [task("A", 2), task("B", 1, constraints=(held,)), task("C", 1)]
    found = dates(activities, [link("A FS B"), link("B FS C")])

    assert [found[code].on_longest_path for code in "ABC"] == [False, True, True]


def test_an_expected_finish_sets_what_is_left() -> None:
    activities = [task("A", 9, **BEGUN, expected_finish=at("2024-01-04T17:00"))]

    found = dates(activities, [])["A"]
    assert (found.early_finish, found.remaining) == (at("2024-01-04T17:00"), 4 * DAY)

    found = dates(activities, [], options=Options(expected_finish=False))["A"]
    assert (found.early_finish, found.remaining) == (at("2024-01-03T17:00"), 3 * DAY)


def test_suspended_work_goes_on_when_it_is_resumed() -> None:
    paused = task("A", 9, **BEGUN, suspended_at=MONDAY, resumed_at=at("2024-01-09T08:00"))

    found = dates([paused], [])["A"]

    assert (found.early_start, found.early_finish) == (
        at("2024-01-09T08:00"),
        at("2024-01-11T17:00"),
    )


def test_ms_project_leaves_work_where_it_is() -> None:
    """A has run for six days since Wednesday the 27th: what is left follows on the 4th."""
    options = Options(holds_at_data_date=False)
    activities = [task("A", 9, **BEGUN), task("B", 1), task("C", 1)]
    found = dates(
        activities,
        [link("A FS C")],
        options=options,
        planned_start=at("2023-12-20T08:00"),
    )

    assert (found["A"].early_start, found["A"].early_finish) == (
        BEGUN["started_at"],
        at("2024-01-08T17:00"),
    )
    assert found["B"].early_start == at("2023-12-20T08:00")
    assert found["C"].early_start == at("2024-01-09T08:00")


def test_ms_project_counts_from_actual_finishes() -> None:
    options = Options(holds_at_data_date=False)
    found = dates(
        [task("A", 5, **DONE), task("B", 1)],
        [link("A FS B")],
        options=options,
        planned_start=at("2023-12-20T08:00"),
    )

    assert found["B"].early_start == at("2023-12-29T08:00")


def test_a_level_of_effort_has_late_dates_of_its_own() -> None:
    loe = task("LOE", kind=ActivityKind.LEVEL_OF_EFFORT)
    activities = [task("A", 2), task("B", 3), loe, task("Z", 9)]
    found = dates(activities, [link("A FS B"), link("A SS LOE"), link("B FF LOE")])["LOE"]

    assert (found.early_start, found.early_finish) == (MONDAY, at("2024-01-05T17:00"))
    assert (found.late_start, found.late_finish) == (
        at("2024-01-05T08:00"),
        at("2024-01-11T17:00"),
    )
    assert found.remaining == 5 * DAY


def test_what_is_left_of_a_level_of_effort_begins_at_the_data_date() -> None:
    loe = task("LOE", kind=ActivityKind.LEVEL_OF_EFFORT, started_at=BEGUN["started_at"])
    found = dates([task("A", 9, **BEGUN), loe], [link("A SS LOE"), link("A FF LOE")])["LOE"]

    assert (found.early_start, found.early_finish) == (MONDAY, at("2024-01-03T17:00"))


def test_a_mandatory_date_against_logic_is_kept_and_told() -> None:
    activities = [task("A", 5), task("B", 1, **pinned("2024-01-03T08:00"))]

    assert dates(activities, [link("A FS B")])["B"].early_start == at("2024-01-03T08:00")
    told = warned(activities, [link("A FS B")])
    assert "mandatory date earlier than the predecessors allow, kept: B" in told
    assert "negative float, the least -24 hours at A" in told


def test_progress_out_of_sequence_is_told_with_what_it_does() -> None:
    activities, links = [task("A", 4), task("B", 9, **BEGUN)], [link("A FS B")]

    assert "B before A" in warned(activities, links)
    assert "waits for these" in warned(activities, links)
    override = Options(progress_rule=ProgressRule.PROGRESS_OVERRIDE)
    assert "does not wait" in warned(activities, links, options=override)


def test_a_pause_without_end_and_an_actual_date_to_come_are_told() -> None:
    activities = [
        task("A", 9, **BEGUN, suspended_at=at("2023-12-28T08:00")),
        task("B", 9, started_at=at("2024-01-02T08:00"), remaining=DAY),
    ]

    told = warned(activities, [])

    assert "suspended with no date to resume" in told
    assert "actual dates after the data date" in told


def test_a_sound_schedule_is_told_nothing() -> None:
    assert warned([task("A", 4), task("B", 2)], [link("A FS B")]) == ""


def test_only_p6_puts_early_dates_off_for_work_that_is_to_be_done_late() -> None:
    late = Constraint(kind=ConstraintKind.AS_LATE_AS_POSSIBLE)
    activities = [task("A", 5), task("B", 1, constraints=(late,))]

    def start_of_b(options: Options) -> datetime:
        return analyse(schedule(activities, options=options))[1].early_start

    assert start_of_b(Options()) > MONDAY
    assert start_of_b(Options(holds_at_data_date=False)) == MONDAY
