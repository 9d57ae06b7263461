"""The pages in a real browser, where Debian's Chromium is installed."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from eventlog.log import tail_position
from projects import forecasting
from projects.models import Baseline, Forecast, Project, ScheduleRevision, Tranche
from projects.planning.commands import set_baseline
from tests.projects.building import LNTP, Build, heard

CHROMIUM = shutil.which("chromium")
playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: pages not seen in a browser")

PHONE = {"width": 390, "height": 844}
LISTS = (
    "projects/activity",
    "projects/forecast",
    "projects/tranche",
    "projects/agreedterms",
    "projects/facility",
    "eventlog/storedevent",
    "supply/order",
    "labor/crew",
    "labor/workedweek",
    "labor/ratiobreach",
)


@pytest.fixture
def addresses(build: Build, sign: Callable[..., None]) -> list[str]:
    """Every kind of page, on a build with one late tranche."""
    sign(a=date(2026, 9, 1), c=date(2029, 1, 8))
    forecasting.forecast(build.code, as_of=tail_position(), iterations=64)
    project, tranche = Project.objects.get(), Tranche.objects.first()
    said = Forecast.objects.first()
    assert tranche is not None
    assert said is not None
    agreed = set_baseline(project_id=project.pk, name="Contract", meta=heard(LNTP))
    baseline = Baseline.objects.get(position=agreed.position)
    revision = ScheduleRevision.objects.get()
    return [
        "",
        f"projects/project/{project.pk}/change/",
        f"projects/project/{project.pk}/mapping/",
        f"projects/project/{project.pk}/crews/",
        f"projects/project/{project.pk}/binding/",
        f"projects/project/{project.pk}/sensitivity/",
        "projects/forecastscore/track-record",
        "projects/forecast/portfolio",
        f"projects/forecast/{said.pk}/change/",
        f"projects/project/{project.pk}/check-schedule/",
        f"projects/project/{project.pk}/orders/",
        "projects/project/order-lines",
        f"projects/schedulerevision/{revision.pk}/change/",
        f"projects/baseline/{baseline.pk}/change/",
        f"projects/tranche/{tranche.pk}/change/",
        f"projects/tranche/{tranche.pk}/amend-tranche-start/",
        "projects/agreedterms/exposure/",
        f"projects/agreedterms/{tranche.pk}/change/",
        "supply/incident/report-incident/",
        "supply/incident/report-incident-from-csv/",
        f"eventlog/storedevent/{tail_position()}/change/",
        "sites/site/NTX/change/",
        "sites/hallgate/commissioning-matrix/?site=NTX",
        *(f"{name}/" for name in LISTS),
    ]


@pytest.fixture
def session(live_server: Any) -> str:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def phone(addresses: list[str], session: str, live_server: Any) -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=options)
        held = chromium.new_context(viewport=PHONE, is_mobile=True)
        name = settings.SESSION_COOKIE_NAME
        held.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        yield held.new_page()
        chromium.close()


def test_no_page_is_wider_than_a_phone_or_fails_in_its_scripts(
    addresses: list[str], phone: Any, live_server: Any
) -> None:
    failures: list[str] = []
    phone.on("pageerror", lambda error: failures.append(str(error)))
    for address in addresses:
        phone.goto(f"{live_server.url}/admin/{address}")
        wide = phone.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"], f"/admin/{address} is {wide} pixels wide"
        assert not failures, f"/admin/{address}"
    assert phone.locator("#content").count() == 1


def test_on_a_phone_all_of_a_cell_stands_beside_its_label(
    addresses: list[str], phone: Any, live_server: Any
) -> None:
    """A second note fell below the label, as if it were one."""
    astray = """Array.from(document.querySelectorAll("td[data-label]")).filter(cell =>
        new Set(Array.from(cell.children).filter(each => getComputedStyle(each).display != "inline")
            .map(each => Math.round(each.getBoundingClientRect().left))).size > 1
    ).map(cell => cell.innerText)"""
    for address in addresses:
        phone.goto(f"{live_server.url}/admin/{address}")
        assert phone.evaluate(astray) == [], f"/admin/{address}"
