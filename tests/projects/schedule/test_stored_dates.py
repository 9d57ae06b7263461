"""What a tool left of its own dates in a file, and how ours are held against it."""

import gzip
import io
from pathlib import Path

import pytest

from projects.management.commands.fidelity import Command
from projects.schedule.errors import UnknownFormat
from projects.schedule.fidelity import EARLY, FLOATS, LATE, fidelity
from projects.schedule.read_xer import read_xer
from projects.schedule.stored_dates import StoredDates, stored_dates
from tests.projects.schedule.build import at
from tests.projects.schedule.xer_text import row, tables, xer

AS_P6 = {
    "early_start_date": "2024-01-01 07:00",
    "early_end_date": "2024-01-02 18:00",
    "late_start_date": "2024-01-01 07:00",
    "late_end_date": "2024-01-02 18:00",
    "total_float_hr_cnt": "0",
    "free_float_hr_cnt": "0",
}
MSPDI = b"""<?xml version="1.0"?>
<Project xmlns="http://schemas.microsoft.com/project"><Tasks><Task><UID>7</UID>
<EarlyStart>2026-01-01T09:00:00</EarlyStart><LateFinish>2026-01-02T19:00:00</LateFinish>
<Baseline><EarlyStart>1999-01-01T00:00:00</EarlyStart></Baseline>
<TotalSlack>4800</TotalSlack></Task></Tasks></Project>"""


def stored(**more: str) -> bytes:
    rows = tables()
    rows["TASK"] = [{**each, **AS_P6, **more} for each in rows["TASK"][:1]]
    rows["TASKPRED"] = []
    return xer({name: each for name, each in rows.items() if each})


def test_dates_and_floats_of_p6_are_read_by_activity_code() -> None:
    found = stored_dates(gzip.compress(stored(late_end_date="", total_float_hr_cnt="-2.5")))

    assert found["A"].early_finish == at("2024-01-02T18:00")
    assert found["A"].late_finish is None
    assert found["A"].total_float == -150


def test_only_the_project_asked_for_is_read() -> None:
    rows = tables()
    rows["TASK"].append(row("200", "Z", "Elsewhere", 10) | {"proj_id": "2"})

    assert set(stored_dates(xer(rows), "HALL")) == {"A", "B", "C"}
    assert set(stored_dates(xer(rows), "2")) == {"Z"}


def test_slack_of_ms_project_is_in_tenths_of_a_minute() -> None:
    assert stored_dates(MSPDI) == {
        "7": StoredDates(
            early_start=at("2026-01-01T09:00"), late_finish=at("2026-01-02T19:00"), total_float=480
        )
    }


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"<!DOCTYPE a []><a/>", b"<a><b></a>"])
def test_what_is_no_schedule_is_refused(content: bytes) -> None:
    with pytest.raises(UnknownFormat):
        stored_dates(content)


def test_what_is_no_date_or_number_is_not_compared() -> None:
    found = stored_dates(stored(late_end_date="0", total_float_hr_cnt="inf", free_float_hr_cnt="?"))

    assert found["A"].late_finish is None
    assert found["A"].total_float is None
    assert found["A"].free_float is None


def test_the_fidelity_command_prints_a_row_for_each_file(tmp_path: Path) -> None:
    path, out = tmp_path / "hall.xer", io.StringIO()
    path.write_bytes(stored(late_end_date="2024-01-02 17:00"))

    Command(stdout=out).handle(paths=[str(path)], project=None, differences=5)

    row, difference = out.getvalue().splitlines()[2:]
    assert row.startswith("| hall.xer | 1 | 0 | 1 of 1 | 0 of 1 | 1 of 1 | ")
    assert "late_finish" in difference


def test_a_date_that_is_not_the_tools_is_named_with_both() -> None:
    content = stored(late_end_date="2024-01-02 17:00")

    found = fidelity(read_xer(content), stored_dates(content))

    assert [str(each) for each in found.differences] == [
        "A late_finish: 2024-01-02 18:00:00 here, 2024-01-02 17:00:00 in the file"
    ]
    assert (found.exact(*EARLY), found.exact(*LATE), found.exact(*FLOATS)) == (
        (1, 1),
        (0, 1),
        (1, 1),
    )
