import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.commissioning.readings import Reading, out_of_tolerance, unusable

numbers = st.floats(-1e6, 1e6)


def reading(value, low=None, high=None):
    return Reading(quantity="voltage", value=value, unit="V", low=low, high=high)


@given(numbers, numbers, numbers)
def test_a_reading_is_within_exactly_if_neither_bound_is_crossed(value, one, other):
    low, high = sorted((one, other))

    assert reading(value, low, high).is_within == (sorted((low, value, high)) == [low, value, high])
    assert reading(low, low, high).is_within
    assert reading(high, low, high).is_within


@given(numbers)
def test_what_nothing_bounds_is_within(value):
    assert out_of_tolerance([reading(value)]) == []


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (456, 504, "456 to 504 V"),
        (456, None, "at least 456 V"),
        (None, 504, "at most 504 V"),
        (None, None, ""),
    ],
)
def test_a_tolerance_is_said_as_people_write_it(low, high, words):
    assert reading(480, low, high).tolerance == words


NAMELESS = Reading(quantity=" ", value=1, unit="V")


@pytest.mark.parametrize(
    "bad", [reading(float("nan")), reading(1, float("-inf"), 2), reading(1, 3, 2), NAMELESS]
)
def test_what_is_no_number_or_upside_down_or_nameless_judges_nothing(bad):
    assert unusable([bad, reading(1, 1, 1)]) == [bad]
