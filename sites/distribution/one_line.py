"""The one-line diagram of a distribution as SVG: paths side by side, from source to load. Pure.

What stands is told in words in every box and not by colour alone; the page repeats it in a table.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventlog.doors import svg

WIDTH = 380.0
_BOX_WIDTH, _BOX_HEIGHT, _ROW, _GAP = 72.0, 36.0, 46.0, 4.0
_HEADING, _FOOT = 26.0, 30.0
_MOST_ABREAST = 5
_LONGEST_TAG = 11


@dataclass(frozen=True, kw_only=True)
class Box:
    """An asset as it is drawn. stage: its place on the way from source to load. state: a word."""

    tag: str
    stage: int
    state: str


@dataclass(frozen=True, kw_only=True)
class Path:
    """A path with its heading, such as `Path A 12 of 24 MW`."""

    heading: str
    boxes: Sequence[Box]


def one_line(paths: Sequence[Path], *, load: str, title: str) -> str:
    """The diagram as markup. load: what is fed, below the last bus. title: what it shows in words."""
    abreast = max(1, min(len(paths), _MOST_ABREAST))
    tiers = [paths[i : i + abreast] for i in range(0, len(paths), abreast)]
    width = WIDTH / abreast
    heights = [max(_height(path, width) for path in tier) for tier in tiers]
    picture = svg.drawing(WIDTH, 4 + sum(heights) + _FOOT, title=title, kind="one-line")
    top = 4.0
    for tier, height in zip(tiers, heights, strict=True):
        for column, path in enumerate(tier):
            _draw_path(picture, path, left=column * width, width=width, top=top, height=height)
        for y in (top, top + height):
            svg.line(picture, (0, y), (len(tier) * width, y), kind="bus")
        top += height
    svg.label(picture, (WIDTH / 2, top + 20), load, kind="load", anchor="middle")
    return svg.markup(picture)


def _draw_path(
    picture: svg.Element, path: Path, *, left: float, width: float, top: float, height: float
) -> None:
    centre = left + width / 2
    svg.line(picture, (centre, top), (centre, top + height), kind="feed")
    svg.label(picture, (centre, top + 17), path.heading, kind="path-name", anchor="middle")
    y = top + _HEADING
    for row in _rows(path, width):
        span = len(row) * (_BOX_WIDTH + _GAP) - _GAP
        x = centre - span / 2
        svg.line(picture, (x, y + _BOX_HEIGHT / 2), (x + span, y + _BOX_HEIGHT / 2), kind="feed")
        for box in row:
            _draw_box(picture, box, (x, y))
            x += _BOX_WIDTH + _GAP
        y += _ROW


def _draw_box(picture: svg.Element, box: Box, corner: svg.Point) -> None:
    x, y = corner
    svg.box(picture, corner, _BOX_WIDTH, _BOX_HEIGHT, kind=f"asset-{box.state}")
    svg.label(picture, (x + _BOX_WIDTH / 2, y + 15), _short(box.tag), kind="tag", anchor="middle")
    at = (x + _BOX_WIDTH / 2, y + 29)
    svg.label(picture, at, box.state, kind=f"state-{box.state}", anchor="middle")


def _rows(path: Path, width: float) -> Iterator[Sequence[Box]]:
    """Stage after stage from source to load, each in as many rows as it needs."""
    stages: dict[int, list[Box]] = defaultdict(list)
    for box in path.boxes:
        stages[box.stage].append(box)
    fit = max(1, int((width + _GAP) // (_BOX_WIDTH + _GAP)))
    for stage in sorted(stages):
        boxes = sorted(stages[stage], key=lambda box: box.tag)
        yield from (boxes[i : i + fit] for i in range(0, len(boxes), fit))


def _height(path: Path, width: float) -> float:
    return _HEADING + _ROW * max(1, sum(1 for _ in _rows(path, width))) + 4


def _short(tag: str) -> str:
    return tag if len(tag) <= _LONGEST_TAG else f"{tag[: _LONGEST_TAG - 1]}…"
