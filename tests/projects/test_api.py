"""The projects by REST: what is read, and what else than facts can be sent."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eventlog.log import tail_position
from projects import forecasting
from projects.management.commands.import_schedule import upload_of
from projects.models import AlertSubscription, Contract, Forecast
from tests.projects.building import REF72
from tests.projects.test_forecasting import EARLY, FEW, LATE


@pytest.fixture
def client(db):
    client = Client()
    client.force_login(User.objects.create_superuser("sam"))
    return client


def got(client, address):
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_checked_file_says_what_it_would_change_and_changes_nothing(client, registered):
    before = tail_position()
    file = upload_of(REF72)
    answer = client.post(
        "/api/v1/projects/NTX-1/check-schedule/",
        {"file": SimpleUploadedFile(file.name, file.content)},
    )
    assert answer.json()["activities"] == 198
    assert len(answer.json()["added"]) == 198
    assert tail_position() == before


def test_the_original_file_is_given_back_byte_for_byte(client, build):
    (revision,) = got(client, "schedule-revisions/?project=NTX-1")["results"]
    answer = client.get(f"/api/v1/schedule-revisions/{revision['id']}/file/")

    assert answer.content == upload_of(REF72).content


def test_forecasts_and_their_history_are_read(client, build, sign):
    sign(a=EARLY, c=LATE)
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)

    newest = got(client, "forecasts/newest/?project=NTX-1")["results"]
    assert sorted(row["tranche"] for row in newest) == ["A", "C"]
    assert len(newest[0]["quantiles"]) == 99
    assert len(got(client, "forecasts/?project=NTX-1&tranche=A")["results"]) == 1
    assert Forecast.objects.count() == 2


def test_the_facts_of_a_project_are_read_newest_first_with_their_actor(client, build):
    facts = got(client, "projects/NTX-1/facts/")["results"]

    assert [fact["type"] for fact in facts] == [
        "projects.schedule_assessed",
        "projects.schedule_imported",
        "projects.project_registered",
    ]
    assert facts[0]["metadata"]["actor"] == "anna"


def test_lists_page_by_cursor_and_show_each_row_once(client, build):
    page = got(client, "activities/?project=NTX-1&page_size=60")
    seen = []
    while True:
        seen += [row["code"] for row in page["results"]]
        if not page["next"]:
            break
        page = got(client, page["next"].split("/api/v1/")[1])
    assert len(seen) == len(set(seen)) == 198


def test_reference_data_is_edited_by_whoever_may_and_by_nobody_else(client, reference_data):
    body = {"site": "NTX", "name": "Ann", "email": "ann@example.com"}
    address = "/api/v1/alert-subscriptions/"
    assert client.post(address, body, content_type="application/json").status_code == 201
    onlooker = Client()
    onlooker.force_login(User.objects.create_user("lou"))
    refused = onlooker.post(address, body, content_type="application/json")

    assert refused.status_code == 403
    assert refused.json()["code"] == "permission_denied"
    assert AlertSubscription.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("forecasts/?project=NOPE", "unknown_project"),
        ("forecasts/newest/?project=NOPE", "unknown_project"),
        ("activities/?project=NOPE&phase=PRECON", "unknown_project"),
        ("forecast-scores/track-record/?project=NOPE", "unknown_project"),
        ("tranches/?contract=NOPE", "unknown_contract"),
        ("portfolio/?project=NOPE", "unknown_project"),
        ("portfolio/money/?contract=NOPE", "unknown_contract"),
        ("portfolio/?customer=NOPE", "unknown_customer"),
        ("tranche-terms/?customer=NOPE", "invalid_choice"),
    ],
)
def test_a_list_of_what_is_not_there_is_refused_and_not_empty(client, build, address, code):
    answer = client.get(f"/api/v1/{address}")

    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["code"] == code
    assert f"{error['pointer'][1:]}=NOPE" in address


def test_a_list_of_what_is_there_may_be_empty(client, build):
    assert got(client, "forecasts/?project=NTX-1")["results"] == []
    assert got(client, "forecasts/?project=")["results"] == []
    assert got(client, "portfolio/?project=NTX-1")["tranches"] == 0


def test_amendments_are_filtered_by_the_id_of_their_contract(client, build, sign):
    sign(a=EARLY, c=LATE)
    contract = Contract.objects.get()

    assert got(client, f"amendments/?contract={contract.pk}")["results"] == []
