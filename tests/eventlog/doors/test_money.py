"""Amounts as people read them; the digits of minor units are those of ISO 4217."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlog.doors.money import exact_text, money_text


@pytest.mark.parametrize(
    ("minor", "currency", "told"),
    [
        (185_000_000, "USD", "USD 1.85 million"),
        (3_827_000_000, "USD", "USD 38.27 million"),
        (99_999_999, "USD", "USD 1.00 million"),
        (11_600_000, "USD", "USD 116,000"),
        (250_000_000_000, "NOK", "NOK 2.50 billion"),
        (-250, "JPY", "-JPY 250"),
        (2_500_000, "KWD", "KWD 2,500"),
        (0, "EUR", "EUR 0"),
    ],
)
def test_an_amount_is_told_in_three_to_five_digits(minor: int, currency: str, told: str) -> None:
    assert money_text(minor, currency) == told


def test_an_exact_amount_has_the_digits_of_its_currency() -> None:
    assert exact_text(80_833_333, "USD") == "USD 808,333.33"
    assert exact_text(80_833_333, "JPY") == "JPY 80,833,333"
    assert exact_text(80_833_333, "KWD") == "KWD 80,833.333"


@given(st.integers(-(10**15), 10**15), st.sampled_from(["USD", "JPY", "KWD"]))
def test_a_debt_reads_as_what_is_owed_with_a_sign(minor: int, currency: str) -> None:
    if minor > 0:
        assert money_text(-minor, currency) == f"-{money_text(minor, currency)}"
