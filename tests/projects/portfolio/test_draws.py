"""Draws are kept beside their forecast, and found out when they are not what it recorded."""

import io
from dataclasses import replace
from datetime import date

import msgspec
import pytest
from django.core.management import call_command
from django.urls import reverse

from eventlog.log import append, tail_position
from projects import forecasting
from projects.models import Forecast, ForecastDraws
from projects.portfolio.combining import combined
from projects.portfolio.distribution import said_by
from projects.portfolio.rebuilding import Outcome, rebuild
from projects.risk.draws import digest_of, packed
from projects.streams import forecast_stream, project_stream
from projects.track.recomputing import forecast_named
from tests.projects.building import heard
from tests.projects.test_forecasting import EARLY, FEW, LATE, NEXT_DAY, report_bridge_strike

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(build, sign):
    sign(a=EARLY, c=LATE)
    return forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)


def bytes_kept():
    return {(d.tranche, d.as_of): bytes(d.packed) for d in ForecastDraws.objects.all()}


def test_a_forecast_names_its_draws_by_their_digest(issued):
    for row in Forecast.objects.all():
        (draws,) = ForecastDraws.objects.filter(tranche=row.tranche)
        assert digest_of(draws.days) == row.draws_sha256
        assert draws.iterations == draws.days.size == FEW


def test_what_a_forecast_says_is_what_its_draws_say(issued):
    row = Forecast.objects.get(tranche="A")
    draws = ForecastDraws.objects.get(tranche="A")
    late = (draws.ordinals - row.starts_on.toordinal()).clip(0)

    assert row.expected_days_late == pytest.approx(late.mean(), abs=0.001)
    assert row.expected_days_late_error == pytest.approx(late.std(ddof=1) / FEW**0.5, abs=0.001)
    assert abs((row.mean - date.fromordinal(round(draws.ordinals.mean()))).days) <= 1
    assert row.error_days[15] == row.p80_error_days
    assert len(row.error_days) == 19


def test_the_distribution_is_told_with_its_errors(issued):
    said = said_by(Forecast.objects.get(tranche="A"))

    assert [each.percent for each in said.percentiles] == list(range(5, 100, 5))
    assert said.from_draws
    assert sum(bar.share for bar in said.histogram) == pytest.approx(1)
    assert said.chance_error == 0.0  # missed for sure


def test_only_the_newest_forecast_keeps_its_draws(build, issued):
    before = bytes_kept()
    report_bridge_strike(build)
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)

    newest = Forecast.objects.order_by("-as_of")[0].as_of
    assert {as_of for _, as_of in bytes_kept()} == {newest}
    assert not bytes_kept().keys() & before.keys()


def test_a_forecast_of_the_past_leaves_no_draws(build, issued):
    then = Forecast.objects.all()[0].as_of
    report_bridge_strike(build)
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)
    newest = bytes_kept()
    forecasting.forecast(build.code, as_of=then - 1, iterations=FEW)

    assert bytes_kept() == newest


def test_forecasts_of_two_sizes_of_one_position_each_find_their_draws(build, issued):
    as_of = Forecast.objects.all()[0].as_of
    for iterations in (64, FEW, 64):
        forecasting.forecast(build.code, as_of=as_of, iterations=iterations)

    found = combined()
    assert found.left_out == ()
    assert found.iterations == 64  # the one recorded last


def test_missing_draws_are_made_again_to_the_byte(build, issued):
    before = bytes_kept()
    ForecastDraws.objects.all().delete()
    report_bridge_strike(build)  # known to no forecast
    assert {each.why.split(":")[0] for each in combined().left_out} == {"its draws are not kept"}

    assert rebuild(build.code).outcome is Outcome.REBUILT
    assert bytes_kept() == before
    assert rebuild(build.code).outcome is Outcome.KEPT


def test_damaged_draws_are_left_out_and_made_again(build, issued):
    before = bytes_kept()
    damaged = ForecastDraws.objects.get(tranche="A")
    ForecastDraws.objects.filter(tranche="A").update(packed=packed(damaged.days + 1))
    assert [each.tranche for each in combined().left_out] == ["A"]

    assert rebuild(build.code).outcome is Outcome.REBUILT
    assert bytes_kept() == before
    assert combined().left_out == ()


def test_drift_is_found_and_nothing_is_kept_of_it(build, issued):
    """A forecast that records other draws than today's code makes."""
    event = forecast_named(str(issued.position)).event
    drifted = tuple(replace(each, draws_sha256="0" * 64) for each in event.tranches)
    forged = msgspec.structs.replace(event, as_of=event.as_of + 1, tranches=drifted)
    append(forecast_stream(build.code), forged, meta=heard(NEXT_DAY))
    ForecastDraws.objects.all().delete()
    out, err = io.StringIO(), io.StringIO()

    with pytest.raises(SystemExit):
        call_command("rebuild_draws", stdout=out, stderr=err)
    assert "drift, nothing kept: A, C not as recorded" in out.getvalue()
    assert not ForecastDraws.objects.exists()


def test_a_forecast_from_before_draws_were_recorded_says_what_it_can(admin_client, build, issued):
    """As the upcast of schema 1 reads it."""
    event = forecast_named(str(issued.position)).event
    unsaid = {"mean": None, "sd_days": None, "error_days": (), "expected_days_late_error": None}
    older = tuple(replace(each, draws_sha256="", **unsaid) for each in event.tranches)
    before = msgspec.structs.replace(event, as_of=event.as_of + 1, tranches=older)
    append(forecast_stream(build.code), before, meta=heard(NEXT_DAY))

    assert {each.why for each in combined().left_out} == {
        "forecast before draws were kept: the next forecast has them"
    }
    said = said_by(Forecast.objects.get(tranche="A", as_of=before.as_of))
    assert (said.mean_error_days, said.from_draws) == (None, False)
    assert sum(bar.share for bar in said.histogram) == pytest.approx(1)
    address = reverse("admin:projects_project_change", args=(project_stream(build.code),))
    page = admin_client.get(address).content.decode()
    assert "not recorded" in page
    assert "share of the 99 percentiles" in page


def test_a_project_without_a_forecast_has_nothing_to_rebuild(build):
    out = io.StringIO()
    call_command("rebuild_draws", stdout=out)

    assert "no forecast" in out.getvalue()


def test_the_draws_of_a_project_that_is_not_there_are_refused():
    out, err = io.StringIO(), io.StringIO()

    with pytest.raises(SystemExit):
        call_command("rebuild_draws", "NOPE", stdout=out, stderr=err)

    assert err.getvalue() == "NOPE: There is no project NOPE.\n"
    assert not out.getvalue()
