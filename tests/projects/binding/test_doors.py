"""What binds, through the page, the API, and the project page."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from eventlog.log import tail_position
from projects import commands, forecasting
from projects.binding.queries import binding_of_project
from projects.models import Project
from tests.projects.building import LNTP, Build, heard

Sign = Callable[..., None]


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


@pytest.fixture
def signed(build: Build, sign: Sign) -> Project:
    sign(a=date(2026, 9, 1), c=date(2029, 1, 8))
    forecasting.forecast(build.code, as_of=tail_position(), iterations=64)
    return Project.objects.get()


def finished(build: Build, code: str, on: date) -> None:
    for command in (commands.start_activity, commands.finish_activity):
        command(activity_id=build.activity(code), on=on, meta=heard(on))


def shown(client: Client, project: Project) -> str:
    answer = client.get(reverse("admin:projects_project_binding", args=[project.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_binds_since_when_and_through_what(
    client: Client, signed: Project
) -> None:
    page = shown(client, signed)

    assert "Supply binds since 7 Jan 2025" in page
    assert "Not known before the forecast of 7 Jan 2025." in page
    assert "PR-XFMR-20" in page


def test_a_delivery_makes_something_else_bind_from_that_forecast_on(
    build: Build, signed: Project
) -> None:
    delivered = LNTP + timedelta(days=60)
    for package in ("XFMR", "HVGR", "MVSG", "GENS", "LVSG", "UPSS", "CHLR", "MVTX"):
        for step in (10, 20):
            finished(build, f"PR-{package}-{step}", delivered)
    after = tail_position()
    forecasting.forecast(build.code, as_of=after, iterations=64)

    found = {each.tranche: each for each in binding_of_project(signed).tranches}["A"]

    assert found.kinds[0].kind != "supply"
    assert found.since
    assert (found.since.before, found.since.position) == ("supply", after)
    assert found.since.on == delivered + timedelta(days=1)
    assert [fact.position for fact in found.facts] == list(range(after, after - 5, -1))
    assert found.more == 32 - 5
    kinds = [known.kinds[0].kind for known in found.history if known.kinds]
    assert kinds == ["supply", found.kinds[0].kind]


def test_the_api_says_it_with_days_shares_and_the_error_of_the_lead(
    client: Client, signed: Project
) -> None:
    told = client.get(f"/api/v1/projects/{signed.code}/binding/").json()

    tranche = told["tranches"][0]
    assert sum(each["share"] for each in tranche["kinds"]) == pytest.approx(1)
    assert tranche["kinds"][0]["days"] - tranche["kinds"][1]["days"] == pytest.approx(
        tranche["lead_days"]
    )
    assert tranche["lead_error_days"] > 0
    assert tranche["since"]["may_be_longer"] is True


def test_a_parameter_that_is_not_known_is_refused(client: Client, signed: Project) -> None:
    answer = client.get(f"/api/v1/projects/{signed.code}/binding/?tranche=A")

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["pointer"], error["code"]) == (
        400,
        "/tranche",
        "unknown_filter",
    )


def test_a_project_without_a_contract_is_refused_and_its_page_says_why(
    client: Client, build: Build
) -> None:
    answer = client.get(f"/api/v1/projects/{build.code}/binding/")
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_forecast")

    assert "There is no forecast of this project yet" in shown(client, Project.objects.get())


def test_the_project_page_says_it_and_leads_to_more(client: Client, signed: Project) -> None:
    page = client.get(reverse("admin:projects_project_change", args=[signed.pk])).content.decode()

    assert reverse("admin:projects_project_binding", args=[signed.pk]) in page
    assert "Supply binds since 7 Jan 2025" in page
    assert "What the colors of the bar stand for" in page
