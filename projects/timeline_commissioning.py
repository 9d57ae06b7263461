"""The facts of commissioning as sentences. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from eventlog.events import Event
from sites.commissioning import events
from sites.commissioning.readings import out_of_tolerance


def _judged(what: str) -> Callable[[Any], str]:
    """A record with its verdict, and the readings that made it if it is not within limits."""

    def sentence(event: Any) -> str:
        outside = "; ".join(map(str, out_of_tolerance(event.readings)))
        verdict = f"not within limits: {outside}" if outside else "within limits"
        return f"Hall {event.hall}: {what.format(event=event)}, {verdict}."

    return sentence


def _signed_off(event: events.GateSignedOff) -> str:
    items = "; ".join(each.item.label for each in event.items)
    return f"Hall {event.hall}, {event.gate.label}: {event.by} signed off {items}."


def _item_waived(event: events.GateItemWaived) -> str:
    return (
        f"Hall {event.hall}, {event.gate.label}: {event.waived_by} waived {event.item.label} "
        f"({', '.join(filter(None, event.about)) or 'all of it'}): {event.reason}"
    )


def _passed(event: events.GatePassed) -> str:
    without = "; ".join(item.label for item in event.waived)
    waived = f" with waivers ({without})" if without else ""
    return f"Hall {event.hall}: {event.gate.label} passed{waived} by {event.passed_by}."


COMMISSIONING: Mapping[type[Event], str | Callable[[Any], str]] = {
    events.TestFileAttached: (
        "System {name_of_subject}: {name} attached to {level} test {procedure}, attempt {attempt}."
    ),
    events.DeficiencyAssigned: (
        "System {name_of_subject}: deficiency {reference} assigned to {assignee}."
    ),
    events.DeficiencyFixed: (
        "System {name_of_subject}: deficiency {reference} fixed by {fixed_by}: {correction}"
    ),
    events.DeficiencyVerified: (
        "System {name_of_subject}: correction of {reference} verified by {verified_by}."
    ),
    events.DeficiencyRejected: (
        "System {name_of_subject}: correction of {reference} rejected by {rejected_by}: {reason}"
    ),
    events.DeficiencyWaived: (
        "System {name_of_subject}: deficiency {reference} waived by {waived_by}: {reason}"
    ),
    events.DeficiencyPrioritised: (
        "System {name_of_subject}: deficiency {reference} now {now} instead of {was}: {reason}"
    ),
    events.LoopFlushed: _judged("loop {event.loop} flushed by {event.by}"),
    events.WaterSampled: _judged("water of loop {event.loop} sampled at {event.sample_point}"),
    events.RacksBurnedIn: _judged(
        "burn-in of {event.racks} racks, {event.racks_accepted} accepted, "
        "{event.gpus_returned} of {event.gpus} GPUs returned"
    ),
    events.ClusterTested: _judged("cluster {event.cluster} tested"),
    events.GateSignedOff: _signed_off,
    events.GateItemWaived: _item_waived,
    events.GatePassed: _passed,
}
