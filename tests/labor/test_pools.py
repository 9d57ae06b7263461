"""What crews of two sites have in common: the pool or the market that they are hired from."""

import pytest

from eventlog.log import tail_position
from labor.drivers import crew_drivers
from labor.events import Craft
from labor.models import LaborPool
from labor.pools import POOL_SHARE, pools_or_market, shared_parts
from labor.queries import drivers_as_of
from sites.models import Site
from sites.uncertainty import SharedPart
from tests.factories import a_crew, a_site
from tests.labor.test_drivers import crew


def test_a_site_in_no_pool_is_hired_for_in_the_market_of_its_region():
    assert pools_or_market("ELEC", pools=["TX-2", "TX-1"], region="Texas") == (
        "pool:TX-1",
        "pool:TX-2",
    )
    assert pools_or_market("ELEC", pools=[], region="Texas") == ("labor market:Texas:ELEC",)
    assert pools_or_market("ELEC", pools=[], region="") == ()


def test_half_of_the_variance_is_common_however_many_pools_there_are():
    assert shared_parts(["a"]) == (SharedPart(name="a", share=POOL_SHARE),)
    assert sum(part.share for part in shared_parts(["a", "b", "c"])) == pytest.approx(POOL_SHARE)
    assert shared_parts([]) == ()


def test_a_pool_changes_what_is_shared_and_nothing_else_of_a_crew():
    (alone,), (pooled,) = (
        crew_drivers([crew()], pools=pools) for pools in ({}, {("ABC", "ELEC"): ("pool:TX",)})
    )

    assert (pooled.median, pooled.log_sd, pooled.cause) == (alone.median, alone.log_sd, alone.cause)
    assert alone.shared == ()
    assert pooled.shared == (SharedPart(name="pool:TX", share=POOL_SHARE),)


def names_at(site: str) -> dict[str, list[str]]:
    found = drivers_as_of(site, tail_position())
    return {driver.cause.key: [part.name for part in driver.shared] for driver in found}


@pytest.mark.django_db
def test_crews_of_sites_in_one_pool_and_craft_share_its_name():
    for site in ("NTX", "OHI"):
        a_crew(site=a_site(site).code)
        a_crew("Pipes", site=site, craft=Craft.PIPE)
    pool = LaborPool.objects.create(code="TX-E", name="Plains", region="Texas", craft="ELEC")
    pool.sites.set(Site.objects.all())
    Site.objects.filter(code="OHI").update(region="Ohio")

    assert names_at("NTX") == {"crew:NTX:ELEC": ["pool:TX-E"], "crew:NTX:PIPE": []}
    assert names_at("OHI") == {
        "crew:OHI:ELEC": ["pool:TX-E"],
        "crew:OHI:PIPE": ["labor market:Ohio:PIPE"],
    }
