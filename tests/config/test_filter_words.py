"""The menus of the admin's filters say what codes mean, and filter by the codes."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from config.filter_words import worded
from sites.commands import lose_weather_day
from sites.events import WeatherCause
from supply.commands import place_order
from supply.models import Package, Supplier
from tests.projects.building import LNTP, Build, heard


@pytest.fixture
def browser(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def menu(browser: Client, model: str, **asked: str) -> dict[str, str]:
    """What all filters of a list offer, with what each asks for."""
    answer = browser.get(reverse(f"admin:{model}_changelist"), asked)
    assert answer.status_code == 200
    page = answer.context["cl"]
    return {
        str(choice["display"]): choice["query_string"]
        for spec in page.filter_specs
        for choice in spec.choices(page)
    }


@pytest.mark.parametrize(
    ("model", "words", "asks"),
    [
        ("supply_order", "slot reserved", "stage__exact=slot_reserved"),
        ("projects_project", "fit out", "kind__exact=fit_out"),
        ("labor_crew", "ELEC inside wiremen", "craft__exact=ELEC"),
        ("supply_incident", "TR-BRIDGE: truck or load hits bridge", "code__exact=TR-BRIDGE"),
        ("sites_hallgate", "G1 Release to ship", "gate__exact=G1"),
        ("projects_activity", "finish milestone", "kind=finish_milestone"),
    ],
)
def test_a_code_is_said_in_words_and_filtered_by_as_it_is(
    browser: Client, build: Build, model: str, words: str, asks: str
) -> None:
    assert asks in menu(browser, model)[words]


def test_the_menu_of_packages_has_their_names(browser: Client, build: Build) -> None:
    Supplier.objects.create(code="VOLT", name="Volt & Sons")
    Package.objects.update_or_create(code="XFMR", defaults={"name": "Main transformers"})
    place_order(
        site=build.site,
        number="PO-1",
        package="XFMR",
        supplier="VOLT",
        description="Main transformer",
        promised_on=LNTP,
        on=LNTP,
        meta=heard(LNTP),
    )

    assert "package=XFMR" in menu(browser, "supply_order")["XFMR Main transformers"]


def test_choices_with_counts_are_worded_too(browser: Client, build: Build) -> None:
    lose_weather_day(site=build.site, on=LNTP, cause=WeatherCause.RAIN, meta=heard(LNTP))

    assert "rain (1)" in menu(browser, "sites_weatherday", _facets="True")


def test_other_text_stays_as_it_is() -> None:
    for said in ("Ridgeline Shells (fictional)", "US Midwest (1)", "labor.mix_reported", "2(N+1)"):
        assert worded(said, {}) == said
    assert worded("", {}) == "-"
    assert worded(" (7)", {}) == "- (7)"
    assert worded("pass_with_comment (3)", {}) == "pass with comment (3)"
