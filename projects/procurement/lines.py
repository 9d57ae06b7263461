"""Every order as a line: what is known of it, and the day on which the schedule needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from projects.models import Project
from projects.procurement.required import (
    Need,
    line_float_days,
    needs_of,
    required_by,
    required_on,
)
from projects.schedule.cpm import analyse_network
from projects.schedule.network import Network
from projects.state import schedule_now
from supply.models import Order, OrderStage, Package


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """needed_by: the activity that waits for it, "" where none does any more.

    required_on: the last day on which it may come, None without a need. float_days: calendar days that
    its delivery may still slip, below zero late; None without a need or once it is received.
    """

    order: Order
    stages: Sequence[OrderStage]
    needed_by: str
    needed_by_name: str
    required_on: date | None
    float_days: int | None

    @property
    def days_late(self) -> int:
        """Calendar days by which it is expected after it is required."""
        return max(0, -(self.float_days or 0))

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


def order_lines(
    *, site: str = "", supplier: str = "", package: str = "", late: bool | None = None
) -> Sequence[OrderLine]:
    """The orders that are wanted, those with the least float first, received ones and unneeded ones last."""
    wanted = {"site": site, "supplier": supplier, "package": package}
    asked = {name: value for name, value in wanted.items() if value}
    stages = Prefetch("stages", queryset=OrderStage.objects.order_by("rank"))
    orders = list(
        Order.objects.filter(**asked).select_related("supplier", "site").prefetch_related(stages)
    )
    needs = {code: needs_at(code) for code in {order.site_id for order in orders}}
    packages = Package.objects.in_bulk()
    lines = [_line(order, needs[order.site_id], packages.get(order.package)) for order in orders]
    found = [line for line in lines if late is None or line.is_late == late]
    return sorted(found, key=_least_float_first)


def needs_at(site: str) -> tuple[Need, ...]:
    """What the schedules of a site that stand, with all progress reported, still need."""
    found: list[Need] = []
    for code in Project.objects.filter(site=site).order_by("code").values_list("code", flat=True):
        schedule = schedule_now(code)
        if schedule is not None:
            found.extend(needs_of(analyse_network(Network(schedule))))
    return tuple(found)


def _line(order: Order, needs: tuple[Need, ...], package: Package | None) -> OrderLine:
    need = required_by(needs, package=order.package, order=order.number, lot=order.lot)
    received = order.delivered_on is not None
    required = _required(need, package or Package(code=order.package)) if need else None
    slack = line_float_days(required, order.expected_on) if required and not received else None
    return OrderLine(
        order=order,
        stages=list(order.stages.all()),
        needed_by=need.activity if need else "",
        needed_by_name=need.name if need else "",
        required_on=required,
        float_days=slack,
    )


def _required(need: Need, package: Package) -> date:
    """A package that nobody has described takes what any other takes."""
    days = {"receive_days": package.receive_days, "buffer_days": package.buffer_days}
    return required_on(need, **days)


def _least_float_first(line: OrderLine) -> tuple[bool, int, str, str]:
    order = line.order
    none = line.float_days is None
    return none, line.float_days or 0, order.site_id, order.number
