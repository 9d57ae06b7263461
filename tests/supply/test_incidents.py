import math
from typing import Any

import pytest

from supply.commands import reassess_incident, record_delivery, report_incident, resolve_incident
from supply.events import IncidentCode
from supply.models import Incident
from supply.queries import incidents_as_of, open_incidents, sites_waiting_for
from tests.factories import (
    APRIL_1,
    MAY_1,
    MAY_4,
    NOWHERE,
    a_site,
    a_supplier,
    an_incident,
    an_order,
    refused,
    said,
)

pytestmark = pytest.mark.django_db


def reassessed(incident: Any, **other: Any) -> int:
    judgement = {"probability": 1, "optimistic_days": 30, "likely_days": 60, "pessimistic_days": 90}
    inputs = {**judgement, "on": MAY_4, "meta": said(), **other}
    return reassess_incident(incident_id=incident, **inputs).position


def scope_of(incident: Any) -> dict[str, Any]:
    names = ("scope", "site_id", "supplier_id", "order", "package", "activity")
    return dict(Incident.objects.filter(pk=incident).values(*names).get())


def test_an_incident_keeps_its_probability_and_three_points() -> None:
    incident = Incident.objects.get(pk=an_incident())

    assert (incident.code, incident.probability) == (IncidentCode.TR_BRIDGE, 0.8)
    assert (incident.optimistic_days, incident.likely_days, incident.pessimistic_days) == (
        7,
        45,
        210,
    )
    assert list(open_incidents("NTX")) == [incident]


def test_a_site_alone_is_the_scope_of_an_incident() -> None:
    found = scope_of(an_incident())

    assert (found["scope"], found["site_id"], found["supplier_id"]) == ("site", "NTX", None)


def test_an_incident_may_hold_up_one_package_or_one_activity_of_a_site() -> None:
    package, activity = an_incident("1", package="XFMR"), an_incident("2", activity="HA-100")

    assert (scope_of(package)["scope"], scope_of(package)["package"]) == ("package", "XFMR")
    assert (scope_of(activity)["scope"], scope_of(activity)["activity"]) == ("activity", "HA-100")


def test_an_incident_of_an_order_knows_its_site_supplier_and_package() -> None:
    assert scope_of(an_incident(order_id=an_order())) == {
        "scope": "order",
        "site_id": "NTX",
        "supplier_id": "VOLT",
        "order": "PO-7",
        "package": "XFMR",
        "activity": "",
    }


def test_an_incident_at_a_supplier_touches_every_site_that_waits_for_it() -> None:
    ohio = a_site("OHI").code
    an_order(), an_order(site=ohio)
    incident = Incident.objects.get(pk=an_incident(supplier="VOLT"))

    assert (incident.scope, incident.site) == ("supplier", None)
    assert sites_waiting_for("VOLT") == {"NTX", "OHI"}
    assert list(open_incidents("NTX")) == list(open_incidents("OHI")) == [incident]


def test_an_incident_at_a_supplier_leaves_a_site_alone_that_has_its_order() -> None:
    order = an_order()
    an_incident(supplier="VOLT")
    delivered = record_delivery(order_id=order, on=MAY_4, meta=said()).position

    assert not open_incidents("NTX").exists()
    assert incidents_as_of("NTX", delivered) == []
    assert len(incidents_as_of("NTX", delivered - 1)) == 1


def test_a_reassessment_replaces_the_judgement() -> None:
    incident = an_incident()
    reassessed(incident)

    now = Incident.objects.get(pk=incident)
    assert (now.probability, now.likely_days, now.assessed_on) == (1, 60, MAY_4)
    assert now.reported_on == MAY_1


def test_a_resolved_incident_is_no_longer_open_and_says_what_it_cost() -> None:
    incident = an_incident()
    resolve_incident(incident_id=incident, days_lost=38, on=MAY_4, meta=said())

    now = Incident.objects.get(pk=incident)
    assert (now.resolved_on, now.days_lost) == (MAY_4, 38)
    assert not open_incidents("NTX").exists()


def test_incidents_can_be_asked_for_as_of_a_past_position() -> None:
    incident = an_incident()
    later = reassessed(incident)

    assert [row.likely_days for row in incidents_as_of("NTX", later - 1)] == [45]
    assert [row.likely_days for row in incidents_as_of("NTX", later)] == [60]


def test_a_reference_is_used_once_at_a_site_and_freely_at_a_supplier() -> None:
    an_incident("INC-1")
    an_incident("INC-1", supplier=a_supplier().code)

    with refused("incident_already_reported", "reference"):
        an_incident("INC-1", package="XFMR")
    order = an_order()
    with refused("incident_already_reported", "reference"):
        an_incident("INC-1", order_id=order)


def test_two_scopes_are_refused() -> None:
    a_site()
    with refused("scope_ambiguous", "activity"):
        an_incident(package="XFMR", activity="HA-100")


def test_no_scope_is_refused() -> None:
    with refused("scope_missing", "site"):
        an_incident(site=None)


def test_an_incident_at_a_supplier_takes_no_site() -> None:
    a_site(), a_supplier()
    with refused("scope_of_supplier_has_no_site", "site"):
        an_incident(site="NTX", supplier="VOLT")


def test_an_incident_of_an_order_does_not_name_another_site() -> None:
    order, ohio = an_order(), a_site("OHI").code
    with refused("order_of_another_site", "site"):
        an_incident(site=ohio, order_id=order)


def test_an_order_that_is_on_site_is_held_up_no_more() -> None:
    order = an_order()
    record_delivery(order_id=order, on=MAY_1, meta=said())
    with refused("order_already_delivered", "order_id"):
        an_incident(order_id=order)


@pytest.mark.parametrize(
    ("scope", "code", "field"),
    [
        ({"site": "MARS"}, "unknown_site", "site"),
        ({"supplier": "NOBODY"}, "unknown_supplier", "supplier"),
        ({"order_id": NOWHERE}, "unknown_order", "order_id"),
    ],
)
def test_an_unknown_scope_is_refused(scope: dict[str, Any], code: str, field: str) -> None:
    a_site()
    with refused(code, field):
        an_incident(**scope)


@pytest.mark.parametrize("probability", [-0.1, 1.1, math.nan, math.inf])
def test_a_probability_out_of_range_is_refused(probability: float) -> None:
    incident = an_incident()
    with refused("probability_out_of_range", "probability"):
        an_incident("INC-2", probability=probability)
    with refused("probability_out_of_range", "probability"):
        reassessed(incident, probability=probability)


@pytest.mark.parametrize(
    "days", [(-1, 2, 3), (5, 4, 9), (1, 9, 8), (1, math.nan, 3), (1, 2, math.inf)]
)
def test_three_points_out_of_order_are_refused(days: tuple[float, float, float]) -> None:
    low, likely, high = days
    a_site()
    with refused("days_not_in_order", "likely_days"):
        an_incident(optimistic_days=low, likely_days=likely, pessimistic_days=high)


@pytest.mark.parametrize("days_lost", [-1, math.nan, 10_000])
def test_an_impossible_loss_is_refused(days_lost: float) -> None:
    incident = an_incident()
    with refused("days_lost_out_of_range", "days_lost"):
        resolve_incident(incident_id=incident, days_lost=days_lost, meta=said())


def test_a_resolved_incident_is_neither_reassessed_nor_resolved_again() -> None:
    incident = an_incident()
    resolve_incident(incident_id=incident, days_lost=38, on=MAY_1, meta=said())

    with refused("incident_already_resolved"):
        reassessed(incident)
    with refused("incident_already_resolved"):
        resolve_incident(incident_id=incident, days_lost=38, on=MAY_4, meta=said())


def test_a_judgement_older_than_the_last_is_refused() -> None:
    incident = an_incident()
    with refused("before_last_assessment", "on"):
        reassessed(incident, on=APRIL_1)
    with refused("before_last_assessment", "on"):
        resolve_incident(incident_id=incident, days_lost=3, on=APRIL_1, meta=said())


def test_an_unknown_incident_is_refused() -> None:
    with refused("unknown_incident", "incident_id"):
        resolve_incident(incident_id=NOWHERE, days_lost=3, meta=said())


def test_a_title_longer_than_its_column_is_refused() -> None:
    a_site()
    with refused("text_too_long", "title"):
        an_incident(title="x" * 121)


def test_the_day_of_an_incident_at_a_supplier_is_a_day_in_utc() -> None:
    reported = report_incident(
        reference="F-1",
        code=IncidentCode.FA_FIRE,
        title="Fire in the winding shop",
        supplier=a_supplier().code,
        probability=1,
        optimistic_days=60,
        likely_days=150,
        pessimistic_days=365,
        meta=said(),
    )

    assert str(Incident.objects.get(pk=reported.stream).reported_on) == "2026-06-01"
