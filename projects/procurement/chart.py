"""Orders against the days on which the schedule needs them, as a picture. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from eventlog.doors import svg
from eventlog.doors.svg import Scale
from projects.charts import days_text

WIDTH = 360.0
_LEFT, _RIGHT = 12.0, WIDTH - 12
_TOP, _ROW, _BELOW = 12.0, 46.0, 34.0


@dataclass(frozen=True)
class StageMark:
    """One stage of an order: when it was promised, forecast or completed. None for what is not known."""

    name: str
    promised_on: date | None = None
    forecast_on: date | None = None
    actual_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class OrderBar:
    """One order: from placing to the day it is expected, or came. stages: without the delivery.

    required_on: None where no work waits for it. days_late: 0 unless it is expected after that.
    """

    label: str
    placed_on: date
    promised_on: date
    forecast_on: date | None
    delivered_on: date | None
    required_on: date | None
    days_late: int
    words: str
    stages: Sequence[StageMark] = ()

    @property
    def expected_on(self) -> date:
        return self.delivered_on or self.forecast_on or self.promised_on


def orders_chart(bars: Sequence[OrderBar], *, data_date: date) -> str:
    """A row for each order, in the order given; at least one. data_date: where the
    schedule stands.

    What is expected after it is required is red from the one day to the other, and says so in words.
    """
    late = [bar for bar in bars if bar.days_late]
    title = f"{len(bars)} orders against the days on which the schedule needs them: " + (
        "; ".join(f"{bar.label} {days_text(bar.days_late)} late" for bar in late)
        if late
        else "none late"
    )
    floor = _TOP + _ROW * len(bars)
    picture = svg.drawing(WIDTH, floor + _BELOW, title=f"{title}.", kind="chart slip-orders")
    x = Scale(
        *svg.span_of([day for bar in bars for day in _days(bar)] + [data_date]), _LEFT, _RIGHT
    )
    for tick in svg.date_ticks(x.first, x.last, at_most=5):
        at = x(tick.day)
        svg.line(picture, (at, _TOP), (at, floor), kind="grid")
        centre = min(max(at, 28), WIDTH - 28)
        svg.label(picture, (centre, floor + 20), tick.text, kind="tick", anchor="middle")
    svg.line(picture, (x(data_date), _TOP - 6), (x(data_date), floor), kind="today")
    for number, bar in enumerate(bars):
        _draw(picture, bar, x, _TOP + _ROW * number)
    return svg.markup(picture)


def _draw(picture: svg.Element, bar: OrderBar, x: Scale, top: float) -> None:
    """Its name and how it stands on one line, its days on the next."""
    middle = top + 30
    svg.label(picture, (_LEFT, top + 14), bar.label)
    kind = "late-label" if bar.days_late else "tick"
    svg.label(picture, (_RIGHT, top + 14), bar.words, kind=kind, anchor="end")
    expected = x(bar.expected_on)
    svg.line(picture, (x(bar.placed_on), middle), (expected, middle), kind="way")
    if bar.days_late and bar.required_on:
        required = x(bar.required_on)
        svg.box(picture, (required, middle - 4), expected - required, 8, kind="days-late")
    for stage in bar.stages:
        _draw_stage(picture, stage, x, middle)
    svg.line(
        picture, _up(x(bar.promised_on), middle), _down(x(bar.promised_on), middle), kind="promise"
    )
    if bar.forecast_on and not bar.delivered_on:
        svg.dot(picture, (x(bar.forecast_on), middle), kind="forecast", radius=4)
    if bar.delivered_on:
        svg.dot(picture, (x(bar.delivered_on), middle), kind="done", radius=5)
    if bar.required_on:
        at = x(bar.required_on)
        points = [
            (at - 5, middle - 11),
            (at + 5, middle - 11),
            (at, middle - 3),
            (at - 5, middle - 11),
        ]
        svg.curve(picture, points, kind="required")


def _draw_stage(picture: svg.Element, stage: StageMark, x: Scale, middle: float) -> None:
    """Where it is now: as it went, else as forecast, else as promised."""
    if stage.actual_on:
        svg.dot(picture, (x(stage.actual_on), middle), kind="done", radius=3)
    elif stage.forecast_on:
        svg.dot(picture, (x(stage.forecast_on), middle), kind="forecast", radius=3)
    elif stage.promised_on:
        svg.dot(picture, (x(stage.promised_on), middle), kind="to-come", radius=3)


def _up(at: float, middle: float) -> svg.Point:
    return at, middle - 7


def _down(at: float, middle: float) -> svg.Point:
    return at, middle + 7


def _days(bar: OrderBar) -> list[date]:
    stages = [s.actual_on or s.forecast_on or s.promised_on for s in bar.stages]
    known = [bar.placed_on, bar.promised_on, bar.expected_on, bar.required_on, *stages]
    return [day for day in known if day is not None]
