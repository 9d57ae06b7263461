"""What the page of a project's orders against the schedule shows, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from projects.charts import days_text, moved_text
from projects.models import Project
from projects.procurement.chart import OrderBar, StageMark, orders_chart
from projects.procurement.lines import OrderLine, order_lines
from projects.state import schedule_now
from supply.events import Stage

_OF_THE_BAR = {Stage.ORDERED.value, Stage.DELIVERED.value}


@dataclass(frozen=True, kw_only=True)
class ShownLine:
    """One order with what is said of it in words."""

    line: OrderLine
    words: str

    @property
    def stage(self) -> str:
        return self.line.order.stage.replace("_", " ")

    @property
    def moved(self) -> str:
        """How far the promise is from the first one: `moved twice, 14 days later`."""
        moves = self.line.order.moves
        times = {1: "once", 2: "twice"}.get(moves, f"{moves} times")
        return f"moved {times}, {moved_text(self.line.order.days_moved)}"


@dataclass(frozen=True, kw_only=True)
class OrdersPage:
    """data_date: of the schedule with all progress reported, None without one.

    open: orders that are out, the least float first. received: those on site, the newest first.
    """

    project: Project
    data_date: date | None
    open: Sequence[ShownLine]
    received: Sequence[ShownLine]
    chart: str

    @property
    def late_count(self) -> int:
        return sum(shown.line.is_late for shown in self.open)


def orders_page(project: Project) -> OrdersPage:
    schedule = schedule_now(project.code)
    lines = order_lines(site=project.site_id)
    out = [line for line in lines if line.order.delivered_on is None]
    received = sorted(
        (line for line in lines if line.order.delivered_on),
        key=lambda line: (line.order.delivered_on or date.min, line.order.number),
        reverse=True,
    )
    return OrdersPage(
        project=project,
        data_date=schedule.data_date.date() if schedule else None,
        open=[_shown(line) for line in out],
        received=[_shown(line) for line in received],
        chart=_picture(out, schedule.data_date.date()) if out and schedule else "",
    )


@dataclass(frozen=True, kw_only=True)
class LinesPage:
    """The open orders of all sites that somebody asked for, the least float first."""

    open: Sequence[ShownLine]

    @property
    def late_count(self) -> int:
        return sum(shown.line.is_late for shown in self.open)


def lines_page(
    *, site: str = "", supplier: str = "", package: str = "", late: bool | None = None
) -> LinesPage:
    lines = order_lines(site=site, supplier=supplier, package=package, late=late)
    return LinesPage(open=[_shown(line) for line in lines if line.order.delivered_on is None])


def words_of(line: OrderLine) -> str:
    """`43 days late`, `9 days of float`: how the order stands against the schedule."""
    if line.order.delivered_on:
        late = (line.order.delivered_on - line.order.first_promised_on).days
        return f"{days_text(late)} after the first promise" if late > 0 else "as first promised"
    if line.float_days is None:
        return "no work waits for it"
    if line.days_late:
        return f"{days_text(line.days_late)} late"
    return f"{days_text(line.float_days)} of float" if line.float_days else "no float"


def _shown(line: OrderLine) -> ShownLine:
    return ShownLine(line=line, words=words_of(line))


def _picture(lines: Sequence[OrderLine], data_date: date) -> str:
    return orders_chart([_bar(line) for line in lines], data_date=data_date)


def _bar(line: OrderLine) -> OrderBar:
    order = line.order
    lot = f" {order.lot}" if order.lot else ""
    return OrderBar(
        label=f"{order.number}{lot}",
        placed_on=order.placed_on,
        promised_on=order.promised_on,
        forecast_on=order.forecast_on,
        delivered_on=order.delivered_on,
        required_on=line.required_on,
        days_late=line.days_late,
        words=words_of(line),
        stages=[
            StageMark(stage.stage, stage.promised_on, stage.forecast_on, stage.actual_on)
            for stage in line.stages
            if stage.stage not in _OF_THE_BAR
        ],
    )
