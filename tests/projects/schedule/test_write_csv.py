"""What we write as CSV is the same schedule to our reader, all of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.schedule.model import LagCalendar, Schedule
from projects.schedule.read_csv import read_csv
from projects.schedule.reading import read_schedule
from projects.schedule.write_csv import csv_texts, write_csv
from tests.projects.schedule.build import NON_STOP, link, schedule, task
from tests.projects.schedule.drawn import schedules
from tests.projects.schedule.same import dates

REAL = [
    ("p6/airport-terminal.xer.gz", None),
    ("p6/mdl4ra.xer.gz", None),
    ("p6/hotel-hbtf2.xer.gz", "HBTF-2"),
    ("msproject/mp_j30_a5_nr2.mspdi.xml.gz", None),
    ("msproject/task-links-project2019-mspdi.xml.gz", None),
]


def whole(plan: Schedule) -> Schedule:
    return replace(plan, source=schedule([task("A")]).source, notes=(), dropped=())


def written(plan: Schedule) -> Schedule:
    return read_csv(write_csv(plan).content)


@pytest.mark.parametrize(("name", "project"), REAL)
def test_a_real_file_comes_back_whole(outside_data: Path, name: str, project: str | None) -> None:
    plan = read_schedule(outside_data / name, project=project)

    again = written(plan)

    assert whole(again) == whole(plan)
    assert dates(again) == dates(plan)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(schedules(lags=st.none() | st.sampled_from(LagCalendar)))
def test_any_schedule_comes_back_whole(plan: Schedule) -> None:
    assert whole(written(plan)) == whole(plan)


def test_an_export_repeated_gives_the_same_bytes() -> None:
    plan = schedule([task("A", 2)])

    assert write_csv(plan).content == write_csv(plan).content


def test_days_are_those_of_the_calendar_of_each_activity_and_of_the_clock_for_a_lag_by_it() -> None:
    by_the_clock = replace(link("A SS B", 3), lag=1440, lag_calendar=LagCalendar.ROUND_THE_CLOCK)
    plan = schedule([task("A", 2), task("B", 2, on=NON_STOP)], [link("A FS B", 0.5), by_the_clock])

    texts = csv_texts(plan)

    assert [row.split(",")[8] for row in texts["activities.csv"].splitlines()[1:]] == ["2", "2"]
    assert texts["links.csv"].splitlines()[1:] == ["A,B,FS,0.5,", "A,B,SS,1,24h"]
