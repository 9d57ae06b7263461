"""Dates and floats that Primavera P6 stored in its files, reproduced.

Compared in work minutes, where the end of a shift and the next beginning are one moment, and by the
clock as far as P6's way of showing such a moment could be made out.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from projects.schedule.calendars import to_clock
from projects.schedule.cpm import ActivityDates, activity_dates, analyse_network
from projects.schedule.network import Network
from projects.schedule.reading import read_schedule
from projects.schedule.xer_tables import read_tables
from tests.projects.schedule.build import at

DATES: dict[str, Callable[[ActivityDates], datetime]] = {
    "early_start_date": lambda found: found.early_start,
    "early_end_date": lambda found: found.early_finish,
    "late_start_date": lambda found: found.late_start,
    "late_end_date": lambda found: found.late_finish,
}
FLOATS: dict[str, Callable[[ActivityDates], int | None]] = {
    "total_float_hr_cnt": lambda found: found.total_float,
    "free_float_hr_cnt": lambda found: found.free_float,
}


@dataclass(frozen=True)
class Differences:
    """Activities by stored field: where work time differs, and where only the clock does."""

    finish: datetime
    work: dict[str, list[str]]
    clock: dict[str, list[str]]

    def count(self) -> int:
        return sum(map(len, self.work.values()))


def differences(path: Path, project: str | None = None) -> Differences:
    schedule = read_schedule(path, project=project)
    stored = {
        row["task_code"]: row for row in read_tables(gzip.decompress(path.read_bytes()))["TASK"]
    }
    analysis = analyse_network(Network(schedule))
    work: dict[str, list[str]] = {name: [] for name in (*DATES, *FLOATS)}
    clock: dict[str, list[str]] = {name: [] for name in DATES}
    for i, time in enumerate(analysis.network.times):
        found = activity_dates(analysis, i)
        for name, of in DATES.items():
            expected, ours = at(stored[found.code][name]), of(found)
            if time.work(to_clock(expected)) != time.work(to_clock(ours)):
                work[name].append(found.code)
            if expected != ours:
                clock[name].append(found.code)
        for name, float_of in FLOATS.items():
            if round(float(stored[found.code][name]) * 60) != float_of(found):
                work[name].append(found.code)
    return Differences(analysis.project_finish, work, clock)


@pytest.mark.parametrize(
    ("name", "finish"),
    [("airport-terminal", "2013-02-27T17:00"), ("mdl4ra", "2024-02-17T16:00")],
)
def test_every_date_and_float_of_a_small_file_is_that_of_p6(
    outside_data: Path, name: str, finish: str
) -> None:
    found = differences(outside_data / f"p6/{name}.xer.gz")

    assert found.finish == at(finish)
    assert found.work == {name: [] for name in (*DATES, *FLOATS)}
    assert found.clock == {name: [] for name in DATES}


def test_a_hotel_of_four_calendars_and_7586_links_has_the_dates_of_p6(outside_data: Path) -> None:
    """P6 bounds four start milestones and four free floats at a change of calendar in its own way."""
    found = differences(outside_data / "p6/hotel-hbtf2.xer.gz", project="HBTF-2")

    assert found.finish == at("2014-07-23T16:00")
    assert found.work["early_start_date"] == found.work["early_end_date"] == []
    assert {name: len(codes) for name, codes in found.work.items() if codes} == {
        "late_start_date": 4,
        "late_end_date": 4,
        "total_float_hr_cnt": 4,
        "free_float_hr_cnt": 4,
    }
    assert all(len(codes) <= 6 for codes in found.clock.values())
