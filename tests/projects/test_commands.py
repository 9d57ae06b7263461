"""What a project records, and what it refuses."""

from datetime import date
from decimal import Decimal

import pytest

from eventlog.doors.inputs import Upload
from eventlog.log import tail_position
from eventlog.models import StoredEvent
from projects import commands, errors
from projects.events import TrancheTerms
from projects.models import Activity, Project, ScheduleFile, ScheduleRevision, Tranche
from projects.planning import commands as planning
from projects.planning.importing import LONGEST
from projects.streams import tranche_id
from sites.errors import DayInFuture
from tests.projects.building import LNTP, REF72, heard, zipped

MAY_1, JUN_2 = date(2025, 5, 1), date(2025, 6, 2)


def test_a_project_is_registered_once(registered):
    with pytest.raises(errors.ProjectAlreadyRegistered):
        commands.register_project(
            code="NTX-1",
            name="again",
            site="NTX",
            kind="greenfield",
            starts_on=LNTP,
            calendar="US5",
            meta=heard(LNTP),
        )
    assert StoredEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"code": "a b"}, errors.BadCode),
        ({"code": "N-2", "calendar": "MARS"}, errors.UnknownCalendar),
    ],
)
def test_a_project_needs_what_it_names(registered, change, refusal):
    given = {"code": "N-2", "name": "n", "site": "NTX", "kind": "greenfield", "starts_on": LNTP}
    with pytest.raises(refusal):
        commands.register_project(**{**given, "calendar": "US5", **change}, meta=heard(LNTP))
    assert StoredEvent.objects.count() == 1


def test_an_import_keeps_the_original_bytes(build):
    revision = ScheduleRevision.objects.get()
    kept = ScheduleFile.objects.get(pk=revision.file_sha256)

    assert (revision.activity_count, revision.link_count) == (198, 441)
    assert bytes(kept.content).startswith(b"PK")
    assert Activity.objects.filter(project=build.code).count() == 198


def test_the_same_bytes_again_are_refused(build):
    kept = ScheduleFile.objects.get()
    again = Upload(name=kept.name, content=bytes(kept.content))
    project = Project.objects.get()

    with pytest.raises(errors.ScheduleUnchanged):
        planning.import_schedule(project_id=project.pk, file=again, meta=heard(MAY_1))


def test_the_same_schedule_in_other_bytes_is_refused_too(build):
    content = zipped((REF72 / "activities.csv").read_text(), (REF72 / "links.csv").read_text())
    assert content != bytes(ScheduleFile.objects.get().content)

    with pytest.raises(errors.ScheduleUnchanged):
        planning.import_schedule(
            project_id=Project.objects.get().pk,
            file=Upload(name="again.zip", content=content),
            meta=heard(MAY_1),
        )


def test_a_file_that_cannot_be_read_tells_every_problem_and_writes_nothing(registered):
    project, before = Project.objects.get(), tail_position()
    with pytest.raises(errors.ScheduleUnreadable) as refused:
        planning.import_schedule(
            project_id=project.pk, file=Upload(name="x.xer", content=b"junk"), meta=heard(LNTP)
        )
    assert refused.value.details["problems"]
    assert tail_position() == before
    assert not ScheduleFile.objects.exists()


def test_progress_is_recorded_on_the_activity(build):
    piece = build.activity("CV-010")
    commands.start_activity(activity_id=piece, on=MAY_1, meta=heard(MAY_1))
    commands.progress_activity(activity_id=piece, remaining_days=2, on=JUN_2, meta=heard(JUN_2))
    commands.finish_activity(activity_id=piece, on=JUN_2, meta=heard(JUN_2))

    row = Activity.objects.get(pk=piece)
    assert (row.started_on, row.finished_on, row.remaining_days) == (MAY_1, JUN_2, 0)


def test_a_finish_before_the_start_is_refused(build):
    piece = build.activity("CV-010")
    commands.start_activity(activity_id=piece, on=JUN_2, meta=heard(JUN_2))
    before = tail_position()

    with pytest.raises(errors.FinishBeforeStart):
        commands.finish_activity(activity_id=piece, on=MAY_1, meta=heard(JUN_2))
    assert tail_position() == before


def test_what_has_not_started_cannot_finish(build):
    with pytest.raises(errors.NotStarted):
        commands.finish_activity(activity_id=build.activity("CV-010"), on=MAY_1, meta=heard(MAY_1))


def test_what_has_not_happened_yet_is_no_fact(build):
    with pytest.raises(DayInFuture):
        commands.start_activity(activity_id=build.activity("CV-010"), on=JUN_2, meta=heard(MAY_1))


def test_an_unknown_activity_is_refused(build):
    with pytest.raises(errors.UnknownActivity):
        commands.start_activity(activity_id=build.activity("NO-1"), on=MAY_1, meta=heard(MAY_1))


def test_a_milestone_is_reached_and_work_is_not(build):
    milestone = build.activity("PC-090")
    commands.reach_milestone(activity_id=milestone, on=MAY_1, meta=heard(MAY_1))

    assert Activity.objects.get(pk=milestone).finished_on == MAY_1
    with pytest.raises(errors.NotAMilestone):
        commands.reach_milestone(activity_id=build.activity("CV-010"), on=MAY_1, meta=heard(MAY_1))
    with pytest.raises(errors.MilestoneHasNoWork):
        commands.start_activity(activity_id=milestone, on=MAY_1, meta=heard(MAY_1))


def test_a_tranche_start_is_amended_and_the_signed_one_stays_known(sign):
    sign(a=date(2027, 1, 4), c=date(2027, 3, 1))
    commands.amend_tranche_start(
        tranche_id=tranche_id("C-1", "A"),
        now_due_on=date(2027, 2, 1),
        reason="agreed extension",
        on=MAY_1,
        meta=heard(MAY_1),
    )
    row = Tranche.objects.get(code="A")
    assert (row.starts_on, row.signed_starts_on) == (date(2027, 2, 1), date(2027, 1, 4))


def test_a_tranche_names_a_milestone_of_the_schedule(build):
    terms = TrancheTerms(code="A", milestone="HZ-1", power_mw=Decimal(24), starts_on=MAY_1)
    with pytest.raises(errors.UnknownMilestone):
        commands.sign_contract(
            code="C-1", customer="LAB", project=build.code, tranches=(terms,), meta=heard(LNTP)
        )


def test_what_the_columns_cannot_hold_is_refused_before_any_write(registered):
    header = (REF72 / "activities.csv").read_text().splitlines()[0]
    rows = [header, f"{'A' * 61},Work,1,CIVIL,LAB,1,1,2,3,"]
    content = zipped("\n".join(rows), "predecessor,successor,type,lag_days")
    project = Project.objects.get()

    with pytest.raises(errors.ScheduleUnreadable) as refused:
        planning.import_schedule(
            project_id=project.pk, file=Upload(name="x.zip", content=content), meta=heard(LNTP)
        )
    assert [problem["code"] for problem in refused.value.details["problems"]] == ["text_too_long"]


def test_the_limits_of_an_import_are_those_of_the_columns():
    columns = {name: Activity._meta.get_field(name).max_length for name in LONGEST}
    assert columns == LONGEST
