"""Bad input at the front door: a clear refusal with a stable code, and the log as it was."""

import gzip

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eventlog.log import tail_position
from tests.projects.building import REF72, zipped
from tests.projects.schedule.conftest import outside_data

__all__ = ["outside_data"]


class Caller:
    """Somebody who is logged in and sends facts."""

    def __init__(self):
        self.client = Client()
        self.client.force_login(User.objects.create_superuser("sam"))
        self.sent = 0

    def send(self, address, body, **headers):
        self.sent += 1
        return self.client.post(
            f"/api/v1/{address}/",
            body,
            content_type="application/json",
            headers={"Idempotency-Key": f"k{self.sent}", **headers},
        )

    def send_file(self, project, content, name="plan.xer"):
        self.sent += 1
        return self.client.post(
            f"/api/v1/projects/{project}/import-schedule/",
            {"file": SimpleUploadedFile(name, content)},
            headers={"Idempotency-Key": f"k{self.sent}"},
        )


@pytest.fixture
def caller(db):
    return Caller()


def refused(answer, status, code):
    """The answer is a problem detail with this status and code."""
    assert answer.headers["Content-Type"].startswith("application/problem+json"), answer.content
    body = answer.json()
    assert (answer.status_code, body["code"]) == (status, code), body
    assert body["detail"]
    assert body["type"] == f"/problems/{code}"
    return True


@pytest.fixture
def unchanged():
    """Whatever the test does, the log ends where it stood when the test called this."""
    seen = []
    yield lambda: seen.append(tail_position())
    assert seen
    assert tail_position() == seen[0]


def test_an_unknown_activity(caller, build, unchanged):
    unchanged()
    answer = caller.send(f"activities/{build.activity('NO-1')}/start-activity", {})
    assert refused(answer, 404, "not_found")


def test_a_wrong_stream_version(caller, build, unchanged):
    unchanged()
    address = f"activities/{build.activity('CV-010')}/start-activity"
    answer = caller.send(address, {"on": "2025-05-01"}, **{"If-Match": '"7"'})
    assert refused(answer, 412, "version_conflict")


def test_a_finish_before_its_start(caller, build, unchanged):
    address = f"activities/{build.activity('CV-010')}"
    assert caller.send(f"{address}/start-activity", {"on": "2025-05-01"}).status_code == 201
    unchanged()
    answer = caller.send(f"{address}/finish-activity", {"on": "2025-04-01"})
    assert refused(answer, 422, "finish_before_start")
    assert answer.json()["errors"][0]["pointer"] == "/on"


@pytest.mark.parametrize(
    ("day", "status", "code"),
    [("2025-02-30", 400, "invalid"), ("1925-05-01", 422, "day_out_of_range")],
)
def test_a_date_in_no_calendar(caller, build, unchanged, day, status, code):
    unchanged()
    answer = caller.send(f"activities/{build.activity('CV-010')}/start-activity", {"on": day})
    assert refused(answer, status, code)


def test_a_negative_head_count(caller, reference_data, unchanged):
    unchanged()
    crew = {"site": "NTX", "name": "Electrical", "craft": "ELEC", "journeypersons": -1}
    assert refused(caller.send("crews/mobilise-crew", crew), 422, "negative_heads")


def test_a_cyclic_network(caller, registered, unchanged):
    unchanged()
    header = (REF72 / "activities.csv").read_text().splitlines()[0]
    rows = [f"A{n},Work {n},1,CIVIL,LAB,1,1,2,3," for n in range(3)]
    links = ["A0,A1,FS,0", "A1,A2,FS,0", "A2,A0,FS,0"]
    packed = zipped(
        "\n".join([header, *rows]), "\n".join(["predecessor,successor,type,lag_days", *links])
    )
    answer = caller.send_file(registered.code, packed, "plan.zip")
    assert refused(answer, 422, "schedule_unreadable")
    assert "A0" in answer.content.decode()


def test_an_xer_cut_in_half(outside_data, caller, registered, unchanged):
    whole = gzip.decompress((outside_data / "p6" / "airport-terminal.xer.gz").read_bytes())
    unchanged()
    answer = caller.send_file(registered.code, whole[: len(whole) // 2])
    assert refused(answer, 422, "schedule_unreadable")
    assert "xer_cut_short" in answer.content.decode()


def test_a_second_delivery_of_one_order(caller, reference_data, unchanged):
    from supply.models import Supplier

    Supplier.objects.create(code="VOLT", name="Volt (fictional)")
    order = {"site": "NTX", "number": "PO-1", "package": "XFMR", "supplier": "VOLT"}
    dates = {"description": "transformers", "promised_on": "2026-05-01", "on": "2025-02-03"}
    stream = caller.send("orders/place-order", {**order, **dates}).json()["stream"]
    delivered = f"orders/{stream}/record-delivery"
    assert caller.send(delivered, {"on": "2026-05-02"}).status_code == 201
    unchanged()
    answer = caller.send(delivered, {"on": "2026-05-03"})
    assert refused(answer, 409, "order_already_delivered")


def test_a_body_of_ten_megabytes(caller, reference_data, unchanged):
    unchanged()
    answer = caller.send("crews/mobilise-crew", {"name": "x" * 10_000_000})
    assert refused(answer, 413, "body_too_large")


def test_the_same_key_with_another_body(caller, build):
    address = f"activities/{build.activity('CV-010')}/start-activity"
    key = {"Idempotency-Key": "same"}
    assert caller.send(address, {"on": "2025-05-01"}, **key).status_code == 201
    tail = tail_position()
    again = caller.send(address, {"on": "2025-05-01"}, **key)
    other = caller.send(address, {"on": "2025-05-02"}, **key)

    assert again.json()["replayed"]
    assert refused(other, 422, "idempotency_key_reused")
    assert tail_position() == tail


def test_nothing_is_readable_without_a_login(db):
    client = Client()
    for address in ("projects", "log", "forecasts", "sites", "orders", "crews", "schema"):
        assert client.get(f"/api/v1/{address}/").status_code == 401, address
    assert client.get("/admin/").status_code == 302
    assert client.get("/api/v1/docs/").status_code == 302


def test_an_address_that_there_is_not(caller):
    assert refused(caller.client.get("/api/v1/nothing/here/"), 404, "not_found")
