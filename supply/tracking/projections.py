"""From the facts of orders to a row for each of their stages and for each promise."""

from typing import Any
from uuid import UUID

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from supply import models
from supply.events import (
    Delivered,
    OrderPlaced,
    PromiseMoved,
    Stage,
    StageCompleted,
)
from supply.tracking.events import StageForecast, StagePromised

stages = Projection(models.OrderStage)
promises = Projection(models.PromiseRevision)


def stage_id(order: UUID, stage: Stage) -> UUID:
    return part_id(order, "stage", stage.value)


def _one_stage(fact: Fact[Any]) -> Parts:
    yield stage_id(fact.stream, fact.event.stage), fact.event.stage


def _delivery(fact: Fact[Any]) -> Parts:
    yield stage_id(fact.stream, Stage.DELIVERED), Stage.DELIVERED


def _ordered_and_delivery(fact: Fact[Any]) -> Parts:
    yield stage_id(fact.stream, Stage.ORDERED), Stage.ORDERED
    yield stage_id(fact.stream, Stage.DELIVERED), Stage.DELIVERED


@stages.on(OrderPlaced, each=_ordered_and_delivery)
def placed(row: Row | None, fact: Fact[OrderPlaced], stage: Stage) -> Row:
    if stage is Stage.ORDERED:
        return _known(row, fact, stage).but(actual_on=fact.event.on)
    return _known(row, fact, stage).but(promised_on=fact.event.promised_on)


@stages.on(PromiseMoved, each=_delivery)
def moved(row: Row | None, fact: Fact[PromiseMoved], stage: Stage) -> Row:
    """Our forecast of the delivery was made against the promise that is now replaced."""
    return _known(row, fact, stage).but(promised_on=fact.event.promised_on, forecast_on=None)


@stages.on(StagePromised, each=_one_stage)
def promised(row: Row | None, fact: Fact[StagePromised], stage: Stage) -> Row:
    return _known(row, fact, stage).but(promised_on=fact.event.promised_on)


@stages.on(StageForecast, each=_one_stage)
def forecast(row: Row | None, fact: Fact[StageForecast], stage: Stage) -> Row:
    return _known(row, fact, stage).but(forecast_on=fact.event.forecast_on)


@stages.on(StageCompleted, each=_one_stage)
def completed(row: Row | None, fact: Fact[StageCompleted], stage: Stage) -> Row:
    return _known(row, fact, stage).but(actual_on=fact.event.on)


@stages.on(Delivered, each=_delivery)
def delivered(row: Row | None, fact: Fact[Delivered], stage: Stage) -> Row:
    return _known(row, fact, stage).but(actual_on=fact.event.on)


def _known(row: Row | None, fact: Fact[Any], stage: Stage) -> Row:
    return row or Row(
        order_id=fact.stream,
        site_id=fact.event.site,
        stage=stage.value,
        rank=list(Stage).index(stage),
        promised_on=None,
        forecast_on=None,
        actual_on=None,
    )


def _promise(fact: Fact[Any]) -> Parts:
    said = (fact.event.on.isoformat(), fact.event.promised_on.isoformat())
    yield part_id(fact.stream, "promise", *said), fact.event


@promises.on(OrderPlaced, each=_promise)
def given(_: Row | None, fact: Fact[Any], event: OrderPlaced) -> Row:
    return _promised(fact, event.promised_on, "")


@promises.on(PromiseMoved, each=_promise)
def given_anew(_: Row | None, fact: Fact[Any], event: PromiseMoved) -> Row:
    return _promised(fact, event.promised_on, event.cause.value)


def _promised(fact: Fact[Any], promised_on: Any, cause: str) -> Row:
    return Row(
        order_id=fact.stream,
        site_id=fact.event.site,
        promised_on=promised_on,
        cause=cause,
        on=fact.event.on,
    )
