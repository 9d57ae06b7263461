"""The PIT histogram as SVG, in the manner of projects/charts.py. Pure."""

from collections.abc import Sequence

from eventlog.doors import svg

WIDTH, HEIGHT = 440.0, 230.0
_LEFT, _RIGHT, _TOP, _FLOOR = 42.0, 430.0, 16.0, 186.0
_LEAST_TOP = 2.0


def pit_histogram(bins: Sequence[float]) -> str:
    """How often the day fell into each tenth of its forecast. bins: each over what is even, 1.

    Level at 1 is calibrated, high ends are too narrow, a high middle too wide, a slope biased.
    """
    told = ", ".join(f"{share:.1f}" for share in bins)
    title = f"Where the day reached fell in its forecast, by tenths; 1 is calibrated: {told}."
    picture = svg.drawing(WIDTH, HEIGHT, title=title, kind="chart")
    most = max(_LEAST_TOP, *bins)
    for level in _levels(most):
        height = _height(level, most)
        svg.line(picture, (_LEFT, height), (_RIGHT, height), kind="grid")
        svg.label(picture, (_LEFT - 6, height + 4), f"{level:g}", kind="tick", anchor="end")
    width = (_RIGHT - _LEFT) / len(bins)
    for index, share in enumerate(bins):
        top, left = _height(share, most), _LEFT + index * width
        svg.box(picture, (left + 2, top), width - 4, _FLOOR - top, kind="pit-bar")
    even = _height(1.0, most)
    svg.line(picture, (_LEFT, even), (_RIGHT, even), kind="start")
    svg.line(picture, (_LEFT, _FLOOR), (_RIGHT, _FLOOR), kind="axis")
    for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        at = (_LEFT + share * (_RIGHT - _LEFT), _FLOOR + 18)
        svg.label(picture, at, f"P{share * 100:.0f}", kind="tick", anchor=anchor)
    middle = (_LEFT + _RIGHT) / 2
    svg.label(picture, (middle, _FLOOR + 36), "came early, or late", kind="tick", anchor="middle")
    return svg.markup(picture)


def _height(share: float, most: float) -> float:
    return _FLOOR - (_FLOOR - _TOP) * share / most


def _levels(most: float) -> list[float]:
    """0, 1 and as many whole ones above as leave room for their text."""
    step = max(1, round(most / 5))
    return [0.0, *map(float, range(step, int(most) + 1, step))]
