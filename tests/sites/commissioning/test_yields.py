import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.commissioning.yields import (
    FirstAttempt,
    first_passes,
    learnt_fail_share,
    wilson,
)


@pytest.mark.parametrize(
    ("passed", "tried", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_newcombe_s_table(passed, tried, low, high):
    """Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3."""
    assert wilson(passed, tried) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors_the_failures(counts):
    passed, tried = counts
    low, high = wilson(passed, tried)
    below, above = wilson(tried - passed, tried)

    assert 0 <= low <= passed / tried <= high <= 1
    assert (below, above) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(("passed", "tried"), [(0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_is_refused(passed, tried):
    with pytest.raises(ValueError, match="no share"):
        wilson(passed, tried)


def test_yields_are_counted_by_level_and_kind_of_system():
    attempts = [
        FirstAttempt(level=level, kind=kind, passed=passed)
        for level, kind, passed in [
            *[("L4", "power", True)] * 9,
            ("L4", "power", False),
            ("L4", "cooling", True),
            ("L12", "network", True),
        ]
    ]

    found = {(each.level, each.kind): each for each in first_passes(attempts)}

    assert list(found) == [
        ("L4", ""),
        ("L4", "cooling"),
        ("L4", "power"),
        ("L12", ""),
        ("L12", "network"),
    ]
    assert (found["L4", ""].passed, found["L4", ""].tried) == (10, 11)
    assert found["L4", "power"].share == pytest.approx(0.9)
    assert [found["L4", kind].too_few for kind in ("power", "cooling")] == [False, True]


def test_nothing_learnt_is_the_yield_of_the_handbook():
    assert learnt_fail_share(0.6, passed=0, failed=0) == pytest.approx(0.4)


def test_three_failures_are_learnt_as_beta_says():
    """Prior Beta(4, 6); with three failures Beta(7, 6): mean 7/13 (RISK.md 4e)."""
    assert learnt_fail_share(0.6, passed=0, failed=3) == pytest.approx(7 / 13)


@given(st.floats(0.01, 0.99), st.integers(0, 1000), st.integers(0, 1000))
def test_what_is_learnt_lies_between_the_handbook_and_the_record(first_pass, passed, failed):
    learnt = learnt_fail_share(first_pass, passed=passed, failed=failed)
    seen = failed / (passed + failed) if passed + failed else 1 - first_pass
    low, high = sorted((1 - first_pass, seen))

    assert low - 1e-9 <= learnt <= high + 1e-9
