"""The command that scores forecasts of the past, from the log or from other people's projects."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from eventlog.log import tail_position
from projects import commands
from projects.models import Project
from projects.streams import activity_id
from projects.track.replaying import month_ends, reached_milestones, replay_log
from tests.projects.building import LNTP, heard
from tests.projects.risk.calibration.made import chain

PROMISED, LATE = date(2026, 6, 1), date(2029, 1, 8)
MARCH, REACHED = date(2025, 3, 3), date(2025, 5, 12)


def say(*given, **options):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("backtest", *given, stdout=out, stderr=err, **options)
    except SystemExit as left:
        return left.code, out.getvalue() + err.getvalue()
    return 0, out.getvalue() + err.getvalue()


@pytest.fixture
def reached(build, sign):
    """The first hall, ready long before anybody thought, after something was learnt in March."""
    sign(a=PROMISED, c=LATE)
    commands.start_activity(
        activity_id=activity_id(build.code, "PC-020"), on=MARCH, meta=heard(MARCH)
    )
    commands.reach_milestone(
        activity_id=activity_id(build.code, "HA-320"), on=REACHED, meta=heard(REACHED)
    )
    return build


def test_the_log_is_replayed_at_each_months_end_from_which_something_new_was_known(reached):
    """January knows the contract, March that work began; February and April brought nothing."""
    replayed = list(replay_log(reached_milestones(), iterations=64))

    assert [each.model.milestone for each in replayed] == ["HA-320"] * 2
    assert [each.lead_days for each in replayed] == [
        (REACHED - on).days - 1 for on in (LNTP, MARCH)
    ]
    assert all(not each.missed for each in replayed)


def test_a_past_forecast_knows_nothing_of_what_was_recorded_later(reached, build):
    """What January says stays the same, whatever is heard afterwards."""
    (first, _) = replay_log(reached_milestones(), iterations=64)
    commands.start_activity(
        activity_id=activity_id(build.code, "PC-030"), on=MARCH, meta=heard(REACHED)
    )
    again, *_ = replay_log(reached_milestones(), iterations=64)

    assert again == first
    assert first.model.score.bias_days > 365


def test_month_ends_are_midnights_at_the_site(reached):
    project = Project.objects.select_related("site").get()
    ends = [f"{moment:%Y-%m-%d %H:%M %Z}" for moment in month_ends(project, last=REACHED)]
    assert ends[0] == "2025-02-01 00:00 CST"
    assert ends[-1] == "2025-06-01 00:00 CDT"


def test_nothing_is_recorded(reached):
    before = tail_position()
    code, said = say("NTX-1", iterations=64)

    assert (code, tail_position()) == (0, before)
    assert said.startswith("1 milestone reached")
    assert "too few" in said


def test_it_says_so_when_nothing_is_reached(build):
    code, said = say()
    assert code == 1
    assert "no milestone of a tranche is reached" in said


def test_it_says_which_project_has_reached_nothing_and_which_is_none(build):
    assert "no milestone of a tranche of NTX-1 is reached" in say("NTX-1")[1]
    assert say("NTX-1", "NOPE") == (1, "There is no project NOPE.\n")


def test_more_iterations_than_fit_into_memory_are_refused(build):
    with pytest.raises(CommandError, match="more than 4,194,304"):
        say("--iterations=99999999999")


def test_the_log_as_json(reached):
    code, said = say(json=True, iterations=64)
    assert code == 0
    assert json.loads(said)["each_milestone"]["model"]["milestones"] == 1


@pytest.fixture
def projects(tmp_path):
    path = tmp_path / "dslib.json"
    made = [
        chain(f"P{n}.p2x", planned=(2, 3, 4), actual=(2, 3 + n % 3, 4 + n % 2), status_days=(1, 4))
        for n in range(12)
    ]
    path.write_text(json.dumps([*made, {**chain("Untracked.p2x"), "tracking": []}]))
    return path


def test_projects_of_others_are_scored_beside_the_naive_forecasts(projects):
    code, said = say(dslib=str(projects), iterations=100)

    assert code == 0
    assert said.startswith("12 projects replayed; passed over: 1 (not tracked to the end)")
    for row in ("simulation | 24 | 12", "remaining CPM, the date | 24 | 12", "last promised date"):
        assert row in said


def test_they_are_scored_as_json_too(projects):
    code, said = say(dslib=str(projects), iterations=100, json=True)
    told = json.loads(said)
    assert (code, told["projects"]) == (0, 12)
    assert told["record"]["every_forecast"]["model"]["n"] == 24


@pytest.mark.parametrize(
    ("name", "problem"),
    [("nowhere.json", "there is no file or folder"), ("few.json", "too few to fit")],
)
def test_what_cannot_be_scored_is_said_in_one_line(tmp_path, name, problem):
    (tmp_path / "few.json").write_text(json.dumps([chain(f"P{n}.p2x") for n in range(3)]))
    code, said = say(dslib=str(tmp_path / name))
    assert code == 1
    assert problem in said
    assert said.count("\n") == 1


def test_few_projects_can_be_scored_by_a_model_fitted_on_others(tmp_path, projects):
    few = tmp_path / "few.json"
    few.write_text(json.dumps([chain("New.p2x")]))
    code, said = say(dslib=str(few), fitted_on=str(projects), iterations=100)
    assert code == 0
    assert "1 project replayed" in said
