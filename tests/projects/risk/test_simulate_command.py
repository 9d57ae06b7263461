import json
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.projects.schedule.conftest import PROJECT_ROOT

REF72 = str(PROJECT_ROOT / "projects/reference/ref72")
STATISTICS = {"mean", "sd", "p10", "p50", "p80", "p90"}


def simulate(*arguments: str) -> list[dict]:
    out = StringIO()
    call_command("simulate", *arguments, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_folder_is_told_in_working_days():
    (found,) = simulate(REF72, "--iterations", "500", "--seed", "1")
    hall_c = next(row for row in found["milestones"] if row["id"] == "HC-320")

    assert set(found["finish"]) == STATISTICS
    assert set(hall_c) == STATISTICS | {"id", "name"}
    assert 550 < hall_c["p50"] < 600


def test_the_same_seed_prints_the_same(capsys):
    first, second = (simulate(REF72, "--iterations", "64", "--seed", "5") for _ in range(2))

    assert first == second
    assert first != simulate(REF72, "--iterations", "64", "--seed", "6")


def test_a_crew_moves_the_date():
    given = (REF72, "--iterations", "256", "--phase-correlation", "0.3")
    (many,), (few,) = (
        simulate(*given, "--crew", "500:500"),
        simulate(*given, "--crew", "20:980:boom"),
    )

    assert few["finish"]["p50"] - many["finish"]["p50"] == pytest.approx(109, abs=8)


@pytest.mark.parametrize("crew", ["20", "a:b", "20:980:young", "0:0", "-1:3"])
def test_a_crew_that_cannot_be_is_refused(crew):
    with pytest.raises(CommandError, match="crew"):
        simulate(REF72, f"--crew={crew}")


@pytest.mark.parametrize("option", ["--iterations=0", "--phase-correlation=2"])
def test_numbers_out_of_range_are_refused(option):
    with pytest.raises(CommandError, match="argument"):
        simulate(REF72, option)


def test_an_xer_is_told_in_dates(outside_data: Path):
    (found,) = simulate(str(outside_data / "p6/airport-terminal.xer.gz"), "--iterations", "500")

    assert datetime.fromisoformat(found["finish"]["p50"]) > datetime(2013, 2, 27, 17)  # noqa: DTZ001
    assert isinstance(found["finish"]["sd"], float)


def test_what_cannot_be_read_is_one_line_and_the_rest_is_printed(tmp_path):
    out, err = StringIO(), StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command(
            "simulate", str(tmp_path), REF72, "--iterations=8", "--json", stdout=out, stderr=err
        )

    assert stopped.value.code == 1
    assert len(err.getvalue().splitlines()) == len(out.getvalue().splitlines()) == 1


def test_without_json_people_get_a_table():
    out = StringIO()
    call_command("simulate", REF72, "--iterations=8", stdout=out)

    assert "HC-320" in out.getvalue()
    assert "p80" in out.getvalue()


def test_the_sensitivity_of_the_finish_is_told_on_request():
    (found,) = simulate(REF72, "--iterations", "500", "--sensitivity")
    told = found["sensitivity"]
    first, last = told["activities"][0], told["activities"][-1]

    assert told["milestone"] is None
    assert told["merge_bias_days"] > 0
    assert first["criticality"] > 0.9
    assert set(first) >= {"cruciality", "weighted_cruciality", "schedule_sensitivity"}
    assert last["criticality"] == 0


def test_the_sensitivity_is_printed_as_a_table():
    out = StringIO()

    call_command("simulate", REF72, "--iterations=200", "--sensitivity", stdout=out)

    assert "weighted cruciality" in out.getvalue()
