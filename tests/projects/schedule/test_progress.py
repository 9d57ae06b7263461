"""What the data date, actual dates and progress do to the rest of a schedule."""

from typing import Any

import numpy as np

from projects.schedule.calendars import to_clock
from projects.schedule.cpm import ActivityDates, analyse, forward, planned_durations
from projects.schedule.model import Activity, Link, Options, ProgressRule
from projects.schedule.network import Network
from tests.projects.schedule.build import at, link, schedule, task

DAY = 480
DONE: dict[str, Any] = {"started_at": at("2023-12-20T08:00"), "finished_at": at("2023-12-28T17:00")}
BEGUN: dict[str, Any] = {"started_at": at("2023-12-27T08:00"), "remaining": 3 * DAY}


def dates(activities: list[Activity], links: list[Link], **more: Any) -> dict[str, ActivityDates]:
    return {each.code: each for each in analyse(schedule(activities, links, **more))}


def test_finished_work_keeps_its_actual_dates_and_has_no_float() -> None:
    done = dates([task("A", 9, **DONE), task("B", 1)], [link("A FS B")])["A"]

    assert (done.early_start, done.late_finish) == (DONE["started_at"], DONE["finished_at"])
    assert (done.total_float, done.critical) == (None, False)


def test_a_lag_after_finished_work_counts_from_its_actual_finish() -> None:
    found = dates([task("A", 9, **DONE), task("B", 1)], [link("A FS B", 5)])

    assert found["B"].early_start == at("2024-01-05T08:00")


def test_the_rest_of_started_work_begins_at_the_data_date() -> None:
    begun = dates([task("A", 9, **BEGUN)], [])["A"]

    assert begun.early_start == at("2024-01-01T08:00")
    assert begun.early_finish == at("2024-01-03T17:00")


def test_retained_logic_holds_started_work_until_its_predecessor_is_done() -> None:
    out_of_sequence = [task("A", 4), task("B", 9, **BEGUN)], [link("A FS B")]

    assert dates(*out_of_sequence)["B"].early_finish == at("2024-01-09T17:00")
    assert dates(*out_of_sequence)["A"].total_float == 0


def test_a_lag_after_finished_work_does_not_hold_what_has_begun_regardless() -> None:
    found = dates([task("A", 9, **DONE), task("B", 9, **BEGUN)], [link("A FS B", 20)])

    assert found["B"].early_finish == at("2024-01-03T17:00")


def test_progress_override_lets_started_work_run_on() -> None:
    activities, links = [task("A", 4), task("B", 9, **BEGUN)], [link("A FS B")]
    found = dates(activities, links, options=Options(progress_rule=ProgressRule.PROGRESS_OVERRIDE))

    assert found["B"].early_finish == at("2024-01-03T17:00")
    assert found["B"].total_float == DAY


def test_a_finish_to_finish_link_holds_started_work_by_its_finish() -> None:
    """The rest is done in one piece, as P6 shows it."""
    found = dates([task("A", 4), task("B", 9, **BEGUN)], [link("A FF B", 2)])

    assert found["B"].early_start == at("2024-01-04T08:00")
    assert found["B"].early_finish == at("2024-01-08T17:00")


def resumed(on: str, days_left: int) -> int:
    network = Network(schedule([task("A", 9, **BEGUN)]))
    left = np.array([[days_left * DAY]])
    early = forward(network, left, resume_at={0: to_clock(at(on))})
    return int(early.finish[0, 0]) // DAY


def test_what_remains_counts_from_the_last_progress_report() -> None:
    assert resumed("2023-12-28T08:00", 5) == 3


def test_work_not_reported_finished_does_not_finish_before_the_data_date() -> None:
    assert resumed("2023-12-28T08:00", 1) == 0


def test_floors_and_extra_work_reach_started_work() -> None:
    network = Network(schedule([task("A", 9, **BEGUN)]))
    seen = []

    def lost(start: np.ndarray, finish: np.ndarray) -> np.ndarray:
        seen.append((int(start[0]) // DAY, int(finish[0]) // DAY))
        return np.array([DAY])

    early = forward(
        network, planned_durations(network), start_floor={0: np.array([2 * DAY])}, extend={0: lost}
    )

    assert seen == [(2, 5)]
    assert early.finish[0, 0] == 6 * DAY
    assert early.start[0, 0] == -3 * DAY
