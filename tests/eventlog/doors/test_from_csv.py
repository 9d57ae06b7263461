"""Many facts from one file: all or none, by the commands of single entries, and every error at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from config.api import gathered
from eventlog.doors.bulk.naming import Names, NotNamed
from eventlog.doors.bulk.reading import NOTE, written
from eventlog.doors.bulk.running import run_file
from eventlog.doors.bulk.template import takes_rows, template_of
from eventlog.doors.inputs import title_of
from eventlog.doors.views import FactViewSet
from eventlog.errors import Refusal
from eventlog.log import read, tail_position
from eventlog.models import StoredEvent
from labor.commands import mobilise_crew, report_mix
from projects.commands import sign_contract
from supply.commands import move_promise, place_order
from supply.models import Order
from tests.eventlog.doors.test_api import refusal
from tests.factories import (
    a_crew,
    a_site,
    a_supplier,
    an_order,
    everything,
    said,
)

pytestmark = pytest.mark.django_db

VIEWS = [view for _, view, _ in gathered().registry if issubclass(view, FactViewSet)]
COMMANDS = sorted({c for view in VIEWS for c in view.commands}, key=lambda c: c.__name__)
FOR_MANY = [command for command in COMMANDS if takes_rows(command)]
HEADING = "site,number,package,supplier,description,promised_on"


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def orders(*numbers: str) -> str:
    rows = (f"NTX,{number},XFMR,VOLT,345 kV,2031-10-01" for number in numbers)
    return "\n".join([HEADING, *rows]) + "\n"


def send(
    browser: Client, address: str, text: str, *, key: str = "k1", dry_run: bool = False
) -> Any:
    return browser.post(
        f"/api/v1/{address}/from-csv/",
        {"file": SimpleUploadedFile("rows.csv", text.encode()), "dry_run": str(dry_run).lower()},
        headers={"Idempotency-Key": key},
    )


def bytes_of_everything() -> tuple[Any, ...]:
    """Every byte of the log and every row of every read model."""
    log = StoredEvent.objects.order_by("position").values_list()
    return [tuple(map(str, (*row[:-1], bytes(row[-1]).hex()))) for row in log], everything()[1]


def problems_of(command: Any, text: str) -> list[tuple[int, str, str]]:
    outcome = run_file(command, text.encode(), meta=said("k"), dry_run=True)
    return [(problem.row, problem.column, problem.code) for problem in outcome.problems]


def test_all_rows_of_a_file_are_recorded(browser: Client) -> None:
    a_site(), a_supplier()
    answer = send(browser, "orders/place-order", orders("PO-1", "PO-2"))

    assert answer.status_code == 201, answer.content
    assert answer.json() == {
        "dry_run": False,
        "rows": 2,
        "separator": "comma",
        "first_position": 1,
        "last_position": 2,
        "replayed": False,
    }
    assert set(Order.objects.values_list("number", flat=True)) == {"PO-1", "PO-2"}


def test_a_dry_run_answers_as_the_real_one_and_leaves_everything_as_it_was(
    browser: Client,
) -> None:
    a_site(), a_supplier(), a_crew()
    before = bytes_of_everything()
    good = send(browser, "orders/place-order", orders("PO-1", "PO-2"), dry_run=True)
    bad = send(browser, "orders/place-order", orders("PO-1", "x" * 61), dry_run=True)

    assert (good.status_code, good.json()["rows"], good.json()["dry_run"]) == (200, 2, True)
    refusal(bad, 422, "file_refused")
    assert bytes_of_everything() == before
    assert send(browser, "orders/place-order", orders("PO-1", "PO-2")).status_code == 201


def test_every_error_of_a_file_is_said_at_once_and_nothing_is_recorded(browser: Client) -> None:
    a_site(), a_supplier()
    text = orders("PO-1") + (
        "NTX,PO-2,XFMR,VOLT,,2026-02-30\n"  # no description, no such day
        "NTX,PO-1,CHLR,VOLT,again,2031-10-01\n"  # placed by the first row
        "MARS,PO-3,XFMR,VOLT,x,2031-10-01\n"
        "NTX,PO-4,XFMR,VOLT,x,2031-10-01,y\n"
        "NTX,PO-1,XFMR,VOLT,345 kV,2031-10-01\n"
    )
    before = bytes_of_everything()
    errors = refusal(send(browser, "orders/place-order", text), 422, "file_refused")["errors"]

    assert [(e["row"], e["line"], e["column"], e["code"]) for e in errors] == [
        (2, 3, "description", "required"),
        (2, 3, "promised_on", "invalid"),
        (3, 4, "number", "order_already_placed"),
        (4, 5, "site", "unknown_row"),
        (5, 6, "", "too_many_cells"),
        (6, 7, "", "row_twice"),
        (6, 7, "number", "order_already_placed"),
    ]
    assert errors[1]["pointer"] == "/rows/2/promised_on"
    assert all(error["detail"] for error in errors)
    assert bytes_of_everything() == before


def test_a_file_sent_again_with_its_key_writes_nothing_twice(browser: Client) -> None:
    a_site(), a_supplier()
    first, again = (send(browser, "orders/place-order", orders("PO-1", "PO-2")) for _ in "12")

    assert again.json() == {**first.json(), "replayed": True}
    assert tail_position() == 2


@pytest.mark.parametrize("numbers", [["PO-1"], ["PO-1", "PO-2", "PO-3"], ["PO-1", "PO-9"]])
def test_another_file_under_the_same_key_is_refused(browser: Client, numbers: list[str]) -> None:
    a_site(), a_supplier()
    send(browser, "orders/place-order", orders("PO-1", "PO-2"))
    answer = send(browser, "orders/place-order", orders(*numbers))

    (*_, error) = refusal(answer, 422, "file_refused")["errors"]
    assert error["code"] == "idempotency_key_reused"
    assert tail_position() == 2


@pytest.mark.parametrize("name", ["{id}", "NTX/PO-7", "PO-7 at NTX", "PO-7"])
def test_a_row_names_what_it_is_about_as_people_do(browser: Client, name: str) -> None:
    order = an_order("PO-7")
    an_order("PO-8")
    text = f"order,promised_on,cause\n{name.format(id=order)},2031-12-01,freight\n"
    answer = send(browser, "orders/move-promise", text)

    assert answer.status_code == 201, answer.content
    assert Order.objects.get(pk=order).promised_on == date(2031, 12, 1)


def test_a_name_that_fits_several_or_no_row_is_said() -> None:
    an_order("PO-7"), an_order("PO-7", site=a_site("LVB").code)
    text = "order_id,promised_on,cause\n{},2031-12-01,freight\n"
    outcome = run_file(move_promise, text.format("PO-7").encode(), meta=said(), dry_run=True)

    (problem,) = outcome.problems
    assert (problem.column, problem.code) == ("order_id", "ambiguous_row")
    assert problem.detail == "PO-7 may mean LVB/PO-7, NTX/PO-7."
    assert problems_of(move_promise, text.format("NTX/PO-1")) == [(1, "order_id", "unknown_row")]
    nobody = "00000000-0000-0000-0000-000000000000"
    assert problems_of(move_promise, text.format(nobody)) == [(1, "order_id", "unknown_row")]


def test_what_an_earlier_row_makes_wrong_is_found_by_a_dry_run() -> None:
    an_order("PO-7")
    text = "order_id,promised_on,cause\nPO-7,2031-12-01,freight\nPO-7,2031-12-01,port\n"

    assert problems_of(move_promise, text) == [(2, "promised_on", "promise_unchanged")]


def test_a_refused_row_does_not_hide_what_is_wrong_behind_it() -> None:
    a_site()
    text = "site,name,craft,journeypersons\nNTX,A,ELEC,-1\nNTX,A,ELEC,5\nNTX,B,ELEC,-2\n"

    assert problems_of(mobilise_crew, text) == [
        (1, "journeypersons", "negative_heads"),
        (3, "journeypersons", "negative_heads"),
    ]


def test_items_of_a_row_stand_in_one_cell() -> None:
    text = (
        'code,customer,project,tranches\nC-1,LAB,NTX-1,"A,M-1,24.5,2026-05-08|B,M-2,x,2026-05-08"\n'
    )
    outcome = run_file(sign_contract, text.encode(), meta=said(), dry_run=True)

    told = {(problem.column, problem.code): problem.detail for problem in outcome.problems}
    assert told["tranches", "invalid"].startswith("1, power_mw: ")


HEADS = st.one_of(st.integers(1, 50), st.integers(49_000, 51_000))  # more than 50,000 are refused
ROWS = st.lists(st.tuples(st.sampled_from("AB"), HEADS, st.integers(1, 9)), min_size=1, max_size=5)


@settings(max_examples=40)
@given(ROWS.map(lambda rows: list(dict.fromkeys(rows))), st.booleans())
def test_a_file_records_what_single_entries_would_or_nothing(
    rows: list[tuple[str, int, int]], in_order: bool
) -> None:
    rows = sorted(rows, key=lambda row: row[2]) if in_order else rows
    with undone():
        before, crews = everything(), {name: a_crew(name) for name in "AB"}
        refused_rows = recorded_singly(crews, rows)
        singly = facts_after(2)
    with undone():
        assert everything() == before
        for name in "AB":
            a_crew(name)
        outcome = run_file(report_mix, as_file(rows), meta=said("k"), dry_run=False)
        assert {problem.row for problem in outcome.problems} == refused_rows
        assert facts_after(2) == ([] if refused_rows else singly)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def recorded_singly(crews: dict[str, UUID], rows: list[tuple[str, int, int]]) -> set[int]:
    """The numbers of the rows that are refused, one by one."""
    refused = set()
    for number, (name, heads, day) in enumerate(rows, start=1):
        try:
            on = date(2026, 5, day)
            report_mix(crew_id=crews[name], journeypersons=heads, on=on, meta=said(f"k:{number}"))
        except Refusal:
            refused.add(number)
    return refused


def as_file(rows: list[tuple[str, int, int]]) -> bytes:
    names = ["crew_id", "journeypersons", "on"]
    cells = [(f"NTX/{name}", str(heads), f"2026-05-{day:02}") for name, heads, day in rows]
    return written(names, [dict(zip(names, row, strict=True)) for row in cells]).encode()


def facts_after(position: int) -> list[tuple[Any, ...]]:
    """What the facts say, where they stand, and by which key: all but when and of whom we heard."""
    rows = StoredEvent.objects.filter(position__gt=position).order_by("position")
    names = ("position", "stream", "version", "type", "payload", "occurred_at", "key")
    return list(rows.values_list(*names))


@pytest.mark.parametrize("command", FOR_MANY, ids=title_of)
def test_a_template_is_a_file_of_notes_whose_example_reads_well(command: Any) -> None:
    heading, helps, example = (line for line in template_of(command).splitlines())
    assert helps.startswith((NOTE, f'"{NOTE}'))
    assert problems_of(command, template_of(command)) == [(0, "", "no_rows")]

    text = f"{heading}\n{example.replace(NOTE, '', 1)}\n"
    of_fields = {
        "required",
        "blank",
        "null",
        "invalid",
        "invalid_choice",
        "max_length",
        "not_a_list",
    }
    assert not of_fields & {code for _, _, code in problems_of(command, text)}


def test_a_template_is_downloaded(browser: Client) -> None:
    by_api = browser.get("/api/v1/orders/place-order/from-csv/")
    by_page = browser.get("/admin/supply/order/place-order-from-csv/?template")

    assert by_api.content == template_of(place_order).encode()
    assert by_page.content == b"\xef\xbb\xbf" + by_api.content  # for a double click
    assert 'filename="place-order.csv"' in by_api["Content-Disposition"]


PAGE = "/admin/supply/order/place-order-from-csv/"


def test_a_page_checks_a_file_and_then_records_it(browser: Client) -> None:
    a_site(), a_supplier()
    file = SimpleUploadedFile("orders.csv", orders("PO-1", "PO-2").encode("utf-8-sig"))
    checked = browser.post(PAGE, {"file": file, "step": "check"})

    assert "Nothing is wrong with the 2 rows" in checked.content.decode()
    assert tail_position() == 0
    sent = {"content": checked.context["content"], "step": "record", "idempotency_key": "f1"}
    for told in ("Recorded 2 rows at positions 1 to 2.", "had been recorded before"):
        assert told in browser.post(PAGE, sent, follow=True).content.decode()
    assert [fact.actor for fact in read()] == ["root", "root"]


def test_a_page_lets_a_person_mend_what_is_wrong_and_loses_nothing(browser: Client) -> None:
    a_site(), a_supplier()
    text = orders("PO-1", "PO-2").replace("PO-2,XFMR,VOLT", "PO-2,XFMR,VLOT")
    wrong = browser.post(PAGE, {"content": text, "step": "check"})
    (row,) = wrong.context["wrong_rows"]
    cell = next(cell for cell in row.cells if cell.problems)

    assert (cell.field, cell.value) == ("cell:2:supplier", "VLOT")
    assert "There is no supplier VLOT." in wrong.content.decode()
    mending = {"content": wrong.context["content"], cell.field: "VOLT", "step": "check"}
    right = browser.post(PAGE, mending)
    browser.post(PAGE, {"content": right.context["content"], "step": "record"})
    assert set(Order.objects.values_list("number", flat=True)) == {"PO-1", "PO-2"}


@pytest.mark.parametrize(
    ("sent", "told"),
    [({}, "Choose a file"), ({"content": "numbr\n1"}, "Is number meant?")],
    ids=["nothing", "other columns"],
)
def test_a_page_says_what_is_wrong_with_the_whole_file(
    browser: Client, sent: dict[str, str], told: str
) -> None:
    answer = browser.post(PAGE, {**sent, "step": "check"})

    assert told in answer.content.decode()
    assert answer.context["content"] == sent.get("content", "")


def test_each_list_leads_to_the_pages_for_many(browser: Client) -> None:
    crew = a_crew()
    page = browser.get("/admin/labor/crew/").content.decode()
    single = browser.get(f"/admin/labor/crew/{crew}/report-mix/").content.decode()

    for name in ("mobilise-crew", "report-mix", "demobilise-crew"):
        assert f"/admin/labor/crew/{name}-from-csv/" in page
    assert "/admin/labor/crew/report-mix-from-csv/" in single


def test_who_may_not_look_at_orders_sends_no_file(client: Client) -> None:
    a_site(), a_supplier()
    client.force_login(User.objects.create_user("guest", is_staff=True))

    assert client.post(PAGE, {"content": orders("PO-1"), "step": "record"}).status_code == 403
    assert tail_position() == 0


def test_a_file_is_about_no_single_version(browser: Client) -> None:
    file = SimpleUploadedFile("rows.csv", orders("PO-1").encode())
    headers = {"Idempotency-Key": "k1", "If-Match": '"3"'}
    answer = browser.post("/api/v1/orders/place-order/from-csv/", {"file": file}, headers=headers)

    refusal(answer, 400, "if_match_for_many")


def test_a_file_needs_a_key(browser: Client) -> None:
    refusal(send(browser, "orders/place-order", orders(), key=""), 400, "idempotency_key_missing")


def test_a_row_with_a_code_is_asked_for_by_its_code() -> None:
    with pytest.raises(NotNamed) as caught:
        Names().key_of("supply.Supplier", "NOBODY")
    assert str(caught.value).endswith("by its code.")
