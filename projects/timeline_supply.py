"""The facts of orders and incidents as sentences. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from eventlog.doors.money import money_text
from eventlog.events import Event
from supply import events as supply
from supply.mitigation import events as mitigation
from supply.tracking import events as tracking

SUPPLY: Mapping[type[Event], str | Callable[[Any], str]] = {
    supply.OrderPlaced: (
        "Order {number} for {package} placed with {supplier}, promised for {promised_on}."
    ),
    supply.PromiseMoved: "Order {number} is now promised for {promised_on}, because of {cause}.",
    supply.StageCompleted: "Order {number}: {stage}.",
    tracking.StagePromised: "Order {number}: {stage} promised for {promised_on}.",
    tracking.StageForecast: "Order {number}: {stage} forecast for {forecast_on}.",
    supply.Delivered: "Order {number} delivered.",
    supply.IncidentReported: (
        "Incident {reference}, {title}: {probability:.0%} likely to cost {days.likely} days "
        "({days.optimistic} to {days.pessimistic})."
    ),
    supply.IncidentReassessed: (
        "Incident {reference} reassessed: {probability:.0%} likely to cost {days.likely} days "
        "({days.optimistic} to {days.pessimistic})."
    ),
    mitigation.MitigationPlanned: lambda event: (
        f"Against incident {event.reference}: {event.name} planned,"
        f" for {money_text(event.cost_minor, event.currency)}."
    ),
    mitigation.MitigationApplied: "Against incident {reference}: {name} applied.",
    mitigation.MitigationWithdrawn: "Against incident {reference}: {name} withdrawn, {reason}.",
    supply.IncidentResolved: "Incident {reference} resolved: it took {days_lost} days.",
}
