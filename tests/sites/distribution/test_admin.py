"""The list of distributions says what stands of each, however many there are."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from sites.distribution.events import Service
from sites.distribution.models import Asset
from sites.distribution.topologies import Topology
from sites.events import Outcome
from sites.models import Hall
from tests.factories import a_site
from tests.sites.distribution.test_commands import attempted, designed, live

pytestmark = pytest.mark.django_db

LIST = "/admin/sites/distribution/"


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def a_hall(name: str) -> None:
    Hall.objects.create(site_id="NTX", name=name, power_mw=24)


def test_the_list_says_what_stands_and_the_codes_are_words(browser: Client) -> None:
    half = designed()
    a_hall("B")
    designed(hall="B", topology=Topology.BLOCK_REDUNDANT)
    live(half, "U-A1")
    attempted(Outcome.PASS)
    page = browser.get(LIST).content.decode()

    assert "2N: path A complete, path B not yet: N only." in page
    assert "Block redundant: nothing is energised and passed yet." in page
    assert ">block redundant<" in page.replace("\n", "").replace("  ", "")


def test_more_distributions_of_a_site_ask_for_no_more(
    browser: Client, django_assert_max_num_queries: Any
) -> None:
    designed()
    browser.get(LIST)
    with django_assert_max_num_queries(14) as few:
        browser.get(LIST)
    for hall in ("B", "C"):
        a_hall(hall)
        designed(hall=hall)
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get(LIST)


def test_the_page_of_a_row_shows_no_id_of_another(browser: Client) -> None:
    a_site()
    distribution = designed(service=Service.POWER)
    asset = Asset.objects.filter(distribution_id=distribution)[0]
    page = browser.get(f"/admin/sites/asset/{asset.pk}/change/").content.decode()

    assert asset.tag in page
    assert str(distribution) not in page
