"""Dates and floats that Primavera P6 stored in its files, reproduced to the minute of the clock."""

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
    ("name", "project", "finish"),
    [
        ("airport-terminal", None, "2013-02-27T17:00"),
        ("mdl4ra", None, "2024-02-17T16:00"),
        ("hotel-hbtf2", "HBTF-2", "2014-07-23T16:00"),
    ],
)
def test_every_date_and_float_is_that_of_p6(
    outside_data: Path, name: str, project: str | None, finish: str
) -> None:
    found = differences(outside_data / f"p6/{name}.xer.gz", project=project)

    assert found.finish == at(finish)
    assert found.work == {name: [] for name in (*DATES, *FLOATS)}
    assert found.clock == {name: [] for name in DATES}
