"""Commissioning through the REST API and the admin."""

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sites.commissioning.gates import Gate, Item
from sites.commissioning.models import HallGate
from sites.events import CxLevel, Outcome
from sites.models import CommissioningTest
from tests.factories import a_site, a_system
from tests.sites.commissioning.building import (
    VOLTAGE,
    attempt_at,
    found,
    passed,
    sampled,
    signed_off,
    waived,
)

pytestmark = pytest.mark.django_db
MATRIX = "/admin/sites/hallgate/commissioning-matrix/"


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def send(browser: Client, address: str, body: dict[str, Any], *, key: str = "k") -> Any:
    return browser.post(
        f"/api/v1/{address}/",
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )


def words(browser: Client, path: str) -> str:
    """A page as a person reads it."""
    answer = browser.get(path)
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().split('id="content"')[-1])
    return " ".join(text.split())


def test_a_reading_without_an_upper_bound_comes_in_by_the_api(browser: Client) -> None:
    voltage = {"quantity": "voltage", "value": 480, "unit": "V", "low": 456}
    body = {"level": "L4", "procedure": "FPT", "outcome": "pass", "on": "2026-05-01"}

    answer = send(browser, f"systems/{a_system()}/record-test", body | {"readings": [voltage]})

    assert answer.status_code == 201, answer.content
    (reading,) = CommissioningTest.objects.get().readings
    assert (reading["low"], reading["high"], reading["within"]) == (456, None, True)


def test_readings_are_typed_one_a_line_with_an_empty_bound_open(browser: Client) -> None:
    system = a_system()
    form = {"level": "L4", "procedure": "FPT", "outcome": "pass", "on": "2026-05-01"}
    lines = "voltage, 480, V, 456, 504\nstart, 8.6, s, , 10"

    answer = browser.post(f"/admin/sites/system/{system}/record-test/", form | {"readings": lines})

    assert answer.status_code == 302, answer.content
    start = CommissioningTest.objects.get().readings[1]
    assert (start["low"], start["high"]) == (None, 10)


def test_a_file_goes_in_and_comes_out_as_it_was(browser: Client) -> None:
    test = attempt_at(a_system(), CxLevel.L4)
    content = b"second,volt\n0,480\n"
    answer = browser.post(
        f"/api/v1/commissioning-tests/{test.pk}/attach-test-file/",
        {"file": SimpleUploadedFile("trend.csv", content)},
        headers={"Idempotency-Key": "k"},
    )
    assert answer.status_code == 201, answer.content

    test.refresh_from_db()
    digest = test.files[0]["sha256"]
    by_api = browser.get(f"/api/v1/commissioning-tests/{test.pk}/files/{digest}/")
    address = f"/admin/sites/commissioningtest/{test.pk}/file/{digest}/"
    assert (
        address in browser.get(f"/admin/sites/commissioningtest/{test.pk}/change/").content.decode()
    )
    by_page = browser.get(address)

    assert by_api.content == by_page.content == content
    assert 'filename="trend.csv"' in by_api.headers["Content-Disposition"]
    other = attempt_at(a_system("UPS-2"), CxLevel.L4)
    assert browser.get(f"/api/v1/commissioning-tests/{other.pk}/files/{digest}/").status_code == 404


def test_a_gate_that_is_not_ready_is_a_problem_for_each_missing_thing(browser: Client) -> None:
    a_system()
    gate = {"site": "NTX", "hall": "A", "gate": "G2", "on": "2026-05-01"}
    body = gate | {"passed_by": "R."}

    answer = send(browser, "gates/pass-gate", body)

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "gate_not_ready")
    assert [each["code"] for each in problem["errors"]] == [
        "receipt_passed",
        "room_ready",
        "lift_plan",
    ]
    signed = {"by": "M.", "items": [{"item": "lift_plan", "evidence": "LP-1"}]}
    assert send(browser, "gates/sign-off-gate", gate | signed, key="s").status_code == 201
    again = send(browser, "gates/pass-gate", body, key="again").json()
    assert len(again["errors"]) == 2


def test_every_gate_of_every_hall_is_listed_with_what_it_lacks(browser: Client) -> None:
    a_system()
    signed_off(Gate.G2)
    passed(Gate.G2)

    def ask(query: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = browser.get(f"/api/v1/gates/standings/{query}").json()
        return found

    assert [each["gate"] for each in ask()] == list(Gate)
    assert [each["gate"] for each in ask("?state=passed")] == ["G2"]
    (first,) = ask("?site=NTX&hall=A&gate=G1")
    assert first["missing"][0]["words"] == "UPS-1 has no L1 test."
    assert ask("?site=MARS") == []
    assert browser.get("/api/v1/gates/standings/?gate=G9").status_code == 400
    (row,) = browser.get("/api/v1/gates/?hall=A").json()["results"]
    assert (row["state"], row["missing"]) == ("passed", [])


@pytest.mark.parametrize(
    "query",
    [
        "commissioning-tests/?site=NTX&level=L4&outcome=pass&attempt=1",
        "deficiencies/?state=open&priority=P1&level=L5",
        "acceptance-records/?kind=water&accepted=true&hall=A",
        "gates/?gate=G2&site=NTX",
    ],
)
def test_lists_are_filtered(browser: Client, query: str) -> None:
    system = a_system()
    attempt_at(system, CxLevel.L4)
    attempt_at(system, CxLevel.L5, Outcome.FAIL)
    found(system, level=CxLevel.L5), found(system, "D-2")
    sampled(4), sampled(4, glycol=60)
    signed_off(Gate.G2)
    signed_off(Gate.G3)

    assert len(browser.get(f"/api/v1/{query}").json()["results"]) == 1


def test_levels_needs_and_yields_are_to_be_read(browser: Client) -> None:
    attempt_at(a_system(), CxLevel.L4, Outcome.FAIL)
    attempt_at(a_system("UPS-2", site=a_site("OHI").code), CxLevel.L4)

    levels = browser.get("/api/v1/commissioning-tests/levels/").json()
    needs = browser.get("/api/v1/gates/needs/").json()
    here = browser.get("/api/v1/commissioning-tests/first-pass-yield/?site=NTX").json()
    everywhere = browser.get("/api/v1/commissioning-tests/first-pass-yield/").json()

    assert [level["level"] for level in levels] == list(CxLevel)
    assert levels[4]["after"] == "L3"
    assert needs[1]["needs"][-1] == "lift plan approved"
    assert [(each["kind"], each["tried"], each["passed"]) for each in here] == [
        ("", 1, 0),
        ("power", 1, 0),
    ]
    assert (everywhere[0]["tried"], everywhere[0]["too_few"]) == (2, True)


def test_the_matrix_shows_systems_by_level_and_gates_with_what_they_lack(browser: Client) -> None:
    system = a_system()
    attempt_at(system, CxLevel.L3)
    attempt_at(system, CxLevel.L4, Outcome.FAIL)
    attempt_at(system, CxLevel.L4, Outcome.FAIL)
    found(system, level=CxLevel.L4)
    signed_off(Gate.G5)
    waived(Gate.G6, Item.LOAD_BANKS_READY)

    page = words(browser, f"{MATRIX}?site=NTX")

    assert (
        "UPS-1 UPS, power not tested not tested passed 1 attempt not passed 2 attempts 1 open"
        in page
    )
    assert "G6 IST start not ready 3 missing" in page
    assert "UPS-1: L4 test is not passed after 2 attempts." in page
    assert "R. Lindqvist waived: load banks (air and liquid) and instruments ready" in page
    assert "L4 power 1 0 too few" in page


def test_a_level_without_records_has_no_column_unless_every_build_has_it(browser: Client) -> None:
    system = a_system()
    assert "L12" not in words(browser, MATRIX)
    attempt_at(system, CxLevel.L12)
    assert "L12 Cluster" in words(browser, MATRIX)


def test_the_matrix_says_what_to_do_where_there_is_nothing(browser: Client) -> None:
    assert "add the site" in words(browser, MATRIX)
    site = a_site()
    assert "Register one" in words(browser, MATRIX)
    assert "No test is recorded at this site yet" in words(browser, MATRIX)
    site.halls.all().delete()
    assert "add the first" in words(browser, MATRIX)
    assert browser.get(f"{MATRIX}?site=MARS").status_code == 404


def test_the_matrix_is_for_those_who_may_look(browser: Client) -> None:
    guest = Client()
    assert guest.get(MATRIX).status_code == 302
    guest.force_login(User.objects.create_user("guest", is_staff=True))
    assert guest.get(MATRIX).status_code == 403


@pytest.mark.parametrize(
    ("model", "shown"),
    [
        ("commissioningtest", "UPS-1 NTX North Texas L4 1 pass - voltage 480 V (456 to 504 V) 0"),
        ("deficiency", "D-1 UPS-1 NTX North Texas P1 open"),
        ("acceptancerecord", "not accepted glycol 60 % (25 to 30 %)"),
        ("hallgate", "G2 Set not ready 1 thing P1 deficiency D-1 on UPS-1 is open."),
    ],
)
def test_admin_lists_show_what_matters(browser: Client, model: str, shown: str) -> None:
    system = a_system()
    attempt_at(system, CxLevel.L4, readings=(VOLTAGE,))
    found(system)
    sampled(4, glycol=60)
    signed_off(Gate.G2)

    assert shown in words(browser, f"/admin/sites/{model}/")


@pytest.mark.parametrize(
    "model", ["commissioningtest", "deficiency", "acceptancerecord", "hallgate"]
)
def test_admin_pages_of_rows_open_and_searches_answer(browser: Client, model: str) -> None:
    system = a_system()
    attempt_at(system, CxLevel.L4, readings=(VOLTAGE,))
    found(system), sampled(4)
    signed_off(Gate.G2)
    listed = browser.get(f"/admin/sites/{model}/").content.decode()
    (address,) = set(re.findall(rf"/admin/sites/{model}/[0-9a-f-]{{36}}/change/", listed))

    assert browser.get(address).status_code == 200
    assert browser.get(f"/admin/sites/{model}/?q=UPS-1").status_code == 200
    assert browser.get(f"/admin/sites/{model}/?q={system}").status_code == 200


def test_the_page_of_a_gate_says_who_signed_off_and_who_waived(browser: Client) -> None:
    a_system()
    signed_off(Gate.G2, Item.ROOM_READY)
    waived(Gate.G2, Item.LIFT_PLAN)

    page = words(browser, f"/admin/sites/hallgate/{HallGate.objects.get().pk}/change/")

    assert "pad or room ready: report 7 (M. Okafor, 2026-05-01)" in page
    assert "lift plan approved by R. Lindqvist: Agreed (2026-05-01)" in page
    assert "Nobody has signed off: receipt inspection (L2a) passed." in page
