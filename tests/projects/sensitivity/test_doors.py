"""What moves the date, through the page and the API."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from eventlog.log import tail_position
from labor.commands import mobilise_crew
from labor.events import Craft
from projects import forecasting
from projects.models import Project
from projects.risk.sensitivity import ActivitySensitivity
from projects.sensitivity.words import words_of
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


def shown(client: Client, project: Project, query: str = "") -> str:
    address = reverse("admin:projects_project_sensitivity", args=[project.pk])
    answer = client.get(address + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_ranks_the_work_that_holds_up_the_date(client: Client, signed: Project) -> None:
    page = shown(client, signed)

    assert "always holds up the date" in page
    assert "Sensitivity index" in page
    assert "the end of all work</strong>" in page


def test_a_milestone_of_a_tranche_can_be_looked_at(client: Client, signed: Project) -> None:
    page = shown(client, signed)
    milestone = page.split("?milestone=")[1].split('"')[0]

    assert f"<strong>{milestone}</strong>" in shown(client, signed, f"?milestone={milestone}")


def test_a_milestone_that_is_not_there_is_named(client: Client, signed: Project) -> None:
    assert "The schedule has no activity NOPE" in shown(client, signed, "?milestone=NOPE")


def test_a_project_without_a_contract_says_what_is_missing(client: Client, build: Build) -> None:
    assert "There is no simulation of this project yet" in shown(client, Project.objects.get())


def test_the_api_tells_every_measure_and_null_for_what_is_undefined(
    client: Client, signed: Project
) -> None:
    told = client.get(f"/api/v1/projects/{signed.code}/sensitivity/").json()

    first = told["activities"][0]
    assert told["milestone"] is None
    assert 0 < first["criticality"] <= 1
    assert first["weighted_cruciality"] == pytest.approx(
        first["criticality"] * first["duration_sensitivity"]
    )
    unmoved = [each for each in told["activities"] if not each["sd_minutes"]]
    assert unmoved
    assert {each["cruciality"] for each in unmoved} == {None}
    assert {each["schedule_sensitivity"] for each in unmoved} == {0}


def test_the_api_refuses_a_milestone_that_is_not_there(client: Client, signed: Project) -> None:
    answer = client.get(f"/api/v1/projects/{signed.code}/sensitivity/?milestone=NOPE")

    assert answer.status_code == 400
    assert "NOPE" in answer.content.decode()


def measured(criticality: float, sd: float, index: float) -> ActivitySensitivity:
    return ActivitySensitivity(
        code="A",
        criticality=criticality,
        sd_minutes=sd,
        duration_sensitivity=None,
        cruciality=None,
        weighted_cruciality=None,
        schedule_sensitivity=index,
    )


def test_the_words_tell_how_often_and_how_much() -> None:
    assert words_of(measured(0.9, 60, 0.3)) == "nearly always holds up the date, and moves it much"
    assert words_of(measured(1, 0, 0)).endswith("but always by the same days")
    assert words_of(measured(0.05, 60, 0.01)) == "seldom holds up the date, but hardly moves it"


def test_what_each_cause_adds_sums_to_what_all_add(client: Client, signed: Project) -> None:
    site = signed.site_id
    for on, name in ((LNTP, "Civil"), (LNTP, "Inside")):
        mobilise_crew(
            site=site,
            name=name,
            craft=Craft.CONC if name == "Civil" else Craft.ELEC,
            journeypersons=20,
            apprentices_year_1=80,
            on=on,
            meta=heard(on),
        )
    forecasting.forecast(signed.code, as_of=tail_position(), iterations=64)

    told = client.get(f"/api/v1/projects/{signed.code}/sensitivity/?milestone=HA-320").json()

    costs = told["costs"]
    assert {cause["kind"] for cause in costs["causes"]} >= {"labor"}
    for figure in ("p80_days", "mean_days", "chance"):
        together = sum(cause[figure] for cause in costs["causes"])
        assert together == pytest.approx(costs[f"all_{figure}"], abs=1e-6)
    assert costs["all_p80_days"] > 1
    assert "All causes together" in shown(client, signed, "?milestone=HA-320")


def test_without_a_tranche_that_waits_no_chance_is_told(client: Client, signed: Project) -> None:
    costs = client.get(f"/api/v1/projects/{signed.code}/sensitivity/").json()["costs"]

    assert costs["all_chance"] is None
    assert costs["estimates_days"] > 0
