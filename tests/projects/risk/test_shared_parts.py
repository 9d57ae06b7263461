"""Crews of two sites that share a part of their output, drawn without talking to each other."""

from dataclasses import replace

import numpy as np
import pytest

from projects.risk.crews import compile_productivity
from projects.risk.engine import Engine, World
from projects.risk.randomness import Block
from projects.schedule.network import Network
from sites.uncertainty import Productivity, Scope, SharedPart
from tests.projects.risk.build import cause
from tests.projects.risk.test_drivers import plan, sure

ITERATIONS = 16_384
FOUND = plan([sure("A", 100, phase="FITOUT")])


def crew(site: str, *parts: tuple[str, float]) -> Productivity:
    shared = tuple(SharedPart(name=name, share=share) for name, share in parts)
    return Productivity(
        cause=cause(f"crew:{site}"), scope=Scope(), median=0.9, log_sd=0.12, shared=shared
    )


def log_output(driver: Productivity) -> np.ndarray:
    block = Block(seed=1, first=0, iterations=ITERATIONS)
    effect = compile_productivity(driver, Network(FOUND)).draw(block)
    assert effect.output is not None
    return np.log(effect.output)


def finish(driver: Productivity) -> np.ndarray:
    world = World(schedule=FOUND, drivers=(driver,), seed=1, project=driver.cause.key)
    (run,) = Engine(world, watched=()).run(ITERATIONS)
    return run.project


@pytest.mark.parametrize("parts", [[], [("pool", 0.5)], [("a", 0.3), ("b", 0.3)], [("pool", 1.0)]])
def test_the_spread_of_one_site_is_what_it_was_whatever_is_shared(parts):
    drawn = log_output(crew("NTX", *parts))

    assert drawn.std() == pytest.approx(0.12, rel=0.02)
    assert drawn.mean() == pytest.approx(np.log(0.9), abs=0.002)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_two_sites_move_together_by_the_share_of_their_pool(share):
    one, other = (finish(crew(site, ("pool", share))) for site in ("NTX", "OHI"))

    assert np.corrcoef(one, other)[0, 1] == pytest.approx(share, abs=0.03)


def test_sites_of_two_pools_have_nothing_in_common():
    one, other = finish(crew("NTX", ("pool 1", 0.5))), finish(crew("OHI", ("pool 2", 0.5)))

    assert abs(np.corrcoef(one, other)[0, 1]) < 4.5 / np.sqrt(ITERATIONS)


@pytest.mark.parametrize("shares", [(0.6, 0.6), (-0.1,)])
def test_more_than_the_whole_variance_cannot_be_shared(shares):
    parts = [(f"pool {number}", share) for number, share in enumerate(shares)]

    with pytest.raises(ValueError, match="crew:NTX: shares"):
        compile_productivity(crew("NTX", *parts), Network(FOUND))


def test_a_crew_without_spread_is_certain_whatever_it_shares():
    certain = replace(crew("NTX", ("pool", 0.5)), log_sd=0.0)

    assert np.ptp(log_output(certain)) == 0
