"""Laws as rows and as quantile functions, against SciPy's own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from projects.risk.engine import World
from projects.risk.laws import OwnDraw, faults, lowest, needs_own_draw, quantiles, row_of, scaled
from projects.risk.rows import PARTS, read
from projects.risk.simulation import simulate
from projects.schedule.calendars import DAY, to_clock
from sites.laws import BetaPert, Discrete, Fixed, Law, LogNormal, Triangular, Uniform
from tests.projects.risk.build import exactly
from tests.projects.schedule.build import MONDAY, NON_STOP, link, schedule, task

EVENLY = np.linspace(0, 2**32, 400_001).astype(np.uint64)[:-1]
NAN = float("nan")


def tri(low: float, likely: float, high: float) -> Triangular:
    return Triangular(optimistic=low, likely=likely, pessimistic=high)


def pert(low: float, likely: float, high: float) -> BetaPert:
    return BetaPert(optimistic=low, likely=likely, pessimistic=high)


def exact(law: Law):
    match law:
        case Uniform():
            return stats.uniform(law.least, law.most - law.least)
        case Triangular():
            width = law.pessimistic - law.optimistic
            mode = (law.likely - law.optimistic) / width
            return stats.triang(mode, loc=law.optimistic, scale=width)
        case BetaPert():
            width = law.pessimistic - law.optimistic
            mode = (law.likely - law.optimistic) / width
            return stats.beta(1 + 4 * mode, 5 - 4 * mode, loc=law.optimistic, scale=width)
        case LogNormal():
            return stats.lognorm(law.log_sd, scale=law.median)
    raise AssertionError(law)


SMOOTH = [
    Uniform(least=3_000, most=9_000),
    *(tri(5_000, 5_000 + mode, 9_000) for mode in (0, 1, 900, 2_000, 4_000)),
    tri(0, 0, 4_000),
    *(pert(5_000, 5_000 + mode, 9_000) for mode in (0, 900, 4_000)),
    *(LogNormal(median=40_000, log_sd=sd) for sd in (0.05, 0.2, 0.4, 0.6, 0.8)),
]


@pytest.mark.parametrize("law", SMOOTH, ids=repr)
def test_a_row_keeps_mean_and_sd_of_its_law(law):
    found = read(row_of(law), EVENLY) / PARTS

    assert found.mean() == pytest.approx(exact(law).mean(), rel=2e-4)
    assert found.std() == pytest.approx(exact(law).std(), rel=1e-3)
    assert (np.diff(found) >= 0).all()


@pytest.mark.parametrize("law", SMOOTH, ids=repr)
def test_quantiles_and_rows_are_those_of_the_law(law):
    levels = np.array([0.1, 0.3, 0.5, 0.8, 0.9])
    expected = exact(law).ppf(levels)

    np.testing.assert_allclose(quantiles(law, levels), expected, rtol=1e-9)
    in_row = read(row_of(law), (levels * 2**32).astype(np.uint64)) / PARTS
    np.testing.assert_allclose(in_row, expected, atol=2e-3 * exact(law).std())


@pytest.mark.parametrize("law", SMOOTH, ids=repr)
def test_nothing_below_the_lowest_is_drawn(law):
    assert 0 <= lowest(law) <= quantiles(law, np.array([1e-9]))


def test_a_law_with_steps_is_drawn_step_by_step():
    law = Discrete(values=(30, 10, 20), chances=(0.2, 0.5, 0.3))
    found = OwnDraw.of(law).read(EVENLY) / PARTS

    values, counts = np.unique(found, return_counts=True)
    assert values.tolist() == [10, 20, 30]
    np.testing.assert_allclose(counts / EVENLY.size, (0.5, 0.3, 0.2), atol=1e-5)


def test_a_tail_too_long_for_a_row_is_drawn_exactly():
    law = LogNormal(median=1_000, log_sd=1.5)
    levels = np.array([0.5, 0.999, 0.999_999])
    found = OwnDraw.of(law).read((levels * 2**32).astype(np.uint64)) / PARTS

    assert needs_own_draw(law)
    np.testing.assert_allclose(found, exact(law).ppf(levels), rtol=1e-3)
    with pytest.raises(ValueError, match="no row"):
        row_of(law)


@pytest.mark.parametrize(
    ("law", "reason"),
    [
        (tri(5, 4, 9), "optimistic 5 lies above likely 4"),
        (pert(1, 4, 3), "likely 4 lies above pessimistic 3"),
        (tri(1, NAN, 3), "no number"),
        (Fixed(value=float("inf")), "no number"),
        (Uniform(least=3, most=2), "least 3 lies above most 2"),
        (LogNormal(median=0, log_sd=0.1), "median 0 is not above 0"),
        (LogNormal(median=1, log_sd=-0.1), "log_sd -0.1 is negative"),
        (Discrete(values=(1, 2), chances=(0.5, 0.6)), "chances sum to 1.1"),
        (Discrete(values=(1, 2), chances=(1.5, -0.5)), "outside 0 to 1"),
        (Discrete(values=(1,), chances=(0.5, 0.5)), "1 values with 2 chances"),
    ],
)
def test_a_law_that_cannot_be_is_refused_with_the_reason(law, reason):
    assert any(reason in fault for fault in faults(law))
    with pytest.raises(ValueError, match=reason):
        quantiles(law, np.array([0.5]))


@given(st.sampled_from(SMOOTH), st.floats(0.1, 20))
def test_a_scaled_law_scales_every_value(law, by):
    levels = np.linspace(0.05, 0.95, 7)

    np.testing.assert_allclose(quantiles(scaled(law, by), levels), by * quantiles(law, levels))


# In a world


def days(laws: dict[str, Law], *, iterations: int = 4_096, phase_correlation: float = 0.0):
    """Of two activities in series, on days and nights; laws in days."""
    planned = schedule(
        [task(code, 5, on=NON_STOP, optimistic=1, pessimistic=99_999) for code in ("A", "B")],
        [link("A FS B")],
        default_calendar=NON_STOP.code,
    )
    world = World(
        schedule=planned,
        seed=4,
        phase_correlation=phase_correlation,
        laws={code: scaled(law, DAY) for code, law in laws.items()},
    )
    found = simulate(world, iterations=iterations)
    return (found.project.by_iteration - to_clock(MONDAY)) / DAY, found.input_digest


def test_a_law_overrules_the_three_points():
    found, _ = days({"A": Fixed(value=3), "B": Discrete(values=(1, 4), chances=(0.25, 0.75))})

    assert set(found) == {4, 7}
    assert (found == 7).mean() == pytest.approx(0.75, abs=0.03)


def test_laws_move_together_within_a_phase():
    laws: dict[str, Law] = {
        "A": LogNormal(median=20, log_sd=0.4),
        "B": Discrete(values=(1, 30), chances=(0.5, 0.5)),
    }
    apart, together = (days(laws, phase_correlation=rho)[0].std() for rho in (0.0, 0.8))

    assert together > 1.2 * apart


def test_another_law_is_another_input():
    (_, first), (_, second), (_, none) = (
        days(laws, iterations=8) for laws in ({"A": tri(1, 2, 3)}, {"A": tri(1, 2, 4)}, {})
    )

    assert len({first, second, none}) == 3


def test_a_law_of_work_that_is_not_there_is_refused():
    with pytest.raises(KeyError, match="C"):
        days({"C": Fixed(value=1)}, iterations=1)


def test_three_points_alone_are_triangular():
    assert quantiles(exactly(4), np.array([0.3])) == [4]
