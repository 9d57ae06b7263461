"""The page of one forecast on the record says what was said then, whatever is said now."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from eventlog.corrections import retract
from eventlog.doors.svg import day_text
from eventlog.log import read
from projects.models import Forecast, Project, Tranche
from tests.projects.building import Build, heard
from tests.projects.test_pages import DAY_AFTER, browser, forecast, forecast_now, strike_a_bridge

__all__ = ("browser", "forecast")


def shown(browser: Client, row: Forecast) -> str:
    answer = browser.get(reverse("admin:projects_forecast_change", args=[row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def said(page: str) -> str:
    """Its text, without pictures."""
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.DOTALL).split())


@pytest.fixture
def both(forecast: Build) -> tuple[Forecast, Forecast]:
    """Two forecasts of tranche A: before and after a transformer met a bridge."""
    strike_a_bridge(forecast)
    forecast_now(forecast)
    first, second = Forecast.objects.filter(tranche="A").order_by("as_of")
    return first, second


def test_it_says_dates_reasons_and_what_bound_as_the_project_page_does(
    browser: Client, both: tuple[Forecast, Forecast]
) -> None:
    page = shown(browser, both[1])
    project = Project.objects.get()
    whole = browser.get(reverse("admin:projects_project_change", args=[project.pk]))

    assert day_text(both[1].p80) in said(page)
    assert "Incident BRIDGE-1" in said(page) or "TR-BRIDGE" in said(page)
    figures = re.findall(r"<dt>P80</dt>.*?</div>", page, flags=re.DOTALL)
    assert figures[0] in whole.content.decode()
    assert "binds since" in said(page)
    assert "quantiles" not in said(page).lower()


def test_an_older_one_knows_nothing_of_later_facts_and_leads_to_the_next(
    browser: Client, both: tuple[Forecast, Forecast]
) -> None:
    first, second = both
    page = shown(browser, first)

    assert "TR-BRIDGE" not in page
    assert reverse("admin:projects_forecast_change", args=[second.pk]) in page
    assert f"P80 {day_text(second.p80)}" in said(page)
    assert "it is the newest of this tranche" in said(shown(browser, second))
    assert f"since={first.as_of}&amp;until={second.as_of}" in shown(browser, second)


def test_it_says_what_it_takes_to_compute_it_again(
    browser: Client, both: tuple[Forecast, Forecast]
) -> None:
    page = shown(browser, both[0])

    assert f"manage.py recompute {both[0].position}" in page
    assert both[0].input_digest in page


def test_one_whose_contract_was_taken_back_is_shown_as_it_stands(
    browser: Client, both: tuple[Forecast, Forecast]
) -> None:
    contract = next(fact for fact in read() if fact.type == "projects.contract_signed")
    retract(position=contract.position, reason="Never signed", meta=heard(DAY_AFTER))

    assert not Tranche.objects.exists()
    assert str(both[0].input_digest) in shown(browser, both[0])
