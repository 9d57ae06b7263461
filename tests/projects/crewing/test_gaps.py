"""Heads that are there against heads that are needed, and what thirty of them do to two forecasts."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client

from eventlog.doors.inputs import Upload
from eventlog.followers import follow
from eventlog.log import tail_position
from labor.commands import mobilise_crew
from labor.events import Craft
from labor.moving.commands import move_heads
from labor.ratios.models import LaborPool
from labor.ratios.queries import pools_of
from projects import commands, models, staleness
from projects.crewing.queries import gaps_at
from projects.events import ProjectKind, TrancheTerms
from projects.forecasting import forecast
from projects.models import Forecast
from projects.planning import commands as planning
from projects.staleness import STALENESS
from sites.models import Hall, Site
from tests.projects.building import LNTP, heard, zipped

WIRING = zipped(
    "id,name,wbs,phase,craft,crew_size,optimistic_days,likely_days,pessimistic_days,"
    "equipment_package\n"
    "LNTP,Start,1,PRECON,PM,0,0,0,0,\n"
    "WIRE,Wire the hall,1,FITOUT,ELEC,120,80,100,140,\n"
    "PIPE,Pipe the hall,1,FITOUT,PIPE,40,20,30,50,\n"
    "RFS,Ready for service,1,HANDOVER,PM,0,0,0,0,\n",
    "predecessor,successor,type,lag_days\n"
    "LNTP,WIRE,FS,0\nLNTP,PIPE,FS,0\nWIRE,RFS,FS,0\nPIPE,RFS,FS,0\n",
)


def a_build(site: str, *, journeypersons: int, apprentices: int = 0):
    """A project on REF-72 with a contract, and its electricians; the stream of their crew."""
    Site.objects.get_or_create(code=site, defaults={"name": site, "zone": "America/Chicago"})
    Hall.objects.get_or_create(site_id=site, name="A", defaults={"power_mw": 24})
    commands.register_project(
        code=f"{site}-1",
        name=site,
        site=site,
        kind=ProjectKind.GREENFIELD,
        starts_on=LNTP,
        calendar="US5",
        meta=heard(LNTP),
    )
    row = models.Project.objects.get(code=f"{site}-1")
    planning.import_schedule(project_id=row.pk, file=Upload("hall.zip", WIRING), meta=heard(LNTP))
    terms = TrancheTerms(
        code="A", milestone="RFS", power_mw=Decimal(24), starts_on=date(2025, 6, 2)
    )
    commands.sign_contract(
        code=f"C-{site}", customer="LAB", project=row.code, tranches=(terms,), meta=heard(LNTP)
    )
    return mobilise_crew(
        site=site,
        name="Electrical",
        craft=Craft.ELEC,
        journeypersons=journeypersons,
        apprentices_year_3=apprentices,
        on=LNTP,
        meta=heard(LNTP),
    ).stream


@pytest.fixture
def two_builds(reference_data):
    lender = a_build("NTX", journeypersons=50, apprentices=50)
    borrower = a_build("OHA", journeypersons=40, apprentices=40)
    pool = LaborPool.objects.create(code="P", name="Wiremen", region="South", craft="ELEC")
    pool.sites.set(["NTX", "OHA"])
    return lender, borrower


def p80s() -> dict[str, date]:
    follow(STALENESS)
    for project in staleness.stale_projects(now=datetime.now().astimezone()):
        forecast(project, as_of=tail_position(), iterations=512)
        staleness.release(project, done=tail_position())
    newest = Forecast.objects.order_by("as_of")
    return {row.project: row.p80 for row in newest}


def test_moving_thirty_electricians_of_a_pool_changes_two_forecasts(two_builds):
    before = p80s()
    assert staleness.stale_projects(now=datetime.now().astimezone()) == []

    lender, borrower = two_builds
    move_heads(
        crew_id=lender,
        to_crew_id=borrower,
        journeypersons=15,
        apprentices_year_3=15,
        on=LNTP,
        meta=heard(LNTP),
    )
    follow(STALENESS)
    assert staleness.stale_projects(now=datetime.now().astimezone()) == ["NTX-1", "OHA-1"]

    after = p80s()
    assert after["NTX-1"] > before["NTX-1"]
    assert after["OHA-1"] < before["OHA-1"]
    assert {site for pool in pools_of("NTX") for site in pool.sites.values_list("pk", flat=True)}


def test_a_gap_is_what_is_there_less_what_is_needed(two_builds):
    found = [gap for gap in gaps_at("NTX") if gap.craft == "ELEC"]
    counted = next(gap for gap in found if gap.week == LNTP)
    later = next(gap for gap in found if gap.week == LNTP + timedelta(days=7))

    assert (counted.heads, counted.hours, counted.forecast) == (100, 4_000.0, False)
    assert (later.heads, later.forecast) == (100, True)
    assert all(gap.gap_heads == gap.heads - gap.needed_heads for gap in found)
    assert counted.needed_heads == pytest.approx(120)


def test_a_craft_without_a_crew_lacks_all_its_heads(two_builds):
    pipe = [gap for gap in gaps_at("NTX") if gap.craft == "PIPE"]

    assert pipe
    assert all(gap.gap_heads == -gap.needed_heads for gap in pipe)


def test_the_api_gives_gaps_and_weeks_by_site_craft_and_week(two_builds):
    client = Client()
    client.force_login(User.objects.create_superuser("ann"))
    asked = {"site": "NTX", "craft": "ELEC", "first": "2025-01-06", "last": "2025-01-13"}

    gaps = client.get("/api/v1/crew-gaps/", asked).json()
    weeks = client.get("/api/v1/craft-weeks/", asked).json()

    assert [row["week"] for row in gaps] == ["2025-01-06", "2025-01-13"]
    assert gaps[0]["gap_heads"] == pytest.approx(100 - gaps[0]["needed_heads"])
    assert [(row["heads"], row["hours"], row["m"]["p50"]) for row in weeks] == [
        (100, None, pytest.approx(weeks[0]["formula"]["p50"]))
    ]


def test_the_api_says_where_the_heads_of_a_pool_are(two_builds):
    client = Client()
    client.force_login(User.objects.create_superuser("ann"))
    (pool,) = client.get("/api/v1/labor-pools/", {"sites": "NTX", "craft": "ELEC"}).json()[
        "results"
    ]

    assert pool["heads_at_sites"] == {"NTX": 100, "OHA": 80}


@pytest.mark.parametrize("address", ["crew-gaps", "craft-weeks"])
def test_weeks_that_end_before_they_begin_are_refused(db, address):
    client = Client()
    client.force_login(User.objects.create_superuser("ann"))
    asked = {"first": "2026-01-05", "last": "2025-01-06"}
    answer = client.get(f"/api/v1/{address}/", asked)

    assert answer.status_code == 400
    assert answer.json()["errors"][0] == {
        "pointer": "/last",
        "code": "no_weeks",
        "detail": "It is before the first.",
    }
