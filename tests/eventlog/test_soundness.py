"""A correction says nothing that a command would have refused."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from eventlog.corrections import correct
from eventlog.events import event_types, is_amendable, permanent_fields
from eventlog.log import read, tail_position
from eventlog.soundness import has_rules
from labor.weeks.commands import report_week
from sites.commands import record_test
from sites.commissioning.hall_commands import record_burn_in
from sites.commissioning.readings import Reading
from sites.events import CxLevel, Outcome
from sites.outside.commands import promise_developer_milestone
from sites.outside.events import DeveloperStep
from supply.mitigation.commands import plan_mitigation
from tests.factories import (
    MAY_1,
    NOW,
    OCTOBER_1,
    TODAY,
    TOMORROW,
    a_crew,
    a_site,
    a_system,
    an_incident,
    an_order,
    refused,
    said,
)

pytestmark = pytest.mark.django_db

UNJUDGED = {"projects.baseline_set", "sites.deficiency_raised"}
"""Made by the schedule's own arithmetic; a level that is a word."""


def correcting(**payload: Any) -> None:
    """Correct the newest fact."""
    correct(position=tail_position(), payload=payload, reason="Typed wrong", meta=said())


def the_newest() -> Any:
    return msgspec.to_builtins(list(read())[-1].event)


def test_an_incident_is_not_corrected_to_more_than_certain() -> None:
    an_incident()

    with refused("does_not_fit", field="payload") as caught:
        correcting(probability=7.5)
    assert "probability: 7.5 is no probability" in str(caught.value)
    with refused("does_not_fit") as caught:
        correcting(days={"optimistic": 9, "likely": 5, "pessimistic": 7})
    assert "no three points" in str(caught.value)


def test_a_burn_in_has_no_more_racks_accepted_than_racks() -> None:
    record_burn_in(
        site=a_site().code,
        hall="A",
        hours=96.0,
        racks=168,
        racks_accepted=168,
        gpus=12096,
        gpus_returned=4,
        by="Ng",
        meta=said(),
    )

    with refused("does_not_fit") as caught:
        correcting(racks_accepted=500)
    assert "500 of 168 racks cannot be" in str(caught.value)
    with refused("does_not_fit") as caught:
        correcting(
            racks_accepted=160
        )  # its reading, by which it is accepted, would still say 100 %
    assert "the counts make 95.24 %" in str(caught.value)
    hours, accepted, returned = the_newest()["readings"]
    correcting(
        racks_accepted=160, readings=[hours, {**accepted, "value": 100 * 160 / 168}, returned]
    )


def test_a_test_out_of_tolerance_is_not_corrected_into_a_pass() -> None:
    record_test(
        system_id=a_system(),
        level=CxLevel.L4,
        procedure="FPT-1",
        outcome=Outcome.PASS,
        readings=(Reading(quantity="voltage", value=480, unit="V", low=456, high=504),),
        meta=said(),
    )
    (reading,) = the_newest()["readings"]

    with refused("does_not_fit") as caught:
        correcting(readings=[{**reading, "value": 300}])
    assert "out of tolerance" in str(caught.value)
    correcting(readings=[{**reading, "value": 300}], outcome="fail")


def test_a_week_has_no_more_hours_than_its_heads() -> None:
    crew = a_crew(journeypersons=40, apprentices_year_1=0, helpers=0)
    report_week(crew_id=crew, straight_hours=Decimal(1600), on=MAY_1, meta=said())

    with refused("does_not_fit") as caught:
        correcting(straight_hours="900000")
    assert "40 heads" in str(caught.value)
    with refused("does_not_fit"):
        correcting(straight_hours="-8")
    correcting(straight_hours="1500")


def test_a_crew_has_no_fewer_heads_than_none() -> None:
    a_crew()
    mix = the_newest()["mix"]

    with refused("does_not_fit") as caught:
        correcting(mix={**mix, "helpers": -3})
    assert "helpers: -3 is no number of heads" in str(caught.value)


def test_a_promise_is_no_surer_than_certain() -> None:
    promise_developer_milestone(
        site=a_site().code,
        reference="SHELL-A",
        developer="Acme",
        step=DeveloperStep.SHELL_HANDOVER,
        promised_on=OCTOBER_1,
        meta=said(),
    )

    with refused("does_not_fit"):
        correcting(confidence=1.5)


def test_an_order_is_not_promised_before_it_is_placed() -> None:
    an_order()

    with refused("does_not_fit"):
        correcting(promised_on="2026-01-01")


def test_a_mitigation_costs_no_less_than_nothing() -> None:
    plan_mitigation(
        incident_id=an_incident(),
        name="Air",
        what="Fly it",
        cost_minor=5_000_00,
        currency="USD",
        days_saved=10.0,
        meta=said(),
    )

    with refused("does_not_fit"):
        correcting(cost_minor=-1)


def test_a_fact_is_not_corrected_into_the_future() -> None:
    a_crew()

    with refused("correction_in_future", field="payload"):
        correcting(on=str(TODAY.replace(year=TODAY.year + 1)))
    with refused("correction_in_future", field="payload"):
        correcting(on=str(TOMORROW))
    correcting(on=str(TODAY))  # though its noon is still to come at some hours


def test_what_is_of_no_day_does_not_happen_in_the_future_either() -> None:
    a_system()

    with refused("correction_in_future", field="occurred_at"):
        correct(
            position=tail_position(),
            payload={},
            occurred_at=NOW + timedelta(minutes=1),
            reason="Later",
            meta=said(),
        )


def test_every_amendable_fact_with_figures_has_rules() -> None:
    """A new type whose figures a correction may change must say what they cannot be."""
    bare = {
        name
        for name, payload in event_types().items()
        if is_amendable(name) and not has_rules(payload) and _figures_of(payload)
    }

    assert {name for name in bare if name.split(".")[0] != "bench"} <= UNJUDGED


def _figures_of(payload: type[Any]) -> set[str]:
    fixed = permanent_fields(payload)
    return {
        field.name
        for field in msgspec.structs.fields(payload)
        if field.name not in fixed and {int, float, Decimal} & set(_kinds(field.type))
    }


def _kinds(hint: Any) -> tuple[Any, ...]:
    return (hint, *getattr(hint, "__args__", ()))
