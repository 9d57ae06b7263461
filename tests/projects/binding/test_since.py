"""Since when a kind binds: the newest run of forecasts in which nothing led it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from projects.binding.since import Known, since_when
from projects.risk.binding import KindShare

FIRST = date(2026, 3, 2)


def said(at: int, **shares: float) -> Known:
    """At position 10 * at, of the week after the one before."""
    ordered = sorted(shares.items(), key=lambda each: -each[1])
    kinds = tuple(KindShare(kind=k, days=100 * share, share=share) for k, share in ordered)
    return Known(position=10 * at, on=FIRST + timedelta(weeks=at), kinds=kinds)


def silent(at: int) -> Known:
    return replace(said(at), kinds=None)


def test_a_kind_binds_since_the_forecast_after_the_last_that_another_led():
    found = since_when(
        [
            said(0, supply=0.7, labor=0.3),
            said(1, labor=0.6, supply=0.4),
            said(2, supply=0.6, labor=0.4),
            said(3, supply=0.8, labor=0.2),
        ]
    )

    assert found
    assert (found.kind, found.position, found.on) == ("supply", 20, date(2026, 3, 16))
    assert (found.after, found.before, found.may_be_longer) == (10, "labor", False)


def test_what_always_bound_may_have_bound_for_longer():
    found = since_when([said(0, power=0.9, labor=0.1), said(1, power=0.8, labor=0.2)])

    assert found
    assert (found.on, found.may_be_longer, found.before) == (FIRST, True, None)


def test_nothing_is_known_before_the_first_forecast_that_said_it():
    found = since_when([said(0, labor=1.0), silent(1), said(2, power=1.0), said(3, power=1.0)])

    assert found
    assert (found.position, found.after) == (20, None)


def test_a_lead_of_less_than_one_in_a_hundred_is_no_break():
    nearly, clearly = (
        since_when([said(0, power=0.9), said(1, labor=x, power=1 - x), said(2, power=0.9)])
        for x in (0.502, 0.52)
    )

    assert nearly
    assert nearly.on == FIRST
    assert clearly
    assert clearly.position == 20


def test_without_a_word_of_the_newest_forecast_nothing_is_said():
    assert since_when([]) is None
    assert since_when([said(0, labor=1.0), silent(1)]) is None


def test_nothing_binds_once_the_milestone_is_reached():
    assert since_when([said(0, labor=1.0), said(1)]) is None


@given(st.lists(st.sampled_from(("labor", "supply", "power")), min_size=1, max_size=12))
def test_the_run_found_is_the_longest_at_the_end(kinds):
    history = [said(at, **{kind: 1.0}) for at, kind in enumerate(kinds)]

    found = since_when(history)

    assert found
    first = found.position // 10
    assert set(kinds[first:]) == {found.kind}
    assert first == 0 or kinds[first - 1] == found.before != found.kind
