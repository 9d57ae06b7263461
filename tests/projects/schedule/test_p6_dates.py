"""Dates and floats that Primavera P6 stored in its files, reproduced to the minute of the clock."""

from pathlib import Path

import pytest

from projects.schedule.fidelity import EARLY, FLOATS, LATE, fidelity
from projects.schedule.reading import read_schedule
from projects.schedule.stored_dates import stored_dates
from tests.projects.schedule.build import at


@pytest.mark.parametrize(
    ("name", "project", "finish", "activities"),
    [
        ("airport-terminal", None, "2013-02-27T17:00", 66),
        ("mdl4ra", None, "2024-02-17T16:00", 62),
        ("hotel-hbtf2", "HBTF-2", "2014-07-23T16:00", 4217),
    ],
)
def test_every_date_and_float_is_that_of_p6(
    outside_data: Path, name: str, project: str | None, finish: str, activities: int
) -> None:
    path = outside_data / f"p6/{name}.xer.gz"

    found = fidelity(read_schedule(path, project=project), stored_dates(path.read_bytes(), project))

    assert found.project_finish == at(finish)
    assert list(map(str, found.differences)) == []
    for fields in (EARLY, LATE, FLOATS):
        assert found.exact(*fields) == (activities, activities)
