"""A new file is held against the last: what is progress, and what was edited."""

import pytest

from eventlog.log import read
from eventlog.projections import Projection, rebuild
from projects.models import ScheduleChange, ScheduleRevision
from tests.projects.planning.files import finished, imported, started, update
from tests.projects.schedule.xer_text import pred, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registered")]


def changed(kind: str) -> list[str]:
    rows = ScheduleChange.objects.filter(revision=2, kind=kind).order_by("subject", "field")
    return [str(each) for each in rows]


def kinds() -> set[str]:
    return set(ScheduleChange.objects.filter(revision=2).values_list("kind", flat=True))


def test_the_first_revision_changes_nothing():
    imported(update())

    assert not ScheduleChange.objects.exists()
    assert ScheduleRevision.objects.get().edit_count == 0


def test_work_that_went_on_is_progress_and_no_edit():
    imported(update())
    imported(update("2024-01-03 00:00", A=started("2024-01-01 07:00", left="5")))

    assert kinds() == {"progress"}
    assert changed("progress") == [
        "A actual start: - > 2024-01-01 07:00",
        "A remaining duration: - > 5 h",
        "HALL data date: 2024-01-01 00:00 > 2024-01-03 00:00",
    ]
    revision = ScheduleRevision.objects.get(revision=2)
    assert (revision.progress_count, revision.edit_count) == (3, 0)


def test_a_link_that_was_deleted_is_an_edit_of_logic():
    imported(update())
    fewer = update()
    del fewer["TASKPRED"][0]
    fewer["TASKPRED"][0]["lag_hr_cnt"] = "-4"
    imported(fewer)

    assert kinds() == {"logic"}
    assert changed("logic") == ["B FS from A: no lag > deleted", "C FS from B: no lag > lag -4 h"]


def test_a_duration_that_was_cut_is_an_edit():
    imported(update())
    cut = {"target_drtn_hr_cnt": "5", "remain_drtn_hr_cnt": "5"}
    imported(update(B=cut))

    assert kinds() == {"durations"}
    assert changed("durations") == ["B planned duration: 10 h > 5 h"]


def test_an_actual_date_that_was_changed_afterwards_is_an_edit():
    done = finished("2024-01-01 07:00", "2024-01-02 18:00")
    imported(update("2024-01-04 00:00", A=done))
    imported(update("2024-01-04 00:00", A=done | {"act_end_date": "2024-01-02 12:00"}))

    assert kinds() == {"actuals"}
    assert changed("actuals") == ["A actual finish: 2024-01-02 18:00 > 2024-01-02 12:00"]


def test_a_constraint_that_was_added_is_an_edit():
    imported(update())
    imported(update(C={"cstr_type": "CS_MEOB", "cstr_date": "2024-01-09 18:00"}))

    assert changed("constraints") == [
        "C constraints: - > finish on or before 2024-01-09 18:00",
    ]


def test_work_before_its_predecessor_is_told_once():
    imported(update())
    early = started("2024-01-02 07:00", left="8")
    imported(update("2024-01-03 00:00", B=early))
    assert changed("out_of_sequence") == ["B FS from A: kept > broken"]

    imported(update("2024-01-04 00:00", B=early | {"remain_drtn_hr_cnt": "3"}))
    assert not ScheduleChange.objects.filter(revision=3, kind="out_of_sequence").exists()


def test_new_activities_calendars_and_options_are_told():
    imported(update())
    more = update()
    more["TASK"].append(row("103", "D", "Clean", 5))
    more["TASKPRED"].append(pred("103", "102"))
    more["CALENDAR"][0]["clndr_name"] = "Four tens"
    more["SCHEDOPTIONS"][0]["sched_calendar_on_relationship_lag"] = "rcal_24Hour"
    imported(more)

    assert changed("activities") == ["D added: - > Clean"]
    assert changed("calendars") == ["10 name: Ten hours > Four tens"]
    assert changed("options") == ["HALL lag calendar: predecessor > 24h"]


def test_each_kind_is_a_fact_of_its_own_in_the_transaction_of_the_import():
    imported(update())
    imported(
        update(
            "2024-01-03 00:00", A=started("2024-01-01 07:00", left="5"), B={"task_name": "Flush"}
        )
    )

    types = [fact.type for fact in read(after=1)]
    assert types == [
        "projects.schedule_imported",
        "projects.schedule_assessed",
        "projects.schedule_imported",
        "projects.schedule_assessed",
        "projects.schedule_progressed",
        "projects.activities_edited",
    ]
    differs = {
        name: d for name, each in Projection.registry.items() if (d := rebuild(each, check=True))
    }
    assert not differs


def test_a_lead_or_a_level_of_effort_breaks_no_order():
    rows = update()
    rows["TASKPRED"][0]["lag_hr_cnt"] = "-8"
    rows["TASK"][2] |= {"task_type": "TT_LOE"}
    imported(rows)
    early = started("2024-01-02 07:00", left="8")
    again = update("2024-01-03 00:00", B=early, C=early | {"task_type": "TT_LOE"})
    again["TASKPRED"][0]["lag_hr_cnt"] = "-8"
    imported(again)

    assert not ScheduleChange.objects.filter(kind="out_of_sequence").exists()


def test_a_data_date_that_goes_back_is_no_progress():
    imported(update("2024-01-03 00:00"))
    imported(update("2024-01-02 00:00"))

    assert kinds() == {"options"}
