"""What the portfolio page and the project page show, and to whom."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eventlog.doors.svg import day_text
from eventlog.followers import follow
from eventlog.log import tail_position
from projects import commands, forecasting
from projects.events import TrancheTerms
from projects.models import Forecast, ForecastDue, Project, ScheduleRevision, Tranche
from projects.pages import portfolio, project_page
from projects.staleness import STALENESS
from sites.commands import lose_weather_day
from sites.events import WeatherCause
from supply.commands import report_incident
from supply.events import IncidentCode
from tests.projects.building import LNTP, Build, heard
from tests.projects.contracts.signing import line, option

EARLY, LATE = date(2026, 9, 1), date(2029, 1, 8)
NEXT_DAY, DAY_AFTER = date(2025, 1, 7), date(2025, 1, 8)
FEW = 256


@pytest.fixture
def browser(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


@pytest.fixture
def forecast(build: Build, sign: Callable[..., None]) -> Build:
    """A build whose tranche A will be late for sure and whose tranche C will not."""
    sign(a=EARLY, c=LATE)
    forecast_now(build)
    return build


def forecast_now(build: Build) -> None:
    follow(STALENESS)
    known = tail_position()
    forecasting.forecast(build.code, as_of=known, iterations=FEW)
    ForecastDue.objects.filter(project=build.code).update(done=known)


def strike_a_bridge(build: Build, on: date = NEXT_DAY) -> None:
    report_incident(
        reference="BRIDGE-1",
        code=IncidentCode.TR_BRIDGE,
        title="Transformer met a bridge",
        site=build.site,
        package="XFMR",
        probability=1.0,
        optimistic_days=150,
        likely_days=200,
        pessimistic_days=300,
        on=on,
        meta=heard(on),
    )


def address(build: Build) -> str:
    return f"/admin/projects/project/{Project.objects.get(code=build.code).pk}/change/"


def words(browser: Client, path: str) -> str:
    """A page as a person reads it."""
    answer = browser.get(path)
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().split('id="slip-page"')[-1])
    return " ".join(text.replace("&nbsp;", " ").split())


@pytest.mark.parametrize("path", ["/admin/", "/admin/projects/project/"])
def test_nobody_sees_a_page_without_a_login(db: None, path: str) -> None:
    assert Client().get(path)["Location"].startswith("/admin/login/")


def test_a_project_page_needs_a_login(forecast: Build) -> None:
    assert Client().get(address(forecast))["Location"].startswith("/admin/login/")


def test_staff_without_the_permission_see_no_tranche(forecast: Build) -> None:
    client = Client()
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert "may not look at tranches" in words(client, "/admin/")
    assert client.get(address(forecast)).status_code == 403


@pytest.mark.parametrize(
    "page",
    [
        "explanation",
        "what-if",
        "binding",
        "sensitivity",
        "mapping",
        "orders",
        "crews",
        "check-schedule",
    ],
)
def test_every_page_of_a_project_leads_back_to_it_from_its_head(
    forecast: Build, browser: Client, page: str
) -> None:
    of_project = address(forecast)
    answer = browser.get(of_project.replace("change/", f"{page}/")).content.decode()

    head = answer.partition("<main")[0] if "<main" in answer else answer.partition("slip-page")[0]
    assert f'href="{of_project}"' in head


def test_an_empty_portfolio_says_what_to_do(browser: Client) -> None:
    page = browser.get("/admin/").content.decode()
    assert "Nothing is tracked yet" in page
    assert "/admin/projects/project/register-project" in page


def test_a_project_without_a_contract_is_shown_with_what_it_lacks(
    build: Build, browser: Client
) -> None:
    assert "it needs a contract" in words(browser, "/admin/")
    assert "schedule but no contract" in words(browser, address(build))


def test_the_worst_tranche_comes_first(forecast: Build) -> None:
    first, second = portfolio().outlooks
    assert (first.tranche.code, second.tranche.code) == ("A", "C")
    assert first.chance_words == "100%"
    assert second.chance_words == "0%"
    assert second.late_words.endswith("days early")


def test_the_newest_forecast_is_the_one_shown(forecast: Build, browser: Client) -> None:
    before = {each.tranche: each.p80 for each in Forecast.objects.all()}
    strike_a_bridge(forecast)
    forecast_now(forecast)
    newest = {each.tranche: each.p80 for each in Forecast.objects.order_by("as_of")}

    shown = words(browser, "/admin/")
    for tranche in ("A", "C"):
        assert day_text(newest[tranche]) in shown
        assert day_text(before[tranche]) not in shown
    moved = (newest["A"] - before["A"]).days
    assert moved > 0
    assert f"↗ {moved} days later" in shown
    assert "Transformer met a bridge" in shown


def test_a_row_says_when_it_is_being_forecast_and_looks_again(
    forecast: Build, browser: Client
) -> None:
    assert b'hx-trigger="every 4s"' not in browser.get("/admin/").content
    lose_weather_day(site=forecast.site, cause=WeatherCause.RAIN, on=NEXT_DAY, meta=heard(NEXT_DAY))
    for path in ("/admin/", address(forecast)):
        assert b'hx-trigger="every 4s"' in browser.get(path).content
        assert "being forecast" in words(browser, path)


def test_the_project_page_draws_what_the_forecast_says(forecast: Build, browser: Client) -> None:
    page = browser.get(address(forecast)).content.decode()
    for said in Forecast.objects.all():
        assert f">P80 {day_text(said.p80)}</text>" in page
        assert f">P50 {day_text(said.p50)}</text>" in page
        assert f">contract start {day_text(said.starts_on)}</text>" in page


def test_an_amended_start_is_shown_with_the_one_that_was_signed(
    forecast: Build, browser: Client
) -> None:
    tranche = Tranche.objects.get(code="A")
    moved = date(2027, 3, 1)
    commands.amend_tranche_start(
        tranche_id=tranche.pk, now_due_on=moved, reason="late IT", meta=heard(NEXT_DAY)
    )
    forecast_now(forecast)
    shown = words(browser, address(forecast))
    assert "1 Mar 2027 signed as 1 Sep 2026" in shown
    (outlook,) = (o for o in portfolio().outlooks if o.tranche.code == "A")
    assert [point.starts_on for point in outlook.history] == [EARLY, moved]


def test_facts_are_told_newest_first_with_position_day_and_actor(
    forecast: Build, browser: Client
) -> None:
    strike_a_bridge(forecast)
    project = Project.objects.get(code=forecast.code)
    newest = project_page(project, now=datetime.now(UTC)).fact_lines[0]

    assert (newest.position, newest.day, newest.actor) == (tail_position(), NEXT_DAY, "anna")
    assert newest.sentence == (
        "Incident BRIDGE-1, Transformer met a bridge: 100% likely to cost 200 days (150 to 300)."
    )
    assert newest.sentence in words(browser, address(forecast))


def test_a_long_story_has_pages(forecast: Build, browser: Client) -> None:
    for day in range(1, 29):
        on = date(2025, 2, day)
        lose_weather_day(site=forecast.site, cause=WeatherCause.RAIN, on=on, meta=heard(on))
    assert "Page 1 of 2" in words(browser, address(forecast))
    assert "tracked as a greenfield build" in words(browser, address(forecast) + "?facts=2")
    assert "Page 1 of 2" in words(browser, address(forecast) + "?facts=none")


def test_the_number_of_queries_does_not_grow_with_tranches(forecast: Build) -> None:
    before = queries_of(forecast)
    terms = tuple(
        TrancheTerms(code=f"T{n}", milestone="HB-320", power_mw=Decimal(1), starts_on=LATE)
        for n in range(6)
    )
    commands.sign_contract(
        code="C-2", customer="LAB", project=forecast.code, tranches=terms, meta=heard(LNTP)
    )
    forecast_now(forecast)
    assert len(portfolio().outlooks) == 8
    assert queries_of(forecast) == before


def queries_of(build: Build) -> tuple[int, int]:
    project = Project.objects.get(code=build.code)
    with CaptureQueriesContext(connection) as of_portfolio:
        [outlook.sparkline for outlook in portfolio().outlooks if outlook.forecast]
    with CaptureQueriesContext(connection) as of_project:
        page = project_page(project, now=datetime.now(UTC))
        [outlook.s_curve for outlook in page.outlooks]
    return len(of_portfolio), len(of_project)


def test_a_refusal_stands_beside_its_field_with_what_was_typed(
    forecast: Build, browser: Client
) -> None:
    tranche = Tranche.objects.get(code="A")
    known = tail_position()
    answer = browser.post(
        f"/admin/projects/tranche/{tranche.pk}/amend-tranche-start/",
        {"now_due_on": EARLY.isoformat(), "reason": "none", "idempotency_key": "k"},
    )
    assert answer.context["form"].errors == {
        "now_due_on": [f"The contract start of A is {EARLY} already."]
    }
    assert "Nothing was recorded." in answer.content.decode()
    assert f'value="{EARLY}"' in answer.content.decode()
    assert tail_position() == known


def test_a_form_opened_from_a_project_knows_its_site(forecast: Build, browser: Client) -> None:
    page = browser.get("/admin/supply/incident/report-incident/?site=NTX").content.decode()
    assert '<option value="NTX" selected>' in page


def test_the_original_schedule_can_be_downloaded_to_the_byte(build: Build, browser: Client) -> None:
    revision = ScheduleRevision.objects.get()
    answer = browser.get(f"/admin/projects/schedulerevision/{revision.pk}/original/")
    assert answer.getvalue()[:2] == b"PK"
    assert revision.file_name in answer["Content-Disposition"]


def test_the_history_of_a_row_is_its_stream_in_the_log(forecast: Build, browser: Client) -> None:
    tranche = Tranche.objects.get(code="A")
    log = browser.get(f"/admin/projects/tranche/{tranche.pk}/history/", follow=True)
    assert [event.type for event in log.context["cl"].result_list] == ["projects.contract_signed"]


def test_a_key_that_people_gave_cannot_be_edited(reference_data: None, browser: Client) -> None:
    page = browser.get("/admin/sites/site/NTX/change/").content.decode()
    assert 'name="name"' in page
    assert 'name="code"' not in page


def test_an_option_is_called_one_on_both_pages(
    build: Build, signed: Callable[..., Any], browser: Client
) -> None:
    signed(line("A"), option("C"))

    assert {each.tranche.code: each.is_option for each in portfolio().outlooks} == {
        "A": False,
        "C": True,
    }
    for page in ("/admin/", address(build)):
        assert words(browser, page).count(" option ") == 1, page
