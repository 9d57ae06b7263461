"""Files of P6, judged here and counted again from their rows in a few lines."""

import gzip
from collections import Counter
from pathlib import Path

import pytest

from projects.schedule.gathering import Row
from projects.schedule.quality.results import Report, Status
from projects.schedule.reading import read_schedule
from projects.schedule.xer_tables import read_tables
from tests.projects.schedule.quality.judging import judge, named

Rows = list[Row]


def rows_of(path: Path, project: str) -> tuple[Rows, Rows]:
    """TASK and TASKPRED of one project as they stand in the file."""
    tables = read_tables(gzip.decompress(path.read_bytes()))
    proj_id = next(r["proj_id"] for r in tables["PROJECT"] if r["proj_short_name"] == project)
    tasks = [row for row in tables["TASK"] if row["proj_id"] == proj_id]
    known = {row["task_id"] for row in tasks}
    links = [r for r in tables["TASKPRED"] if {r["task_id"], r["pred_task_id"]} <= known]
    return tasks, links


@pytest.fixture(params=["airport-terminal TERMINAL-2", "mdl4ra MDL4RA", "hotel-hbtf2 HBTF-2"])
def judged(outside_data: Path, request: pytest.FixtureRequest) -> tuple[Report, Rows, Rows]:
    name, project = request.param.split()
    path = outside_data / f"p6/{name}.xer.gz"
    report = judge(read_schedule(path, project=project))
    return report, *rows_of(path, project)


def test_ends_lags_types_and_floats_are_those_of_the_rows(
    judged: tuple[Report, Rows, Rows],
) -> None:
    report, tasks, links = judged
    checks, findings = report.checks, {each.key: each for each in report.findings}
    codes = {row["task_id"]: row["task_code"] for row in tasks}
    lags = Counter((r["pred_task_id"], r["task_id"], r["pred_type"]) for r in links)
    lagged = {
        (r["pred_task_id"], r["task_id"], r["pred_type"])
        for r in links
        if float(r["lag_hr_cnt"]) > 0
    }
    leading = [r for r in links if float(r["lag_hr_cnt"]) < 0]

    assert sorted(named(findings["open_starts"])) == sorted(
        codes[i] for i in codes.keys() - {row["task_id"] for row in links}
    )
    assert sorted(named(findings["open_finishes"])) == sorted(
        codes[i] for i in codes.keys() - {row["pred_task_id"] for row in links}
    )
    assert len(checks[1].offenders) == len(leading)
    assert len(checks[2].offenders) == len(lagged)
    assert len(checks[3].offenders) == sum(kind != "PR_FS" for _, _, kind in lags)
    assert len(checks[6].offenders) == sum(float(r["total_float_hr_cnt"]) < 0 for r in tasks)


def test_high_float_is_that_which_p6_stored(outside_data: Path) -> None:
    """One calendar of eight hours a day throughout."""
    path = outside_data / "p6/airport-terminal.xer.gz"
    tasks, _ = rows_of(path, "TERMINAL-2")
    high = [r["task_code"] for r in tasks if float(r["total_float_hr_cnt"]) > 44 * 8]

    assert sorted(named(judge(read_schedule(path)).checks[5])) == sorted(high)
    assert len(high) == 10


def test_a_file_that_contradicts_itself_is_refused_for_simulation(outside_data: Path) -> None:
    report = judge(read_schedule(outside_data / "p6/generated-sample.xer.gz"))

    assert [blocker.code for blocker in report.blockers] == ["negative_float", "invalid_dates"]
    assert named(report.blockers[1]) == ["A001", "S001"]


def test_files_without_a_baseline_never_pass_what_needs_one(
    judged: tuple[Report, Rows, Rows],
) -> None:
    report, *_ = judged

    for number in (8, 11, 14):
        assert report.checks[number - 1].status is Status.NOT_ASSESSED
