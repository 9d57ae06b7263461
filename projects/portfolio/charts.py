"""The charts of several sites as one draw, and the histogram of one forecast, as SVG. Pure.

In the manner of projects/charts.py: the title says in words what the picture shows, and the page has the
numbers in a table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from eventlog.doors import svg
from eventlog.doors.svg import Scale, day_text
from projects.risk.spread import Bar

WIDTH, HEIGHT = 440.0, 250.0
_LEFT, _RIGHT, _TOP, _FLOOR = 46.0, 430.0, 18.0, 206.0
_MOST_TICKS = 8
_STEPS = tuple(of * 10.0**power for power in range(-1, -7, -1) for of in (5, 2, 1))


@dataclass(frozen=True, kw_only=True)
class ReadyPoint:
    """Power ready by a day, in MW: reached with a chance of 90, of 50 and of 10 in 100."""

    day: date
    low_mw: float
    middle_mw: float
    high_mw: float


def histogram(bars: Sequence[Bar], *, starts_on: date) -> str:
    """The share of iterations that end in each bar. Those right of the contract start are late ones."""
    most = max(bar.share for bar in bars)
    likeliest = max(bars, key=lambda bar: bar.share)
    title = (
        f"How often each day came out: most often {day_text(likeliest.first)} to "
        f"{day_text(likeliest.last)}, in {likeliest.share:.0%} of iterations; contract start "
        f"{day_text(starts_on)}."
    )
    picture = svg.drawing(WIDTH, HEIGHT, title=title, kind="chart")
    x = Scale(*svg.span_of((bars[0].first, bars[-1].last, starts_on)), _LEFT, _RIGHT)
    start = x(starts_on)
    svg.box(picture, (start, _TOP), _RIGHT - start, _FLOOR - _TOP, kind="late")
    for share, said in share_ticks(most):
        _level(picture, share, most, said)
    day = x(date.fromordinal(bars[0].first.toordinal() + 1)) - x(bars[0].first)
    for bar in bars:
        left, right = x(bar.first), x(bar.last) + day
        top = _height(bar.share, most)
        late = bar.first > starts_on
        kind = "bar-later" if late else "pit-bar"
        svg.box(picture, (left, top), max(0.6, right - left - 0.8), _FLOOR - top, kind=kind)
    _days_below(picture, x)
    svg.line(picture, (start, _TOP - 4), (start, _FLOOR), kind="start")
    return svg.markup(picture)


def share_ticks(most: float) -> list[tuple[float, str]]:
    """Round shares up to the largest, two to five of them, each with its words. most: above 0, to 1."""
    step = next(step for step in _STEPS if most / step >= 2)
    digits = max(0, -floor(log10(100 * step)))
    count = floor(most / step + 1e-9)
    return [(k * step, f"{k * step:.{digits}%}") for k in range(1, count + 1)]


def at_least(chances: Sequence[float], apart: Sequence[float]) -> str:
    """The chance that at least 1, 2, ... tranches are late: bars as one draw, dots as if nothing was shared."""
    told = ", ".join(f"{count} {share:.0%}" for count, share in enumerate(chances, start=1))
    title = f"Chance that at least so many tranches are late: {told}."
    picture = svg.drawing(WIDTH, HEIGHT, title=title, kind="chart")
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        _level(picture, share, 1.0, f"{share:.0%}")
    wide = (_RIGHT - _LEFT) / len(chances)
    step = -(-len(chances) // _MOST_TICKS)
    for index, (share, alone) in enumerate(zip(chances, apart, strict=True)):
        left, top = _LEFT + index * wide, _height(share, 1.0)
        svg.box(picture, (left + wide * 0.12, top), wide * 0.76, _FLOOR - top, kind="pit-bar")
        svg.dot(picture, (left + wide / 2, _height(alone, 1.0)), kind="p50", radius=3.5)
        if (index + 1) % step == 0 or index == 0:
            at = (left + wide / 2, _FLOOR + 18)
            svg.label(picture, at, str(index + 1), kind="tick", anchor="middle")
    svg.line(picture, (_LEFT, _FLOOR), (_RIGHT, _FLOOR), kind="axis")
    middle = ((_LEFT + _RIGHT) / 2, _FLOOR + 38)
    svg.label(picture, middle, "tranches late, at least", kind="tick", anchor="middle")
    return svg.markup(picture)


def ready(points: Sequence[ReadyPoint], *, promised: Sequence[tuple[date, float]]) -> str:
    """MW ready by each day with its band. promised: day and MW in all from it on, in order of days."""
    last = points[-1]
    most = max(last.high_mw, promised[-1][1])
    title = (
        f"Power ready by each day: half of it by {day_text(_half(points, most))} with a chance of "
        f"50 in 100; {last.middle_mw:g} MW by {day_text(last.day)}."
    )
    picture = svg.drawing(WIDTH, HEIGHT, title=title, kind="chart")
    x = Scale(points[0].day, last.day, _LEFT, _RIGHT)
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        _level(picture, part * most, most, f"{part * most:.0f}")
    _days_below(picture, x)
    told = [(x(point.day), point) for point in points]
    for kind, measure in (("low", "low_mw"), ("high", "high_mw"), ("middle", "middle_mw")):
        line = [(at, _height(getattr(point, measure), most)) for at, point in told]
        svg.curve(picture, line, kind="p80-line" if kind == "middle" else "p50-line")
    steps = _stairs([(x(day), _height(power, most)) for day, power in promised], x.end)
    svg.curve(picture, steps, kind="start-line")
    return svg.markup(picture)


def _half(points: Sequence[ReadyPoint], most: float) -> date:
    return next((p.day for p in points if 2 * p.middle_mw >= most), points[-1].day)


def _stairs(points: Sequence[svg.Point], end: float) -> list[svg.Point]:
    """A line that holds its height until the next point, from the floor up."""
    height, stairs = _FLOOR, [(_LEFT, _FLOOR)]
    for x, y in points:
        stairs += [(x, height), (x, y)]
        height = y
    return [*stairs, (end, height)]


def _height(share: float, most: float) -> float:
    return _FLOOR - (_FLOOR - _TOP) * (share / most if most else 0.0)


def _level(picture: svg.Element, share: float, most: float, text: str) -> None:
    height = _height(share, most)
    svg.line(picture, (_LEFT, height), (_RIGHT, height), kind="grid")
    svg.label(picture, (_LEFT - 6, height + 4), text, kind="tick", anchor="end")


def _days_below(picture: svg.Element, x: Scale) -> None:
    svg.line(picture, (x.start, _FLOOR), (x.end, _FLOOR), kind="axis")
    for tick in svg.date_ticks(x.first, x.last, at_most=5):
        at = x(tick.day)
        svg.line(picture, (at, _FLOOR), (at, _FLOOR + 5), kind="axis")
        centre = min(max(at, 26), WIDTH - 30)
        svg.label(picture, (centre, _FLOOR + 20), tick.text, kind="tick", anchor="middle")
