"""The charts of a craft on a site, week by week: heads by class, ratio against its rule, m. Pure.

As in projects/charts.py: each returns markup whose title says in words what the picture shows, and the
page puts the numbers in a table beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from eventlog.doors import svg
from eventlog.doors.svg import Element, Point, Scale, day_text
from labor.events import Mix
from labor.weeks.figures import CraftWeek
from projects.crewing.gap import Gap

WIDTH, HEIGHT = 440.0, 236.0
_TOP, _FLOOR, _LEFT, _RIGHT = 14.0, 206.0, 46.0, WIDTH - 10
_MOST_TICKS = 5
_HALF_LABEL = 28.0
_WEEK = timedelta(days=7)

Height = Callable[[float], float]


def heads_of(mix: Mix) -> tuple[int, int, int, int, int]:
    """From the bottom of a bar upwards, in the order of CLASSES."""
    return (
        mix.general_foremen + (mix.foremen or 0),
        mix.journeypersons,
        mix.apprentices_year_3 + mix.apprentices_year_4 + mix.apprentices_year_5,
        mix.apprentices_year_1 + mix.apprentices_year_2,
        mix.apprentices_of_unknown_year + mix.helpers,
    )


CLASSES = (
    ("foremen", "Foremen"),
    ("journeys", "Journeypersons"),
    ("seniors", "Apprentices, years 3 to 5"),
    ("juniors", "Apprentices, years 1 and 2"),
    ("helpers", "Helpers, and apprentices of unknown year"),
)
"""The class of each part of a bar, and what it is called."""


def heads_chart(weeks: Sequence[CraftWeek], gaps: Sequence[Gap]) -> str:
    """Bars of heads by class, and over them the heads that the schedules need, also in weeks to come.

    weeks: at least one, in order. gaps: of the same craft, in order; empty without a schedule.
    """
    newest = weeks[-1]
    peak = max((gap.needed_heads for gap in gaps), default=0.0)
    title = (
        f"Heads by class, {day_text(weeks[0].week)} to {day_text(newest.week)}: last "
        f"{newest.heads:,}, of them {newest.mix.journey_level:,} of journey level."
        + (f" The schedules need up to {peak:,.0f}." if peak else "")
    )
    picture = svg.drawing(WIDTH, HEIGHT, title=title, kind="chart")
    x = _weeks_below(picture, [week.week for week in weeks] + [gap.week for gap in gaps])
    y = _scale(picture, max(peak, *(week.heads for week in weeks)))
    wide = x(weeks[0].week + _WEEK) - x(weeks[0].week)
    for week in weeks:
        below = 0
        for (kind, _), heads in zip(CLASSES, heads_of(week.mix), strict=True):
            top = y(below + heads)
            if heads:
                height = y(below) - top
                svg.box(picture, (x(week.week), top), max(wide - 0.6, 0.8), height, kind=kind)
            below += heads
    for run in _runs(gaps):
        ends = [(gap.week, gap.needed_heads) for gap in run]
        svg.curve(picture, _stairs(ends, x, y), kind="need")
    return svg.markup(picture)


def ratio_chart(weeks: Sequence[CraftWeek], limits: Sequence[int], *, says: str) -> str:
    """Apprentices and helpers by week, against the most (or fewest) that a rule gives the journeys.

    limits: by week, in the order of weeks; empty without a rule. says: the rule in words.
    """
    newest = weeks[-1]
    title = (
        f"Apprentices and helpers by week: last {newest.mix.others:,} to "
        f"{newest.mix.journey_level:,} of journey level"
        + (f"; {says}, that is {limits[-1]:,}." if limits else ".")
    )
    picture = svg.drawing(WIDTH, HEIGHT, title=title, kind="chart")
    x = _weeks_below(picture, [week.week for week in weeks])
    y = _scale(picture, max(1, *limits, *(week.mix.others for week in weeks)))
    others = [(week.week, float(week.mix.others)) for week in weeks]
    journeys = [(week.week, float(week.mix.journey_level)) for week in weeks]
    svg.curve(picture, _stairs(journeys, x, y), kind="journeys-line")
    svg.curve(picture, _stairs(others, x, y), kind="others-line")
    if limits:
        rule = [(week.week, float(limit)) for week, limit in zip(weeks, limits, strict=True)]
        svg.curve(picture, _stairs(rule, x, y), kind="start-line")
    return svg.markup(picture)


def multiplier_chart(weeks: Sequence[CraftWeek]) -> str:
    """m with its P10 to P90 by week, and a dot for each week that was measured."""
    newest = weeks[-1].m
    title = (
        f"Productivity multiplier m by week: last P50 {newest.p50:.2f}, P10 {newest.p10:.2f}, "
        f"P90 {newest.p90:.2f}; 1 is the reference crew."
    )
    picture = svg.drawing(WIDTH, HEIGHT, title=title, kind="chart")
    x = _weeks_below(picture, [week.week for week in weeks])
    measured = [week.measured_m for week in weeks if week.measured_m is not None]
    y = _scale(picture, max(1.2, *measured, *(week.m.p90 for week in weeks)), step=0.2)
    svg.line(picture, (_LEFT, y(1)), (_RIGHT, y(1)), kind="axis")
    upper = _stairs([(week.week, week.m.p90) for week in weeks], x, y)
    lower = _stairs([(week.week, week.m.p10) for week in weeks], x, y)
    svg.curve(picture, [*upper, *reversed(lower)], kind="band")
    formula = [(week.week, week.formula.p50) for week in weeks]
    svg.curve(picture, _stairs(formula, x, y), kind="formula-line")
    svg.curve(picture, _stairs([(week.week, week.m.p50) for week in weeks], x, y), kind="p80-line")
    for week in weeks:
        if week.measured_m is not None:
            svg.dot(picture, (x(week.week) + 2, y(week.measured_m)), kind="measured", radius=2.5)
    return svg.markup(picture)


def _weeks_below(picture: Element, weeks: Iterable[date]) -> Scale:
    """The axis of time, from the first Monday to the end of the last week."""
    known = list(weeks)
    x = Scale(min(known), max(known) + _WEEK, _LEFT, _RIGHT)
    for tick in svg.date_ticks(x.first, x.last, at_most=5):
        at = x(tick.day)
        svg.line(picture, (at, _FLOOR), (at, _FLOOR + 4), kind="axis")
        if at < _RIGHT - _HALF_LABEL:  # one that would not fit is left out
            svg.label(picture, (at, _FLOOR + 18), tick.text, kind="tick", anchor="middle")
    svg.line(picture, (_LEFT, _FLOOR), (_RIGHT, _FLOOR), kind="axis")
    return x


def _scale(picture: Element, highest: float, *, step: float = 0.0) -> Height:
    """The axis of numbers from 0, with round lines across."""
    step = step or round_step(highest)

    def height(value: float) -> float:
        return _FLOOR - (_FLOOR - _TOP) * value / highest

    number = 1
    while number * step <= highest * 1.0001:
        at = height(number * step)
        svg.line(picture, (_LEFT, at), (_RIGHT, at), kind="grid")
        text = f"{number * step:,.0f}" if step >= 1 else f"{number * step:.1f}"
        svg.label(picture, (_LEFT - 6, at + 4), text, kind="tick", anchor="end")
        number += 1
    return height


def round_step(highest: float) -> float:
    """The least of 1, 2, 5, 10, 20, 50, ... that needs no more than five lines up to a number."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest / step <= _MOST_TICKS:
                return float(step)
        size *= 10


def _stairs(points: Sequence[tuple[date, float]], x: Scale, y: Height) -> list[Point]:
    """A value holds for its week."""
    drawn: list[Point] = []
    for week, value in points:
        drawn += [(x(week), y(value)), (x(week + _WEEK), y(value))]
    return drawn


def _runs(gaps: Sequence[Gap]) -> Iterable[list[Gap]]:
    """Stretches of weeks that follow one another."""
    run = list(gaps[:1])
    for before, after in pairwise(gaps):
        if after.week - before.week > _WEEK:
            yield run
            run = []
        run.append(after)
    if run:
        yield run
