"""Supply through the API and the admin."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from supply.commands import move_promise, resolve_incident
from supply.events import SlipCause, Stage
from supply.mitigation.projections import mitigation_id
from supply.models import LeadTimeRange, Mitigation, Order, Package
from supply.tracking.commands import promise_stage
from tests.factories import (
    DECEMBER_1,
    MAY_1,
    MAY_4,
    a_site,
    a_supplier,
    an_incident,
    an_order,
    said,
)

pytestmark = pytest.mark.django_db


class Caller:
    def __init__(self) -> None:
        self.client = Client()
        self.client.force_login(User.objects.create_superuser("sam"))
        self.sent = 0

    def post(self, address: str, **body: Any) -> Any:
        self.sent += 1
        return self.client.post(
            f"/api/v1/{address}/",
            body,
            content_type="application/json",
            headers={"Idempotency-Key": f"k{self.sent}"},
        )

    def rows(self, address: str, **asked: Any) -> list[dict[str, Any]]:
        body = self.client.get(f"/api/v1/{address}/", asked).json()
        found: list[dict[str, Any]] = body if isinstance(body, list) else body["results"]
        return found

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer
        return str(answer.content.decode())


@pytest.fixture
def caller() -> Caller:
    return Caller()


def moved(order: Any) -> None:
    cause = SlipCause.FREIGHT
    move_promise(order_id=order, promised_on=DECEMBER_1, cause=cause, on=MAY_4, meta=said())


def test_a_stage_is_promised_and_forecast_by_named_actions(caller: Caller) -> None:
    order = an_order()
    days = {"stage": "factory_tested", "on": "2026-05-04"}
    told = caller.post(f"orders/{order}/promise-stage", promised_on="2026-08-03", **days)
    again = caller.post(f"orders/{order}/promise-stage", promised_on="2026-08-03", **days)
    forecast = caller.post(f"orders/{order}/forecast-stage", forecast_on="2026-08-24", **days)

    assert (told.status_code, again.status_code, forecast.status_code) == (201, 409, 201)
    assert again.json()["code"] == "stage_date_unchanged"
    assert again.json()["errors"][0]["pointer"] == "/promised_on"
    (row,) = caller.rows("order-stages", stage="factory_tested")
    assert (row["number"], row["supplier"], row["days_late"]) == ("PO-7", "VOLT", 21)


def test_stages_and_moved_promises_are_filtered(caller: Caller) -> None:
    moved(an_order("PO-1"))
    moved(an_order("PO-2", site=a_site("OHI").code, supplier=a_supplier("CALM").code))

    assert len(caller.rows("promise-revisions")) == 2
    for asked in ({"site": "OHI"}, {"order__supplier": "CALM"}, {"order__number": "PO-2"}):
        (row,) = caller.rows("promise-revisions", **asked)
        assert (row["number"], row["was"], row["now"]) == ("PO-2", "2026-10-01", "2026-12-01")
        assert row["moved_days"] == 61
        assert len(caller.rows("order-stages", **asked)) == 2
    assert caller.rows("promise-revisions", cause="port") == []
    assert caller.rows("promise-revisions", on__gte="2026-05-05") == []


def test_the_drift_of_suppliers_is_asked_for_and_shown(caller: Caller) -> None:
    a_supplier("CALM")
    moved(an_order())

    volt, calm = caller.rows("suppliers/drift")
    assert (volt["supplier"], volt["revisions"], volt["worst_days"]) == ("VOLT", 1, 61)
    assert (calm["orders"], calm["days_per_order_month"]) == (0, None)
    assert [each["supplier"] for each in caller.rows("suppliers/drift", code="CALM")] == ["CALM"]
    page = caller.page(reverse("admin:supply_supplier_changelist"))
    assert "1 revision, 61 days later, worst 61" in page
    assert "no orders" in page
    assert "1 revision, 61" in caller.page(reverse("admin:supply_supplier_change", args=["VOLT"]))
    assert "no orders" in caller.page(reverse("admin:supply_supplier_change", args=["CALM"]))
    assert caller.page(reverse("admin:supply_supplier_add"))


def test_the_drift_of_many_suppliers_costs_as_few_queries_as_that_of_one(
    caller: Caller, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        moved(an_order(f"PO-{number}", supplier=a_supplier(f"S{number}").code))

    with django_assert_max_num_queries(6):
        assert len(caller.rows("suppliers/drift")) == 7


def test_one_incident_hits_orders_on_many_sites(caller: Caller) -> None:
    an_order("PO-1"), an_order("PO-2", site=a_site("OHI").code)
    fire = an_incident(supplier="VOLT")

    body = caller.client.get(f"/api/v1/incidents/{fire}/touched/").json()
    assert body["sites"] == ["NTX", "OHI"]
    assert [order["number"] for order in body["orders"]] == ["PO-1", "PO-2"]
    page = caller.page(reverse("admin:supply_incident_change", args=[fire]))
    assert "Sites: NTX, OHI." in page
    assert "PO-2" in page
    assert "Nothing yet." in page


def test_a_mitigation_goes_its_way_through_the_api(caller: Caller) -> None:
    incident = an_incident()
    given = {"name": "Escort", "what": "A pole car", "cost_minor": 250_000, "currency": "EUR"}
    plan = caller.post(f"incidents/{incident}/plan-mitigation", **given, probability=0.1)
    key = mitigation_id(incident, "Escort")
    done = caller.post(f"mitigations/{key}/apply-mitigation")
    twice = caller.post(f"mitigations/{key}/apply-mitigation")
    gone = caller.post(f"mitigations/{key}/withdraw-mitigation", reason="Another road")

    statuses = [answer.status_code for answer in (plan, done, twice, gone)]
    assert statuses == [201, 201, 409, 201]
    assert [row["name"] for row in caller.rows("mitigations", incident__site="NTX")] == ["Escort"]
    assert caller.rows("mitigations", state="applied") == []


def test_an_incident_is_reported_with_its_effect_and_without_days(caller: Caller) -> None:
    a_site()
    told = {"reference": "I-1", "code": "LB-DRAIN", "title": "Poached", "site": "NTX"}
    effect = {"craft": "ELEC", "effect": "lower_productivity", "factor": 0.8}
    answer = caller.post("incidents/report-incident", **told, **effect, probability=1)

    assert answer.status_code == 201, answer.content
    (row,) = caller.rows("incidents", effect="lower_productivity", craft="ELEC")
    assert (row["effect_factor"], row["likely_days"], row["excusable"]) == (0.8, 25, "undecided")


def test_the_form_of_an_incident_records_one(caller: Caller) -> None:
    a_site()
    form = {
        "reference": "I-1",
        "code": "LB-DRAIN",
        "title": "Poached",
        "probability": "1",
        "site": "NTX",
        "effect": "extend_activity",
        "excusable": "not_excusable",
        "idempotency_key": "k",
    }
    answer = caller.client.post(reverse("admin:supply_incident_report_incident"), form)

    assert answer.status_code == 302, answer.content.decode()
    (row,) = caller.rows("incidents", excusable="not_excusable")
    assert row["effect"] == "extend_activity"


def test_observed_delays_say_when_they_are_too_few(caller: Caller) -> None:
    incident = an_incident()
    resolve_incident(incident_id=incident, days_lost=30, on=MAY_4, meta=said())

    rows = {row["code"]: row for row in caller.rows("incidents/observed-delays")}
    assert len(rows) == 23
    assert (rows["TR-BRIDGE"]["count"], rows["TR-BRIDGE"]["is_enough"]) == (1, False)
    assert "too few" in caller.page(reverse("admin:supply_incident_observed_delays"))


def test_a_range_of_weeks_out_of_order_is_refused_at_its_field(caller: Caller) -> None:
    Package.objects.create(code="XFMR", name="Transformers")
    weeks = {"low_weeks": 90, "likely_weeks": 80, "high_weeks": 100, "source": "a quote"}
    answer = caller.post("lead-time-ranges", package="XFMR", as_of="2026-05-01", **weeks)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/likely_weeks"
    weeks["low_weeks"] = 70
    good = caller.post("lead-time-ranges", package="XFMR", as_of="2026-05-01", **weeks)
    assert good.status_code == 201
    kept = LeadTimeRange.objects.get()
    assert kept.history.count() == 1


@pytest.mark.parametrize(
    "model", ["package", "leadtimerange", "orderstage", "promiserevision", "mitigation", "order"]
)
def test_every_list_is_shown_and_searched(caller: Caller, model: str) -> None:
    order = an_order()
    moved(order)
    stage = {"stage": Stage.SHIPPED, "promised_on": date(2026, 9, 1), "on": MAY_1}
    promise_stage(order_id=order, **stage, meta=said())
    incident = an_incident(order_id=order)
    caller.post(
        f"incidents/{incident}/plan-mitigation",
        **{"name": "Escort", "what": "x", "cost_minor": 5, "currency": "EUR", "days_saved": 1},
    )
    assert (Mitigation.objects.count(), Order.objects.count()) == (1, 1)

    page = caller.page(reverse(f"admin:supply_{model}_changelist") + "?q=PO")
    assert "PO-7" in page or model in ("package", "leadtimerange", "mitigation")
