"""From the facts of a hall to the rows of its gates and acceptance records."""

from typing import Any

import msgspec

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from sites.commissioning.events import (
    ClusterTested,
    GateItemWaived,
    GatePassed,
    GateSignedOff,
    LoopFlushed,
    RacksBurnedIn,
    WaterSampled,
)
from sites.commissioning.models import AcceptanceRecord, HallGate
from sites.commissioning.readings import Reading, out_of_tolerance
from sites.commissioning.records import RecordKind
from sites.commissioning.streams import acceptance_id, gate_id

acceptances = Projection(AcceptanceRecord)
gates = Projection(HallGate)

Recorded = LoopFlushed | WaterSampled | RacksBurnedIn | ClusterTested
_KINDS: dict[type[Any], RecordKind] = {
    LoopFlushed: RecordKind.FLUSH,
    WaterSampled: RecordKind.WATER,
    RacksBurnedIn: RecordKind.BURN_IN,
    ClusterTested: RecordKind.CLUSTER,
}


def rows_of(readings: tuple[Reading, ...]) -> list[dict[str, Any]]:
    """Readings as a row keeps them, each with whether it is within its tolerance."""
    return [
        {**msgspec.to_builtins(reading), "within": reading.is_within, "words": str(reading)}
        for reading in readings
    ]


def _recorded(fact: Fact[Recorded]) -> Parts:
    event = fact.event
    yield acceptance_id(fact.stream, _KINDS[type(event)].value, event.number), event


def _row(event: Recorded, *, subject: str, by: str, sample_point: str = "") -> Row:
    return Row(
        site_id=event.site,
        hall=event.hall,
        kind=_KINDS[type(event)].value,
        number=event.number,
        subject=subject,
        by=by,
        sample_point=sample_point,
        readings=rows_of(event.readings),
        accepted=not out_of_tolerance(event.readings),
        on=event.on,
    )


@acceptances.on(LoopFlushed, each=_recorded)
def flushed(_: Row | None, fact: Fact[Any], event: LoopFlushed) -> Row:
    return _row(event, subject=event.loop, by=event.by)


@acceptances.on(WaterSampled, each=_recorded)
def sampled(_: Row | None, fact: Fact[Any], event: WaterSampled) -> Row:
    return _row(event, subject=event.loop, by=event.lab, sample_point=event.sample_point)


@acceptances.on(RacksBurnedIn, each=_recorded)
def burned_in(_: Row | None, fact: Fact[Any], event: RacksBurnedIn) -> Row:
    return _row(event, subject="racks", by=event.by)


@acceptances.on(ClusterTested, each=_recorded)
def cluster_tested(_: Row | None, fact: Fact[Any], event: ClusterTested) -> Row:
    return _row(event, subject=event.cluster, by=event.witness)


def _gate(fact: Fact[GateSignedOff | GateItemWaived | GatePassed]) -> Parts:
    yield gate_id(fact.stream, fact.event.gate.value), fact.event


def _begun(row: Row | None, event: GateSignedOff | GateItemWaived | GatePassed) -> Row:
    return row or Row(
        site_id=event.site,
        hall=event.hall,
        gate=event.gate.value,
        signed=[],
        waivers=[],
        waived=[],
        passed_on=None,
        passed_by="",
        passed_at=None,
    )


@gates.on(GateSignedOff, each=_gate)
def signed_off(row: Row | None, fact: Fact[Any], event: GateSignedOff) -> Row:
    row = _begun(row, event)
    day = event.on.isoformat()
    new = [{**msgspec.to_builtins(each), "by": event.by, "on": day} for each in event.items]
    return row.but(signed=[*row.signed, *new])


@gates.on(GateItemWaived, each=_gate)
def item_waived(row: Row | None, fact: Fact[Any], event: GateItemWaived) -> Row:
    row = _begun(row, event)
    new = {
        "item": event.item.value,
        "about": list(event.about),
        "waived_by": event.waived_by,
        "reason": event.reason,
        "on": event.on.isoformat(),
    }
    return row.but(waivers=[*row.waivers, new])


@gates.on(GatePassed, each=_gate)
def passed(row: Row | None, fact: Fact[Any], event: GatePassed) -> Row:
    return _begun(row, event).but(
        waived=[item.value for item in event.waived],
        passed_on=event.on,
        passed_by=event.passed_by,
        passed_at=fact.position,
    )
