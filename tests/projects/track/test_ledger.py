"""Forecasts are held against what came, once it has come, and again when that turns out otherwise."""

from datetime import date, timedelta

import pytest

from eventlog.corrections import correct, retract
from eventlog.followers import follow
from eventlog.log import read, tail_position
from eventlog.models import StoredEvent
from eventlog.projections import Projection, rebuild
from projects import commands, forecasting
from projects.models import Forecast, ForecastScore
from projects.streams import tranche_id
from projects.track import ledger
from tests.projects.building import LNTP, heard

PROMISED, LATE = date(2026, 6, 1), date(2029, 1, 8)
REACHED = date(2026, 8, 14)
FEW = 256


@pytest.fixture
def forecast(build, sign):
    """A build with one forecast on record."""
    sign(a=PROMISED, c=LATE)
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)
    return build


def reach(build, on=REACHED, code="HA-320"):
    return commands.reach_milestone(activity_id=build.activity(code), on=on, meta=heard(on))


def scored():
    """The rows once the follower has caught up."""
    follow("projects.scores")
    return list(ForecastScore.objects.order_by("tranche", "as_of"))


def test_nothing_is_scored_before_the_milestone_is_reached(forecast):
    assert scored() == []


def test_a_forecast_is_scored_when_its_milestone_is_reached(forecast):
    reach(forecast)

    (row,) = scored()
    said = Forecast.objects.get(tranche="A")
    assert (row.tranche, row.milestone, row.as_of) == ("A", "HA-320", said.as_of)
    assert row.lead_days == (REACHED - said.data_date).days
    assert row.bias_days == (said.p50 - REACHED).days
    assert (row.p10_held, row.p90_held) == (said.p10 >= REACHED, said.p90 >= REACHED)
    assert row.starts_on == PROMISED
    assert row.missed
    assert row.brier == pytest.approx((1 - said.chance_of_missing) ** 2, abs=1e-6)
    assert LNTP < row.cpm < said.p90
    assert row.crps_days > 0


def test_the_promise_is_the_one_that_stood_when_the_forecast_was_made(forecast):
    moved = PROMISED + timedelta(days=100)
    commands.amend_tranche_start(
        tranche_id=tranche_id("C-1", "A"), now_due_on=moved, reason="agreed", meta=heard(LNTP)
    )
    forecasting.forecast(forecast.code, as_of=tail_position(), iterations=FEW)
    reach(forecast)

    assert [(row.starts_on, row.missed) for row in scored()] == [(PROMISED, True), (moved, False)]


def test_a_corrected_day_scores_the_forecast_anew(forecast):
    appended = reach(forecast)
    (before,) = scored()
    correct(
        position=appended.position,
        payload={"on": "2026-05-29"},
        reason="the certificate says so",
        meta=heard(REACHED),
    )

    (after,) = scored()
    assert after.reached_on == date(2026, 5, 29)
    assert not after.missed
    assert after.bias_days == before.bias_days + (REACHED - after.reached_on).days
    assert after.cpm == before.cpm


def test_a_milestone_taken_back_takes_its_scores_with_it(forecast):
    appended = reach(forecast)
    assert scored()
    retract(position=appended.position, reason="wrong hall", meta=heard(REACHED))

    assert scored() == []


def test_a_forecast_from_after_the_day_is_none_and_is_not_scored(forecast):
    reach(forecast)
    forecasting.forecast(forecast.code, as_of=tail_position(), iterations=FEW)

    assert len(scored()) == 1


def test_a_forecast_that_fills_in_history_is_scored_too(build, sign):
    sign(a=PROMISED, c=LATE)
    then = tail_position()
    reach(build)
    assert scored() == []
    forecasting.forecast(build.code, as_of=then, iterations=FEW)

    assert [row.as_of for row in scored()] == [then]


def test_many_forecasts_are_scored_a_batch_at_a_time_until_none_is_left(forecast, monkeypatch):
    monkeypatch.setattr(ledger, "BATCH", 1)
    for day in (1, 2):
        on = LNTP + timedelta(days=day)
        commands.start_activity(
            activity_id=forecast.activity(("PC-020", "PC-030")[day - 1]), on=on, meta=heard(on)
        )
        forecasting.forecast(forecast.code, as_of=tail_position(), iterations=FEW)
    reach(forecast)

    assert len(scored()) == 3
    facts = [fact.event for fact in read(types=["projects.forecasts_scored"])]
    assert [len(event.scores) for event in facts] == [1, 1, 1]


def test_reading_the_log_from_its_start_again_records_nothing(forecast):
    reach(forecast)
    scored()
    count = StoredEvent.objects.count()
    ledger.keep_score(forecast.code, caused_by=1)

    assert StoredEvent.objects.count() == count


def test_a_score_asks_for_no_forecast(forecast):
    from projects.staleness import touching

    reach(forecast)
    scored()
    facts = read(types=["projects.forecasts_scored"])
    assert all(type(fact.event) not in touching() for fact in facts)


def test_rebuilding_the_scores_changes_nothing(forecast):
    appended = reach(forecast)
    scored()
    correct(
        position=appended.position,
        payload={"on": "2026-05-29"},
        reason="as certified",
        meta=heard(REACHED),
    )
    assert scored()

    assert not rebuild(Projection.registry["projects.forecastscore"], check=True)
