"""Two sites that hire from one pool are late together more often than two that do not."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from eventlog.log import tail_position
from labor.events import Craft
from labor.models import LaborPool
from projects.forecasting import world_of
from projects.portfolio.combining import combined
from projects.risk.engine import Engine
from projects.state import state_of
from sites.models import Site
from tests.factories import a_crew
from tests.projects.building import LNTP, Build, heard
from tests.projects.portfolio.two_sites import both, forecast, second

__all__ = ("both", "forecast", "second")

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 7)
CRAFTS = (Craft.ELEC, Craft.PIPE, Craft.CTRL, Craft.CONC)
ITERATIONS = 4_096
GREEN = {"journeypersons": 20, "apprentices_year_1": 480, "on": LNTP, "meta": heard(DAY)}


@pytest.fixture
def crewed(both: tuple[Build, Build]) -> tuple[Build, Build]:
    """Crews of hardly any journeypersons, whose output nobody can be sure of."""
    for build in both:
        for craft in CRAFTS:
            a_crew(craft.name, site=build.site, craft=craft, **GREEN)
    return both


def share_pools() -> None:
    for craft in CRAFTS:
        pool = LaborPool.objects.create(
            code=f"MID-{craft.name}", region="Middle", craft=craft.value
        )
        pool.sites.set(Site.objects.all())


def correlation(*builds: Build) -> float:
    drawn = []
    for build in builds:
        state = state_of(build.code, as_of=tail_position())
        (found,) = Engine(world_of(state), watched=["HA-320"]).run(ITERATIONS)
        drawn.append(found.milestones["HA-320"])
    return float(np.corrcoef(drawn[0], drawn[1])[0, 1])


def test_their_finishes_correlate_with_a_pool_in_common_and_not_without(
    crewed: tuple[Build, Build],
) -> None:
    apart = correlation(*crewed)
    share_pools()

    assert abs(apart) < 4.5 / np.sqrt(ITERATIONS)
    assert correlation(*crewed) > 0.12


def test_the_market_of_a_region_is_a_pool_where_nobody_named_one(
    crewed: tuple[Build, Build],
) -> None:
    Site.objects.update(region="Middle")

    assert correlation(*crewed) > 0.12


def test_the_portfolio_sees_them_late_together(
    crewed: tuple[Build, Build], forecast: Callable[..., None]
) -> None:
    """Each beyond its own P80: a twenty-fifth of the worlds where nothing is shared."""

    def late_together() -> float:
        forecast(*crewed, iterations=ITERATIONS)
        days = combined().days
        late = days > np.quantile(days, 0.8, axis=1, keepdims=True)
        return float(late.all(axis=0).mean())

    apart = late_together()
    share_pools()

    assert apart == pytest.approx(0.04, abs=0.01)
    assert late_together() > apart + 0.01
