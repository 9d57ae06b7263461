"""The only writers of the facts of a utility."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import fold, fold_parts
from eventlog.streams import stream_id
from sites.commands import Day, Line, SiteCode
from sites.days import day_at, noon, site_named
from sites.outside.commands import (
    Confidence,
    Gated,
    Reason,
    chance_of,
    promisable,
    refuse_older,
)
from sites.outside.drivers import UTILITY_CONFIDENCE
from sites.outside.errors import NothingMoves
from sites.outside.plans import gated
from sites.utility import errors
from sites.utility.events import (
    UtilityAgreementSigned,
    UtilityPowerEnergised,
    UtilityPowerMoved,
    UtilityPowerPromised,
    UtilityStep,
)
from sites.utility.models import UtilityAgreement
from sites.utility.projections import utility_agreements, utility_power, utility_promises

PowerId = Annotated[UUID, Ref("sites.UtilityPower")]


def agreement_stream(site: str, reference: str) -> UUID:
    return stream_id("utility agreement", site, reference)


def power_stream(site: str, step: UtilityStep) -> UUID:
    return stream_id("utility power", site, step.value)


@command
def sign_utility_agreement(
    *,
    site: SiteCode,
    reference: Annotated[str, Longest(60), Help("Number of the agreement.")],
    utility: Line,
    power_mw: Annotated[Decimal, Help("Agreed demand, MW.")],
    voltage_kv: Annotated[Decimal, Help("Voltage of the service, kV.")],
    service_on: Annotated[date, Help("From when the utility commits to supply.")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record a signed service agreement; an extension is an agreement of its own."""
    place = site_named(site)
    stream = agreement_stream(site, reference)
    agreement, version = fold(stream, utility_agreements)
    if agreement:
        raise errors.AgreementSigned(reference=reference, site=site, on=agreement.signed_on)
    refuse_nothing(power_mw=power_mw, voltage_kv=voltage_kv)
    day = day_at(place, on, meta=meta)
    event = UtilityAgreementSigned(
        site=site,
        reference=reference,
        utility=utility,
        power_mw=power_mw,
        voltage_kv=voltage_kv,
        service_on=promisable(service_on),
        on=day,
    )
    at = noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def promise_utility_power(
    *,
    site: SiteCode,
    step: UtilityStep,
    promised_on: date,
    activity: Gated = "",
    confidence: Confidence = None,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record from when the utility says that it will supply."""
    place = site_named(site)
    stream = power_stream(site, step)
    power, version = fold(stream, utility_power)
    if power and power.energised_on:
        raise errors.PowerEnergised(step=words(step), site=site, on=power.energised_on)
    if power:
        raise errors.PowerPromised(step=words(step), site=site, promised_on=power.promised_on)
    day = day_at(place, on, meta=meta)
    event = UtilityPowerPromised(
        site=site,
        step=step,
        promised_on=promisable(promised_on),
        activity=gated(site, activity),
        confidence=chance_of(confidence, usual=UTILITY_CONFIDENCE),
        on=day,
    )
    at = noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def move_utility_power(
    *,
    power_id: PowerId,
    promised_on: date,
    reason: Reason = "",
    confidence: Confidence = None,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that the utility names another day, or that we trust the day less or more."""
    power, version = fold(power_id, utility_power)
    if power is None:
        raise errors.UnknownUtilityPower(power=power_id)
    step = UtilityStep(power.step)
    if power.energised_on:
        raise errors.PowerEnergised(step=words(step), site=power.site_id, on=power.energised_on)
    place = site_named(power.site_id)
    day = day_at(place, on, meta=meta)
    refuse_older(day, fold_parts(power_id, utility_promises)[0])
    chance = chance_of(confidence, usual=power.confidence)
    if (promised_on, chance) == (power.promised_on, power.confidence):
        raise NothingMoves(promised_on=promised_on)
    event = UtilityPowerMoved(
        site=place.code,
        step=step,
        move=power.moves + 1,
        was_promised_on=power.promised_on,
        promised_on=promisable(promised_on),
        confidence=chance,
        reason=reason,
        on=day,
    )
    at = noon(place, day)
    return append(power_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def energise_utility_power(
    *, site: SiteCode, step: UtilityStep, on: Day = None, meta: Meta
) -> Appended:
    """Record that a step of the utility's power is live, promised or not."""
    place = site_named(site)
    stream = power_stream(site, step)
    power, version = fold(stream, utility_power)
    if power and power.energised_on:
        raise errors.PowerEnergised(step=words(step), site=site, on=power.energised_on)
    day = day_at(place, on, meta=meta)
    _refuse_unagreed(site, day)
    event = UtilityPowerEnergised(site=site, step=step, on=day)
    at = noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


def words(step: UtilityStep) -> str:
    return step.value.replace("_", " ")


def _refuse_unagreed(site: str, day: date) -> None:
    """Where agreements are recorded, power comes after the first of them."""
    signed = UtilityAgreement.objects.filter(site=site).order_by("signed_on")
    first = signed.values_list("signed_on", flat=True).first()
    if first and day < first:
        raise errors.BeforeAgreement(site=site, signed_on=first, on=day)


def refuse_nothing(**amounts: Decimal) -> None:
    for field, value in amounts.items():
        if value <= 0:
            raise errors.NoPower(field=field, value=value)
