"""How far suppliers' promises drift. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, kw_only=True)
class Watched:
    """An order while it was out. moved_days: of each revision of its promise, later is positive."""

    supplier: str
    placed_on: date
    until: date
    moved_days: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Drift:
    """What a supplier's promises did. Days are calendar days, later is positive.

    order_months: of all its orders together, each from placing to receipt or to the day of asking.
    days_per_order_month: days moved for each of them, None before the first day. mean_days, worst_days:
    of single revisions, None without any.
    """

    supplier: str
    orders: int
    order_months: float
    revisions: int
    days_moved: int
    days_per_order_month: float | None
    mean_days: float | None
    worst_days: int | None


def drift_of(supplier: str, orders: Iterable[Watched]) -> Drift:
    """The drift of one supplier over all its orders; revisions to an earlier day count against later ones."""
    orders = tuple(orders)
    moves = [days for order in orders for days in order.moved_days]
    out = sum((order.until - order.placed_on).days for order in orders) / DAYS_A_MONTH
    moved = sum(moves)
    return Drift(
        supplier=supplier,
        orders=len(orders),
        order_months=out,
        revisions=len(moves),
        days_moved=moved,
        days_per_order_month=moved / out if out > 0 else None,
        mean_days=moved / len(moves) if moves else None,
        worst_days=max(moves) if moves else None,
    )
