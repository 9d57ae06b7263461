"""Fixtures: a small build, put in place by facts."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from eventlog.facts import Meta
from projects import commands, models
from projects.events import ProjectKind, TrancheTerms
from projects.management.commands.import_schedule import upload_of
from projects.planning import commands as planning
from projects.streams import activity_id
from sites.models import Hall, Site

REF72 = Path(__file__).resolve().parents[2] / "projects" / "reference" / "ref72"
LNTP = date(2025, 1, 6)


def heard(on: date, key: str | None = None) -> Meta:
    """Recorded in the evening of a day."""
    return Meta(actor="anna", now=datetime.combine(on, time(22), tzinfo=UTC), key=key)


def zipped(activities: str, links: str) -> bytes:
    """The two CSV files as they are uploaded."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("activities.csv", activities)
        archive.writestr("links.csv", links)
    return packed.getvalue()


@dataclass(frozen=True)
class Build:
    """A project on REF-72 at a fictional site, with the tranches of its first and last hall."""

    code: str = "NTX-1"
    site: str = "NTX"

    def activity(self, code: str) -> Any:
        return activity_id(self.code, code)


@pytest.fixture
def reference_data(db: None) -> None:
    site = Site.objects.create(code="NTX", name="Fictional Plains", zone="America/Chicago")
    for hall in "ABC":
        Hall.objects.create(site=site, name=hall, power_mw=24)
    models.Calendar.objects.create(code="US5", name="Five days of eight hours")
    models.Customer.objects.create(code="LAB", name="A fictional lab")


@pytest.fixture
def registered(reference_data: None) -> Build:
    commands.register_project(
        code="NTX-1",
        name="Plains 1",
        site="NTX",
        kind=ProjectKind.GREENFIELD,
        starts_on=LNTP,
        calendar="US5",
        meta=heard(LNTP),
    )
    return Build()


@pytest.fixture
def build(registered: Build) -> Build:
    row = models.Project.objects.get(code=registered.code)
    planning.import_schedule(project_id=row.pk, file=upload_of(REF72), meta=heard(LNTP))
    return registered


@pytest.fixture
def sign(build: Build) -> Callable[..., None]:
    """Sign the contract with given starts of tranche A (first hall) and C (last hall)."""

    def sign(*, a: date, c: date) -> None:
        terms = (
            TrancheTerms(code="A", milestone="HA-320", power_mw=Decimal(24), starts_on=a),
            TrancheTerms(code="C", milestone="HC-320", power_mw=Decimal(24), starts_on=c),
        )
        commands.sign_contract(
            code="C-1", customer="LAB", project=build.code, tranches=terms, meta=heard(LNTP)
        )

    return sign
