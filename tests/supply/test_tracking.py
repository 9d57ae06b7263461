from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from eventlog.corrections import retract
from supply.commands import complete_stage, move_promise, record_delivery
from supply.events import SlipCause, Stage
from supply.lead_times import LEAD_TIMES
from supply.models import LeadTimeRange, Order, OrderStage, Package, PromiseRevision, Supplier
from supply.queries import drivers_as_of
from supply.tracking.commands import forecast_stage, promise_stage
from supply.tracking.drift import DAYS_A_MONTH, Watched, drift_of
from supply.tracking.lead_times import lead_time_on, newest_lead_times
from supply.tracking.queries import drifts, promise_revisions
from tests.factories import (
    APRIL_1,
    DECEMBER_1,
    MARCH_2,
    MAY_1,
    MAY_4,
    NOVEMBER_9,
    NOWHERE,
    OCTOBER_1,
    TODAY,
    TOMORROW,
    a_supplier,
    an_order,
    refused,
    said,
)

AUGUST_3, AUGUST_24 = date(2026, 8, 3), date(2026, 8, 24)


def promised(order: Any, stage: Stage = Stage.FACTORY_TESTED, **other: Any) -> int:
    inputs = {"stage": stage, "promised_on": AUGUST_3, "on": MAY_1, "meta": said(), **other}
    return promise_stage(order_id=order, **inputs).position


def forecast(order: Any, stage: Stage = Stage.FACTORY_TESTED, **other: Any) -> int:
    inputs = {"stage": stage, "forecast_on": AUGUST_24, "on": MAY_4, "meta": said(), **other}
    return forecast_stage(order_id=order, **inputs).position


def moved(order: Any, to: date, on: date = MAY_1, cause: SlipCause = SlipCause.FREIGHT) -> int:
    return move_promise(order_id=order, promised_on=to, cause=cause, on=on, meta=said()).position


def stage_of(order: Any, stage: Stage) -> tuple[date | None, ...]:
    row = OrderStage.objects.get(order=order, stage=stage.value)
    return row.promised_on, row.forecast_on, row.actual_on


# Stages


@pytest.mark.django_db
def test_a_new_order_has_the_stages_that_placing_it_tells_of() -> None:
    order = an_order()

    assert stage_of(order, Stage.ORDERED) == (None, None, APRIL_1)
    assert stage_of(order, Stage.DELIVERED) == (OCTOBER_1, None, None)
    assert OrderStage.objects.filter(order=order).count() == 2


@pytest.mark.django_db
def test_a_stage_keeps_what_was_promised_what_was_forecast_and_when_it_came() -> None:
    order = an_order()
    promised(order), forecast(order)
    assert stage_of(order, Stage.FACTORY_TESTED) == (AUGUST_3, AUGUST_24, None)
    assert OrderStage.objects.get(order=order, stage="factory_tested").days_late == 21

    complete_stage(order_id=order, stage=Stage.FACTORY_TESTED, on=TODAY, meta=said())
    assert stage_of(order, Stage.FACTORY_TESTED) == (AUGUST_3, AUGUST_24, TODAY)
    assert OrderStage.objects.get(order=order, stage="factory_tested").days_late == -63


@pytest.mark.django_db
def test_our_forecast_of_the_delivery_counts_until_the_next_promise() -> None:
    order = an_order()
    position = forecast(order, Stage.DELIVERED, forecast_on=NOVEMBER_9)
    assert Order.objects.get(pk=order).expected_on == NOVEMBER_9
    (driver,) = drivers_as_of("NTX", position)
    assert driver.due_on == NOVEMBER_9  # type: ignore[union-attr]
    assert "forecast 2026-11-09" in driver.cause.label

    moved(order, DECEMBER_1, on=TODAY)
    assert Order.objects.get(pk=order).expected_on == DECEMBER_1
    assert stage_of(order, Stage.DELIVERED) == (DECEMBER_1, None, None)


@pytest.mark.django_db
def test_a_delivered_order_is_expected_when_it_came() -> None:
    order = an_order()
    record_delivery(order_id=order, on=MAY_4, meta=said())

    assert Order.objects.get(pk=order).expected_on == MAY_4
    assert stage_of(order, Stage.DELIVERED) == (OCTOBER_1, None, MAY_4)


@pytest.mark.django_db
def test_a_stage_that_lies_behind_is_neither_promised_nor_forecast() -> None:
    order = an_order()
    complete_stage(order_id=order, stage=Stage.FABRICATED, on=MAY_1, meta=said())

    for record in (promised, forecast):
        with refused("stage_passed", "stage"):
            record(order, Stage.FABRICATED)


@pytest.mark.django_db
def test_the_delivery_is_promised_by_the_promise_alone() -> None:
    order = an_order()
    with refused("delivery_is_promise", "stage"):
        promised(order, Stage.DELIVERED)


@pytest.mark.django_db
@pytest.mark.parametrize("day", [MARCH_2, date(2100, 1, 1)])
def test_a_stage_before_the_order_or_in_another_century_is_refused(day: date) -> None:
    order = an_order()
    with refused("stage_date_out_of_range", "promised_on"):
        promised(order, promised_on=day)
    with refused("stage_date_out_of_range", "forecast_on"):
        forecast(order, forecast_on=day)


@pytest.mark.django_db
def test_what_is_known_already_is_refused() -> None:
    order = an_order()
    promised(order), forecast(order)

    with refused("stage_date_unchanged", "promised_on"):
        promised(order)
    with refused("stage_date_unchanged", "forecast_on"):
        forecast(order)


@pytest.mark.django_db
def test_stages_of_orders_that_are_on_site_or_unknown_are_refused() -> None:
    order = an_order()
    record_delivery(order_id=order, on=MAY_4, meta=said())
    with refused("order_already_delivered"):
        promised(order)
    with refused("unknown_order", "order_id"):
        forecast(NOWHERE)


@pytest.mark.django_db
def test_a_forecast_said_tomorrow_is_refused() -> None:
    order = an_order()
    with refused("day_in_future", "on"):
        forecast(order, on=TOMORROW)


@pytest.mark.django_db
def test_a_stage_forecast_that_is_taken_back_was_never_said() -> None:
    order = an_order()
    position = forecast(order)
    retract(position=position, reason="Another order", meta=said())

    assert not OrderStage.objects.filter(order=order, stage="factory_tested").exists()


# Promises


@pytest.mark.django_db
def test_every_revision_of_a_promise_is_kept_with_what_it_replaced() -> None:
    order = an_order()
    moved(order, NOVEMBER_9), moved(order, DECEMBER_1, on=MAY_4), moved(order, OCTOBER_1, on=TODAY)

    found: list[Any] = list(promise_revisions().order_by("on"))
    assert [(each.was, each.promised_on, each.on) for each in found] == [
        (OCTOBER_1, NOVEMBER_9, MAY_1),
        (NOVEMBER_9, DECEMBER_1, MAY_4),
        (DECEMBER_1, OCTOBER_1, TODAY),
    ]


@pytest.mark.django_db
def test_two_revisions_on_one_day_follow_one_another() -> None:
    order = an_order()
    moved(order, NOVEMBER_9), moved(order, DECEMBER_1)

    was = promise_revisions().get(promised_on=DECEMBER_1).was  # type: ignore[attr-defined]
    assert was == NOVEMBER_9


@pytest.mark.django_db
def test_a_filter_of_days_does_not_change_what_a_revision_replaced() -> None:
    order = an_order()
    moved(order, NOVEMBER_9), moved(order, DECEMBER_1, on=MAY_4)

    (late,) = promise_revisions().filter(on__gte=MAY_4)
    assert late.was == NOVEMBER_9  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_drift_of_a_supplier_counts_all_its_orders() -> None:
    a_supplier("CALM")
    one, other = an_order("PO-1"), an_order("PO-2")
    moved(one, NOVEMBER_9), moved(other, date(2026, 9, 21))
    record_delivery(order_id=other, on=MAY_4, meta=said())

    volt, calm = drifts(Supplier.objects.all(), on=TODAY)
    assert (volt.supplier, volt.orders, volt.revisions) == ("VOLT", 2, 2)
    assert (volt.days_moved, volt.mean_days, volt.worst_days) == (39 - 10, 14.5, 39)
    assert volt.order_months == pytest.approx((61 + 33) / DAYS_A_MONTH)  # from April 1 each
    assert volt.days_per_order_month == pytest.approx(29 / volt.order_months)
    assert (calm.orders, calm.days_per_order_month, calm.worst_days) == (0, None, None)


DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2027, 1, 1))
ORDERS = st.builds(
    lambda placed, out, moves: Watched(
        supplier="X", placed_on=placed, until=placed + timedelta(days=out), moved_days=tuple(moves)
    ),
    DAYS,
    st.integers(0, 900),
    st.lists(st.integers(-200, 400), max_size=6),
)


@given(st.lists(ORDERS, max_size=6))
def test_drift_is_the_sum_of_its_revisions_whatever_the_order(orders: list[Watched]) -> None:
    drift = drift_of("X", orders)

    assert drift == drift_of("X", list(reversed(orders)))
    assert drift.days_moved == sum(sum(order.moved_days) for order in orders)
    if drift.mean_days is not None and drift.worst_days is not None:
        assert drift.mean_days * drift.revisions == pytest.approx(drift.days_moved)
        assert drift.worst_days >= drift.mean_days - 1e-9
    if drift.days_per_order_month is not None:
        assert drift.days_per_order_month * drift.order_months == pytest.approx(drift.days_moved)


# Lead times


@pytest.mark.django_db
def test_the_newest_range_as_of_the_day_counts_and_the_handbook_without_any() -> None:
    assert lead_time_on("XFMR", TODAY) == LEAD_TIMES["XFMR"]
    assert lead_time_on("NOTHING", TODAY) is None

    package = Package.objects.create(code="XFMR", name="Transformers")
    for as_of, likely in ((APRIL_1, 120), (MAY_4, 140)):
        weeks = {"low_weeks": 80, "likely_weeks": likely, "high_weeks": 210}
        LeadTimeRange.objects.create(package=package, as_of=as_of, source="a quote", **weeks)

    found = [lead_time_on("XFMR", day) for day in (APRIL_1, MAY_1, TODAY)]
    assert [each and each.likely_weeks for each in found] == [120, 120, 140]
    assert [each.likely_weeks for each in newest_lead_times()] == [140]


@pytest.mark.parametrize("weeks", [(0, 1, 2), (5, 4, 9), (5, 9, 8), (1, 2, 600)])
def test_weeks_out_of_order_are_refused(weeks: tuple[float, float, float]) -> None:
    low, likely, high = weeks
    with pytest.raises(ValidationError, match="weeks"):
        LeadTimeRange(low_weeks=low, likely_weeks=likely, high_weeks=high).clean()


def test_the_lead_times_of_the_handbook_are_in_order_and_carry_their_source() -> None:
    for line in LEAD_TIMES.values():
        assert 0 < line.low_weeks <= line.likely_weeks <= line.high_weeks
        assert line.source.startswith("DOMAIN.md D.1: ")
    assert LEAD_TIMES["XFMR"].likely_weeks == 128  # average of the second quarter of 2025 [S27]


@pytest.mark.django_db
def test_a_first_promise_is_no_revision() -> None:
    an_order()

    assert PromiseRevision.objects.count() == 1
    assert not promise_revisions().exists()


@pytest.mark.django_db
def test_a_stage_is_not_promised_before_one_that_comes_before_it() -> None:
    order = an_order()  # promised for 1 October
    promised(order, Stage.FACTORY_TESTED, promised_on=AUGUST_3)

    with refused("stages_out_of_order", "promised_on"):
        promised(order, Stage.SHIPPED, promised_on=date(2026, 8, 2))
    with refused("stages_out_of_order", "promised_on"):
        promised(order, Stage.FABRICATED, promised_on=AUGUST_24)
    with refused("stages_out_of_order", "promised_on"):
        promised(order, Stage.SHIPPED, promised_on=NOVEMBER_9)
    promised(order, Stage.SHIPPED, promised_on=AUGUST_24)


@pytest.mark.django_db
def test_a_stage_that_was_left_out_holds_up_no_promise() -> None:
    order = an_order()
    promised(order, Stage.SUBMITTED, promised_on=AUGUST_24)
    complete_stage(order_id=order, stage=Stage.RELEASED, on=MAY_1, meta=said())

    promised(order, Stage.FABRICATED, promised_on=AUGUST_3)
