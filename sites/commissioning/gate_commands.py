"""The only writers of the facts of gates: sign-offs, waivers, passing."""

from typing import Annotated

from eventlog.commands import command
from eventlog.doors.inputs import Help
from eventlog.facts import Appended, Meta
from eventlog.log import append, head_of
from eventlog.writing import lock_log
from sites.commissioning import errors
from sites.commissioning.commands import Name, Why, explained, named
from sites.commissioning.events import GateItemWaived, GatePassed, GateSignedOff
from sites.commissioning.gates import NEEDS, SIGNED, Gate, Item, SignedOff
from sites.commissioning.hall_commands import Day, HallName, SiteCode, hall_named
from sites.commissioning.models import HallGate
from sites.commissioning.queries import records_of
from sites.commissioning.readiness import missing_for, waived_for
from sites.commissioning.streams import gate_id
from sites.days import day_at, noon


@command
def sign_off_gate(
    *,
    site: SiteCode,
    hall: HallName,
    gate: Gate,
    items: Annotated[
        tuple[SignedOff, ...],
        Help("Such as: lift_plan, LP-012 rev 3. Only what no record of Slipway's shows."),
    ],
    by: Name,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Confirm needs of a gate that no record shows, with where the evidence is."""
    place, stream = hall_named(site, hall)
    day, lately = day_at(place, on, meta=meta), head_of(stream)
    standing = HallGate.objects.filter(pk=gate_id(stream, gate)).first()
    _refuse_passed(standing, gate, hall)
    if not items:
        raise errors.NothingSignedOff
    known = {each["item"] for each in standing.signed} if standing else set()
    for each in items:
        _refuse_sign_off(each, gate, hall, known)
        known.add(each.item)
    event = GateSignedOff(site=site, hall=hall, gate=gate, items=items, by=named(by, "by"), on=day)
    at = noon(place, day)
    return append(stream, event, expected_version=lately, meta=meta, occurred_at=at)


@command
def waive_gate_item(
    *,
    site: SiteCode,
    hall: HallName,
    gate: Gate,
    item: Annotated[Item, Help("A need of the gate. That no P1 is open cannot be waived.")],
    waived_by: Name,
    reason: Why,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Let a gate be passed without what is now missing of one of its needs."""
    place, stream = hall_named(site, hall)
    day, lately = day_at(place, on, meta=meta), head_of(stream)
    _refuse_passed(HallGate.objects.filter(pk=gate_id(stream, gate)).first(), gate, hall)
    _refuse_foreign(item, gate, "item")
    if item is Item.NO_OPEN_P1:
        raise errors.PriorityNotWaivable(what="What is open", field="item")
    lock_log()
    missing = missing_for(gate, records_of(site, hall).until(day))
    about = tuple(each.about for each in missing if each.item == item)
    if not about:
        raise errors.NothingToWaive(gate=gate.value, hall=hall, item=item.label)
    event = GateItemWaived(
        site=site,
        hall=hall,
        gate=gate,
        item=item,
        about=about,
        waived_by=named(waived_by, "waived_by"),
        reason=explained(reason, "reason"),
        on=day,
    )
    at = noon(place, day)
    return append(stream, event, expected_version=lately, meta=meta, occurred_at=at)


@command
def pass_gate(
    *, site: SiteCode, hall: HallName, gate: Gate, passed_by: Name, on: Day = None, meta: Meta
) -> Appended:
    """Pass a gate. Refused with all that is missing while anything is that nobody has waived."""
    place, stream = hall_named(site, hall)
    day, lately = day_at(place, on, meta=meta), head_of(stream)
    _refuse_passed(HallGate.objects.filter(pk=gate_id(stream, gate)).first(), gate, hall)
    who = named(passed_by, "passed_by")
    lock_log()  # what the rules saw is still so when the fact is written
    records = records_of(site, hall).until(day)
    if missing := missing_for(gate, records):
        told = [(each.item.value, each.words) for each in missing]
        raise errors.GateNotReady(gate=gate.value, hall=hall, missing=told)
    waived = tuple(waived_for(gate, records))
    event = GatePassed(site=site, hall=hall, gate=gate, passed_by=who, waived=waived, on=day)
    at = noon(place, day)
    return append(stream, event, expected_version=lately, meta=meta, occurred_at=at)


def _refuse_sign_off(each: SignedOff, gate: Gate, hall: str, known: set[str]) -> None:
    _refuse_foreign(each.item, gate, "items")
    if each.item not in SIGNED:
        raise errors.ShownByRecords(item=each.item.label)
    if each.item in known:
        raise errors.SignedOffAlready(item=each.item.label, gate=gate.value, hall=hall)
    if not each.evidence.strip():
        raise errors.EvidenceMissing(item=each.item.label)


def _refuse_foreign(item: Item, gate: Gate, field: str) -> None:
    if item not in NEEDS[gate]:
        needs = ", ".join(NEEDS[gate])
        raise errors.NotOfThisGate(gate=gate.value, item=item.value, needs=needs, field=field)


def _refuse_passed(standing: HallGate | None, gate: Gate, hall: str) -> None:
    if standing and standing.passed_on:
        raise errors.GatePassedAlready(gate=gate.value, hall=hall, on=standing.passed_on)
