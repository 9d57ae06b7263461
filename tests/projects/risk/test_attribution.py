"""Shares of what all causes cost together."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.risk.attribution import (
    EXACT,
    attribute,
    exact_shares,
    orders_of,
    sampled_shares,
)
from projects.risk.engine import Engine, World
from projects.schedule.calendars import DAY
from tests.projects.risk.build import crew, delay, exactly, on, points
from tests.projects.schedule.build import NON_STOP, link, schedule, task


def mean_days(found):
    return float(found.project.mean()) / DAY


def attributed(activities, links, *drivers, iterations=512):
    planned = schedule(activities, links, default_calendar=NON_STOP.code)
    engine = Engine(World(schedule=planned, drivers=drivers, seed=1))
    found = attribute(engine, {"mean": mean_days}, iterations=iterations)["mean"]
    return found, {cause.key: share for cause, share in found.shares.items()}


def sure(code, days):
    return task(code, days, on=NON_STOP, optimistic=days * DAY, pessimistic=days * DAY)


def test_causes_along_a_chain_add_up():
    _, shares = attributed(
        [sure("A", 10), sure("B", 10)],
        [link("A FS B")],
        delay("first", on("A"), exactly(3)),
        delay("second", on("B"), exactly(5)),
    )

    assert shares == pytest.approx({"first": 3, "second": 5})


def test_causes_that_hold_up_one_date_side_by_side_share_it():
    """Taken away alone neither of them would change anything: each is told half, and not nothing."""
    found, shares = attributed(
        [sure("A", 10), sure("B", 10)],
        [],
        delay("one", on("A"), exactly(4)),
        delay("other", on("B"), exactly(4)),
    )

    assert shares == pytest.approx({"one": 2, "other": 2})
    assert list(found.removal.values()) == [0, 0]


def test_a_cause_that_lies_beside_the_path_costs_nothing():
    _, shares = attributed(
        [sure("A", 20), sure("B", 5)],
        [],
        delay("late", on("A"), exactly(4)),
        delay("idle", on("B"), exactly(3)),
    )

    assert shares == pytest.approx({"late": 4, "idle": 0})


@pytest.mark.parametrize("count", [EXACT, EXACT + 3])
def test_shares_sum_to_what_all_causes_cost_together(count):
    activities = [sure(f"A{i}", 10) for i in range(count)]
    links = [link(f"A{i} FS A{i + 1}") for i in range(count // 2)]
    waits = [
        delay(f"d{i}", on(f"A{i}"), points(1, 4 + i, 30), probability=0.6) for i in range(count - 1)
    ]
    found, shares = attributed(activities, links, crew("mix", 0.8, log_sd=0.1), *waits)

    assert len(shares) == count
    assert sum(shares.values()) == pytest.approx(found.whole - found.without_any, abs=1e-9)
    assert found.whole > found.without_any


def worths(keys):
    return {
        frozenset(key for i, key in enumerate(keys) if number >> i & 1): number
        for number in range(2 ** len(keys))
    }


@given(st.lists(st.integers(-50, 50), min_size=16, max_size=16))
def test_exact_shares_are_the_mean_over_all_orders(values):
    keys = "abcd"
    worth = {present: float(values[number]) for present, number in worths(keys).items()}
    expected = dict.fromkeys(keys, 0.0)
    for order in permutations(keys):
        present = frozenset()
        for key in order:
            expected[key] += (worth[present | {key}] - worth[present]) / 24
            present |= {key}

    assert exact_shares(keys, worth) == pytest.approx(expected, abs=1e-9)


def test_a_sum_of_parts_is_told_exactly_from_few_orders():
    keys = "abcdefgh"
    parts = dict(zip(keys, range(8), strict=True))
    worth = {present: float(sum(parts[key] for key in present)) for present in worths(keys)}

    assert sampled_shares(keys, worth) == pytest.approx(parts)


def test_one_more_cause_leaves_the_order_of_the_others():
    few, more = orders_of("abcdefg"), orders_of("abcdefgh")

    assert [tuple(key for key in order if key != "h") for order in more] == few
    assert len(set(few)) == len(few)


def test_sampled_shares_come_close_to_the_exact_ones():
    draws = np.random.default_rng(3)
    keys = "abcdef"
    cost = dict(zip(keys, draws.uniform(1, 9, 6), strict=True))
    worth = {
        p: max(sum(cost[k] for k in p & set("abc")), sum(cost[k] for k in p)) ** 0.9
        for p in worths(keys)
    }
    exact, sampled = exact_shares(keys, worth), sampled_shares(keys, worth)

    assert sampled == pytest.approx(exact, abs=0.05 * sum(exact.values()))
