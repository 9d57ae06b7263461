"""The pages and addresses of planning, as a planner and a program meet them."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rest_framework.test import APIClient

from eventlog.log import tail_position
from projects.models import Baseline, MappingRule, Project, ScheduleRevision
from projects.planning import commands
from projects.schedule.reading import read_schedule
from tests.projects.building import LNTP, heard
from tests.projects.planning.files import imported, started, update
from tests.projects.schedule.xer_text import xer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registered")]


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


@pytest.fixture
def api() -> APIClient:
    client = APIClient()
    client.force_authenticate(User.objects.create_superuser("root"))
    return client


def sent(rows: dict[str, Any]) -> SimpleUploadedFile:
    return SimpleUploadedFile("hall.xer", xer(rows))


def page(browser: Client, address: str) -> str:
    answer = browser.get(f"/admin/projects/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_file_is_checked_on_a_page_before_anything_is_recorded(browser):
    imported(update())
    before, project = tail_position(), Project.objects.get()
    address = f"/admin/projects/project/{project.pk}/check-schedule/"
    progress = update("2024-01-03 00:00", A=started("2024-01-01 07:00", left="5"))
    shown = browser.post(address, {"file": sent(progress)}).content.decode()

    assert "It would be revision 2" in shown
    assert "2024-01-01 07:00" in shown
    assert "DCMA 14-point assessment" in shown
    assert tail_position() == before


def test_all_that_is_wrong_with_a_file_is_shown_at_once(browser):
    project = Project.objects.get()
    wrong = update(A={"act_start_date": "soon"}, B={"target_drtn_hr_cnt": "many"})
    answer = browser.post(
        f"/admin/projects/project/{project.pk}/check-schedule/", {"file": sent(wrong)}
    )
    shown = answer.content.decode()

    assert "act_start_date: &#x27;soon&#x27; is not a date" in shown
    assert "target_drtn_hr_cnt: &#x27;many&#x27; is not a number" in shown
    assert "Nothing was recorded." in shown


def test_the_page_of_a_revision_shows_its_edits_and_its_quality(browser):
    imported(update())
    cut = {"target_drtn_hr_cnt": "5", "remain_drtn_hr_cnt": "5"}
    imported(update(B=cut))
    revision = ScheduleRevision.objects.get(revision=2)
    shown = page(browser, f"schedulerevision/{revision.pk}/change/")

    assert "Durations edited" in shown
    assert "5 h" in shown
    assert "DCMA 14-point assessment" in shown


def test_the_project_page_says_why_a_revision_is_not_simulated(browser):
    rows = update()
    del rows["TASKPRED"][0]
    imported(rows)
    project = Project.objects.get()
    assert "Revision 1 is not simulated" in page(browser, f"project/{project.pk}/change/")

    commands.allow_simulation(project_id=project.pk, reason="A study", meta=heard(LNTP))
    shown = page(browser, f"project/{project.pk}/change/")
    assert "is not simulated" not in shown
    assert "A study" in shown


def test_baselines_and_mapping_have_pages(browser):
    imported(update())
    project = Project.objects.get()
    commands.set_baseline(project_id=project.pk, name="Contract", meta=heard(LNTP))
    MappingRule.objects.create(pattern="*flush*", craft="PIPE")

    baseline = Baseline.objects.get()
    assert "Bleed and flush" in page(browser, f"baseline/{baseline.pk}/change/")
    assert "*flush*" in page(browser, f"project/{project.pk}/mapping/")


def test_a_program_asks_what_a_file_would_change(api):
    imported(update())
    fewer = update()
    del fewer["TASKPRED"][1]
    answer = api.post(
        "/api/v1/projects/NTX-1/check-schedule/", {"file": sent(fewer)}, format="multipart"
    ).json()

    (change,) = answer["changes"]
    assert (change["kind"], change["edit"], change["subject"]) == ("logic", True, "C")
    assert answer["unmatched"] == ["A", "B", "C"]


def test_changes_baselines_and_quality_are_read_by_program(api):
    imported(update())
    project = Project.objects.get()
    commands.set_baseline(project_id=project.pk, name="Contract", meta=heard(LNTP))
    imported(update(C={"task_name": "Handed over"}))

    (change,) = api.get("/api/v1/schedule-changes/?project=NTX-1&edit=true").json()["results"]
    assert change["after"] == "Handed over"
    baseline = api.get("/api/v1/baselines/").json()["results"][0]
    variances = api.get(f"/api/v1/baselines/{baseline['id']}/variances/").json()
    assert variances[0]["code"] == "C"
    revision = ScheduleRevision.objects.get(revision=2)
    quality = api.get(f"/api/v1/schedule-revisions/{revision.pk}/quality/").json()
    assert len(quality["checks"]) == 14


@pytest.mark.parametrize(("kind", "suffix"), [("xer", ".xer"), ("mspdi", ".xml"), ("csv", ".zip")])
def test_a_revision_is_taken_away_as_a_file_of_another_tool(api, kind, suffix):
    imported(update())
    revision = ScheduleRevision.objects.get()
    answer = api.get(f"/api/v1/schedule-revisions/{revision.pk}/export/?as={kind}")

    assert answer["Content-Disposition"].endswith(f'{suffix}"')
    again = read_schedule(f"again{suffix}", answer.content)
    assert len(again.links) == 2


def test_a_mapping_rule_that_could_do_nothing_is_refused_by_the_api(api):
    answer = api.post("/api/v1/mapping-rules/", {"pattern": "*"})

    assert answer.status_code == 400
    assert not MappingRule.objects.exists()
