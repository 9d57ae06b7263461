"""Sites that are simulated apart are one draw: the exact two-site case, and arithmetic by hand."""

import itertools
import json
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.risk.draws import Days, days_after, digest_of, packed, stored, unpacked
from projects.risk.engine import World
from projects.risk.joint import chances_if_apart, chances_of_at_least, late_ones, ready_by
from projects.risk.simulation import simulate
from projects.risk.spread import histogram, mean_of, quantiles_as_days
from projects.schedule.calendars import DAY
from tests.projects.risk.build import delay, on, points
from tests.projects.schedule.build import MONDAY, NON_STOP, schedule, task

ITERATIONS = 1 << 16
ERRORS = 4.5
STARTS = {"S1": 100, "S2": 200}


def site(code: str, *, cause: str, iterations: int = ITERATIONS) -> Days:
    """The site of one activity, its days after the first; the cause lengthens it by 5 to 30 %.

    exact_cases.json has a multiplier tri(1.05, 1.1, 1.3) with p = 0.25; of a certain duration that is a
    delay of as many per cent of it.
    """
    days = STARTS[code]
    minutes = days * DAY
    fixed = task(code, days, on=NON_STOP, optimistic=minutes, pessimistic=minutes)
    driver = delay(cause, on(code), points(0.05 * days, 0.1 * days, 0.3 * days), probability=0.25)
    world = World(
        schedule=schedule([fixed], [], default_calendar=NON_STOP.code),
        drivers=(driver,),
        seed=20_260_101,
        project=code,
    )
    return days_after(simulate(world, iterations=iterations).project, MONDAY.date())


def together(first: Days, second: Days) -> Any:
    # Ready at midnight after the last day is ready on the day that begins then.
    starts = np.array(list(STARTS.values()))
    return chances_of_at_least(late_ones(np.array([first, second]), starts))


@pytest.fixture(scope="module")
def oracle(outside_data: Path) -> dict[str, float]:
    cases = json.loads((outside_data / "exact/exact_cases.json").read_text())
    found: dict[str, float] = next(
        case["oracle"] for case in cases if case["name"] == "portfolio_two_sites"
    )
    return found


def test_two_sites_that_share_a_cause_are_late_together(oracle: dict[str, float]) -> None:
    one, both = together(site("S1", cause="R1"), site("S2", cause="R1"))

    assert one.value == both.value
    assert abs(both.value - oracle["p_both_late"]) <= ERRORS * both.error


def test_two_sites_with_a_cause_each_are_late_together_by_chance_alone(
    oracle: dict[str, float],
) -> None:
    first, second = site("S1", cause="R1"), site("S2", cause="R2")
    one, both = together(first, second)

    independent = oracle["p_both_late_if_independent"]
    assert abs(both.value - independent) <= ERRORS * both.error
    assert abs(one.value - (2 * oracle["p_late_S1"] - independent)) <= ERRORS * one.error
    apart = chances_if_apart(late_ones(np.array([first, second]), np.array([100, 200])))
    assert apart == pytest.approx([0.4375, 0.0625], abs=0.01)


def shared(code: str) -> bytes:
    """What a worker process keeps of a site."""
    return stored(site(code, cause="R1", iterations=4_096))


@pytest.mark.parametrize("workers", [1, 4])
def test_any_number_of_workers_draws_the_same_bytes(workers: int) -> None:
    here = [shared(code) for code in ("S1", "S2", "S1", "S2")]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(shared, ("S1", "S2", "S1", "S2"))) == here


def test_the_chance_of_at_least_so_many_is_counted_world_by_world() -> None:
    days = np.array([[1, 5, 5, 5], [1, 1, 5, 5], [1, 1, 1, 5]])
    late = late_ones(days, np.array([4, 4, 4]))

    assert [each.value for each in chances_of_at_least(late)] == [0.75, 0.5, 0.25]
    # by hand, with chances 3/4, 1/2, 1/4: none 3/32, all 3/32
    assert chances_if_apart(late) == pytest.approx([29 / 32, 1 / 2, 3 / 32])


def test_ready_on_the_contract_start_is_in_time() -> None:
    assert not late_ones(np.array([[4]]), np.array([4])).any()


def test_power_ready_by_a_day_has_a_band() -> None:
    days = np.array([[10] * 10, [*range(5, 15)]])
    before, middle, after = ready_by(days, np.array([2_400, 1_200]), (9, 10, 14))

    assert (before.low, before.middle, before.high) == (0, 0, 1_200)
    assert (middle.low, middle.middle, middle.high) == (2_400, 3_600, 3_600)
    assert (after.low, after.middle, after.high) == (3_600, 3_600, 3_600)


@given(st.lists(st.integers(-32_767, 32_767), min_size=1, max_size=200))
def test_what_is_packed_is_unpacked_and_has_one_digest(days: list[int]) -> None:
    drawn = np.array(days, np.int64)

    assert unpacked(packed(drawn)).tolist() == days
    assert digest_of(unpacked(packed(drawn))) == digest_of(drawn)
    assert digest_of(drawn) != digest_of(np.where(drawn < 0, drawn + 1, drawn - 1))


def test_a_day_that_two_bytes_do_not_hold_is_refused() -> None:
    with pytest.raises(OverflowError):
        packed(np.array([0, 40_000]))


@given(st.lists(st.integers(-500, 900), min_size=1, max_size=300), st.integers(-900, 1_500))
def test_the_bars_of_a_histogram_hold_every_iteration(days: list[int], start: int) -> None:
    base = date(2026, 1, 5)
    starts_on = base + timedelta(days=start)
    bars = histogram(np.array(days), base=base, starts_on=starts_on)

    assert sum(bar.share for bar in bars) == pytest.approx(1)
    assert len(bars) <= 25
    assert (bars[0].first - base).days <= min(days)
    assert not any(bar.first <= starts_on < bar.last for bar in bars)
    assert (bars[-1].last - base).days >= max(days)
    assert all((late.first - early.last).days == 1 for early, late in itertools.pairwise(bars))


def test_percentiles_stand_for_draws_where_there_are_none() -> None:
    days = quantiles_as_days([date(2026, 1, 5), date(2026, 1, 7)], base=date(2026, 1, 5))
    assert days.tolist() == [0, 2]


def test_the_error_of_a_mean_is_that_of_plain_sampling() -> None:
    # sd of 1, 2, 3, 4 is sqrt(5/3); over sqrt(4)
    assert mean_of(np.array([1, 2, 3, 4])).error == pytest.approx((5 / 3) ** 0.5 / 2)
    assert mean_of(np.array([7])).error == 0
