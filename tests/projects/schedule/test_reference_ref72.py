"""REF-72 against the figures that its authors computed with a program of their own."""

import numpy as np
import pytest

from projects.schedule.cpm import forward, planned_durations
from projects.schedule.model import ActivityKind, Schedule
from projects.schedule.network import Network
from projects.schedule.report import Report, cpm_report

CRITICAL_PATH = """
    PC-010 PC-020 PR-XFMR-10 PR-XFMR-20 UT-050 UT-080 UT-090 UT-100 UT-110 HA-170 HA-190 HA-220
    HB-220 HC-220 HC-230 HC-240 HC-250 HC-260 HC-270 HC-280 HC-290 HC-300 HC-310 HC-320
""".split()


@pytest.fixture(scope="module")
def report(ref72: Schedule) -> Report:
    return cpm_report(ref72)


@pytest.mark.parametrize(
    ("milestone", "day", "float_days"),
    [
        ("HA-320", 493, 30),
        ("HB-320", 508, 15),
        ("HC-320", 523, 0),
        ("UT-100", 371, 0),
        ("HC-250", 469, 0),
        ("PC-090", 50, 55),
        ("SH-051", 188, 34),
        ("SH-053", 234, 78),
    ],
)
def test_milestones_fall_on_their_days(
    report: Report, milestone: str, day: int, float_days: int
) -> None:
    found = next(row for row in report["activities"] if row["id"] == milestone)

    assert (found["early_finish"], found["total_float_hours"]) == (day, float_days * 8)


def test_the_project_takes_523_days_along_the_published_path(report: Report) -> None:
    critical = {row["id"]: row for row in report["activities"] if row["critical"]}

    assert report["project_finish"] == 523
    assert len(critical) == 25
    assert critical.keys() >= set(CRITICAL_PATH)
    assert sum(row["total_float_hours"] <= 10 * 8 for row in report["activities"]) == 50


def test_names_tell_hall_and_commissioning_level(ref72: Schedule) -> None:
    found = {activity.code: activity for activity in ref72.activities}

    assert (found["HB-210"].hall, found["HB-210"].cx_level) == ("B", "L4")
    assert (found["HA-300"].hall, found["HA-300"].cx_level) == ("A", "")
    assert found["UT-100"].hall == ""


def test_what_takes_no_time_is_a_milestone(ref72: Schedule) -> None:
    kinds = {activity.code: activity.kind for activity in ref72.activities}

    assert kinds["PC-010"] is ActivityKind.START_MILESTONE
    assert kinds["HC-320"] is ActivityKind.FINISH_MILESTONE
    assert sum(kind is not ActivityKind.TASK for kind in kinds.values()) == 13


def test_every_draw_at_likely_durations_gives_the_dates_of_cpm(ref72: Schedule) -> None:
    network = Network(ref72)
    once = planned_durations(network)

    early = forward(network, np.repeat(once, 64, axis=1))

    assert (early.finish == forward(network, once).finish).all()
    assert (early.finish[network.index["HC-320"]] == 523 * 480).all()


def test_blocks_of_draws_can_be_run_apart(ref72: Schedule) -> None:
    network = Network(ref72)
    stretch = np.random.default_rng(7).uniform(0.8, 1.6, (len(network.activities), 40))
    durations = (planned_durations(network) * stretch).astype(np.int64)

    whole = forward(network, durations)

    parts = [forward(network, durations[:, at : at + 8]).finish for at in range(0, 40, 8)]
    assert (whole.finish == np.concatenate(parts, axis=1)).all()
