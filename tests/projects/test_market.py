"""A region's market moves the dates of its sites, together, and of no others."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from eventlog.followers import follow
from eventlog.log import read, tail_position
from labor.events import Craft
from labor.weeks.commands import report_week
from projects import forecasting
from projects.forecasting import world_of
from projects.models import Forecast, ForecastDue, Project
from projects.queries import stored_facts_of
from projects.risk.engine import AS_IT_IS, Engine
from projects.staleness import STALENESS
from projects.state import state_of
from projects.timeline import sentence_of
from sites.market.commands import assess_market, withdraw_market
from sites.market.events import MarketSide
from sites.models import Site
from sites.uncertainty import Tightness
from tests.factories import a_crew, refused
from tests.projects.building import LNTP, Build, heard
from tests.projects.portfolio.two_sites import both, order, second

__all__ = ("both", "second")

pytestmark = pytest.mark.django_db
DAY, LATER = date(2025, 1, 7), date(2025, 1, 8)
FEW = 512


def assessed(side: MarketSide = MarketSide.LABOR, on: date = DAY, **other: Any) -> UUID:
    factors = {"optimistic_factor": 1.0, "likely_factor": 1.2, "pessimistic_factor": 2.0}
    inputs = {"region": "Middle", "side": side, "source": "A survey", "on": on, "meta": heard(on)}
    return assess_market(**{**factors, **inputs, **other}).stream


@pytest.fixture
def apart(both: tuple[Build, Build]) -> tuple[Build, Build]:
    """Two builds, each in a region of its own."""
    Site.objects.filter(code="NTX").update(region="Middle")
    Site.objects.filter(code="OHI").update(region="East")
    return both


@pytest.fixture
def together(apart: tuple[Build, Build]) -> tuple[Build, Build]:
    Site.objects.update(region="Middle")
    return apart


def p80(build: Build) -> Forecast:
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)
    return Forecast.objects.filter(project=build.code).order_by("-as_of")[0]


def shift(build: Build) -> np.ndarray:
    """By how much the markets move the first hall, in each iteration."""
    state = state_of(build.code, as_of=tail_position())
    keys = {each.cause.key for each in state.drivers if each.cause.kind == "market"}
    engine = Engine(world_of(state), watched=["HA-320"])
    with_it, without = engine.run(2_048, [AS_IT_IS, frozenset(keys)])
    return with_it.milestones["HA-320"] - without.milestones["HA-320"]


def test_a_tight_market_moves_the_date_of_its_region_and_is_the_reason(
    apart: tuple[Build, Build],
) -> None:
    mine, other = apart
    before, before_there = p80(mine), p80(other)
    assessed()
    after, after_there = p80(mine), p80(other)

    assert (after.p80 - before.p80).days > 30
    assert after.reasons[0]["key"] == "market:Middle:labor:"
    assert after.reasons[0]["label"].startswith("Labor market of Middle: 1.20 times as long")
    assert after_there.p80 == before_there.p80


def test_sites_of_one_region_are_hit_in_the_same_worlds(together: tuple[Build, Build]) -> None:
    assessed()
    one, other = map(shift, together)

    assert np.corrcoef(one, other)[0, 1] > 0.6


def test_markets_of_two_regions_have_nothing_in_common(apart: tuple[Build, Build]) -> None:
    assessed()
    assessed(region="East")
    one, other = map(shift, apart)

    assert abs(np.corrcoef(one, other)[0, 1]) < 0.1


def test_a_fact_on_a_region_asks_for_the_forecasts_of_all_its_projects_and_of_no_other(
    apart: tuple[Build, Build],
) -> None:
    follow(STALENESS)
    wanted = dict(ForecastDue.objects.values_list("project", "wanted"))
    market = assessed()
    follow(STALENESS)
    assert ForecastDue.objects.get(pk="NTX-1").wanted == tail_position()
    assert ForecastDue.objects.get(pk="OHI-1").wanted == wanted["OHI-1"]

    Site.objects.update(region="Middle")
    withdraw_market(market_id=market, reason="Calm again.", on=LATER, meta=heard(LATER))
    follow(STALENESS)
    assert set(ForecastDue.objects.values_list("wanted", flat=True)) == {tail_position()}


def test_the_facts_of_a_project_tell_of_its_market(apart: tuple[Build, Build]) -> None:
    market = assessed(craft_or_package="ELEC")
    withdraw_market(market_id=market, reason="Calm again.", on=LATER, meta=heard(LATER))

    mine, other = (Project.objects.get(code=build.code) for build in apart)
    told = [sentence_of(fact) for fact in read(streams=[market])]
    assert told == [
        "Labor market of Middle for ELEC: 1.20 times as long as usual (1.00 to 2.00), after A survey.",
        "Labor market of Middle for ELEC is as usual again. Calm again.",
    ]
    assert stored_facts_of(mine).filter(stream=market).count() == 2
    assert not stored_facts_of(other).filter(stream=market).exists()


def test_a_state_of_the_past_knows_the_market_of_the_past(apart: tuple[Build, Build]) -> None:
    before = tail_position()
    assessed()

    kinds = [
        {d.cause.kind for d in state_of("NTX-1", as_of=at).drivers} for at in (before, before + 1)
    ]
    assert ["market" in each for each in kinds] == [False, True]


def test_equipment_that_is_ordered_has_a_promise_instead_of_a_market(
    build: Build, sign: Any
) -> None:
    Site.objects.update(region="Middle")
    sign(a=date(2026, 9, 1), c=date(2029, 1, 8))
    assessed(MarketSide.EQUIPMENT, craft_or_package="XFMR", likely_factor=2.0)
    assert shift(build).max() > 0

    order(build)
    assert not shift(build).any()


def test_what_is_measured_of_a_crew_takes_the_place_of_its_market(
    apart: tuple[Build, Build],
) -> None:
    crew = a_crew(site="NTX", craft=Craft.ELEC, on=LNTP, meta=heard(DAY))
    assessed()
    assessed(craft_or_package="PIPE")

    def spared() -> set[str]:
        drivers = state_of("NTX-1", as_of=tail_position()).drivers
        (whole,) = (d for d in drivers if isinstance(d, Tightness) and not d.scope.crafts)
        return set(whole.scope.but_crafts)

    assert spared() == {"PIPE"}
    for week in range(6):
        on = date.fromordinal(DAY.toordinal() + 7 * week + 3)
        report_week(
            crew_id=crew,
            straight_hours=Decimal(1000),
            earned_hours=Decimal(900),
            on=on,
            meta=heard(on),
        )
    assert spared() == {"PIPE", "ELEC"}


def test_a_craft_that_no_schedule_of_the_region_has_is_refused(apart: tuple[Build, Build]) -> None:
    with refused("market_not_planned", "craft_or_package"):
        assessed(craft_or_package="ELCE")
    with refused("market_not_planned", "craft_or_package"):
        assessed(MarketSide.EQUIPMENT, craft_or_package="ELEC")
