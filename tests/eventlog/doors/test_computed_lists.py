"""Lists that are no tables: had as files too, and filtered by what they say of a row."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from eventlog.doors.lists.downloads import CSV, XLSX
from projects.planning.commands import set_baseline
from projects.planning.models import Baseline
from projects.streams import project_stream
from supply.models import Package
from tests.eventlog.doors.test_api import refusal
from tests.eventlog.doors.test_downloads import content_of, rows_of, workbook
from tests.factories import a_crew, a_site, an_order, said

pytestmark = pytest.mark.django_db

csv.field_size_limit(2**24)  # the fact of an import holds a whole schedule

FEED = "/api/v1/log/"
"""Read from a position on, as JSON or as lines; a file of it is `export_log`'s."""


def lists(paths: Any) -> Iterator[tuple[str, Any]]:
    """The addresses that answer a list, pages of one among them, with what each may answer."""
    for path, does in paths.items():
        if "get" in does and path != FEED:
            kinds = does["get"]["responses"].get("200", {}).get("content", {})
            told = kinds.get("application/json", {}).get("schema", {})
            if told.get("type") == "array" or "/Paginated" in told.get("$ref", ""):
                yield path, does["get"]


@pytest.fixture(scope="module")
def listed() -> list[tuple[str, Any]]:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    return list(lists(schema["paths"]))


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def test_every_list_is_described_as_a_file_too(listed: list[tuple[str, Any]]) -> None:
    assert len(listed) > 60
    for path, described in listed:
        kinds = described["responses"]["200"]["content"]
        names = {parameter["name"] for parameter in described["parameters"]}
        assert {CSV, XLSX} <= kinds.keys(), path
        assert {"format", "byte_order_mark"} <= names, path


def test_every_list_there_is_comes_as_csv_and_as_xlsx(
    browser: Client, build: Any, sign: Any, listed: list[tuple[str, Any]]
) -> None:
    sign(a=date(2027, 3, 15), c=date(2029, 1, 8))
    a_crew(site="NTX"), an_order("PO-1")
    for path, _ in listed:
        address = path.replace("{code}", build.code)
        if "{" in address:
            continue  # below a row that is named by an id: the last test here asks for one
        told = browser.get(address).json()
        rows = told if isinstance(told, list) else told["results"]
        read = rows_of(browser.get(f"{address}?format=csv"))
        sheet = workbook(browser.get(f"{address}?format=xlsx"))
        assert len(read) == len(sheet) - 1 >= len(rows), path
        assert tuple(read[0] if read else sheet[0]) == sheet[0], path


def test_computed_rows_are_the_same_in_every_format(browser: Client) -> None:
    a_crew()
    told = browser.get("/api/v1/craft-weeks/").json()
    read = rows_of(browser.get("/api/v1/craft-weeks/?format=csv"))
    heading, *cells = workbook(browser.get("/api/v1/craft-weeks/?format=xlsx"))

    assert told
    assert [row["mix.journeypersons"] for row in read] == [
        str(row["mix"]["journeypersons"]) for row in told
    ]
    weeks = [row[heading.index("week")].date().isoformat() for row in cells]
    assert weeks == [row["week"] for row in told]


@pytest.mark.parametrize(
    ("address", "name", "value"),
    [
        ("commissioning-tests/levels/", "level", "L4"),
        ("acceptance-records/limits/", "kind", "flush"),
        ("gates/needs/", "gate", "G5"),
        ("incidents/observed-delays/", "usually_excused", "yes"),
        ("incidents/observed-delays/", "is_enough", False),
    ],
)
def test_a_computed_list_is_filtered_by_its_columns(
    browser: Client, address: str, name: str, value: Any
) -> None:
    whole = browser.get(f"/api/v1/{address}").json()
    wanted = [row for row in whole if row[name] == value]
    narrowed = f"/api/v1/{address}?{name}={value}"

    assert wanted
    assert browser.get(narrowed).json() == wanted
    assert len(rows_of(browser.get(f"{narrowed}&format=csv"))) == len(wanted)


def test_a_file_is_refused_as_the_list_is(browser: Client) -> None:
    a_site()
    refusal(browser.get("/api/v1/craft-weeks/?format=csv&first=soon"), 400, "invalid")
    refusal(browser.get("/api/v1/order-lines/?format=xlsx&late=perhaps"), 400, "invalid")
    refusal(browser.get("/api/v1/order-lines/?format=csv&byte_order_mark=x"), 400, "invalid")


def test_what_a_button_of_a_page_downloads_opens_in_a_spreadsheet(browser: Client) -> None:
    an_order("PO-1"), an_order("PO-2", package="CHLR")
    Package.objects.create(code="CHLR", name="Chillers")
    page = browser.get("/admin/projects/project/order-lines/?package=CHLR").content.decode()
    (address,) = re.findall(r'href="(/api/v1/order-lines/\?format=csv[^"]*)"', page)
    answer = browser.get(address.replace("&amp;", "&"))
    name = answer["Content-Disposition"]
    content = content_of(answer)

    assert name.startswith('attachment; filename="order-line-')
    assert content.startswith(b"\xef\xbb\xbforder,")
    assert b"PO-2" in content
    assert b"PO-1" not in content


def test_a_computed_list_below_a_row_is_a_file_too(browser: Client, build: Any) -> None:
    set_baseline(project_id=project_stream(build.code), name="Contract", meta=said())
    address = f"/api/v1/baselines/{Baseline.objects.get().pk}/variances/"
    told = browser.get(address).json()
    read = rows_of(browser.get(f"{address}?format=csv&milestone=true"))

    assert [row["code"] for row in read] == [row["code"] for row in told if row["milestone"]]
    assert len(read) < len(told)
