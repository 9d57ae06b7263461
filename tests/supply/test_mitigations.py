import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlog.corrections import retract
from sites.uncertainty import ThreePoint
from supply.commands import reassess_incident, resolve_incident
from supply.mitigation.commands import apply_mitigation, plan_mitigation, withdraw_mitigation
from supply.mitigation.effects import Relief, relieved
from supply.mitigation.projections import mitigation_id
from supply.models import Incident, Mitigation
from supply.queries import drivers_as_of
from tests.factories import (
    APRIL_1,
    MAY_1,
    MAY_4,
    NOWHERE,
    TODAY,
    an_incident,
    an_order,
    refused,
    said,
)

pytestmark = pytest.mark.django_db


def planned(incident: Any, name: str = "Second shift", **other: Any) -> Any:
    inputs = {"what": "Two shifts", "cost_minor": 18_000_000, "currency": "USD", "days_saved": 5}
    plan_mitigation(
        incident_id=incident, name=name, **{**inputs, "on": MAY_1, "meta": said(), **other}
    )
    return mitigation_id(incident, name)


def applied(mitigation: Any, **other: Any) -> int:
    inputs = {"mitigation_id": mitigation, "on": MAY_4, "meta": said(), **other}
    return apply_mitigation(**inputs).position


def withdrawn(mitigation: Any, **other: Any) -> int:
    inputs = {"reason": "too dear", "on": MAY_4, "meta": said(), **other}
    return withdraw_mitigation(mitigation_id=mitigation, **inputs).position


def judged(position: int) -> tuple[float, float]:
    (driver,) = drivers_as_of("NTX", position)
    return driver.probability, driver.days.likely  # type: ignore[union-attr]


def test_a_mitigation_keeps_its_cost_in_minor_units_and_what_it_is_to_bring() -> None:
    incident = an_incident()
    row = Mitigation.objects.get(pk=planned(incident, probability=0.5))

    assert (row.incident_id, row.state, row.planned_on) == (incident, "planned", MAY_1)
    assert (row.cost_minor, row.currency, row.days_saved, row.probability) == (
        18_000_000,
        "USD",
        5,
        0.5,
    )


def test_only_an_applied_mitigation_counts() -> None:
    incident = an_incident()
    mitigation = planned(incident, probability=0.5)
    before = Mitigation.objects.get(pk=mitigation).position
    assert judged(before) == (0.8, 45)

    position = applied(mitigation)
    assert judged(position) == (0.5, 40)
    assert judged(withdrawn(mitigation)) == (0.8, 45)


def test_its_fact_is_told_among_the_reasons() -> None:
    incident = an_incident()
    position = applied(planned(incident))

    (driver,) = drivers_as_of("NTX", position)
    assert driver.cause.positions == (Incident.objects.get(pk=incident).position, position)


def test_a_judgement_knows_what_was_done_before_its_day() -> None:
    incident = an_incident()
    applied(planned(incident))
    position = reassess_incident(
        incident_id=incident,
        probability=0.6,
        optimistic_days=1,
        likely_days=30,
        pessimistic_days=60,
        on=TODAY,
        meta=said(),
    ).position

    assert judged(position) == (0.6, 30)


def test_what_it_really_cost_replaces_what_was_planned() -> None:
    mitigation = planned(an_incident())
    applied(mitigation, cost_minor=19_000_050)

    row = Mitigation.objects.get(pk=mitigation)
    assert (row.cost_minor, row.state, row.applied_on) == (19_000_050, "applied", MAY_4)


def test_a_withdrawal_says_why() -> None:
    mitigation = planned(an_incident())
    with refused("mitigation_reason_missing", "reason"):
        withdrawn(mitigation, reason="  ")
    withdrawn(mitigation)

    row = Mitigation.objects.get(pk=mitigation)
    assert (row.state, row.reason, row.withdrawn_on) == ("withdrawn", "too dear", MAY_4)


def test_an_application_that_is_taken_back_was_never_done() -> None:
    mitigation = planned(an_incident())
    retract(position=applied(mitigation), reason="It was another", meta=said())

    assert Mitigation.objects.get(pk=mitigation).state == "planned"


def test_a_name_is_used_once_for_an_incident() -> None:
    incident = an_incident()
    planned(incident), planned(an_incident("INC-2"))

    with refused("mitigation_already_planned", "name"):
        planned(incident)


def test_what_is_applied_or_withdrawn_is_not_applied_again() -> None:
    incident = an_incident()
    one, other = planned(incident), planned(incident, "Air freight")
    applied(one), withdrawn(other)

    with refused("mitigation_not_planned", "mitigation_id"):
        applied(one)
    with refused("mitigation_not_planned", "mitigation_id"):
        applied(other)
    with refused("mitigation_not_planned", "mitigation_id"):
        withdrawn(other)


def test_nothing_is_done_against_what_is_over() -> None:
    incident = an_incident()
    mitigation = planned(incident)
    resolve_incident(incident_id=incident, days_lost=3, on=MAY_4, meta=said())

    with refused("incident_already_resolved"):
        planned(incident, "Air freight")
    with refused("incident_already_resolved"):
        applied(mitigation)


def test_an_application_before_the_plan_is_refused() -> None:
    mitigation = planned(an_incident())
    with refused("before_last_fact_of_mitigation", "on"):
        applied(mitigation, on=APRIL_1)


@pytest.mark.parametrize(
    ("inputs", "code", "field"),
    [
        ({"days_saved": 0}, "mitigation_without_effect", "days_saved"),
        ({"days_saved": -1}, "days_saved_out_of_range", "days_saved"),
        ({"days_saved": math.nan}, "days_saved_out_of_range", "days_saved"),
        ({"cost_minor": -1}, "cost_out_of_range", "cost_minor"),
        ({"cost_minor": 10**16}, "cost_out_of_range", "cost_minor"),
        ({"currency": "usd"}, "not_a_currency", "currency"),
        ({"probability": 1.5}, "probability_out_of_range", "probability"),
    ],
)
def test_figures_that_cannot_be_are_refused(inputs: dict[str, Any], code: str, field: str) -> None:
    incident = an_incident()
    with refused(code, field):
        planned(incident, **inputs)


def test_unknown_mitigations_and_incidents_are_refused() -> None:
    with refused("unknown_mitigation", "mitigation_id"):
        applied(NOWHERE)
    with refused("unknown_incident", "incident_id"):
        planned(NOWHERE)


def test_a_mitigation_stands_for_incidents_of_any_scope() -> None:
    incident = an_incident(supplier="VOLT") if an_order() else None
    mitigation = planned(incident)
    applied(mitigation)

    assert Mitigation.objects.get(pk=mitigation).state == "applied"


POINTS = st.lists(st.floats(0, 400), min_size=3, max_size=3).map(sorted)
RELIEFS = st.lists(
    st.builds(Relief, days_saved=st.floats(0, 200), probability=st.none() | st.floats(0, 1)),
    max_size=4,
)


@given(st.floats(0, 1), POINTS, RELIEFS)
def test_mitigations_never_make_it_worse_and_keep_the_points_in_order(
    probability: float, points: list[float], reliefs: list[Relief]
) -> None:
    days = ThreePoint(optimistic=points[0], likely=points[1], pessimistic=points[2])
    less, after = relieved(probability, days, reliefs)

    assert less <= probability
    assert 0 <= after.optimistic <= after.likely <= after.pessimistic <= days.pessimistic
    assert relieved(probability, days, ()) == (probability, days)


def test_nothing_is_planned_against_an_incident_that_has_not_come() -> None:
    incident = an_incident(on=MAY_1)

    with refused("mitigation_before_incident", "on"):
        planned(incident, on=APRIL_1)
