"""Places by REST and in the admin: what a site stands on, waits for, and is fed by."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.test import Client

from eventlog.facts import Meta
from sites.commands import lose_weather_day, record_test
from sites.distribution.commands import design_distribution, energise_assets, install_assets
from sites.distribution.events import AssetKind, AssetLine, Service
from sites.distribution.topologies import Topology
from sites.events import CxLevel, Outcome, WeatherCause
from sites.outside.commands import move_developer_milestone, promise_developer_milestone
from sites.outside.events import DeveloperStep
from sites.places.models import Building, Campus
from sites.utility.commands import promise_utility_power, sign_utility_agreement
from sites.utility.events import UtilityStep
from sites.weather.commands import plan_weather_days
from tests.factories import (
    APRIL_1,
    MARCH_2,
    MAY_1,
    MAY_4,
    NOVEMBER_9,
    OCTOBER_1,
    a_site,
    a_system,
    said,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("sam"))
    return client


def got(client: Client, address: str) -> Any:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def posted(client: Client, address: str, body: dict[str, Any], status: int = 201) -> Any:
    headers = {"Idempotency-Key": f"{address} {body}"[:100]}
    answer = client.post(
        f"/api/v1/{address}", body, content_type="application/json", headers=headers
    )
    assert answer.status_code == status, answer.content
    return answer.json()


@pytest.fixture
def power() -> UUID:
    """A 2N of which path A is passed and path B installed."""
    lines = [AssetLine(f"U-{p}", AssetKind.UPS, 24_000, p, "UPS-1") for p in "AB"]
    stream = design_distribution(
        site=a_site().code,
        hall="A",
        service=Service.POWER,
        topology=Topology.TWO_N,
        load_kw=24_000,
        assets=tuple(lines),
        on=MARCH_2,
        meta=Meta(actor="mo", now=datetime(2026, 3, 2, 20, tzinfo=UTC)),
    ).stream
    install_assets(distribution_id=stream, on=APRIL_1, meta=said())
    energise_assets(distribution_id=stream, tags=("U-A",), on=MAY_1, meta=said())
    passed = {"level": CxLevel.L4, "procedure": "FPT", "outcome": Outcome.PASS, "on": MAY_4}
    record_test(system_id=a_system("UPS-1"), **passed, meta=said())
    return stream


@pytest.fixture
def promises() -> None:
    site = a_site().code
    milestone = promise_developer_milestone(
        site=site,
        reference="SHELL",
        developer="Ridgeline",
        step=DeveloperStep.SHELL_HANDOVER,
        promised_on=OCTOBER_1,
        activity="TP-010",
        on=MARCH_2,
        meta=said(),
    ).stream
    move_developer_milestone(
        milestone_id=milestone, promised_on=NOVEMBER_9, reason="Roof", on=APRIL_1, meta=said()
    )
    sign_utility_agreement(
        site=site,
        reference="SA-1",
        utility="Saguaro",
        power_mw=Decimal(90),
        voltage_kv=Decimal(138),
        service_on=OCTOBER_1,
        on=MARCH_2,
        meta=said(),
    )
    step = UtilityStep.PERMANENT_POWER
    promise_utility_power(site=site, step=step, promised_on=OCTOBER_1, on=MARCH_2, meta=said())


@pytest.fixture
def weather() -> None:
    plan_weather_days(site=a_site().code, basis="Exhibit C", may=1, on=MARCH_2, meta=said())
    for day in (MAY_1, MAY_4):
        lose_weather_day(site="NTX", cause=WeatherCause.RAIN, on=day, meta=said())


def test_the_redundancy_of_a_hall_is_told_now_and_as_it_was_known(client: Client, power: UUID):
    now = got(client, f"distributions/{power}/redundancy/")
    assert now["sentence"] == "2N: path A complete, path B not yet: N only."
    assert (now["available_kw"], now["after_path_kw"], now["holds"]) == (24_000, 0, False)
    assert now["bears"] == "nothing"

    then = got(client, f"distributions/{power}/redundancy/?known_at=2026-03-03T00:00:00Z")
    assert then["sentence"] == "2N: nothing is energised and passed yet."
    before = client.get(f"/api/v1/distributions/{power}/redundancy/?known_at=2026-03-01T00:00:00Z")
    assert before.status_code == 404


def test_assets_are_filtered_and_tell_their_state(client: Client, power: UUID):
    (on_a,) = got(client, "assets/?site=NTX&path=A")["results"]
    (on_b,) = got(client, "assets/?energised_on__isnull=true")["results"]

    assert (on_a["tag"], on_a["state"]) == ("U-A", "passed")
    assert (on_b["tag"], on_b["state"]) == ("U-B", "installed")


def test_a_topology_is_designed_and_its_assets_brought_to_life_by_rest(client: Client):
    a_site()
    asset = {"tag": "CH-1", "kind": "chiller", "capacity_kw": 1600, "system": "CHW"}
    body = {"site": "NTX", "hall": "A", "service": "facility_water", "topology": "N+1"}
    design = {**body, "load_kw": 1000, "assets": [asset], "on": "2026-03-02"}
    stream = posted(client, "distributions/design-distribution/", design)["stream"]
    posted(
        client, f"distributions/{stream}/install-assets/", {"tags": ["CH-1"], "on": "2026-04-01"}
    )

    (row,) = got(client, "assets/?kind=chiller")["results"]
    assert (row["state"], row["installed_on"]) == ("installed", "2026-04-01")
    refusal = posted(client, f"distributions/{stream}/install-assets/", {"tags": ["CH-1"]}, 409)
    assert refusal["code"] == "asset_installed_already"


def test_outside_dates_and_their_history_are_filtered(client: Client, promises: None):
    (row,) = got(client, "developer-milestones/?activity=TP-010&reached_on__isnull=true")["results"]
    assert (row["promised_on"], row["moved_days"]) == ("2026-11-09", 39)
    assert len(got(client, f"developer-promises/?milestone_id={row['id']}")["results"]) == 2
    (power,) = got(client, "utility-power/?step=permanent_power")["results"]
    assert power["permits"] == "start-up of the halls and commissioning from L3 on"
    assert got(client, "utility-agreements/?utility=Nobody")["results"] == []


def test_excused_days_are_listed_by_site_and_month(client: Client, weather: None):
    (may,) = got(client, "weather-months/?site=NTX&month=2026-05-01")["results"]

    assert (may["planned_days"], may["lost_days"], may["excused_days"]) == (1, 2, 1)
    assert may["days"] == {"2026-05-01": "rain", "2026-05-04": "rain"}
    assert got(client, "weather-months/?month__gte=2026-06-01")["results"] == []


def test_sites_are_filtered_by_campus_and_region(client: Client):
    site = a_site()
    site.campus, site.region = Campus.objects.create(code="PLAINS", name="Plains"), "US Texas"
    site.save()
    a_site("OHI")

    assert [row["code"] for row in got(client, "sites/?campus=PLAINS")["results"]] == ["NTX"]
    assert [row["code"] for row in got(client, "sites/?region=US Texas")["results"]] == ["NTX"]


def test_a_hall_stands_in_a_building_of_its_own_site(client: Client):
    hall = a_site().halls.get()
    there = Building.objects.create(site=a_site("OHI"), name="1")

    answer = client.patch(
        f"/api/v1/halls/{hall.pk}/", {"building": there.pk}, content_type="application/json"
    )

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/building"


def test_the_page_of_a_site_tells_all_of_it(
    client: Client, power: UUID, promises: None, weather: None
):
    page = client.get("/admin/sites/site/NTX/overview/").content.decode()

    for told in (
        "2N: path A complete, path B not yet: N only.",
        'aria-label="One-line of NTX hall A power. 2N: path A complete',
        "90 MW at 138 kV",
        "start-up of the halls and commissioning from L3 on",
        "39 days in 1 move",
        "1 beyond the plan",
    ):
        assert told in page
    assert client.get(f"/admin/sites/distribution/{power}/change/").status_code == 200


def test_the_page_of_a_bare_site_says_what_is_missing(client: Client):
    a_site()

    page = client.get("/admin/sites/site/NTX/overview/").content.decode()

    for told in (
        "No service agreement is signed.",
        "Nobody outside owes this site a date.",
        "No topology is designed yet",
        "No weather days are planned",
    ):
        assert told in page


def test_the_page_of_a_site_is_for_those_who_may_look_at_sites():
    a_site()
    client = Client()
    client.force_login(User.objects.create_user("guest", is_staff=True))

    assert client.get("/admin/sites/site/NTX/overview/").status_code == 403
    assert client.get("/admin/sites/site/MARS/overview/").status_code == 403


@pytest.mark.parametrize(
    "name",
    [
        *("site", "campus", "building", "hall", "utilityagreement", "utilitypower"),
        *("utilitypromise", "developermilestone", "developerpromise", "distribution", "asset"),
        *("weatherplan", "weathermonth", "market"),
    ],
)
def test_every_list_opens(client: Client, power: UUID, promises: None, weather: None, name: str):
    assert client.get(f"/admin/sites/{name}/").status_code == 200


def test_a_list_of_assets_asks_no_more_for_more_rows(
    client: Client, power: UUID, django_assert_max_num_queries: Any
):
    with django_assert_max_num_queries(12):
        client.get("/api/v1/assets/")


def test_a_plan_is_typed_into_a_form(client: Client):
    a_site()
    form = {"site": "NTX", "basis": "Exhibit C", "january": "7", "on": str(date(2026, 3, 2))}

    answer = client.post("/admin/sites/weatherplan/plan-weather-days/", form)

    assert answer.status_code == 302
    assert "7" in client.get("/admin/sites/weatherplan/").content.decode()
