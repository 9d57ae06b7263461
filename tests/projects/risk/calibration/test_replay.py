"""A finished project is replayed as it was known, by a model that never saw it."""

import gzip
import json
from dataclasses import replace

import numpy as np
import pytest

from projects.risk.calibration.backtest import replay
from projects.risk.calibration.dslib import read_dslib, tracked
from projects.risk.calibration.errors import NotDslib, TooFewProjects
from projects.risk.calibration.remaining import Remaining, contradicts_its_links, unfit
from projects.risk.scoring.compared import record_of
from tests.projects.risk.calibration.made import chain

DAY = 480


def project(name="Made.p2x", **told):
    found = tracked(chain(name, **told))
    assert found is not None
    return found


def several(count=12):
    """Projects of a chain of four, of which some went as planned and some took longer."""
    return [
        project(
            f"P{n}.p2x",
            planned=(2, 3, 4, 2),
            actual=(2, 3 + n % 3, 4 + n % 2, 2),
            status_days=(1, 5),
        )
        for n in range(count)
    ]


def test_times_are_work_minutes_since_the_planned_start():
    made = project()
    assert list(made.durations) == [2 * DAY, 2 * DAY]
    assert list(made.actual_starts) == [0, 2 * DAY]
    assert (made.planned_finish, made.finish) == (4 * DAY, 5 * DAY)
    assert [status.at for status in made.status_dates] == [2 * DAY, 5 * DAY]


def test_only_dates_before_the_end_are_forecast():
    assert [status.name for status in project().forecast_dates()] == ["day 2"]


def test_a_file_that_does_not_say_how_work_ended_is_passed_over():
    half = chain()
    del half["tracking"][-1]
    assert tracked(half) is None
    assert tracked({**chain(), "tracking": []}) is None


def test_planned_starts_that_break_the_links_are_found_out():
    made = project()
    assert not contradicts_its_links(made)
    assert contradicts_its_links(replace(made, planned_starts=np.array([0, DAY])))


def test_what_no_network_can_be_made_of_is_unfit_and_says_why():
    looped = {**chain(), "links": [[1, 2, "FS", 0], [2, 1, "FS", 0]]}
    made = tracked(looped)
    assert made is not None
    assert unfit(made) == "schedule has cycle"
    assert unfit(project(planned=(0, 0))) == "no planned duration"
    assert unfit(project()) == ""


@pytest.mark.parametrize("missing", ["calendar", "links", "file"])
def test_a_project_that_lacks_something_is_refused_by_name(missing):
    told = chain()
    del told[missing]
    with pytest.raises(NotDslib, match=missing):
        tracked(told)


def test_the_rest_runs_on_from_what_was_reported():
    """On day 3 the second activity has one day behind it and one to go: it ends as planned."""
    made = project(status_days=(3,))
    remaining = Remaining(made, made.status_dates[0])
    assert remaining.as_planned() == 4 * DAY

    twice = np.full((2, 1), 2.0)
    stands = np.zeros((2, 1), dtype=bool)
    assert remaining.finishes(twice, stands=stands) == [5 * DAY]
    assert remaining.finishes(twice, stands=~stands) == [4 * DAY]


def test_work_not_begun_starts_behind_the_status_date():
    made = project(actual=(5, 2), status_days=(4,))
    remaining = Remaining(made, made.status_dates[0])
    assert remaining.as_planned() == (4 + 1 + 2) * DAY


def test_what_came_of_a_project_does_not_reach_the_model_that_forecasts_it():
    """Its last activity took ten times as long: no forecast of it moves, those of others do."""
    before = several()
    after = [
        *before[:-1],
        project("P11.p2x", planned=(2, 3, 4, 2), actual=(2, 5, 5, 20), status_days=(1, 5)),
    ]

    def said(projects, name):
        replayed = replay(projects, draws=200)
        return [each.chance for each in replayed if each.model.project == name]

    assert said(before, "P11") == said(after, "P11")
    assert said(before, "P1") != said(after, "P1")


def test_a_project_is_left_out_of_other_projects_that_hold_it_too():
    projects = several()
    assert (
        replay(projects[:1], others=projects, draws=50)
        == replay(projects, draws=50)[: len(projects[0].forecast_dates())]
    )


def test_the_same_seed_gives_the_same_scores():
    assert replay(several(), draws=100) == replay(several(), draws=100)


def test_too_few_other_projects_are_refused():
    with pytest.raises(TooFewProjects):
        replay(several(5), draws=50)


def test_files_are_read_alone_packed_and_from_a_folder(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(chain()))
    (tmp_path / "two.json.gz").write_bytes(gzip.compress(json.dumps([chain(), chain()]).encode()))
    assert [len(read_dslib(tmp_path / name)) for name in ("one.json", "two.json.gz", "")] == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize("text", ["not json", "3", '{"cases": []}', "[[]]"])
def test_other_files_are_refused_by_name(tmp_path, text):
    path = tmp_path / "other.json"
    path.write_text(text)
    with pytest.raises(NotDslib, match=r"other\.json"):
        read_dslib(path)


@pytest.fixture(scope="module")
def real(outside_data):
    found = [each for each in map(tracked, read_dslib(outside_data)) if each]
    return [each for each in found if not contradicts_its_links(each)]


def test_on_real_projects_p80_holds_four_times_in_five_and_beats_the_critical_path(real):
    """The requirement: P80 coverage 0.75 to 0.85 and Brier at least 20 % below the deterministic date."""
    record = record_of(replay(real))

    assert record is not None
    assert len(real) == 65
    assert record.every_forecast.model.n == 596
    for lines in (record.every_forecast, record.each_milestone):
        assert 0.75 <= lines.model.p80.share <= 0.85
        assert lines.brier_gain is not None
        assert lines.brier_gain >= 0.2
        assert lines.model.crps < lines.cpm.crps < lines.promised.crps


def test_leaving_out_a_fifth_at_a_time_says_the_same(real):
    record = record_of(replay(real, folds=5, draws=500, seed=7))

    assert record is not None
    assert 0.75 <= record.every_forecast.model.p80.share <= 0.85
    assert 0.75 <= record.each_milestone.model.p80.share <= 0.85
