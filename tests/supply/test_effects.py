"""What incidents do, whom they touch, and what that is to the schedule."""

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlog.events import decode
from eventlog.released import Shape, released
from sites.models import Site
from sites.uncertainty import Delay, Delivery, Hold, Productivity, Scope, ThreePoint
from supply.commands import complete_stage, reassess_incident, record_delivery, resolve_incident
from supply.drivers import Line, OpenIncident, incident_drivers
from supply.events import EffectKind, Excusable, IncidentCode, IncidentEffect, Stage
from supply.models import Incident, LeadTimeRange, Package
from supply.queries import drivers_as_of, incidents_as_of, open_incidents
from supply.tracking.observed import ENOUGH, observed_delays
from supply.tracking.queries import observed, touched_by
from tests.factories import (
    APRIL_1,
    MAY_1,
    MAY_4,
    OCTOBER_1,
    TODAY,
    a_site,
    a_supplier,
    an_incident,
    an_order,
    refused,
    said,
)

GULF = "Gulf"
NO_DAYS: dict[str, Any] = {"optimistic_days": None, "likely_days": None, "pessimistic_days": None}


def in_region(*codes: str) -> None:
    for code in codes:
        Site.objects.filter(pk=a_site(code).pk).update(region=GULF)


def a_storm(reference: str = "WX-1", **other: Any) -> Any:
    given = {"site": None, "region": GULF, "code": IncidentCode.WX_STORM}
    return an_incident(reference, **{**given, **other})


def last_position(incident: Any) -> int:
    return Incident.objects.get(pk=incident).position


def drivers_at(site: str, incident: Any) -> list[Any]:
    key = f"incident:{incident}"
    return [d for d in drivers_as_of(site, last_position(incident)) if d.cause.key == key]


# Scope


@pytest.mark.django_db
def test_an_incident_in_a_region_touches_every_site_there_and_no_other() -> None:
    in_region("NTX", "LOU")
    a_site("OHI")
    storm = a_storm()

    for site in ("NTX", "LOU"):
        assert [row.pk for row in open_incidents(site)] == [storm]
        assert [row.id for row in incidents_as_of(site, last_position(storm))] == [storm]
        (driver,) = drivers_at(site, storm)
        assert (type(driver), driver.scope) == (Delay, Scope())
    assert not open_incidents("OHI").exists()
    assert touched_by(Incident.objects.get(pk=storm)).sites == ["LOU", "NTX"]


@pytest.mark.django_db
def test_a_storm_has_the_same_random_numbers_at_every_site_it_touches() -> None:
    in_region("NTX", "LOU")
    storm = a_storm()

    keys = {driver.cause.key for site in ("NTX", "LOU") for driver in drivers_at(site, storm)}
    assert keys == {f"incident:{storm}"}


@pytest.mark.django_db
def test_a_region_without_a_site_or_with_one_beside_it_is_refused() -> None:
    a_site()
    with refused("unknown_region", "region"):
        a_storm()
    in_region("NTX")
    with refused("scope_of_region_has_no_site", "site"):
        a_storm(site="NTX")
    with refused("scope_ambiguous", "region"):
        a_storm(supplier=a_supplier().code)


@pytest.mark.django_db
def test_a_reference_is_used_once_in_a_region() -> None:
    in_region("NTX")
    a_storm()
    with refused("incident_already_reported", "reference"):
        a_storm()


@pytest.mark.django_db
def test_an_incident_of_a_craft_stops_the_work_of_that_craft_alone() -> None:
    strike = an_incident(craft="ELEC", code=IncidentCode.LB_STRIKE)

    (driver,) = drivers_at("NTX", strike)
    assert driver.scope == Scope(crafts=frozenset({"ELEC"}))


@pytest.mark.django_db
def test_an_incident_at_a_supplier_touches_its_open_orders_on_every_site() -> None:
    texas, ohio = an_order("PO-1"), an_order("PO-2", site=a_site("OHI").code)
    an_order("PO-3", supplier=a_supplier("CALM").code)
    received = an_order("PO-4")
    record_delivery(order_id=received, on=MAY_1, meta=said())
    fire = Incident.objects.get(pk=an_incident(supplier="VOLT", code=IncidentCode.FA_FIRE))

    touched = touched_by(fire)
    assert {order.pk for order in touched.orders} == {texas, ohio}
    assert touched.sites == ["NTX", "OHI"]


# Effects


@pytest.mark.django_db
def test_a_longer_stage_makes_the_orders_later_that_have_it_before_them() -> None:
    an_order("PO-1"), an_order("PO-2", package="GENS", promised_on=date(2026, 9, 1))
    shipped = an_order("PO-3", package="UPSS")
    complete_stage(order_id=shipped, stage=Stage.SHIPPED, on=MAY_1, meta=said())
    failed = an_incident(
        supplier="VOLT", effect=EffectKind.EXTEND_STAGE, stage=Stage.FACTORY_TESTED
    )

    found = drivers_at("NTX", failed)
    assert {(d.package, d.due_on) for d in found} == {
        ("XFMR", OCTOBER_1),
        ("GENS", date(2026, 9, 1)),
    }
    assert all(type(d) is Delivery and d.late_probability == 0.8 for d in found)
    touched = touched_by(Incident.objects.get(pk=failed)).orders
    assert [order.number for order in touched] == ["PO-2", "PO-1"]  # by promise


@pytest.mark.django_db
def test_what_is_blocked_waits_until_it_is_cleared() -> None:
    blocked = an_incident(activity="HA-060", effect=EffectKind.BLOCK_UNTIL_CLEARED)

    (driver,) = drivers_at("NTX", blocked)
    assert isinstance(driver, Hold)
    assert (driver.from_on, driver.scope) == (MAY_1, Scope(codes=frozenset({"HA-060"})))
    assert driver.days == ThreePoint(optimistic=7, likely=45, pessimistic=210)


@pytest.mark.django_db
def test_a_unit_destroyed_takes_a_new_lead_time_from_the_day_it_happened() -> None:
    order = an_order()
    package = Package.objects.create(code="XFMR", name="Transformers")
    weeks = {"low_weeks": 70, "likely_weeks": 100, "high_weeks": 150}
    LeadTimeRange.objects.create(package=package, as_of=APRIL_1, source="a quote", **weeks)
    wreck = an_incident(order_id=order, effect=EffectKind.DESTROY_UNIT, **NO_DAYS)

    (driver,) = drivers_at("NTX", wreck)
    assert isinstance(driver, Delivery)
    assert (driver.due_on, driver.late_probability) == (MAY_1, 0.8)
    assert driver.late_days == ThreePoint(optimistic=490, likely=700, pessimistic=1050)


@pytest.mark.django_db
def test_a_unit_destroyed_on_site_is_missed_by_the_work_that_needs_it() -> None:
    order = an_order()
    record_delivery(order_id=order, on=APRIL_1, meta=said())
    wreck = an_incident(package="XFMR", effect=EffectKind.DESTROY_UNIT)

    (driver,) = drivers_at("NTX", wreck)
    assert isinstance(driver, Hold)
    assert driver.scope == Scope(packages=frozenset({"XFMR"}))


@pytest.mark.django_db
def test_a_unit_destroyed_on_its_way_is_still_missed_when_the_rest_of_the_order_is_there() -> None:
    order = an_order()
    wreck = an_incident(order_id=order, effect=EffectKind.DESTROY_UNIT)
    hit = an_incident("INC-2", order_id=order)
    position = record_delivery(order_id=order, on=MAY_4, meta=said()).position

    keys = [driver.cause.key for driver in drivers_as_of("NTX", position)]
    assert f"incident:{wreck}" in keys
    assert f"incident:{hit}" not in keys


@pytest.mark.django_db
def test_lower_productivity_slows_the_craft() -> None:
    drained = an_incident(
        craft="ELEC", effect=EffectKind.LOWER_PRODUCTIVITY, factor=0.8, probability=1
    )

    (driver,) = drivers_at("NTX", drained)
    assert isinstance(driver, Productivity)
    assert (driver.median, driver.log_sd) == (0.8, 0)
    assert driver.scope == Scope(crafts=frozenset({"ELEC"}))


@pytest.mark.django_db
def test_a_change_of_a_contract_date_moves_no_work() -> None:
    order = an_incident(effect=EffectKind.CHANGE_CONTRACT_DATE)

    assert drivers_at("NTX", order) == []
    assert Incident.objects.get(pk=order).effect == "change_contract_date"


@pytest.mark.django_db
def test_days_left_empty_are_those_of_the_kind() -> None:
    incident = Incident.objects.get(pk=an_incident(**NO_DAYS))

    days = (incident.optimistic_days, incident.likely_days, incident.pessimistic_days)
    assert days == (7, 45, 210)  # TR-BRIDGE of DOMAIN.md D.3


@pytest.mark.django_db
def test_two_points_of_three_are_refused() -> None:
    a_site()
    with refused("days_incomplete", "likely_days"):
        an_incident(pessimistic_days=None)


@pytest.mark.django_db
def test_another_unit_of_an_unknown_package_needs_its_days() -> None:
    a_site()
    with refused("lead_time_unknown", "likely_days"):
        an_incident(package="CRANE", effect=EffectKind.DESTROY_UNIT, **NO_DAYS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("inputs", "code", "field"),
    [
        ({"effect": EffectKind.EXTEND_STAGE, "stage": Stage.SHIPPED}, "effect_out_of_scope", ""),
        ({"effect": EffectKind.DESTROY_UNIT}, "effect_out_of_scope", "effect"),
        ({"effect": EffectKind.EXTEND_STAGE, "package": "XFMR"}, "effect_stage_missing", "stage"),
        ({"stage": Stage.SHIPPED}, "effect_stage_unfitting", "stage"),
        ({"factor": 0.5}, "factor_unfitting", "factor"),
        ({"effect": EffectKind.LOWER_PRODUCTIVITY}, "factor_missing", "factor"),
        ({"effect": EffectKind.LOWER_PRODUCTIVITY, "factor": 1.2}, "factor_missing", "factor"),
        ({"effect": EffectKind.LOWER_PRODUCTIVITY, "factor": math.nan}, "factor_missing", ""),
    ],
)
def test_an_effect_that_makes_no_sense_is_refused(
    inputs: dict[str, Any], code: str, field: str
) -> None:
    a_site()
    with refused(code, field or None):
        an_incident(**inputs)


@pytest.mark.django_db
def test_whether_it_is_excused_stays_until_somebody_decides() -> None:
    incident = an_incident()
    judged = {"optimistic_days": 1, "likely_days": 2, "pessimistic_days": 3, "meta": said()}

    def excusable() -> str:
        return Incident.objects.get(pk=incident).excusable

    assert excusable() == "undecided"
    decided = {"excusable": Excusable.EXCUSABLE, "probability": 1, "on": MAY_4}
    reassess_incident(incident_id=incident, **judged, **decided)
    reassess_incident(incident_id=incident, **judged, probability=0.5, on=TODAY)
    assert excusable() == "excusable"


def test_incidents_of_older_logs_lengthen_what_they_held_up() -> None:
    kept = released()[Shape("supply.incident_reported", 1)]
    event: Any = decode("supply.incident_reported", 1, kept)

    assert event.effect == IncidentEffect(kind=EffectKind.EXTEND_ACTIVITY)
    assert (event.excusable, event.scope.region) == (Excusable.UNDECIDED, "")


# Drivers, by themselves


def incident(**more: Any) -> OpenIncident:
    given: dict[str, Any] = {
        "key": "42",
        "kind": "LB-DRAIN",
        "summary": "poached",
        "scope": Scope(crafts=frozenset({"ELEC"})),
        "probability": 0.4,
        "days": ThreePoint(optimistic=1, likely=2, pessimistic=3),
        "effect": EffectKind.LOWER_PRODUCTIVITY,
        "factor": 0.8,
        "occurred_on": MAY_1,
    }
    return OpenIncident(**(given | more))


@given(st.floats(0, 1), st.floats(0.05, 0.99))
def test_a_slower_craft_has_the_mean_and_spread_of_its_two_outcomes(p: float, f: float) -> None:
    (driver,) = incident_drivers(incident(probability=p, factor=f))

    assert isinstance(driver, Productivity)
    outcomes = [(p, math.log(f)), (1 - p, 0.0)]
    mean = sum(chance * value for chance, value in outcomes)
    variance = sum(chance * (value - mean) ** 2 for chance, value in outcomes)
    assert math.log(driver.median) == pytest.approx(mean, abs=1e-12)
    assert driver.log_sd == pytest.approx(math.sqrt(max(variance, 0)), abs=1e-7)


def test_an_incident_without_an_open_order_extends_no_stage() -> None:
    failed = incident(effect=EffectKind.EXTEND_STAGE, factor=None)
    assert incident_drivers(failed) == ()

    line = Line(package="XFMR", expected_on=OCTOBER_1)
    (driver,) = incident_drivers(replace(failed, lines=(line,)))
    assert isinstance(driver, Delivery)
    assert driver.package == "XFMR"


# What they took


@pytest.mark.django_db
def test_what_incidents_took_is_held_against_what_was_expected() -> None:
    for number, days_lost in enumerate((30, 60, 0)):
        found = an_incident(f"INC-{number}")
        resolve_incident(incident_id=found, days_lost=days_lost, on=MAY_4, meta=said())
    an_incident("INC-9")

    (bridge,) = [each for each in observed() if each.kind.code == "TR-BRIDGE"]
    assert (bridge.resolved, bridge.count, bridge.mean_days) == (3, 2, 45)
    assert bridge.prior_mean_days == pytest.approx((7 + 45 + 210) / 3)  # DOMAIN.md D.3
    assert not bridge.is_enough


def test_ten_delays_are_enough() -> None:
    def of(count: int) -> bool:
        (found,) = [e for e in observed_delays({"WX-RAIN": [5.0] * count}) if e.count]
        return found.is_enough

    assert (of(ENOUGH - 1), of(ENOUGH)) == (False, True)
