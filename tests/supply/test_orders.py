from datetime import date

import pytest

from supply.commands import complete_stage, move_promise, place_order, record_delivery
from supply.events import SlipCause, Stage
from supply.models import Order
from supply.queries import open_orders, orders_as_of
from tests.factories import (
    APRIL_1,
    DECEMBER_1,
    MARCH_2,
    MAY_1,
    MAY_4,
    NOVEMBER_9,
    NOWHERE,
    OCTOBER_1,
    TOMORROW,
    a_site,
    a_supplier,
    an_order,
    refused,
    said,
)

pytestmark = pytest.mark.django_db


def moved(order: object, promised_on: date, *, on: date = MAY_1) -> int:
    return move_promise(
        order_id=order, promised_on=promised_on, cause=SlipCause.FREIGHT, on=on, meta=said()
    ).position


def test_a_placed_order_is_open_with_its_promise() -> None:
    order = Order.objects.get(pk=an_order(lot="hall A"))

    assert (order.site_id, order.supplier_id, order.package) == ("NTX", "VOLT", "XFMR")
    assert (order.stage, order.stage_on, order.lot) == (Stage.ORDERED, APRIL_1, "hall A")
    assert (order.promised_on, order.first_promised_on, order.moves) == (OCTOBER_1, OCTOBER_1, 0)
    assert list(open_orders("NTX")) == [order]


def test_each_move_of_the_promise_is_counted_from_the_first() -> None:
    order = an_order()
    moved(order, DECEMBER_1, on=MAY_1)
    moved(order, NOVEMBER_9, on=MAY_4)

    row = Order.objects.get(pk=order)
    assert (row.promised_on, row.first_promised_on) == (NOVEMBER_9, OCTOBER_1)
    assert (row.moves, row.days_moved, row.last_cause) == (2, 39, SlipCause.FREIGHT)


def test_stages_may_be_left_out() -> None:
    order = an_order()
    complete_stage(order_id=order, stage=Stage.FABRICATED, on=MAY_1, meta=said())

    assert Order.objects.get(pk=order).stage == Stage.FABRICATED


def test_a_delivered_order_is_no_longer_open_and_may_be_inspected() -> None:
    order = an_order()
    record_delivery(order_id=order, on=MAY_1, meta=said())
    complete_stage(order_id=order, stage=Stage.INSPECTED, on=MAY_4, meta=said())

    row = Order.objects.get(pk=order)
    assert (row.delivered_on, row.stage, row.stage_on) == (MAY_1, Stage.INSPECTED, MAY_4)
    assert not open_orders("NTX").exists()


def test_orders_can_be_asked_for_as_of_a_past_position() -> None:
    order = an_order()
    then = moved(order, DECEMBER_1)
    record_delivery(order_id=order, on=MAY_4, meta=said())

    (row,) = orders_as_of("NTX", then)
    assert (row.promised_on, row.delivered_on) == (DECEMBER_1, None)
    assert orders_as_of("NTX", then - 2) == []


def test_an_order_number_is_used_once_at_a_site_and_freely_at_another() -> None:
    an_order("PO-7")
    an_order("PO-7", site=a_site("OHI").code)

    with refused("order_already_placed", "number"):
        an_order("PO-7")


def test_an_order_from_an_unknown_supplier_or_for_an_unknown_site_is_refused() -> None:
    a_site(), a_supplier()
    with refused("unknown_supplier", "supplier"):
        an_order(supplier="NOBODY")
    with refused("unknown_site", "site"):
        an_order(site="MARS")


def test_a_promise_before_the_order_or_beyond_all_calendars_is_refused() -> None:
    order = an_order(on=APRIL_1)

    with refused("promise_out_of_range", "promised_on"):
        an_order("PO-8", on=APRIL_1, promised_on=MARCH_2)
    with refused("promise_out_of_range", "promised_on"):
        moved(order, MARCH_2)
    with refused("promise_out_of_range", "promised_on"):
        moved(order, date(2100, 1, 1))


def test_a_move_to_the_promised_day_is_refused() -> None:
    order = an_order()
    with refused("promise_unchanged", "promised_on"):
        moved(order, OCTOBER_1)


def test_a_promise_older_than_the_last_is_refused() -> None:
    order = an_order()
    moved(order, DECEMBER_1, on=MAY_4)
    with refused("promise_older_than_last", "on"):
        moved(order, NOVEMBER_9, on=MAY_1)


def test_a_promise_given_tomorrow_is_refused() -> None:
    order = an_order()
    with refused("day_in_future", "on"):
        moved(order, DECEMBER_1, on=TOMORROW)


def test_a_second_delivery_of_the_same_order_is_refused() -> None:
    order = an_order()
    record_delivery(order_id=order, on=MAY_1, meta=said())
    with refused("order_already_delivered"):
        record_delivery(order_id=order, on=MAY_4, meta=said())


def test_the_promise_of_a_delivered_order_is_not_moved() -> None:
    order = an_order()
    record_delivery(order_id=order, on=MAY_1, meta=said())
    with refused("order_already_delivered"):
        moved(order, DECEMBER_1, on=MAY_4)


def test_a_delivery_before_the_order_was_placed_is_refused() -> None:
    order = an_order(on=APRIL_1)
    with refused("delivered_before_placed", "on"):
        record_delivery(order_id=order, on=MARCH_2, meta=said())


@pytest.mark.parametrize("stage", [Stage.ORDERED, Stage.APPROVED, Stage.FABRICATED])
def test_a_stage_does_not_go_backwards(stage: Stage) -> None:
    order = an_order()
    complete_stage(order_id=order, stage=Stage.FABRICATED, on=MAY_1, meta=said())
    with refused("stage_not_ahead", "stage"):
        complete_stage(order_id=order, stage=stage, on=MAY_4, meta=said())


def test_what_follows_a_stage_is_not_before_it() -> None:
    order = an_order()
    complete_stage(order_id=order, stage=Stage.SHIPPED, on=MAY_4, meta=said())
    with refused("stage_before_earlier_stage", "on"):
        complete_stage(order_id=order, stage=Stage.CLEARED, on=MAY_1, meta=said())
    with refused("stage_before_earlier_stage", "on"):
        record_delivery(order_id=order, on=MAY_1, meta=said())


def test_delivery_is_a_fact_of_its_own_and_comes_before_inspection() -> None:
    order = an_order()
    with refused("stage_is_delivery", "stage"):
        complete_stage(order_id=order, stage=Stage.DELIVERED, on=MAY_1, meta=said())
    with refused("stage_after_delivery", "stage"):
        complete_stage(order_id=order, stage=Stage.INSPECTED, on=MAY_1, meta=said())


def test_an_unknown_order_is_refused() -> None:
    with refused("unknown_order", "order_id"):
        record_delivery(order_id=NOWHERE, meta=said())


def test_a_delivery_is_filed_at_noon_of_the_site_s_day() -> None:
    tokyo = a_site("TYO", zone="Asia/Tokyo")
    placed = place_order(
        site=tokyo.code,
        number="PO-1",
        package="XFMR",
        supplier=a_supplier().code,
        description="",
        promised_on=OCTOBER_1,
        on=TOMORROW,
        meta=said(),
    )

    assert Order.objects.get(pk=placed.stream).placed_on == TOMORROW  # it is 2 June there already
