"""Charts are well-formed, and what is written on them is what was given."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlog.doors import svg
from projects import charts
from projects.charts import HistoryPoint
from projects.portfolio.charts import share_ticks

JAN_1, MAR_1 = date(2027, 1, 1), date(2027, 3, 1)
QUANTILES = [JAN_1 + timedelta(days=percent) for percent in range(1, 100)]

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


def read(markup: str) -> ET.Element:
    return ET.fromstring(markup)  # noqa: S314 (our own markup)


def texts(markup: str) -> list[str]:
    return [str(text.text) for text in read(markup).iter("{http://www.w3.org/2000/svg}text")]


def title(markup: str) -> str:
    return str(read(markup).attrib["aria-label"])


def test_the_s_curve_names_its_three_days():
    drawn = charts.s_curve(
        quantiles=QUANTILES, starts_on=MAR_1, p50=QUANTILES[49], p80=QUANTILES[79]
    )
    assert {"P50 20 Feb 2027", "P80 22 Mar 2027", "contract start 1 Mar 2027"} <= set(texts(drawn))
    assert "P80 22 Mar 2027, contract start 1 Mar 2027" in title(drawn)


def test_the_marks_of_p50_and_p80_lie_on_the_curve():
    drawn = charts.s_curve(
        quantiles=QUANTILES, starts_on=MAR_1, p50=QUANTILES[49], p80=QUANTILES[79]
    )
    curve = read(drawn).find("{*}polyline").attrib["points"].split()
    dots = [f"{c.attrib['cx']},{c.attrib['cy']}" for c in read(drawn).iter() if "cx" in c.attrib]
    assert dots == [curve[49], curve[79]]


def test_an_s_curve_of_fewer_quantiles_is_refused():
    with pytest.raises(ValueError, match="99 quantiles, not 3"):
        charts.s_curve(quantiles=QUANTILES[:3], starts_on=MAR_1, p50=MAR_1, p80=MAR_1)


def test_a_milestone_that_is_reached_still_has_a_curve():
    drawn = charts.s_curve(quantiles=[MAR_1] * 99, starts_on=MAR_1, p50=MAR_1, p80=MAR_1)
    assert "P80 1 Mar 2027" in texts(drawn)


def test_history_steps_where_the_contract_start_was_amended():
    points = [point(JAN_1, starts_on=MAR_1), point(MAR_1, starts_on=date(2027, 6, 1))]
    steps = [
        line.attrib["points"].split()
        for line in read(charts.history(points)).iter("{http://www.w3.org/2000/svg}polyline")
        if line.attrib["class"] == "slip-start-line"
    ]
    (_, before), (_, held), (_, after) = ([*map(float, p.split(","))] for p in steps[0])
    assert before == held > after  # later is higher up


def test_history_of_one_forecast_is_drawn():
    assert {"P50", "P80", "contract start"} <= set(texts(charts.history([point(JAN_1)])))


@given(st.lists(days, min_size=99, max_size=99), days)
def test_every_stroke_of_an_s_curve_stays_in_the_picture(quantiles, starts_on):
    ordered = sorted(quantiles)
    drawn = charts.s_curve(quantiles=ordered, starts_on=starts_on, p50=ordered[49], p80=ordered[79])
    assert_within(drawn, charts.WIDTH, charts.HEIGHT)


@given(st.lists(st.tuples(days, days, days, days), min_size=1, max_size=20))
def test_every_stroke_of_a_history_stays_in_the_picture(said):
    points = [point(on, p50=p50, p80=p80, starts_on=start) for on, p50, p80, start in said]
    drawn = charts.history(sorted(points, key=lambda each: each.data_date))
    assert_within(drawn, charts.WIDTH, charts.HEIGHT)


@given(days, st.integers(1, 6000), st.integers(1, 8))
def test_ticks_are_round_days_within_the_axis(first, length, at_most):
    last = first + timedelta(days=length)
    ticks = svg.date_ticks(first, last, at_most=at_most)
    assert all(first <= tick.day <= last for tick in ticks)
    assert len(ticks) <= max(at_most, 2)
    assert len({tick.text for tick in ticks}) == len(ticks)


@given(st.lists(st.floats(20, 230), min_size=2, max_size=6))
def test_labels_are_spread_until_they_can_be_read(heights):
    placed = svg.spread(heights, apart=15, floor=238)
    assert all(b - a >= 14.999 for a, b in pairwise(sorted(placed)))
    assert max(placed) <= 238


def test_a_bar_is_as_long_as_its_share():
    widths = [box.attrib["width"] for box in read(charts.bar(30, of=40)).findall("{*}rect")]
    assert widths == ["100", "75"]


def test_a_sparkline_says_how_far_p80_moved():
    assert title(charts.sparkline([JAN_1, MAR_1])) == "P80 over 2 data dates: 59 days later in all."


def test_what_is_written_on_a_chart_cannot_become_markup():
    picture = svg.drawing(10, 10, title="<script>", kind="chart")
    svg.label(picture, (0, 0), "R&D <b>")
    assert texts(svg.markup(picture)) == ["R&D <b>"]
    assert "<script>" not in svg.markup(picture)


def point(on: date, **other: date) -> HistoryPoint:
    return HistoryPoint(
        **{"data_date": on, "starts_on": MAR_1, "p50": MAR_1, "p80": MAR_1, **other}
    )


def assert_within(drawn: str, width: float, height: float) -> None:
    for element in read(drawn).iter():
        for name, limit in (("x", width), ("x1", width), ("x2", width), ("cx", width)):
            assert 0 <= float(element.get(name, 0)) <= limit
        for name, limit in (("y", height), ("y1", height), ("y2", height), ("cy", height)):
            assert 0 <= float(element.get(name, 0)) <= limit


@given(st.floats(min_value=1e-4, max_value=1))
def test_shares_beside_a_histogram_are_round_even_and_up_to_the_largest(most):
    """15 % had a second line in the middle, called 8 %."""
    ticks = share_ticks(most)
    gaps = {round(b - a, 9) for (a, _), (b, _) in pairwise([(0.0, "0%"), *ticks])}

    assert 2 <= len(ticks) <= 5
    assert len(gaps) == 1
    assert ticks[-1][0] <= most * (1 + 1e-9)
    for share, said in ticks:
        assert float(said.rstrip("%")) / 100 == pytest.approx(share)
