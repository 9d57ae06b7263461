"""Shares of the backlog against their limits (DOMAIN.md A.1, rows 19, 25 and 26)."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from projects.contracts.backlog import Promise, backlogs_of
from projects.contracts.ratings import Rating

LIMITS: dict[str, int | None] = {
    "customer": 3_000,
    "option": 1_500,
    "not_investment_grade": None,
}


def promise(customer: str, value: int, **changes: Any) -> Promise:
    plain: dict[str, Any] = {
        "customer": customer,
        "customer_name": customer.title(),
        "rating": Rating.INVESTMENT_GRADE,
        "currency": "USD",
        "option": False,
        "value_minor": value,
        "power_mw": Decimal(24),
    }
    return Promise(**plain | changes)


def test_a_share_above_its_limit_is_said_in_words():
    (backlog,) = backlogs_of([promise("lab", 31), promise("bank", 69)], LIMITS)

    assert [share.words for share in backlog.above] == [
        "Bank: 69% of the backlog, above the limit of 30%.",
        "Lab: 31% of the backlog, above the limit of 30%.",
    ]


def test_a_share_at_its_limit_is_within_it():
    shares = [promise(name, 30) for name in ("a", "b", "c")] + [promise("d", 10)]
    (backlog,) = backlogs_of(shares, LIMITS)

    assert backlog.above == ()
    assert backlog.customers[0].words == "A: 30% of the backlog, within the limit of 30%."


def test_options_are_no_backlog_but_count_against_what_is_contracted():
    (backlog,) = backlogs_of([promise("a", 80), promise("b", 20, option=True)], LIMITS)

    assert (backlog.value_minor, backlog.option_value_minor) == (80, 20)
    assert [share.key for share in backlog.customers] == ["a"]
    assert backlog.above[-1].words == (
        "Options: 20% of all that is contracted or optional, above the limit of 15%."
    )


def test_unrated_counts_as_not_investment_grade_and_without_a_limit_nothing_is_above_it():
    rated = [promise("a", 60), promise("b", 40, rating=Rating.UNRATED)]
    (backlog,) = backlogs_of(rated, LIMITS)
    (_, other) = backlog.ratings

    assert (other.share_bp, other.above) == (4_000, False)
    assert other.words.endswith("no limit is set.")
    (limited,) = backlogs_of(rated, {**LIMITS, "not_investment_grade": 3_500})
    assert limited.ratings[1].above


def test_currencies_are_never_added():
    found = backlogs_of([promise("a", 5), promise("a", 9, currency="EUR")], LIMITS)

    assert [(each.currency, each.value_minor) for each in found] == [("EUR", 9), ("USD", 5)]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 10**14)), min_size=1))
def test_shares_make_up_the_whole(rows: list[tuple[str, int]]) -> None:
    (backlog,) = backlogs_of([promise(name, value) for name, value in rows], LIMITS)

    assert sum(share.value_minor for share in backlog.customers) == backlog.value_minor
    if backlog.value_minor:
        assert abs(sum(share.share_bp for share in backlog.customers) - 10_000) <= 2
