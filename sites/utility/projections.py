"""From the facts of the utility to its agreements, steps and promises."""

from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from sites.utility import models
from sites.utility.events import (
    UtilityAgreementSigned,
    UtilityPowerEnergised,
    UtilityPowerMoved,
    UtilityPowerPromised,
)

utility_agreements = Projection(models.UtilityAgreement)
utility_power = Projection(models.UtilityPower)
utility_promises = Projection(models.UtilityPromise)


@utility_agreements.on(UtilityAgreementSigned)
def signed(_: Row | None, fact: Fact[UtilityAgreementSigned]) -> Row:
    event = fact.event
    return Row(
        site_id=event.site,
        reference=event.reference,
        utility=event.utility,
        power_mw=event.power_mw,
        voltage_kv=event.voltage_kv,
        service_on=event.service_on,
        signed_on=event.on,
    )


@utility_power.on(UtilityPowerPromised)
def promised(_: Row | None, fact: Fact[UtilityPowerPromised]) -> Row:
    event = fact.event
    return Row(
        site_id=event.site,
        step=event.step.value,
        activity=event.activity,
        first_promised_on=event.promised_on,
        promised_on=event.promised_on,
        moves=0,
        confidence=event.confidence,
        energised_on=None,
    )


@utility_power.on(UtilityPowerMoved)
def moved(power: Row, fact: Fact[UtilityPowerMoved]) -> Row:
    event = fact.event
    return power.but(
        promised_on=event.promised_on, confidence=event.confidence, moves=power.moves + 1
    )


@utility_power.on(UtilityPowerEnergised)
def energised(power: Row | None, fact: Fact[UtilityPowerEnergised]) -> Row:
    """Power that came without a word before was never promised."""
    event = fact.event
    unannounced = Row(
        site_id=event.site,
        step=event.step.value,
        activity="",
        first_promised_on=None,
        promised_on=None,
        moves=0,
        confidence=1.0,
        energised_on=None,
    )
    return (power or unannounced).but(energised_on=event.on)


def _promise(fact: Fact[UtilityPowerPromised | UtilityPowerMoved]) -> Parts:
    yield part_id(fact.stream, "promise", str(getattr(fact.event, "move", 0))), fact.event


@utility_promises.on(UtilityPowerPromised, each=_promise)
def first_said(_: Row | None, fact: Fact[Any], event: UtilityPowerPromised) -> Row:
    return _said(event, moved_days=0, reason="")


@utility_promises.on(UtilityPowerMoved, each=_promise)
def said_again(_: Row | None, fact: Fact[Any], event: UtilityPowerMoved) -> Row:
    days = (event.promised_on - event.was_promised_on).days
    return _said(event, moved_days=days, reason=event.reason)


def _said(event: UtilityPowerPromised | UtilityPowerMoved, *, moved_days: int, reason: str) -> Row:
    return Row(
        site_id=event.site,
        step=event.step.value,
        said_on=event.on,
        promised_on=event.promised_on,
        moved_days=moved_days,
        confidence=event.confidence,
        reason=reason,
    )
