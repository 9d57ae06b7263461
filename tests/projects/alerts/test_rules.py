from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.alerts.rules import AlertRule, Verdict, judge

START = date(2027, 1, 4)
RULE = AlertRule()


def verdict(*, open: bool, late_days: int, chance: float) -> Verdict:
    p80 = START + timedelta(days=late_days)
    return judge(open=open, starts_on=START, p80=p80, chance_of_missing=chance, rule=RULE)


def verdicts(history: list[tuple[int, float]]) -> list[Verdict]:
    said, open = [], False
    for late_days, chance in history:
        said.append(verdict(open=open, late_days=late_days, chance=chance))
        open = said[-1] is Verdict.RAISE or (open and said[-1] is not Verdict.CLEAR)
    return said


@pytest.mark.parametrize(
    ("late_days", "chance", "expected"),
    [
        (1, 0.2, Verdict.RAISE),
        (0, 0.2, Verdict.STAY),  # ready on the day of the contract start is in time
        (-1, 0.5, Verdict.RAISE),
        (-1, 0.499, Verdict.STAY),
    ],
)
def test_the_upper_line(late_days: int, chance: float, expected: Verdict) -> None:
    assert verdict(open=False, late_days=late_days, chance=chance) is expected


@pytest.mark.parametrize(
    ("late_days", "chance", "expected"),
    [
        (-7, 0.399, Verdict.CLEAR),
        (-6, 0.399, Verdict.STAY),
        (-7, 0.4, Verdict.STAY),
        (34, 0.63, Verdict.STAY),  # an open alert is not raised again
    ],
)
def test_the_lower_line(late_days: int, chance: float, expected: Verdict) -> None:
    assert verdict(open=True, late_days=late_days, chance=chance) is expected


chances = st.floats(0, 1)
above_the_lower_line = st.one_of(
    st.tuples(st.integers(-6, 400), chances), st.tuples(st.integers(-400, 400), st.floats(0.4, 1))
)


@given(st.lists(above_the_lower_line, max_size=40))
def test_a_forecast_that_wobbles_round_the_upper_line_raises_at_most_once(
    history: list[tuple[int, float]],
) -> None:
    said = verdicts(history)

    assert said.count(Verdict.RAISE) <= 1
    assert Verdict.CLEAR not in said


@given(st.lists(st.tuples(st.integers(-30, 30), chances), max_size=40))
def test_whatever_comes_raising_and_clearing_take_turns(history: list[tuple[int, float]]) -> None:
    turns = [said for said in verdicts(history) if said is not Verdict.STAY]

    assert turns[::2] == [Verdict.RAISE] * len(turns[::2])
    assert turns[1::2] == [Verdict.CLEAR] * len(turns[1::2])


def test_a_rule_without_a_band_is_refused() -> None:
    with pytest.raises(ValueError, match="no band"):
        AlertRule(raise_chance=0.4, clear_chance=0.5)
    with pytest.raises(ValueError, match="no band"):
        AlertRule(clear_margin_days=-1)
