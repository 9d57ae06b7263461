"""From a file to the schedule that stands."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from eventlog.events import decode, encode
from eventlog.log import read, tail_position
from projects import commands, forecasting
from projects.events import ProjectKind
from projects.models import Activity, Calendar, Forecast, Project, ScheduleRevision
from projects.planning import commands as planning
from projects.schedule.model import SourceFormat
from tests.projects.building import LNTP, REF72, heard, zipped
from tests.projects.schedule.conftest import outside_data

__all__ = ["outside_data"]

DECEMBER = date(2026, 12, 25)


def imported():
    return [fact.event for fact in read(types=["projects.schedule_imported"])]


def run(*arguments):
    out = StringIO()
    call_command("import_schedule", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_imports_the_reference_build(registered):
    said = run(REF72, "--project", registered.code)

    assert "198 activities, 441 links" in said
    assert Activity.objects.count() == 198


def test_a_dry_run_says_what_would_change_and_writes_nothing(registered):
    before = tail_position()
    said = run(REF72, "--project", registered.code, "--dry-run")

    assert "198 added" in said
    assert tail_position() == before
    assert not ScheduleRevision.objects.exists()


@pytest.mark.parametrize(
    ("path", "project", "says"),
    [
        (REF72, "NO-1", "no project NO-1"),
        (REF72 / "nothing.xer", "NTX-1", "No such file"),
        (REF72.parent, "NTX-1", "no activities.csv"),
        (REF72 / "links.csv", "NTX-1", "neither|is no XER"),
    ],
)
def test_the_command_says_what_is_wrong(registered, path, project, says):
    with pytest.raises(CommandError, match=says):
        run(path, "--project", project)
    assert not imported()


def test_the_calendar_travels_with_the_schedule_holidays_and_all(reference_data):
    Calendar.objects.filter(code="US5").update(holidays=DECEMBER.isoformat())
    commands.register_project(
        code="NTX-2",
        name="Plains 2",
        site="NTX",
        kind=ProjectKind.GREENFIELD,
        starts_on=LNTP,
        calendar="US5",
        meta=heard(LNTP),
    )
    run(REF72, "--project", "NTX-2")
    Calendar.objects.filter(code="US5").update(holidays="")

    (event,) = imported()
    assert event.schedule.calendars[0].exceptions == {DECEMBER: ()}
    again = decode("projects.schedule_imported", 2, encode(event))
    assert encode(again) == encode(event)


def test_a_new_revision_keeps_what_was_reported_and_drops_what_is_gone(build):
    piece = build.activity("CV-010")
    commands.start_activity(activity_id=piece, on=LNTP, meta=heard(LNTP))
    activities = (REF72 / "activities.csv").read_text().splitlines()
    links = (REF72 / "links.csv").read_text().splitlines()
    fewer = zipped(
        "\n".join(line for line in activities if not line.startswith("HO-040")),
        "\n".join(line for line in links if "HO-040" not in line),
    )
    planning.import_schedule(
        project_id=Project.objects.get().pk,
        file=planning.Upload(name="two.zip", content=fewer),
        meta=heard(LNTP),
    )
    assert ScheduleRevision.objects.order_by("-revision")[0].revision == 2
    assert Activity.objects.get(pk=piece).started_on == LNTP
    assert not Activity.objects.filter(code="HO-040").exists()


def test_a_real_p6_file_is_imported_and_forecast(registered, outside_data):
    path = outside_data / "p6" / "airport-terminal.xer.gz"
    assert "66 activities, 84 links" in run(path, "--project", registered.code)
    (event,) = imported()
    assert event.schedule.source is SourceFormat.XER

    finish = next(a.code for a in event.schedule.activities if a.name.lower().endswith("finish"))
    terms = commands.TrancheTerms(
        code="T", milestone=finish, power_mw=1, starts_on=date(2013, 3, 1)
    )
    commands.sign_contract(
        code="C-9", customer="LAB", project=registered.code, tranches=(terms,), meta=heard(LNTP)
    )
    forecasting.forecast(registered.code, as_of=tail_position(), iterations=256)
    assert Forecast.objects.get().p80 > date(2013, 3, 1)
