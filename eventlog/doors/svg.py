"""The few strokes our charts are made of: scales, ticks, and SVG elements with classes. Pure.

No style attributes, so a strict content security policy has nothing to block: colours stand in
the style sheet of the page. Elements are built as a tree, so text is escaped and tags are closed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

Element = ET.Element
Point = tuple[float, float]

_STEPS_IN_DAYS = (1, 2, 7, 14)
_STEPS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True)
class Scale:
    """Calendar days to units of the drawing: `first` falls on `start`, `last` on `end`."""

    first: date
    last: date
    start: float
    end: float

    def __call__(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return self.start + share * (self.end - self.start)


def span_of(days: Iterable[date], *, margin: float = 0.06) -> tuple[date, date]:
    """The first and last of some days, with room of `margin` of the span, at least 3 days, about."""
    known = list(days)
    room = timedelta(days=max(3, round((max(known) - min(known)).days * margin)))
    return min(known) - room, max(known) + room


@dataclass(frozen=True)
class Tick:
    """A round day on an axis and what is written beside it."""

    day: date
    text: str


def date_ticks(first: date, last: date, *, at_most: int) -> list[Tick]:
    """Round days within [first, last] in the smallest step that needs no more than at_most."""
    for step in _STEPS_IN_DAYS:
        if (last - first).days // step < at_most:
            return [Tick(day, f"{day.day} {day:%b}") for day in _days(first, last, step)]
    months: list[date] = []
    for step in _STEPS_IN_MONTHS:
        months = list(_months(first, last, step))
        if len(months) <= at_most:
            break
    text = "%Y" if len({day.month for day in months}) == 1 and len(months) > 1 else "%b %Y"
    return [Tick(day, f"{day:{text}}") for day in months]


def _days(first: date, last: date, step: int) -> Iterable[date]:
    day = first + timedelta(days=-first.toordinal() % step)
    while day <= last:
        yield day
        day += timedelta(days=step)


def _months(first: date, last: date, step: int) -> Iterable[date]:
    month = first.year * 12 + first.month - 1
    month += -month % step
    while (day := date(month // 12, month % 12 + 1, 1)) <= last:
        if day >= first:
            yield day
        month += step


def day_text(day: date) -> str:
    """`3 Mar 2027`: no reader takes the day for the month."""
    return f"{day.day} {day:%b %Y}"


def spread(heights: Sequence[float], *, apart: float, floor: float) -> list[float]:
    """Heights of labels moved up or down until none is closer to the next than `apart`.

    None ends below `floor` (SVG counts downwards: no result is greater). Order is kept.
    """
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    placed = list(heights)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + apart)
    limit = floor
    for index in reversed(order):
        placed[index] = min(placed[index], limit)
        limit = placed[index] - apart
    return placed


def drawing(width: float, height: float, *, title: str, kind: str) -> Element:
    """An empty picture that says in words what it shows. kind: its class, `slip-` in front."""
    view = f"0 0 {_number(width)} {_number(height)}"
    svg = ET.Element("svg", {"viewBox": view, "class": f"slip-{kind}", "role": "img"})
    svg.set("xmlns", "http://www.w3.org/2000/svg")
    svg.set("aria-label", title)
    ET.SubElement(svg, "title").text = title
    return svg


def line(into: Element, start: Point, end: Point, *, kind: str) -> None:
    numbers = zip(("x1", "y1", "x2", "y2"), (*start, *end), strict=True)
    _add(into, "line", kind, {name: _number(value) for name, value in numbers})


def curve(into: Element, points: Iterable[Point], *, kind: str) -> None:
    joined = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    _add(into, "polyline", kind, {"points": joined})


def dot(into: Element, at: Point, *, kind: str, radius: float = 4) -> None:
    x, y = at
    _add(into, "circle", kind, {"cx": _number(x), "cy": _number(y), "r": _number(radius)})


def box(into: Element, corner: Point, width: float, height: float, *, kind: str) -> None:
    x, y = corner
    numbers = {"x": x, "y": y, "width": width, "height": height}
    _add(into, "rect", kind, {name: _number(value) for name, value in numbers.items()})


def label(
    into: Element, at: Point, text: str, *, kind: str = "label", anchor: str = "start"
) -> None:
    x, y = at
    place = {"x": _number(x), "y": _number(y), "text-anchor": anchor}
    _add(into, "text", kind, place).text = text


def markup(svg: Element) -> str:
    """The picture as text that a page can hold as it is."""
    return ET.tostring(svg, encoding="unicode")


def _add(into: Element, name: str, kind: str, attributes: dict[str, str]) -> Element:
    return ET.SubElement(into, name, {"class": f"slip-{kind}", **attributes})


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
