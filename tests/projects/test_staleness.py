"""Which forecasts are due, whatever is lost on the way."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventlog.log import tail_position
from projects import commands, staleness, tasks
from projects.models import Forecast, ForecastDue
from sites import commands as sites
from sites.events import WeatherCause
from supply.models import Supplier
from tests.factories import an_incident, an_order
from tests.projects.building import heard

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
MARCH = date(2025, 3, 10)
EARLY, LATE = date(2026, 9, 1), date(2029, 1, 8)


@pytest.fixture
def signed(build, sign):
    sign(a=EARLY, c=LATE)
    return build


def test_a_fact_makes_the_project_stale_in_its_own_transaction(signed):
    due = ForecastDue.objects.get(project=signed.code)
    assert (due.wanted, due.done) == (tail_position(), 0)


def test_a_fact_of_the_site_makes_its_projects_stale(signed):
    staleness.release(signed.code, done=tail_position())
    sites.lose_weather_day(site="NTX", cause=WeatherCause.RAIN, on=MARCH, meta=heard(MARCH))

    assert staleness.stale_projects(now=NOW) == [signed.code]


def test_a_refused_command_makes_nothing_stale(signed):
    staleness.release(signed.code, done=tail_position())
    with pytest.raises(Exception, match="has not come yet"):
        sites.lose_weather_day(site="NTX", cause=WeatherCause.RAIN, on=LATE, meta=heard(MARCH))

    assert staleness.stale_projects(now=NOW) == []


def test_two_workers_cannot_claim_one_project(signed):
    assert staleness.claim(signed.code, now=NOW) == tail_position()
    assert staleness.claim(signed.code, now=NOW) is None


def test_a_claim_that_was_never_released_ends_with_its_lease(signed):
    staleness.claim(signed.code, now=NOW)
    after = NOW + staleness.LEASE + timedelta(seconds=1)

    assert staleness.stale_projects(now=after) == [signed.code]


def test_only_the_first_fact_of_a_burst_sends_a_message(signed):
    staleness.release(signed.code, done=tail_position())
    assert staleness.mark_stale(signed.code, 1000)
    assert not staleness.mark_stale(signed.code, 1001)
    assert ForecastDue.objects.get(project=signed.code).wanted == 1001


def test_running_the_task_again_changes_nothing(signed):
    tasks.forecast_project(signed.code)
    count, tail = Forecast.objects.count(), tail_position()
    tasks.forecast_project(signed.code)
    tasks.forecast_project(signed.code, as_of=Forecast.objects.first().as_of)

    assert (Forecast.objects.count(), tail_position()) == (count, tail)
    assert count == 2


def test_a_project_without_a_contract_does_not_stay_stale(build):
    tasks.forecast_project(build.code)
    assert staleness.stale_projects(now=NOW) == []
    assert not Forecast.objects.exists()


def test_facts_that_come_while_a_forecast_runs_ask_for_another(signed):
    wanted = staleness.claim(signed.code, now=NOW)
    commands.start_activity(activity_id=signed.activity("PC-020"), on=MARCH, meta=heard(MARCH))

    assert staleness.release(signed.code, done=wanted)


def test_an_incident_at_a_supplier_makes_the_projects_stale_that_wait_for_it(signed):
    Supplier.objects.create(code="VOLT", name="Volt (fictional)")
    Supplier.objects.create(code="OHM", name="Ohm (fictional)")
    an_order(site="NTX", supplier="VOLT")
    staleness.release(signed.code, done=tail_position())
    an_incident(supplier="OHM")
    assert staleness.stale_projects(now=NOW) == []

    an_incident(supplier="VOLT")
    assert staleness.stale_projects(now=NOW) == [signed.code]
