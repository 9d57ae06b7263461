"""Which forecasts are due, whatever is lost on the way."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from eventlog.corrections import correct, retract
from eventlog.followers import follow
from eventlog.log import tail_position
from projects import commands, staleness, tasks
from projects.forecasting import forecast
from projects.models import Alert, Forecast, ForecastDue
from projects.queries import stale_codes
from projects.reactions import nudge_forecast
from projects.staleness import STALENESS
from sites import commands as sites
from sites.events import WeatherCause
from sites.models import Site
from supply.mitigation.commands import plan_mitigation
from supply.models import Supplier
from tests.eventlog.following import broker_away as broker_away
from tests.factories import MAY_4, an_incident, an_order, said
from tests.projects.building import heard

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
MARCH = date(2025, 3, 10)
EARLY, LATE = date(2026, 9, 1), date(2029, 1, 8)


def rain_in_march(day=10):
    on = MARCH.replace(day=day)
    sites.lose_weather_day(site="NTX", cause=WeatherCause.RAIN, on=on, meta=heard(on))


@pytest.fixture
def signed(build, sign):
    sign(a=EARLY, c=LATE)
    follow(STALENESS)
    return build


@pytest.fixture
def forecast_once(signed):
    """As after a forecast that knows everything so far."""
    staleness.release(signed.code, done=tail_position())
    return signed


def stale():
    """The projects that are due once the follower has caught up."""
    follow(STALENESS)
    return staleness.stale_projects(now=NOW)


def test_a_fact_makes_the_project_stale_once_the_follower_has_read_it(signed):
    due = ForecastDue.objects.get(project=signed.code)
    assert (due.wanted, due.done) == (tail_position(), 0)


def test_a_page_shown_before_that_knows_it_too(forecast_once):
    assert stale_codes() == set()
    rain_in_march()

    assert staleness.stale_projects(now=NOW) == []
    assert stale_codes() == {"NTX-1"}


@pytest.mark.parametrize("amend", [retract, partial(correct, payload={"cause": "wind"})])
def test_a_fact_taken_back_or_corrected_makes_stale_what_it_had_made_stale(forecast_once, amend):
    rain_in_march()
    follow(STALENESS)
    staleness.release("NTX-1", done=tail_position())
    amend(position=tail_position(), reason="Another site's gauge", meta=heard(MARCH))

    assert stale() == ["NTX-1"]


def test_what_we_say_ourselves_makes_nothing_stale(forecast_once):
    forecast("NTX-1", as_of=tail_position(), iterations=256)

    assert stale() == []
    assert Alert.objects.exists()


def test_a_fact_of_the_site_makes_its_projects_stale(forecast_once):
    rain_in_march()

    assert stale() == ["NTX-1"]


def test_a_refused_command_makes_nothing_stale(forecast_once):
    with pytest.raises(Exception, match="has not come yet"):
        sites.lose_weather_day(site="NTX", cause=WeatherCause.RAIN, on=LATE, meta=heard(MARCH))

    assert stale() == []


def test_two_workers_cannot_claim_one_project(signed):
    assert staleness.claim(signed.code, now=NOW) == tail_position()
    assert staleness.claim(signed.code, now=NOW) is None


def test_a_claim_that_was_never_released_ends_with_its_lease(signed):
    staleness.claim(signed.code, now=NOW)
    after = NOW + staleness.LEASE + timedelta(seconds=1)

    assert staleness.stale_projects(now=after) == [signed.code]


def test_only_the_first_fact_of_a_burst_sends_a_message(
    forecast_once, django_capture_on_commit_callbacks
):
    rain_in_march()
    rain_in_march(day=11)
    with django_capture_on_commit_callbacks() as told:
        follow(STALENESS)

    assert [nudge.func for nudge in told] == [nudge_forecast]
    assert ForecastDue.objects.get(project="NTX-1").wanted == tail_position()


def test_of_many_projects_each_is_asked_for_once(signed):
    staleness.release(signed.code, done=tail_position())
    position = tail_position() + 1

    assert staleness.mark_stale([signed.code, "NEW-1"], position, now=NOW) == ["NEW-1", signed.code]
    assert staleness.mark_stale(["NEW-1", "NEW-2"], position + 1, now=NOW) == ["NEW-2"]
    wanted = dict(ForecastDue.objects.values_list("project", "wanted"))
    assert wanted == {signed.code: position, "NEW-1": position + 1, "NEW-2": position + 1}


def test_what_waits_in_the_queue_is_not_asked_for_again_until_it_must_be_lost(forecast_once):
    staleness.mark_stale([forecast_once.code], tail_position() + 1, now=NOW)
    soon, late = NOW + staleness.PATIENCE, NOW + 2 * staleness.PATIENCE

    assert staleness.ask_again(now=soon) == []
    assert staleness.ask_again(now=late) == [forecast_once.code]
    assert staleness.ask_again(now=late + timedelta(seconds=10)) == []


def test_what_could_not_be_sent_is_asked_for_with_the_next_sweep(forecast_once, broker_away):
    staleness.mark_stale([forecast_once.code], tail_position() + 1, now=NOW)
    nudge_forecast(forecast_once.code)

    assert staleness.ask_again(now=NOW) == [forecast_once.code]


def test_running_the_task_again_changes_nothing(signed):
    tasks.forecast_project(signed.code)
    count, tail = Forecast.objects.count(), tail_position()
    tasks.forecast_project(signed.code)
    tasks.forecast_project(signed.code, as_of=Forecast.objects.first().as_of)

    assert (Forecast.objects.count(), tail_position()) == (count, tail)
    assert count == 2


def test_a_project_without_a_contract_does_not_stay_stale(build):
    assert stale() == [build.code]
    tasks.forecast_project(build.code)
    assert stale() == []
    assert not Forecast.objects.exists()


def test_facts_that_come_while_a_forecast_runs_ask_for_another(signed):
    wanted = staleness.claim(signed.code, now=NOW)
    commands.start_activity(activity_id=signed.activity("PC-020"), on=MARCH, meta=heard(MARCH))
    follow(STALENESS)

    assert staleness.release(signed.code, done=wanted)


def test_an_incident_at_a_supplier_makes_the_projects_stale_that_wait_for_it(signed):
    Supplier.objects.create(code="VOLT", name="Volt (fictional)")
    Supplier.objects.create(code="OHM", name="Ohm (fictional)")
    an_order(site="NTX", supplier="VOLT")
    follow(STALENESS)
    staleness.release(signed.code, done=tail_position())
    an_incident(supplier="OHM")
    assert stale() == []

    an_incident(supplier="VOLT")
    assert stale() == [signed.code]


def test_an_incident_in_a_region_makes_the_projects_of_its_sites_stale(signed):
    other = Site.objects.create(code="OHI", name="Fictional Ohio", zone="UTC", region="Lakes")
    follow(STALENESS)
    staleness.release(signed.code, done=tail_position())
    an_incident(site=None, region=other.region)
    follow(STALENESS)
    assert stale() == []

    Site.objects.filter(pk="NTX").update(region="Gulf")
    storm = an_incident(site=None, region="Gulf")
    follow(STALENESS)
    assert stale() == [signed.code]

    staleness.release(signed.code, done=tail_position())
    mitigation = {"name": "Pumps", "what": "", "cost_minor": 1, "currency": "USD", "days_saved": 1}
    plan_mitigation(incident_id=storm, **mitigation, on=MAY_4, meta=said())
    follow(STALENESS)
    assert stale() == [signed.code]
