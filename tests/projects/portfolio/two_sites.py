"""Two builds at two sites that wait for one supplier's transformer, put in place by facts."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from eventlog.log import tail_position
from projects import commands, forecasting, models
from projects.events import ProjectKind, TrancheTerms
from projects.management.commands.import_schedule import upload_of
from projects.planning import commands as planning
from sites.models import Hall, Site
from supply.commands import place_order
from tests.factories import a_supplier
from tests.projects.building import LNTP, REF72, Build, heard
from tests.projects.contracts.signing import TERMS

FEW = 512
STARTS_ON = date(2026, 12, 1)
PROMISED_ON = date(2026, 1, 5)
SECOND = Build(code="OHI-1", site="OHI")


@pytest.fixture
def second(build: Build) -> Build:
    """The same schedule at another site, registered like any."""
    site = Site.objects.create(code="OHI", name="Fictional Creek", zone="America/New_York")
    Hall.objects.create(site=site, name="A", power_mw=24)
    models.Customer.objects.create(code="CLD", name="A fictional cloud")
    commands.register_project(
        code=SECOND.code,
        name="Creek 1",
        site=SECOND.site,
        kind=ProjectKind.GREENFIELD,
        starts_on=LNTP,
        calendar="US5",
        meta=heard(LNTP),
    )
    row = models.Project.objects.get(code=SECOND.code)
    planning.import_schedule(project_id=row.pk, file=upload_of(REF72), meta=heard(LNTP))
    return SECOND


def contract(build: Build, customer: str, starts_on: date = STARTS_ON, **terms: Any) -> None:
    tranche = TrancheTerms(code="A", milestone="HA-320", power_mw=Decimal(24), starts_on=starts_on)
    commands.sign_contract(
        code=f"C-{build.code}",
        customer=customer,
        project=build.code,
        tranches=(tranche,),
        meta=heard(LNTP),
        **TERMS | terms,
    )


def order(build: Build) -> None:
    place_order(
        site=build.site,
        number="PO-7",
        package="XFMR",
        supplier=a_supplier().code,
        description="",
        promised_on=PROMISED_ON,
        on=LNTP,
        meta=heard(LNTP),
    )


@pytest.fixture
def both(build: Build, second: Build) -> tuple[Build, Build]:
    """Both builds, each with an order of the same supplier and a contract of a customer of its own."""
    for each, customer in ((build, "LAB"), (second, "CLD")):
        order(each)
        contract(each, customer)
    return build, second


@pytest.fixture
def forecast() -> Callable[..., None]:
    def forecast(*builds: Build, iterations: int = FEW) -> None:
        for each in builds:
            forecasting.forecast(each.code, as_of=tail_position(), iterations=iterations)

    return forecast
