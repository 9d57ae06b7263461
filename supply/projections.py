"""From the facts of supply to its rows."""

from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Projection, Row
from supply import models
from supply.events import (
    DelayDays,
    Delivered,
    IncidentReassessed,
    IncidentReported,
    IncidentResolved,
    OrderPlaced,
    PromiseMoved,
    Stage,
    StageCompleted,
)
from supply.mitigation.projections import mitigations
from supply.tracking.events import StageForecast
from supply.tracking.projections import promises, stages

__all__ = ("incidents", "mitigations", "orders", "promises", "stages")

orders = Projection(models.Order)
incidents = Projection(models.Incident)


@orders.on(OrderPlaced)
def placed(_: Row | None, fact: Fact[OrderPlaced]) -> Row:
    event = fact.event
    return Row(
        site_id=event.site,
        number=event.number,
        package=event.package,
        supplier_id=event.supplier,
        description=event.description,
        lot=event.lot,
        placed_on=event.on,
        stage=Stage.ORDERED.value,
        stage_on=event.on,
        first_promised_on=event.promised_on,
        promised_on=event.promised_on,
        promise_given_on=event.on,
        moves=0,
        days_moved=0,
        last_cause="",
        forecast_on=None,
        delivered_on=None,
    )


@orders.on(PromiseMoved)
def moved(order: Row, fact: Fact[PromiseMoved]) -> Row:
    event = fact.event
    return order.but(
        promised_on=event.promised_on,
        promise_given_on=event.on,
        moves=order.moves + 1,
        days_moved=(event.promised_on - order.first_promised_on).days,
        last_cause=event.cause.value,
        forecast_on=None,
    )


@orders.on(StageCompleted)
def completed(order: Row, fact: Fact[StageCompleted]) -> Row:
    return order.but(stage=fact.event.stage.value, stage_on=fact.event.on)


@orders.on(StageForecast)
def forecast(order: Row, fact: Fact[StageForecast]) -> Row:
    """Only the forecast of the delivery is the order's own."""
    if fact.event.stage is not Stage.DELIVERED:
        return order
    return order.but(forecast_on=fact.event.forecast_on)


@orders.on(Delivered)
def delivered(order: Row, fact: Fact[Delivered]) -> Row:
    day = fact.event.on
    return order.but(stage=Stage.DELIVERED.value, stage_on=day, delivered_on=day)


@incidents.on(IncidentReported)
def reported(_: Row | None, fact: Fact[IncidentReported]) -> Row:
    event = fact.event
    return Row(
        reference=event.reference,
        code=event.code.value,
        title=event.title,
        scope=event.scope.kind.value,
        site_id=event.scope.site or None,
        supplier_id=event.scope.supplier or None,
        order=event.scope.order,
        package=event.scope.package,
        activity=event.scope.activity,
        region=event.scope.region,
        craft=event.scope.craft,
        effect=event.effect.kind.value,
        effect_stage=event.effect.stage.value if event.effect.stage else "",
        effect_factor=event.effect.factor,
        excusable=event.excusable.value,
        probability=event.probability,
        reported_on=event.on,
        assessed_on=event.on,
        resolved_on=None,
        days_lost=None,
        **_three_points(event.days),
    )


@incidents.on(IncidentReassessed)
def reassessed(incident: Row, fact: Fact[IncidentReassessed]) -> Row:
    event = fact.event
    return incident.but(
        probability=event.probability,
        assessed_on=event.on,
        excusable=event.excusable.value,
        **_three_points(event.days),
    )


@incidents.on(IncidentResolved)
def resolved(incident: Row, fact: Fact[IncidentResolved]) -> Row:
    return incident.but(resolved_on=fact.event.on, days_lost=fact.event.days_lost)


def _three_points(days: DelayDays) -> dict[str, Any]:
    return {
        "optimistic_days": days.optimistic,
        "likely_days": days.likely,
        "pessimistic_days": days.pessimistic,
    }
