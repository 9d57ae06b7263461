"""What is said of a region's market: assessed, assessed anew, withdrawn, taken back."""

from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.test import Client

from eventlog.corrections import correct, retract
from eventlog.log import tail_position
from sites.market.commands import assess_market, withdraw_market
from sites.market.events import MarketSide
from sites.market.models import Market
from sites.market.queries import standing_markets_of
from sites.models import Site
from sites.queries import drivers_as_of
from sites.uncertainty import Factor, ThreePoint, Tightness
from tests.factories import (
    APRIL_1,
    LONG_AGO,
    MARCH_2,
    MAY_1,
    MAY_4,
    NOWHERE,
    TOMORROW,
    a_site,
    refused,
    said,
)

pytestmark = pytest.mark.django_db
REGION = "US Texas"


@pytest.fixture(autouse=True)
def _two_sites_of_a_region() -> None:
    for code in ("NTX", "STX"):
        a_site(code)
    a_site("OHI")
    Site.objects.filter(code__in=("NTX", "STX")).update(region=REGION)


def assessed(likely: float = 1.2, **other: Any) -> UUID:
    factors = {"optimistic_factor": 1.0, "likely_factor": likely, "pessimistic_factor": 1.6}
    of = {"region": REGION, "side": MarketSide.LABOR, "craft_or_package": "ELEC"}
    inputs = {**of, **factors, "source": "Survey of May", "on": MARCH_2, "meta": said()}
    return assess_market(**{**inputs, **other}).stream


def markets_at(site: str, until: int | None = None) -> list[Tightness | Factor]:
    found = drivers_as_of(site, until or tail_position())
    return [driver for driver in found if isinstance(driver, Tightness | Factor)]


def test_the_newest_assessment_holds_and_the_log_keeps_the_one_before() -> None:
    assessed()
    before = tail_position()
    assessed(1.4, on=APRIL_1)

    row = Market.objects.get()
    assert (row.likely_factor, row.assessments, row.assessed_on) == (1.4, 2, APRIL_1)
    (now,), (then,) = markets_at("NTX"), markets_at("NTX", before)
    assert isinstance(now, Tightness)
    assert isinstance(then, Tightness)
    assert then.times_the_hours == ThreePoint(optimistic=1.0, likely=1.2, pessimistic=1.6)
    assert now.times_the_hours == ThreePoint(optimistic=1.0, likely=1.4, pessimistic=1.6)
    assert now.cause.positions == (tail_position(),)


def test_all_sites_of_the_region_draw_under_its_name_and_no_others() -> None:
    assessed()

    (one,), (other,) = markets_at("NTX"), markets_at("STX")
    assert one == other
    assert one.cause.key == "market:US Texas:labor:ELEC"
    assert one.cause.label == "Labor market of US Texas for ELEC: 1.20 times as long (1.00 to 1.60)"
    assert markets_at("OHI") == []


def test_a_withdrawn_assessment_bears_on_nothing_until_it_is_made_anew() -> None:
    market = assessed()
    withdraw_market(market_id=market, reason="Two builds are finished.", on=MAY_1, meta=said())

    assert markets_at("NTX") == []
    assert not standing_markets_of("NTX").exists()
    with refused("market_was_withdrawn"):
        withdraw_market(market_id=market, reason="", on=MAY_1, meta=said())
    assessed(on=MAY_4)
    assert len(markets_at("NTX")) == 1


def test_what_was_said_in_error_is_taken_back_or_corrected() -> None:
    assessed()
    position = tail_position()
    assessed(1.4, on=APRIL_1)
    retract(position=tail_position(), reason="Wrong region", meta=said())
    assert Market.objects.get().likely_factor == 1.2

    with refused("does_not_fit", "payload"):
        correct(position=position, payload={"likely_factor": 1.7}, reason="Typing", meta=said())
    with refused("not_as_it_was"):
        correct(position=position, payload={"region": "Ohio"}, reason="Typing", meta=said())
    correct(position=position, payload={"likely_factor": 1.3}, reason="Typing", meta=said())
    assert Market.objects.get().likely_factor == 1.3


def test_what_makes_no_sense_is_refused_at_its_field() -> None:
    with refused("market_of_no_site", "region"):
        assessed(region="Atlantis")
    with refused("market_of_no_site", "region"):
        assessed(region="")
    with refused("market_factors_out_of_order", "likely_factor"):
        assessed(1.7)
    with refused("market_factor_out_of_range", "optimistic_factor"):
        assessed(optimistic_factor=0.0)
    with refused("market_factor_out_of_range", "pessimistic_factor"):
        assessed(pessimistic_factor=float("nan"))
    with refused("day_in_future", "on"):
        assessed(on=TOMORROW.replace(day=3))
    with refused("day_out_of_range", "on"):
        assessed(on=LONG_AGO)
    with refused("unknown_market", "market_id"):
        withdraw_market(market_id=NOWHERE, reason="", meta=said())


def test_the_same_word_twice_and_an_older_one_are_refused() -> None:
    assessed(on=APRIL_1)

    with refused("market_as_assessed", "likely_factor"):
        assessed(on=MAY_1)
    with refused("market_older_than_last", "on"):
        assessed(1.4, on=MARCH_2)


def test_the_doors_take_it_and_lists_are_filtered() -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("sam"))
    body = {
        **{"region": REGION, "side": "equipment", "craft_or_package": "XFMR", "on": "2026-03-02"},
        **{"optimistic_factor": 1.0, "likely_factor": 1.3, "pessimistic_factor": 2.0},
        "source": "Quotes of three makers",
    }
    answer = client.post(
        "/api/v1/markets/assess-market/",
        body,
        content_type="application/json",
        headers={"Idempotency-Key": "once"},
    )
    assert answer.status_code == 201, answer.content
    assessed()

    listed = client.get("/api/v1/markets/?side=equipment&withdrawn_on__isnull=true").json()
    assert [row["craft_or_package"] for row in listed["results"]] == ["XFMR"]
    page = client.get("/admin/sites/market/?q=Quotes").content.decode()
    assert "1.30 (1.00 to 2.00)" in page


def test_the_page_of_a_site_shows_what_stands_and_says_where_nothing_does() -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("sam"))

    def page(site: str) -> str:
        return client.get(f"/admin/sites/site/{site}/overview/").content.decode()

    assert "Nobody has assessed the market of US Texas" in page("NTX")
    market = assessed()
    assert "Survey of May" in page("STX")
    assert "in no region" in page("OHI")
    withdraw_market(market_id=market, reason="Over.", on=MAY_1, meta=said())
    assert "Nobody has assessed" in page("STX")
