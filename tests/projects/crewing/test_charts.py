"""What the charts of a craft say, and that they draw it."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.weeks.figures import craft_weeks
from labor.weeks.told import CrewTold
from projects.crewing.charts import (
    CLASSES,
    heads_chart,
    heads_of,
    multiplier_chart,
    ratio_chart,
    round_step,
)
from projects.crewing.gap import Gap
from tests.labor.weeks.test_figures import MONDAY, NOW, THEN, WEEK, worked

WEEKS = craft_weeks(
    [
        CrewTold(
            counts=((MONDAY, THEN), (MONDAY + WEEK, NOW)),
            weeks=(worked(1, 40_000, earned_hours=20_000),),
        )
    ],
    until=MONDAY + 3 * WEEK,
)


def gap(week: date, needed: float) -> Gap:
    return Gap(
        site="NTX",
        craft="ELEC",
        week=week,
        needed_heads=needed,
        needed_hours=40 * needed,
        heads=1000,
        hours=40_000,
        forecast=False,
    )


def parts(markup: str, kind: str) -> list[ET.Element]:
    return [each for each in ET.fromstring(markup).iter() if each.get("class") == f"slip-{kind}"]  # noqa: S314


def title(markup: str) -> str:
    return ET.fromstring(markup).get("aria-label", "")  # noqa: S314


def test_the_bars_of_a_week_are_as_high_as_its_heads_by_class():
    drawn = heads_chart(WEEKS, [])
    bars = {kind: parts(drawn, kind) for kind, _ in CLASSES}
    heights = [float(bars[kind][0].get("height", 0)) for kind in ("journeys", "seniors", "juniors")]

    assert len(bars["journeys"]) == len(WEEKS)
    assert bars["foremen"] == bars["helpers"] == []
    assert [h / heights[0] for h in heights] == pytest.approx([1, 480 / 200, 320 / 200], rel=0.01)


def test_every_head_is_in_one_class():
    assert sum(heads_of(THEN)) == THEN.heads


def test_the_need_is_drawn_past_the_last_count_and_broken_where_nobody_is_needed():
    later = [MONDAY, MONDAY + WEEK, MONDAY + 10 * WEEK]
    drawn = heads_chart(WEEKS, [gap(week, 1_200) for week in later])

    assert len(parts(drawn, "need")) == 2
    assert title(drawn).endswith("The schedules need up to 1,200.")


def test_the_ratio_is_drawn_against_its_rule():
    with_rule = ratio_chart(WEEKS, [200, 20, 20, 20], says="at most 1:1")

    assert "last 980 to 20 of journey level; at most 1:1, that is 20." in title(with_rule)
    assert len(parts(with_rule, "start-line")) == 1
    assert parts(ratio_chart(WEEKS, [], says=""), "start-line") == []


def test_m_has_its_band_and_a_dot_for_each_measured_week():
    drawn = multiplier_chart(WEEKS)

    assert title(drawn).startswith("Productivity multiplier m by week: last P50 0.5")
    assert len(parts(drawn, "band")) == 1
    assert len(parts(drawn, "measured")) == 1


@given(st.floats(0.5, 1e6))
def test_lines_across_a_chart_are_few_and_round(highest):
    step = round_step(highest)

    assert highest / step <= 5
    assert str(int(step)).rstrip("0") in {"1", "2", "5"}
