"""The writers of what is promised and forecast of the stages on the way."""

from datetime import date
from typing import Annotated, NoReturn

from eventlog.commands import command
from eventlog.doors.inputs import Help
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold_parts
from sites.days import day_at, noon, site_named
from supply.commands import Day, OrderId
from supply.events import Stage
from supply.figures import LAST_PROMISE
from supply.standing import open_order
from supply.tracking import errors
from supply.tracking.events import StageForecast, StagePromised
from supply.tracking.projections import stage_id, stages


@command
def promise_stage(
    *,
    order_id: OrderId,
    stage: Annotated[Stage, Help("One that lies ahead. The delivery has the promise itself.")],
    promised_on: Annotated[date, Help("Day by which the supplier will have completed it.")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record the day by which a supplier promises to have completed a stage on the way."""
    order, version = open_order(order_id)
    if stage is Stage.DELIVERED:
        raise errors.DeliveryIsPromise(number=order.number)
    _refuse(order, stage, promised_on, "promised_on")
    _refuse_out_of_order(order, stage, promised_on)
    site = site_named(order.site_id)
    day = day_at(site, on, meta=meta)
    event = StagePromised(
        site=site.code, number=order.number, stage=stage, promised_on=promised_on, on=day
    )
    at = noon(site, day)
    return append(order_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def forecast_stage(
    *,
    order_id: OrderId,
    stage: Annotated[Stage, Help("One that lies ahead, or the delivery.")],
    forecast_on: Annotated[date, Help("Day on which we expect it to be completed.")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record our own forecast of a stage; that of the delivery counts until the next promise."""
    order, version = open_order(order_id)
    _refuse(order, stage, forecast_on, "forecast_on")
    site = site_named(order.site_id)
    day = day_at(site, on, meta=meta)
    event = StageForecast(
        site=site.code, number=order.number, stage=stage, forecast_on=forecast_on, on=day
    )
    at = noon(site, day)
    return append(order_id, event, expected_version=version, meta=meta, occurred_at=at)


def _refuse(order: Row, stage: Stage, day: date, field: str) -> None:
    """Raises StagePassed, StageDateOutOfRange, and StageDateUnchanged for what is known already."""
    if not stage.is_after(Stage(order.stage)):
        raise errors.StagePassed(number=order.number, current=order.stage, stage=stage.value)
    if not order.placed_on <= day <= LAST_PROMISE:
        raise errors.StageDateOutOfRange(field=field, day=day, placed_on=order.placed_on)
    known = fold_parts(order.id, stages)[0].get(stage_id(order.id, stage))
    if known and known[field] == day:
        raise errors.StageDateUnchanged(
            field=field, stage=stage.value, number=order.number, day=day
        )


def _refuse_out_of_order(order: Row, stage: Stage, day: date) -> None:
    """Raises StagesOutOfOrder. Stages that were left out on the way have nothing more to say."""
    for row in fold_parts(order.id, stages)[0].values():
        other, known = Stage(row.stage), row.actual_on or row.promised_on
        is_left_out = not row.actual_on and not other.is_after(Stage(order.stage))
        if known is None or is_left_out:
            continue
        if stage.is_after(other) and day < known:
            _out_of_order(other, known, stage, day)
        if other.is_after(stage) and known < day:
            _out_of_order(stage, day, other, known)


def _out_of_order(earlier: Stage, earlier_on: date, later: Stage, later_on: date) -> NoReturn:
    words = {"earlier": earlier.value, "later": later.value}
    raise errors.StagesOutOfOrder(**words, earlier_on=earlier_on, later_on=later_on)
