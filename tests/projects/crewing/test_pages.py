"""The page of a site's crews."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from labor.models import Crew
from labor.ratios.commands import check_all_ratios
from labor.ratios.keeping import keep_law
from labor.ratios.models import LaborJurisdiction
from projects.crewing.pages import crew_page
from projects.models import Project
from sites.models import Site
from tests.projects.building import LNTP, Build, heard
from tests.projects.crewing.test_gaps import a_build, two_builds

__all__ = ("two_builds",)


def shown(project: str) -> str:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    row = Project.objects.get(code=project)
    answer = client.get(reverse("admin:projects_project_crews", args=[row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_site_without_crews_says_how_to_begin(build: Build) -> None:
    page = shown(build.code)

    assert "No crew has been mobilised here yet." in page
    assert "/admin/labor/crew/mobilise-crew/?site=NTX" in page


def test_a_craft_shows_its_heads_m_and_what_it_lacks(two_builds: Any) -> None:
    page = shown("NTX-1")

    assert "100 : 100" not in page
    assert "50 : 50" in page
    assert "-20 heads" in page
    assert "no rule holds here" in page
    assert "Needed and not there" in page  # pipefitters


def test_a_pool_shows_all_its_sites(two_builds: Any) -> None:
    page = crew_page(Project.objects.get(code="NTX-1"))

    (card,) = page.pools
    assert [(site.code, site.heads, round(site.gap)) for site in card.sites] == [
        ("NTX", 100, -20),
        ("OHA", 80, -40),
    ]
    assert (card.at_sites, card.left) == (180, None)


def test_a_broken_rule_is_named_and_led_to(reference_data: None) -> None:
    a_build("NTX", journeypersons=20, apprentices=980)
    keep_law()
    LaborJurisdiction.objects.get(pk="INSIDE").sites.add(Site.objects.get(pk="NTX"))
    check_all_ratios(meta=heard(LNTP))
    page = shown("NTX-1")

    assert "breaks INSIDE-ELEC" in page
    assert "at most 20" in page
    assert "/admin/labor/ratiobreach/" in page


def test_heads_are_moved_by_api_and_by_form(two_builds: Any) -> None:
    lender, borrower = two_builds
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    heads = {"to_crew_id": str(borrower), "journeypersons": 10, "on": "2025-01-06"}

    sent = client.post(
        f"/api/v1/crews/{lender}/move-heads/",
        heads,
        content_type="application/json",
        headers={"Idempotency-Key": "a"},
    )
    form = client.post(f"/admin/labor/crew/{lender}/move-heads/", heads)
    refused = client.post(
        f"/api/v1/crews/{lender}/move-heads/",
        {**heads, "journeypersons": 1_000},
        content_type="application/json",
        headers={"Idempotency-Key": "b"},
    )

    assert (sent.status_code, form.status_code) == (201, 302)
    assert (refused.status_code, refused.json()["code"]) == (409, "more_than_there")
    assert Crew.objects.get(pk=borrower).journeypersons == 60


@pytest.mark.parametrize(
    "name",
    [
        "crew",
        "mixreport",
        "workedweek",
        "shiftpattern",
        "ratiobreach",
        "ratiorule",
        "laborpool",
        "laborjurisdiction",
    ],
)
def test_every_list_of_labor_opens_and_can_be_searched(two_builds: Any, name: str) -> None:
    keep_law()
    client = Client()
    client.force_login(User.objects.create_superuser("root"))

    assert client.get(f"/admin/labor/{name}/", {"q": "Electrical"}).status_code == 200


def test_law_is_kept_once(db: None) -> None:
    assert "DE-ELEC" in keep_law()
    assert keep_law() == []
