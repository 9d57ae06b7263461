"""What is misspelt is told, and never quietly left out."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from eventlog.log import tail_position
from tests.factories import a_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(admin_user: Any) -> APIClient:
    made = APIClient()
    made.force_authenticate(admin_user)
    return made


@pytest.fixture
def mobilise(client: APIClient) -> Callable[..., Any]:
    a_site()
    crew = {"site": "NTX", "name": "Electrical", "craft": "ELEC", "journeypersons": 20}

    def call(**more: Any) -> Any:
        return client.post(
            "/api/v1/crews/mobilise-crew/",
            {**crew, **more},
            format="json",
            headers={"Idempotency-Key": "one"},
        )

    return call


def test_a_field_that_a_command_does_not_know_is_refused(mobilise: Callable[..., Any]) -> None:
    answer = mobilise(aprentices_year_1=4)

    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {
            "pointer": "/aprentices_year_1",
            "code": "unknown_field",
            "detail": "There is no such field.",
        }
    ]
    assert tail_position() == 0


def test_all_that_is_wrong_is_told_at_once(mobilise: Callable[..., Any]) -> None:
    answer = mobilise(foo=1, journeypersons="many")

    assert {error["pointer"] for error in answer.json()["errors"]} == {"/foo", "/journeypersons"}


def test_what_is_spelt_right_is_recorded(mobilise: Callable[..., Any]) -> None:
    assert mobilise(apprentices_year_1=4).status_code == 201


@pytest.mark.parametrize("as_file", [{}, {"format": "csv"}])
def test_a_filter_that_a_list_does_not_have_is_refused(
    client: APIClient, as_file: dict[str, str]
) -> None:
    answer = client.get("/api/v1/orders/", {"pakage": "XFMR", **as_file})

    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/pakage"
    assert "package" in error["detail"]


def test_a_row_is_asked_for_by_either_clock(client: APIClient, mobilise: Any) -> None:
    crew = mobilise().json()["stream"]

    answer = client.get(f"/api/v1/crews/{crew}/", {"known_at": "2099-01-01T00:00:00Z"})

    assert answer.status_code == 200
