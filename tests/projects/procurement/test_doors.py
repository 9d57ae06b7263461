"""Orders against the schedule: the page, its picture, and the API."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from projects import commands
from projects.models import Project
from projects.procurement.chart import OrderBar, StageMark, orders_chart
from projects.procurement.lines import order_lines
from sites.models import Site
from supply.commands import move_promise, place_order, record_delivery
from supply.events import SlipCause, Stage
from supply.models import Package, Supplier
from supply.tracking.commands import forecast_stage
from tests.projects.building import LNTP, Build, heard

PROMISE = date(2025, 9, 1)
MARCH_3 = date(2025, 3, 3)


@pytest.fixture
def ordered(build: Build) -> Callable[..., Any]:
    Supplier.objects.create(code="VOLT", name="Volt (fictional)")

    def order(package: str = "LVSG", **other: Any) -> Any:
        given = {
            "site": build.site,
            "number": f"PO-{package}",
            "package": package,
            "supplier": "VOLT",
            "description": "",
            "promised_on": PROMISE,
            "on": LNTP,
        }
        return place_order(**{**given, "meta": heard(LNTP), **other}).stream

    return order


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("sam"))
    return client


def page_of(client: Client) -> str:
    address = reverse("admin:projects_project_orders", args=[Project.objects.get().pk])
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def moved(order: Any, to: date) -> None:
    cause = SlipCause.FREIGHT
    move_promise(order_id=order, promised_on=to, cause=cause, on=MARCH_3, meta=heard(MARCH_3))


def test_a_promise_beyond_the_required_day_is_late_by_as_many_days(
    ordered: Callable[..., Any],
) -> None:
    order = ordered()
    (line,) = order_lines()
    assert line.required_on is not None
    assert line.needed_by == "HA-020"
    assert line.float_days == (line.required_on - PROMISE).days

    moved(order, line.required_on + timedelta(days=12))
    (line,) = order_lines()
    assert (line.float_days, line.days_late, line.is_late) == (-12, 12, True)


def test_our_forecast_counts_where_it_is_newer_than_the_promise(
    ordered: Callable[..., Any],
) -> None:
    order = ordered()
    (line,) = order_lines()
    assert line.required_on is not None
    late_on = line.required_on + timedelta(days=5)
    forecast_stage(
        order_id=order,
        stage=Stage.DELIVERED,
        forecast_on=late_on,
        on=MARCH_3,
        meta=heard(MARCH_3),
    )

    (line,) = order_lines(late=True)
    assert line.days_late == 5


def test_days_to_receive_and_the_buffer_of_a_package_bring_its_day_forward(
    ordered: Callable[..., Any],
) -> None:
    ordered()
    (before,) = order_lines()
    Package.objects.create(code="LVSG", name="LV switchgear", receive_days=5, buffer_days=20)
    (after,) = order_lines()

    assert before.required_on is not None
    assert after.required_on == before.required_on - timedelta(days=5 + 20 - 3)


def test_progress_moves_the_required_day_and_work_that_began_needs_no_order(
    ordered: Callable[..., Any], build: Build
) -> None:
    ordered()
    (before,) = order_lines()
    for hall in "ABC":
        started = date(2026, 9, 1)
        activity = build.activity(f"H{hall}-020")
        commands.start_activity(activity_id=activity, on=started, meta=heard(started))
    (after,) = order_lines()

    assert before.required_on != after.required_on
    assert after.needed_by not in ("HA-020", "HB-020", "HC-020")


def test_what_is_on_site_has_no_float_and_is_not_late(ordered: Callable[..., Any]) -> None:
    order = ordered()
    record_delivery(order_id=order, on=MARCH_3, meta=heard(MARCH_3))

    (line,) = order_lines()
    assert (line.float_days, line.is_late) == (None, False)
    assert order_lines(late=True) == []


def test_lines_are_filtered_and_the_least_float_comes_first(
    ordered: Callable[..., Any], client: Client
) -> None:
    ordered(), ordered("GPUR"), ordered("XFMR", promised_on=date(2029, 1, 8))

    def numbers(**asked: Any) -> list[str]:
        answer = client.get("/api/v1/order-lines/", asked)
        assert answer.status_code == 200, answer.content
        return [row["number"] for row in answer.json()]

    assert numbers()[0] == "PO-XFMR"
    assert numbers(late="true") == ["PO-XFMR"]
    assert set(numbers(late="false")) == {"PO-LVSG", "PO-GPUR"}
    assert numbers(package="GPUR") == ["PO-GPUR"]
    assert numbers(supplier="NOBODY") == numbers(site="OHI") == []
    assert len(numbers(site="NTX", supplier="VOLT")) == 3


def test_a_filter_that_is_no_answer_is_refused(client: Client) -> None:
    answer = client.get("/api/v1/order-lines/", {"late": "perhaps"})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/late"


def test_the_page_says_which_orders_are_late_and_by_how_much(
    ordered: Callable[..., Any], client: Client
) -> None:
    ordered("GPUR")
    order = ordered("XFMR")
    (line,) = order_lines(package="XFMR")
    assert line.required_on is not None
    moved(order, line.required_on + timedelta(days=1))

    page = page_of(client)
    assert "1 of 2 open orders is expected after the day on which it is needed." in page
    assert "1 day late" in page
    assert "moved once" in page
    assert 'aria-label="2 orders against the days' in page


def test_the_page_of_a_site_that_has_ordered_nothing_leads_to_the_first_order(
    build: Build, client: Client
) -> None:
    page = page_of(client)

    assert "No order is out." in page
    assert reverse("admin:supply_order_place_order") in page


def test_the_page_of_a_project_without_a_schedule_says_so(
    registered: Build, client: Client
) -> None:
    assert "This project has no schedule yet." in page_of(client)


def test_the_page_of_all_sites_shows_what_is_asked_for(
    ordered: Callable[..., Any], client: Client
) -> None:
    ordered("GPUR"), ordered("XFMR", promised_on=date(2029, 1, 8))
    received = ordered("UPSS")
    record_delivery(order_id=received, on=MARCH_3, meta=heard(MARCH_3))
    address = reverse("admin:projects_project_order_lines")

    def found(**asked: str) -> list[str]:
        page = client.get(address, asked).content.decode()
        return [code for code in ("GPUR", "XFMR", "UPSS") if f">PO-{code}<" in page]

    assert found() == ["GPUR", "XFMR"]
    assert found(late="late") == ["XFMR"]
    assert found(late="in_time", site="NTX", supplier="VOLT") == ["GPUR"]
    assert found(site="MARS") == ["GPUR", "XFMR"]  # no such site: the form says so
    Site.objects.create(code="OHI", name="Fictional Ohio", zone="UTC")
    assert found(site="OHI") == []
    assert "No open order is like that." in client.get(address, {"site": "OHI"}).content.decode()


def test_many_orders_cost_as_few_queries_as_few(
    ordered: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        ordered(number=f"PO-{number}")

    with django_assert_max_num_queries(12):
        assert len(order_lines()) == 12


# The picture


def bar(**more: Any) -> OrderBar:
    given: dict[str, Any] = {
        "label": "PO-1",
        "placed_on": date(2026, 1, 5),
        "promised_on": date(2026, 9, 1),
        "forecast_on": None,
        "delivered_on": None,
        "required_on": date(2026, 8, 1),
        "days_late": 31,
        "words": "31 days late",
        "stages": [StageMark("fabricated", date(2026, 7, 1))],
    }
    return OrderBar(**(given | more))


def elements(markup: str, kind: str) -> list[ET.Element]:
    return [e for e in ET.fromstring(markup).iter() if e.get("class") == f"slip-{kind}"]  # noqa: S314


def test_the_picture_says_in_words_what_is_late() -> None:
    drawn = orders_chart([bar(), bar(label="PO-2", days_late=0)], data_date=date(2026, 6, 1))

    title = "2 orders against the days on which the schedule needs them: PO-1 31 days late."
    assert title in drawn
    assert len(elements(drawn, "days-late")) == 1
    assert len(elements(drawn, "required")) == 2


def test_a_stage_is_drawn_as_it_went_else_as_forecast_else_as_promised() -> None:
    day = date(2026, 7, 1)
    stages = [StageMark("a", day), StageMark("b", day, day), StageMark("c", day, day, day)]
    drawn = orders_chart([bar(stages=stages)], data_date=date(2026, 6, 1))

    marks = [len(elements(drawn, kind)) for kind in ("to-come", "forecast", "done")]
    assert marks == [1, 1, 1]


def test_nothing_is_drawn_outside_the_picture() -> None:
    far = bar(required_on=date(2031, 1, 1), forecast_on=date(2030, 1, 1), days_late=0)
    drawn = orders_chart([far, bar()], data_date=date(2024, 1, 1))

    _, _, width, height = map(float, (ET.fromstring(drawn).get("viewBox") or "").split())  # noqa: S314
    for element in ET.fromstring(drawn).iter():  # noqa: S314
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(element.get(name, 0)) <= width
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= float(element.get(name, 0)) <= height
