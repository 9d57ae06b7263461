"""What was agreed, beside what now stands."""

from datetime import date, datetime

import pytest

from eventlog.corrections import retract
from projects.commands import start_activity
from projects.models import Activity, Baseline, Project
from projects.planning import commands, errors
from projects.planning.pages import variances_of
from tests.projects.building import LNTP, heard
from tests.projects.planning.files import imported, started, update

TUESDAY = "2025-01-07 00:00"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registered")]


def set_baseline(name="Contract", revision=None):
    return commands.set_baseline(
        project_id=Project.objects.get().pk, name=name, revision=revision, meta=heard(LNTP)
    )


def variance_of(code, name="Contract"):
    found = variances_of(Baseline.objects.get(name=name))
    return next(each for each in found if each.code == code)


def test_what_stands_is_no_day_later_than_itself():
    imported(update(TUESDAY))
    set_baseline()

    assert {each.finish_days for each in variances_of(Baseline.objects.get())} == {0}


def test_later_dates_are_counted_in_working_days_of_the_activity():
    imported(update(TUESDAY))
    set_baseline()
    imported(update("2025-01-09 00:00", A=started("2025-01-08 07:00", left="12")))

    a = variance_of("A")
    assert a.baseline_start == datetime.fromisoformat("2025-01-07T07:00")
    assert a.start == datetime.fromisoformat("2025-01-08T07:00")
    assert (a.start_days, a.work_days) == (1, 0)
    assert variance_of("C").finish_days == a.finish_days > 0


def test_several_baselines_stand_side_by_side():
    imported(update(TUESDAY))
    set_baseline()
    longer = {"target_drtn_hr_cnt": "30", "remain_drtn_hr_cnt": "30"}
    imported(update(TUESDAY, A=longer))
    set_baseline("Rebaseline")

    assert variance_of("C").finish_days == pytest.approx(1, abs=0.25)
    assert variance_of("C", "Rebaseline").finish_days == 0


def test_a_baseline_of_an_earlier_revision_has_its_dates():
    imported(update(TUESDAY))
    imported(update(TUESDAY, A={"target_drtn_hr_cnt": "30", "remain_drtn_hr_cnt": "30"}))
    set_baseline(revision=1)

    assert variance_of("A").work_days == 1


def test_milestones_come_first_and_what_was_not_agreed_has_no_variance():
    imported(update(TUESDAY))
    set_baseline()
    fewer = update(TUESDAY)
    fewer["TASK"] = [each for each in fewer["TASK"] if each["task_code"] != "B"]
    fewer["TASKPRED"] = [{**fewer["TASKPRED"][0], "task_id": "102", "pred_task_id": "100"}]
    imported(fewer)

    found = variances_of(Baseline.objects.get())
    assert found[0].code == "C"
    gone = variance_of("B")
    assert (gone.finish, gone.finish_days) == (None, None)
    assert gone.baseline_finish


def test_a_name_is_given_once_and_a_revision_must_be_there():
    imported(update(TUESDAY))
    set_baseline()
    with pytest.raises(errors.BaselineNamedTwice):
        set_baseline()
    with pytest.raises(errors.UnknownRevision):
        set_baseline("Other", revision=7)


def test_a_baseline_that_was_set_by_mistake_is_taken_back():
    imported(update(TUESDAY))
    appended = set_baseline()
    retract(position=appended.position, reason="Not agreed yet", meta=heard(LNTP))

    assert not Baseline.objects.exists()
    set_baseline()


def test_a_file_that_is_imported_long_after_its_data_date_is_not_late_for_that():
    imported(update("2024-01-01 00:00"))
    set_baseline()

    assert {each.finish_days for each in variances_of(Baseline.objects.get())} == {0}


def test_dates_that_are_decades_apart_are_counted_and_no_error():
    old = update("1994-01-03 00:00")
    old["PROJECT"][0]["plan_start_date"] = "1994-01-03 00:00"
    imported(old)
    set_baseline()
    imported(update(TUESDAY))

    assert variance_of("C").finish_days > 5000


def test_what_was_reported_since_the_import_moves_the_current_dates():
    imported(update("2024-01-01 00:00"))
    set_baseline()
    row = Activity.objects.get(code="A")
    start_activity(activity_id=row.pk, on=date(2024, 1, 8), meta=heard(LNTP))

    assert variance_of("A").start_days > 0
