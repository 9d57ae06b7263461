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


@pytest.mark.parametrize(
    "option",
    [
        "--iterations=0",
        "--iterations=4194305",
        "--iterations=99999999999",
        "--phase-correlation=2",
        "--phase-correlation=high",
    ],
)
def test_numbers_out_of_range_are_refused(option):
    with pytest.raises(CommandError, match="argument"):
        simulate(REF72, option)


def test_more_dates_than_fit_into_memory_are_refused(tmp_path):
    """Four million iterations are fine for a small case, and would take 134 GB for this one."""
    file = tmp_path / "large.json"
    file.write_text(json.dumps({"activities": {f"A{n}": 1 for n in range(1000)}}))

    said = refused(str(file), "--iterations=4194304")[1]

    assert "4,194,304 iterations would keep 4,000 dates each" in said
    assert "at most 268,435 iterations do" in said


def test_a_project_named_for_a_file_that_holds_one_is_told():
    err = StringIO()
    call_command("simulate", REF72, "--project=B", "--iterations=8", stdout=StringIO(), stderr=err)

    assert "holds one project, so --project B was passed over" in err.getvalue()


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


CASES = str(PROJECT_ROOT / "tests/projects/risk/cases/exact_cases.json")


def refused(*arguments: str) -> tuple[str, str]:
    """What is printed and what is said of what cannot be."""
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("simulate", *arguments, stdout=out, stderr=err)
    assert stopped.value.code == 1
    return out.getvalue(), err.getvalue()


def test_a_case_prints_its_figures_under_the_names_of_its_oracle():
    (found,) = simulate(CASES, "--case", "parallel2_tri_merge_bias", "--iterations", "20000")

    assert found["case"] == "parallel2_tri_merge_bias"
    assert set(found["finish"]) == STATISTICS
    assert {row["id"] for row in found["milestones"]} == {"A0", "A1"}
    assert found["p_on_time_10"] == pytest.approx(0.25, abs=0.015)
    assert found["ci_A0"] == pytest.approx(0.5, abs=0.015)
    assert found["errors"]["p_on_time_10"] == pytest.approx(0.003, abs=0.0002)
    assert set(found["standard_errors"]) == STATISTICS | {"p_on_time_10"}
    assert found["not_computed"] == []


def test_of_a_file_of_cases_all_are_printed():
    found = simulate(CASES, "--iterations", "16")

    assert len(found) == 12
    assert simulate(CASES, "--iterations", "16") == found


def test_a_case_without_its_oracle_prints_the_same_figures(tmp_path):
    records = json.loads(Path(CASES).read_text())
    oracles = [record.pop("oracle") for record in records]
    bare = tmp_path / "bare.json"
    bare.write_text(json.dumps(records))

    for found, oracle in zip(simulate(str(bare), "--iterations", "16"), oracles, strict=True):
        assert set(oracle) <= set(found) | set(found["finish"])
        assert "standard_errors" not in found


def test_a_case_is_told_to_people_with_what_its_file_expects():
    out = StringIO()
    call_command("simulate", CASES, "--case", "driver_shared", "--iterations=64", stdout=out)

    assert "corr_AB" in out.getvalue()
    assert "expected 166.0000" in out.getvalue()


def test_every_problem_of_a_case_is_a_line_and_the_others_are_printed(tmp_path):
    bad = {"name": "bad", "activities": {"A": ["tri", 3, 2, 1]}, "links": [["A", "Z"]]}
    good = {"name": "good", "activities": {"A": ["uniform", 1, 2]}}
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([bad, good]))

    out, err = refused(str(file), "--iterations=8")

    assert len(err.splitlines()) == 3
    assert "bad, field activities.A: optimistic 3 lies above likely 2" in err
    assert "bad, field links[0]: there is no activity Z" in err
    assert "good" in out


def test_a_case_that_only_its_simulation_refuses_does_not_keep_the_others_from_running(tmp_path):
    far = {"name": "far", "activities": {"A": 1, "B": 1}, "links": [["A", "B", "FS", 1e9]]}
    good = {"name": "good", "activities": {"A": ["uniform", 1, 2]}}
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([far, good]))

    out, err = refused(str(file), "--iterations=8")

    assert "cases.json: far: " in err
    assert "good, 8 iterations" in out


@pytest.mark.parametrize(
    "option", ["--tranche=A", "--crew=20:80", "--sensitivity", "--phase-correlation=0.5"]
)
def test_what_is_asked_of_schedules_is_not_passed_over_for_cases(option):
    out, err = refused(CASES, "--iterations=8", option)

    assert out == ""
    assert f"{option.partition('=')[0]}: of schedules, and this file holds cases" in err


def test_a_field_that_is_passed_over_is_told_and_the_case_is_printed(tmp_path):
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({"name": "good", "activities": {"A": 2}, "seed": 7}))
    out, err = StringIO(), StringIO()

    call_command("simulate", str(file), "--iterations=8", "--json", stdout=out, stderr=err)

    assert "good, field seed: is not known, and was passed over" in err.getvalue()
    assert json.loads(out.getvalue())["finish"]["mean"] == 2


def test_a_case_that_is_not_there_is_refused():
    assert "there is no case x" in refused(CASES, "--case", "x")[1]
    assert "no cases" in refused(REF72, "--case", "x")[1]


def test_all_that_is_wrong_with_a_schedule_is_told_at_once(tmp_path):
    heading = "id,name,optimistic_days,likely_days,pessimistic_days\n"
    path = written(
        tmp_path,
        heading + "A,Dig,9,5,7\nB,Pour,1,-3,4\n",
        "predecessor,successor,type,lag_days\nA,Z,FS,0\n",
    )

    out, err = refused(path, "--iterations=8")

    assert out == ""
    assert [line.partition(":")[0] for line in err.splitlines()[1:]] == [
        "  activities.csv, row 2, field likely_days",
        "  activities.csv, row 3, field likely_days",
        "  links.csv, row 2, field successor",
    ]


# What makes a schedule say less than it seems to


def written(folder: Path, activities: str, links: str) -> str:
    """A folder of CSV files."""
    (folder / "activities.csv").write_text(activities)
    (folder / "links.csv").write_text(links)
    return str(folder)


def test_a_tranche_that_no_work_leads_to_is_refused(tmp_path):
    activities = Path(REF72, "activities.csv").read_text()
    logic = Path(REF72, "links.csv").read_text().splitlines()
    cut = [line for line in logic if ",HA-320," not in line]
    folder = written(tmp_path, activities, "\n".join(cut))

    assert "no path of work leads to HA-320" in refused(folder)[1]
    assert "there is no activity HA-999" in refused(REF72, "--tranche", "HA-999")[1]
    simulate(REF72, "--tranche", "HA-320", "--iterations=1")


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
