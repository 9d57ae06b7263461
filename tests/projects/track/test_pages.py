"""The track record as people see it: empty, with too little to judge, and over the API."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from rest_framework.test import APIClient

from projects.events import ForecastScored, ForecastsScored
from projects.models import ForecastScore
from projects.risk.scoring.table import TOO_FEW
from projects.track.charts import pit_histogram
from projects.track.commands import record_scores
from projects.track.models import ForecastScore as Score
from projects.track.pages import track_page
from projects.track.record import compared
from tests.projects.building import heard
from tests.projects.track.test_ledger import REACHED, forecast, reach, scored

__all__ = ("forecast",)

PAGE = "admin:projects_forecastscore_track_record"


@pytest.fixture
def known(forecast):
    """One forecast of one milestone, scored."""
    reach(forecast)
    scored()
    return forecast


def score(project, *, lead=20, late=5, bias=-3.0, held=True, chance=0.7):
    """A row in memory, as a log with many projects would make it."""
    reached = date(2026, 8, 14)
    return Score(
        project=project, tranche="A", milestone="RFS", as_of=1, reached_on=reached,
        data_date=reached - timedelta(days=lead), lead_days=lead,
        starts_on=reached - timedelta(days=late), cpm=reached - timedelta(days=9),
        chance_of_missing=chance, missed=late > 0, pit=0.6,
        p10_held=False, p50_held=False, p80_held=held, p90_held=held,
        crps_days=4.0, pinball_days=2.0, brier=(1 - chance) ** 2, bias_days=bias,
    )  # fmt: skip


def test_before_anything_is_reached_the_page_says_what_it_waits_for(admin_client, forecast):
    text = admin_client.get(reverse(PAGE)).content.decode()
    assert "Nothing is scored yet." in text
    assert "slip-pit-bar" not in text


def test_with_few_milestones_no_figure_is_given(admin_client, known):
    text = admin_client.get(reverse(PAGE)).content.decode()
    assert f"fewer than {TOO_FEW} milestones" in text
    assert "missed by 74 d" in text
    assert "Brier of missing" not in text
    assert text.count("slip-pit-bar") == 10


@pytest.fixture
def enough(db):
    """A forecast of each of twelve projects, scored: all kept their start, P80 held in nine."""
    for n in range(12):
        said = ForecastScored(
            as_of=n + 1, tranche="A", data_date=REACHED - timedelta(days=20), starts_on=REACHED,
            cpm=REACHED - timedelta(days=9), lead_days=20, chance_of_missing=0.25, missed=False,
            pit=0.5, held=(False, False, n < 9, True), crps_days=4.0, pinball_days=2.0,
            brier=0.0625, bias_days=-3.0,
        )  # fmt: skip
        event = ForecastsScored(
            project=f"P{n}", milestone="RFS", reached_on=REACHED, scores=(said,)
        )
        record_scores(project=f"P{n}", withdrawn=(), scored=(event,), meta=heard(REACHED))


def test_with_enough_milestones_the_figures_stand_beside_the_naive_ones(admin_client, enough):
    page = track_page()
    model, cpm, promised = page.by_lead
    assert {line.bucket for line in page.by_lead} == {"up to 30 days"}
    assert (model.milestones, model.forecasts, model.p80) == (12, 12, "75%")
    assert (model.crps, cpm.crps, promised.crps) == ("4.0", "9.0", "0.0")
    assert (model.bias, cpm.bias) == ("-3 d", "-9 d")
    assert (cpm.p80, promised.p80) == ("0%", "100%")
    text = admin_client.get(reverse(PAGE)).content.decode()
    assert "too few" not in text
    assert "80% is right" in text


def test_a_project_without_scores_has_an_empty_page(admin_client, known):
    text = admin_client.get(reverse(PAGE), {"project": "NONE"}).content.decode()
    assert "Nothing is scored yet." in text


def test_the_page_tells_how_each_milestone_was_forecast(known):
    (line,) = track_page().reached
    row = ForecastScore.objects.get()
    assert line.forecasts == 1
    assert line.days_after_start == (REACHED - row.starts_on).days
    assert line.first_words.startswith(
        f"{row.lead_days} d before: P50 {abs(round(row.bias_days))} d too"
    )


def test_the_two_naive_forecasts_are_scored_from_their_dates():
    (one,) = compared([score("P1")])
    assert one.cpm.score.crps_days == 9
    assert one.cpm.score.bias_days == -9
    assert one.promised.score.crps_days == 5
    assert one.promised.score.brier == 1.0
    assert one.model.score.brier == pytest.approx(0.09)


@pytest.mark.parametrize(
    ("asked", "count"), [({"q": "HA-320"}, 1), ({"q": "HC-320"}, 0), ({"missed__exact": "0"}, 0)]
)
def test_the_list_can_be_searched_and_filtered(admin_client, known, asked, count):
    page = admin_client.get(reverse("admin:projects_forecastscore_changelist"), asked)
    assert page.context_data["cl"].result_count == count


@pytest.fixture
def api(db):
    client = APIClient()
    client.force_authenticate(User.objects.create_superuser("api"))
    return client


def test_scores_are_listed_over_the_api(api, known):
    rows = api.get("/api/v1/forecast-scores/", {"tranche": "A"}).json()["results"]
    assert [row["milestone"] for row in rows] == ["HA-320"]
    assert api.get("/api/v1/forecast-scores/", {"tranche": "C"}).json()["results"] == []


def test_the_record_is_told_over_the_api(api, known):
    told = api.get("/api/v1/forecast-scores/track-record/").json()
    assert (told["milestones"], told["too_few_below"]) == (1, TOO_FEW)
    assert told["record"]["each_milestone"]["cpm"]["n"] == 1
    none = api.get("/api/v1/forecast-scores/track-record/", {"project": "NONE"})
    assert (none.status_code, none.json()["errors"][0]["code"]) == (400, "unknown_project")


def test_the_record_of_a_project_that_has_reached_nothing_is_empty(api, build):
    told = api.get("/api/v1/forecast-scores/track-record/", {"project": build.code}).json()
    assert (told["milestones"], told["record"]) == (0, None)


def test_the_histogram_says_in_words_what_it_shows():
    drawn = pit_histogram([2.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 2.0])
    assert "2.0, 1.0, 1.0, 1.0, 0.0" in drawn
    assert drawn.count("<rect") == 10
