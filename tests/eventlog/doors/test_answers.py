from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from eventlog.doors.answers import rows_touched
from eventlog.log import tail_position
from supply.models import Mitigation
from tests.eventlog.doors.test_api import post
from tests.factories import a_crew, an_incident

pytestmark = pytest.mark.django_db

PLAN: dict[str, Any] = {
    "name": "Air",
    "what": "Fly it",
    "cost_minor": 500_000,
    "currency": "USD",
    "days_saved": 10,
}


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("mo", is_staff=True))
    return client


def test_what_was_made_can_be_named_in_the_next_request(browser: Client) -> None:
    planned = post(browser, f"incidents/{an_incident()}/plan-mitigation", PLAN).json()
    (made,) = (row["id"] for row in planned["rows"] if row["model"] == "supply.mitigation")

    applied = post(browser, f"mitigations/{made}/apply-mitigation", {}, key="k2")

    assert applied.status_code == 201, applied.content
    assert Mitigation.objects.get(pk=made).state == "applied"


def test_a_repeated_request_gets_the_same_rows(browser: Client) -> None:
    address = f"incidents/{an_incident()}/plan-mitigation"
    first, again = (post(browser, address, PLAN).json() for _ in range(2))

    assert again == {**first, "replayed": True}


def test_the_row_of_the_stream_itself_comes_first() -> None:
    crew = a_crew()

    first, *others = rows_touched(tail_position())

    assert (first.model, first.id) == ("labor.crew", crew)
    assert {row.model for row in others} <= {"labor.crew", "labor.mixreport"}
