from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from config.api import gathered
from eventlog.log import tail_position
from labor.models import Crew
from supply.models import Supplier
from tests.factories import MAY_1, a_crew, a_site, a_supplier, a_system, an_order, everything

pytestmark = pytest.mark.django_db

ORDER = {
    "site": "NTX",
    "number": "PO-1",
    "package": "XFMR",
    "supplier": "VOLT",
    "description": "345 kV",
    "promised_on": "2031-10-01",
}


@pytest.fixture
def browser() -> Client:
    """Somebody who is logged in."""
    client = Client()
    client.force_login(User.objects.create_user("mo", is_staff=True))
    return client


def post(browser: Client, path: str, body: Any, *, key: str | None = "k1", **headers: str) -> Any:
    if key is not None:
        headers["Idempotency-Key"] = key
    return browser.post(f"/api/v1/{path}/", body, content_type="application/json", headers=headers)


def refusal(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The problem detail of an answer, which has this status and code."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["type"] == f"/problems/{code}"
    assert problem["title"]
    return problem


def test_recording_a_fact_answers_where_it_stands(browser: Client) -> None:
    a_site(), a_supplier()
    answer = post(browser, "orders/place-order", ORDER)

    assert answer.status_code == 201
    said = answer.json()
    assert (said["version"], said["position"], said["replayed"]) == (1, 1, False)
    order = browser.get(f"/api/v1/orders/{said['stream']}/").json()
    assert (order["number"], order["stage"], order["promised_on"]) == (
        "PO-1",
        "ordered",
        "2031-10-01",
    )


def test_a_fact_about_a_row_is_recorded_below_its_address(browser: Client) -> None:
    crew = a_crew()
    body = {"journeypersons": 20, "helpers": 980, "on": "2026-05-01"}

    assert post(browser, f"crews/{crew}/report-mix", body).status_code == 201
    assert Crew.objects.get(pk=crew).counted_on == MAY_1


def test_a_repeated_request_gets_the_first_answer(browser: Client) -> None:
    a_site(), a_supplier()
    first, again = (post(browser, "orders/place-order", ORDER).json() for _ in range(2))

    assert again == {**first, "replayed": True}
    assert tail_position() == 1


def test_two_people_may_use_the_same_key(browser: Client) -> None:
    a_site(), a_supplier()
    post(browser, "orders/place-order", ORDER)
    browser.force_login(User.objects.create_user("jo"))

    assert post(browser, "orders/place-order", {**ORDER, "number": "PO-2"}).status_code == 201


def test_a_key_reused_for_another_body_is_refused(browser: Client) -> None:
    a_site(), a_supplier()
    post(browser, "orders/place-order", ORDER)
    answer = post(browser, "orders/place-order", {**ORDER, "number": "PO-2"})

    refusal(answer, 422, "idempotency_key_reused")


@pytest.mark.parametrize("key", [None, "", "x" * 101])
def test_a_fact_without_a_usable_key_is_refused(browser: Client, key: str | None) -> None:
    a_site(), a_supplier()

    refusal(post(browser, "orders/place-order", ORDER, key=key), 400, "idempotency_key_missing")
    assert tail_position() == 0


def test_a_stale_version_is_refused_and_the_current_one_is_taken(browser: Client) -> None:
    path, body = f"crews/{a_crew()}/report-mix", {"journeypersons": 20}
    before = everything()

    refusal(post(browser, path, body, **{"If-Match": '"7"'}), 412, "version_conflict")
    assert everything() == before
    assert post(browser, path, body, key="k2", **{"If-Match": '"1"'}).status_code == 201


def test_an_if_match_that_is_no_version_is_refused(browser: Client) -> None:
    path = f"crews/{a_crew()}/report-mix"

    answer = post(browser, path, {"journeypersons": 20}, **{"If-Match": "*"})
    refusal(answer, 400, "if_match_not_a_version")


def test_a_rule_s_refusal_names_its_field_and_writes_nothing(browser: Client) -> None:
    crew = a_crew()
    before = everything()
    answer = post(browser, f"crews/{crew}/report-mix", {"journeypersons": -1})

    (error,) = refusal(answer, 422, "negative_heads")["errors"]
    assert (error["pointer"], error["code"]) == ("/journeypersons", "negative_heads")
    assert everything() == before


def test_every_field_that_is_wrong_is_named_at_once(browser: Client) -> None:
    answer = post(
        browser, "orders/place-order", {**ORDER, "promised_on": "2026-02-30", "number": ""}
    )

    errors = refusal(answer, 400, "invalid")["errors"]
    assert {error["pointer"] for error in errors} == {"/promised_on", "/number"}


def test_a_body_that_is_no_json_is_refused(browser: Client) -> None:
    refusal(post(browser, "orders/place-order", "{"), 400, "parse_error")


def test_a_row_that_there_is_not_is_a_problem_too(browser: Client) -> None:
    refusal(browser.get(f"/api/v1/orders/{a_site().code}/"), 404, "not_found")


def test_the_log_is_read_on_from_a_position(browser: Client) -> None:
    a_system(), a_crew(), an_order()
    page = browser.get("/api/v1/log/?after=1").json()

    assert [fact["position"] for fact in page["results"]] == [2, 3]
    assert page["results"][0]["type"] == "labor.crew_mobilised"
    assert page["results"][0]["payload"]["mix"]["journeypersons"] == 200


def test_lists_are_filtered(browser: Client) -> None:
    an_order("PO-1", package="XFMR"), an_order("PO-2", package="GENS")
    a_crew()

    def found(address: str) -> int:
        return len(browser.get(f"/api/v1/{address}").json()["results"])

    assert found("orders/?package=GENS") == 1
    assert found("orders/?delivered_on__isnull=true") == 2
    assert found("crews/?site=NTX&craft=PIPE") == 0
    assert browser.get("/api/v1/crews/?craft=NONE").status_code == 400


PREFIXES = [prefix for prefix, _, _ in gathered().registry]


@pytest.mark.parametrize("path", [*PREFIXES, ""])
def test_nothing_is_readable_without_a_login(client: Client, path: str) -> None:
    address = f"/api/v1/{path}/".replace("//", "/")
    refusal(client.get(address), 401, "not_authenticated")


def test_the_schema_and_its_pages_are_for_those_who_are_logged_in(
    client: Client, browser: Client
) -> None:
    assert client.get("/api/v1/schema/").status_code == 401
    assert client.get("/api/v1/docs/").status_code == 302
    assert browser.get("/api/v1/schema/").status_code == 200
    assert browser.get("/api/v1/docs/").status_code == 200


def test_nothing_is_recorded_without_a_login(client: Client) -> None:
    refusal(post(client, "orders/place-order", ORDER), 401, "not_authenticated")


@pytest.mark.parametrize("path", PREFIXES)
def test_every_list_can_be_read(browser: Client, path: str) -> None:
    a_system(), a_crew(), an_order()

    assert browser.get(f"/api/v1/{path}/").status_code == 200


def test_reference_data_is_edited_by_those_who_may(browser: Client) -> None:
    supplier = {"code": "VOLT", "name": "Volt & Sons", "country": "DE"}
    refusal(post(browser, "suppliers", supplier), 403, "permission_denied")

    browser.force_login(User.objects.create_superuser("root"))
    assert post(browser, "suppliers", supplier).status_code == 201
    renamed = browser.patch(
        "/api/v1/suppliers/VOLT/", {"name": "Volt"}, content_type="application/json"
    )
    assert (renamed.status_code, renamed.json()["name"]) == (200, "Volt")


def test_the_code_of_reference_data_is_permanent(browser: Client) -> None:
    a_supplier("VOLT")
    browser.force_login(User.objects.create_superuser("root"))
    answer = browser.patch(
        "/api/v1/suppliers/VOLT/", {"code": "AMP"}, content_type="application/json"
    )

    (error,) = refusal(answer, 400, "invalid")["errors"]
    assert (error["pointer"], error["code"]) == ("/code", "permanent")
    assert Supplier.objects.get().code == "VOLT"


def test_rows_of_a_read_model_cannot_be_written_or_deleted(browser: Client) -> None:
    address = f"/api/v1/orders/{an_order()}/"
    browser.force_login(User.objects.create_superuser("root"))

    for method in (browser.put, browser.patch, browser.delete):
        refusal(method(address, content_type="application/json"), 405, "method_not_allowed")
    refusal(post(browser, "orders", ORDER), 405, "method_not_allowed")
