"""The portfolio as one draw: what is combined, what is left out, and what pages and API say of it."""

import io
import json

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse
from rest_framework.test import APIClient

from projects.contracts.commands import accept_tranche
from projects.contracts.models import AgreedTerms
from projects.models import Forecast, Project
from projects.portfolio.combining import combined
from projects.portfolio.pages import joint_page
from tests.projects.building import heard
from tests.projects.portfolio.two_sites import FEW, STARTS_ON, both, contract, forecast, second

__all__ = ("both", "forecast", "second")

pytestmark = pytest.mark.django_db
PAGE = "admin:projects_forecast_joint"


@pytest.fixture
def api():
    client = APIClient()
    client.force_authenticate(User.objects.create_user("anna"))
    return client


def test_the_newest_forecasts_of_all_sites_are_side_by_side(both, forecast):
    forecast(*both)
    found = combined()

    assert [part.terms.project for part in found.parts] == ["NTX-1", "OHI-1"]
    assert found.days.shape == (2, FEW)
    assert found.left_out == ()
    for part in found.parts:
        chance = (part.days_late > 0).mean()
        assert chance == pytest.approx(part.forecast.chance_of_missing)


def test_a_forecast_of_another_size_is_named_and_left_out(both, forecast):
    forecast(both[0], iterations=64)
    forecast(both[1])
    found = combined()

    assert [part.terms.project for part in found.parts] == ["OHI-1"]
    (out,) = found.left_out
    assert out.project == "NTX-1"
    assert "iterations 64 where the others have 512" in out.why


def test_what_is_not_forecast_is_named(both, forecast):
    forecast(both[0])

    assert [(each.project, each.why) for each in combined().left_out] == [
        ("OHI-1", "not forecast yet")
    ]


def test_an_accepted_tranche_is_ready_in_every_world(both, forecast):
    forecast(*both)
    terms = AgreedTerms.objects.get(project="NTX-1")
    accept_tranche(tranche_id=terms.pk, on=STARTS_ON, meta=heard(STARTS_ON))

    ready = next(part for part in combined().parts if part.terms.project == "NTX-1")
    assert set(ready.days_late.tolist()) == {0}


def test_exposure_of_a_customer_is_that_of_its_tranches(both, forecast):
    forecast(*both)
    page = joint_page()

    assert {line.code for line in page.customers} == {"LAB", "CLD"}
    for line in page.customers:
        (mine,) = [part for part in page.combined.parts if part.terms.customer_id == line.code]
        assert line.any_late.value == pytest.approx((mine.days_late > 0).mean())
        assert line.late_mw.value == pytest.approx(24 * (mine.days_late > 0).mean())
    whole = sum(each.money.total.expected.value for each in page.money.by_tranche)
    assert page.money.in_all[0].money.total.expected.value == pytest.approx(whole)


def test_the_page_shows_it_and_names_what_is_left_out(admin_client, both, forecast):
    forecast(both[0])
    text = admin_client.get(reverse(PAGE)).content.decode()

    assert "OHI-1 A: not forecast yet." in text
    assert "A fictional lab" in text
    assert text.count("<svg") >= 2


def test_before_anything_can_be_combined_the_page_says_what_it_waits_for(admin_client, build):
    assert "Nothing to combine yet" in admin_client.get(reverse(PAGE)).content.decode()


def test_the_api_says_the_same(api, both, forecast):
    forecast(*both)
    told = api.get("/api/v1/portfolio/").json()

    assert told["tranches"] == 2
    assert [each["tranches"] for each in told["at_least"]] == [1, 2]
    assert told["ready"][-1]["middle_mw"] == 48
    of_one = api.get("/api/v1/portfolio/", {"customer": "LAB", "on": "2040-01-01"}).json()
    assert (of_one["tranches"], of_one["ready"]) == (
        1,
        [{"day": "2040-01-01", "low_mw": 24.0, "middle_mw": 24.0, "high_mw": 24.0}],
    )
    money = api.get("/api/v1/portfolio/money/").json()
    assert [each["name"] for each in money["by_contract"]] != []
    assert money["in_all"][0]["tranches"] == 2


def test_the_api_refuses_what_is_no_day(api):
    answer = api.get("/api/v1/portfolio/", {"on": "soon"})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/on"


@pytest.mark.parametrize(
    "address", ["portfolio/", "portfolio/money/", "forecast-scores/track-record/"]
)
def test_a_misspelt_parameter_does_not_give_the_answer_for_all(api, address):
    answer = api.get(f"/api/v1/{address}", {"projects": "LAB-1"})

    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == ("/projects", "unknown_filter")
    assert "project" in error["detail"]


def test_money_is_not_asked_by_a_day(api):
    answer = api.get("/api/v1/portfolio/money/", {"on": "2027-01-01"})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/on")


def test_the_api_tells_one_forecast_in_full(api, both, forecast):
    forecast(both[0])
    row = Forecast.objects.get()
    told = api.get(f"/api/v1/forecasts/{row.pk}/distribution/").json()

    assert [each["percent"] for each in told["percentiles"]] == list(range(5, 100, 5))
    assert len(told["s_curve"]) == 99
    assert told["from_draws"] is True


def test_the_command_tells_both(both, forecast):
    forecast(*both)
    out = io.StringIO()
    call_command("portfolio", "--joint", "--json", stdout=out)
    joint = json.loads(out.getvalue())
    lines = io.StringIO()
    call_command("portfolio", "--json", stdout=lines)

    assert len(joint["at_least"]) == 2
    assert joint["money"]["in_all"][0]["currency"] == "USD"
    assert joint["money"]["amounts_in"] == "minor units"
    for line in map(json.loads, lines.getvalue().splitlines()):
        assert line["chance_error"] < 0.03
        assert line["expected_days_late_error"] is not None


def test_people_are_told_of_all_sites_as_one_draw_in_a_table(both, forecast):
    forecast(*both)
    out = io.StringIO()
    call_command("portfolio", "--joint", stdout=out)
    told = [line.split() for line in out.getvalue().splitlines()]
    page = joint_page()

    assert " ".join(told[0]).startswith("2 tranches as one draw, ")
    chances = [line for line in told if line[:2] == ["at", "least"]]
    assert [line[2] for line in chances] == ["1", "2"]
    assert chances[1][3] == f"{page.chances[1].chance.value:.1%}"
    (whole,) = (line for line in told if line[:3] == ["All", "in", "USD"])
    assert " ".join(whole[3:]).startswith(page.lines_in_all[0].total.expected)
    assert "USD" in whole[3]


def test_amounts_of_different_currencies_are_never_added(build, second, forecast):
    contract(build, "LAB")
    contract(second, "CLD", currency="NOK")
    forecast(build, second)

    assert [each.currency for each in joint_page().money.in_all] == ["NOK", "USD"]


def test_the_project_page_says_what_each_tranche_costs_and_how_sure_that_is(
    admin_client, both, forecast
):
    forecast(*both)
    project = Project.objects.get(code="NTX-1")
    address = reverse("admin:projects_project_change", args=(project.pk,))
    text = admin_client.get(address).content.decode()

    assert "One day is worth" in text
    assert "share of all iterations" in text
    assert "Error, days" in text
    assert text.count("<td>P95</td>") == 1


def test_without_anything_to_combine_every_door_answers_with_nothing(api, build):
    out, told = io.StringIO(), io.StringIO()
    call_command("portfolio", "--joint", stdout=told)
    call_command("portfolio", "--joint", "--json", stdout=out)

    assert told.getvalue().startswith("Nothing can be combined yet")
    assert json.loads(out.getvalue())["at_least"] == []
    assert api.get("/api/v1/portfolio/").json()["tranches"] == 0
    assert api.get("/api/v1/portfolio/money/").json()["in_all"] == []
