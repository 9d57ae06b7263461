"""The charts of a forecast as SVG, the same for page, print and mail. Pure.

Each takes dates and returns markup whose title says in words what the picture shows; pages put the
numbers in a table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from eventlog.doors import svg
from eventlog.doors.svg import Scale, day_text

WIDTH, HEIGHT = 440.0, 270.0
_TOP, _FLOOR, _TEXT = 30.0, 238.0, 15.0
_LABEL = 110.0  # the widest that a label of a percentile with its day is drawn


@dataclass(frozen=True, kw_only=True)
class HistoryPoint:
    """What the forecast of one data date said, and the contract start that stood then."""

    data_date: date
    starts_on: date
    p50: date
    p80: date


def s_curve(*, quantiles: Sequence[date], starts_on: date, p50: date, p80: date) -> str:
    """The chance of being ready by each day. quantiles: the days of P1 to P99, 99 of them.

    Days right of the contract start are shaded: there the tranche is late. Raises ValueError on any
    other number of quantiles.
    """
    if len(quantiles) != 99:
        raise ValueError(f"an S-curve is drawn from 99 quantiles, not {len(quantiles)}")
    title = (
        f"Chance of being ready by each day: P50 {day_text(p50)}, P80 {day_text(p80)}, "
        f"contract start {day_text(starts_on)}."
    )
    picture = svg.drawing(WIDTH, HEIGHT, title=title, kind="chart")
    first, last = svg.span_of((quantiles[0], quantiles[-1], starts_on))
    x = Scale(first, last, 42, WIDTH - 10)
    start = x(starts_on)
    svg.box(picture, (start, _TOP), WIDTH - 10 - start, _FLOOR - _TOP, kind="late")
    for percent in (0, 20, 50, 80, 100):
        svg.line(picture, (42, _height(percent)), (WIDTH - 10, _height(percent)), kind="grid")
        at = (36, _height(percent) + 4)
        svg.label(picture, at, f"{percent}%", kind="tick", anchor="end")
    _days_below(picture, x)
    svg.line(picture, (start, _TOP - 4), (start, _FLOOR), kind="start")
    text = f"contract start {day_text(starts_on)}"
    svg.label(picture, (start, _TOP - 10), text, kind="start-label", anchor=_anchor(start))
    points = [(x(day), _height(percent)) for percent, day in enumerate(quantiles, start=1)]
    svg.curve(picture, points, kind="curve")
    for name, day, percent in (("P50", p50, 50), ("P80", p80, 80)):
        point, said = (x(day), _height(percent)), f"{name} {day_text(day)}"
        _marked(picture, point, said, kind=name.lower(), clear_of=start)
    return svg.markup(picture)


def history(points: Sequence[HistoryPoint]) -> str:
    """P50 and P80 by data date, against the contract start as it stood. Level is stable.

    points: in order of data date, at least one. A line that climbs is a date that slips.
    """
    newest = points[-1]
    title = (
        f"P50 and P80 by data date, {day_text(points[0].data_date)} to "
        f"{day_text(newest.data_date)}: last P50 {day_text(newest.p50)}, P80 "
        f"{day_text(newest.p80)}, contract start {day_text(newest.starts_on)}."
    )
    picture = svg.drawing(WIDTH, HEIGHT, title=title, kind="chart")
    right = WIDTH - 92
    x = Scale(*svg.span_of((p.data_date for p in points), margin=0.0), 66, right)
    said = [day for p in points for day in (p.p50, p.p80, p.starts_on)]
    y = Scale(*svg.span_of(said), _FLOOR, _TOP - 16)
    for tick in svg.date_ticks(y.first, y.last, at_most=6):
        svg.line(picture, (66, y(tick.day)), (right, y(tick.day)), kind="grid")
        svg.label(picture, (60, y(tick.day) + 4), tick.text, kind="tick", anchor="end")
    _days_below(picture, x)
    lines = {
        "start": _steps([(x(p.data_date), y(p.starts_on)) for p in points]),
        "p50": [(x(p.data_date), y(p.p50)) for p in points],
        "p80": [(x(p.data_date), y(p.p80)) for p in points],
    }
    for kind, drawn in lines.items():
        svg.curve(picture, drawn, kind=f"{kind}-line")
        svg.dot(picture, drawn[-1], kind=kind, radius=3)
    ends = svg.spread([drawn[-1][1] for drawn in lines.values()], apart=_TEXT, floor=_FLOOR)
    for (kind, drawn), height in zip(lines.items(), ends, strict=True):
        name = "contract start" if kind == "start" else kind.upper()
        svg.label(picture, (drawn[-1][0] + 7, height + 4), name, kind=f"{kind}-label")
    return svg.markup(picture)


def sparkline(days: Sequence[date]) -> str:
    """How one date moved from forecast to forecast, in the size of a word. days: at least one."""
    moved = (days[-1] - days[0]).days
    title = f"P80 over {len(days)} data dates: {moved_text(moved)} in all."
    picture = svg.drawing(84, 22, title=title, kind="spark")
    y = Scale(*svg.span_of(days, margin=0.0), 20, 2)
    step = 76 / max(1, len(days) - 1)
    points = [(4 + index * step, y(day)) for index, day in enumerate(days)]
    svg.curve(picture, points, kind="p80-line")
    svg.dot(picture, points[-1], kind="p80", radius=2.5)
    return svg.markup(picture)


def bar(days: float, *, of: float) -> str:
    """A bar as long as `days` is of the longest one, both in days; below zero it takes days off."""
    title = f"P80 {moved_text(round(days))} because of it"
    picture = svg.drawing(100, 6, title=title, kind="bar")
    picture.set("preserveAspectRatio", "none")
    svg.box(picture, (0, 0), 100, 6, kind="bar-track")
    length = 100 * abs(days) / of if of else 0.0
    svg.box(picture, (0, 0), length, 6, kind="bar-later" if days >= 0 else "bar-earlier")
    return svg.markup(picture)


def moved_text(days: int) -> str:
    """A move of a date in words: `3 days later`, `1 day earlier`, `no change`."""
    if days == 0:
        return "no change"
    return f"{days_text(abs(days))} {'later' if days > 0 else 'earlier'}"


def days_text(days: int) -> str:
    return f"{days} day" if days == 1 else f"{days} days"


def _height(percent: float) -> float:
    return _FLOOR - (_FLOOR - _TOP) * percent / 100


def _days_below(picture: svg.Element, x: Scale) -> None:
    """The axis of days, with ticks whose text stays within the picture."""
    svg.line(picture, (x.start, _FLOOR), (x.end, _FLOOR), kind="axis")
    for tick in svg.date_ticks(x.first, x.last, at_most=5):
        at = x(tick.day)
        svg.line(picture, (at, _FLOOR), (at, _FLOOR + 5), kind="axis")
        centre = min(max(at, 26), WIDTH - 30)
        svg.label(picture, (centre, _FLOOR + 20), tick.text, kind="tick", anchor="middle")


def _marked(picture: svg.Element, at: svg.Point, text: str, *, kind: str, clear_of: float) -> None:
    """A point of the curve with its label on the side where the curve leaves room.

    Left and above the curve, or right and below it, there is none of it: whichever side is wider,
    but the other one where the upright line at clear_of would run through the label.
    """
    x, y = at
    svg.dot(picture, at, kind=kind)
    crossed = x - 8 - _LABEL < clear_of < x - 8
    if x > WIDTH * 0.45 and not (crossed and x + 8 + _LABEL < WIDTH):
        svg.label(picture, (x - 8, y - 7), text, kind=f"{kind}-label", anchor="end")
    else:
        svg.label(picture, (x + 8, y + 16), text, kind=f"{kind}-label")


def _anchor(x: float) -> str:
    """Text at x is written towards the middle, so that neither edge cuts it."""
    if x < WIDTH * 0.33:
        return "start"
    return "end" if x > WIDTH * 0.67 else "middle"


def _steps(points: Sequence[svg.Point]) -> list[svg.Point]:
    """A line that holds its height until the next point: a contract start moves on one day."""
    stairs = [points[0]]
    for (_, before), (x, after) in pairwise(points):
        stairs += [(x, before), (x, after)]
    return stairs
