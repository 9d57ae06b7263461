"""Every list as a file: all rows behind the filters, in the columns that the API has."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from openpyxl import load_workbook

from config.api import gathered
from eventlog.doors.lists.admin import DownloadedAdmin
from eventlog.doors.lists.downloads import DownloadedList
from supply.serializers import OrderSerializer
from tests.eventlog.doors.test_api import refusal
from tests.factories import a_crew, a_site, a_system, an_incident, an_order

pytestmark = pytest.mark.django_db

LISTS = [prefix for prefix, view, _ in gathered().registry if issubclass(view, DownloadedList)]
PAGES = [model for model, page in admin.site._registry.items() if isinstance(page, DownloadedAdmin)]


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def rows_of(answer: Any) -> list[dict[str, str]]:
    content = content_of(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def workbook(answer: Any) -> list[tuple[Any, ...]]:
    content = content_of(answer)
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def as_text(value: Any) -> str:
    return "" if value is None else str(value)


@pytest.mark.parametrize(
    "address", ["orders/?format=csv", "orders.csv", ("orders/", "text/csv")], ids=str
)
def test_a_list_is_had_as_csv_in_the_columns_of_the_api(browser: Client, address: Any) -> None:
    path, accept = (address, "*/*") if isinstance(address, str) else address
    an_order("PO-1"), an_order("PO-2", description="=cmd")
    answer = browser.get(f"/api/v1/{path}", headers={"Accept": accept})
    told = browser.get("/api/v1/orders/").json()["results"]
    rows = rows_of(answer)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="orders-')
    assert list(rows[0]) == list(OrderSerializer.Meta.fields)
    assert rows[0]["description"] == "'=cmd"
    rows[0]["description"] = "=cmd"
    assert rows == [{name: as_text(value) for name, value in row.items()} for row in told]


def test_a_file_holds_all_rows_and_not_one_page(browser: Client) -> None:
    for number in range(55):
        an_order(f"PO-{number}")

    assert len(browser.get("/api/v1/orders/").json()["results"]) == 50
    assert len(rows_of(browser.get("/api/v1/orders/?format=csv"))) == 55


def test_a_file_is_filtered_as_the_list_is(browser: Client) -> None:
    an_order("PO-1"), an_order("PO-2", package="CHLR")

    (row,) = rows_of(browser.get("/api/v1/orders/?format=csv&package=CHLR"))
    assert row["number"] == "PO-2"
    refusal(browser.get("/api/v1/orders/?format=csv&promised_on__gte=soon"), 400, "invalid")


def test_a_workbook_has_typed_cells(browser: Client) -> None:
    an_order("PO-1")
    heading, row = workbook(browser.get("/api/v1/orders/?format=xlsx"))
    cells = dict(zip(heading, row, strict=True))

    assert cells["promised_on"] == (d := cells["promised_on"]).replace(hour=0, minute=0)
    assert d.date() == date(2026, 10, 1)
    assert (cells["moves"], cells["position"], cells["delivered_on"]) == (0, 1, None)


@pytest.mark.parametrize("prefix", LISTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_is_had_as_a_file(browser: Client, prefix: str, kind: str) -> None:
    a_system(), a_crew(), an_order(), an_incident()
    answer = browser.get(f"/api/v1/{prefix}/?format={kind}")

    assert answer.status_code == 200
    assert content_of(answer)


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.label_lower)
def test_every_list_of_the_admin_is_had_as_a_file(browser: Client, model: Any) -> None:
    a_system(), a_crew(), an_order(), an_incident()
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"

    rows = rows_of(browser.get(f"{address}download-csv/"))
    assert len(rows) == browser.get(address).context["cl"].result_count
    assert len(workbook(browser.get(f"{address}download-xlsx/"))) == len(rows) + 1


def test_the_buttons_of_a_list_keep_its_filters_and_search(browser: Client) -> None:
    an_order("PO-1"), an_order("PO-2", package="CHLR")
    page = browser.get("/admin/supply/order/?package=CHLR&q=PO").content.decode()
    asked = "download-csv/?package=CHLR&amp;q=PO"
    assert f"/admin/supply/order/{asked}" in page

    (row,) = rows_of(browser.get("/admin/supply/order/download-csv/?package=CHLR&q=PO"))
    assert row["number"] == "PO-2"
    assert rows_of(browser.get("/admin/supply/order/download-csv/?q=NONE")) == []


def test_a_filter_that_there_is_not_leads_back_to_the_list(browser: Client) -> None:
    answer = browser.get("/admin/supply/order/download-csv/?nothing=1")

    assert (answer.status_code, answer["Location"]) == (302, "/admin/supply/order/?e=1")


def test_a_file_for_excel_says_that_it_is_utf8_and_one_for_programs_does_not(
    browser: Client,
) -> None:
    a_site()
    for_people = browser.get("/admin/sites/site/download-csv/")
    for_programs = browser.get("/api/v1/sites/?format=csv")

    assert content_of(for_people).startswith(b"\xef\xbb\xbf")
    assert content_of(for_programs).startswith(b"code,")


def test_who_may_not_look_at_orders_downloads_none(client: Client) -> None:
    assert client.get("/api/v1/orders/?format=csv").status_code == 401
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get("/admin/supply/order/download-csv/").status_code == 403
