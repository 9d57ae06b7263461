"""A schedule whose dates are worth nothing is not simulated, unless somebody says why it should be."""

import pytest

from eventlog.log import read, tail_position
from projects import forecasting
from projects.models import Forecast, Project, ScheduleRevision
from projects.planning import commands, errors
from tests.projects.building import LNTP, heard
from tests.projects.planning.files import imported, signed, update
from tests.projects.schedule.xer_text import row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registered")]


@pytest.fixture
def promised():
    imported(update())
    signed()


def open_ended():
    rows = update()
    rows["TASK"] += [row("103", "D", "Forgotten", 30), row("104", "E", "Forgotten too", 30)]
    return rows


def forecast():
    return forecasting.forecast("NTX-1", as_of=tail_position(), iterations=256)


def allow(reason="The ends are handed over to others"):
    return commands.allow_simulation(
        project_id=Project.objects.get().pk, reason=reason, meta=heard(LNTP)
    )


def test_a_sound_schedule_is_simulated(promised):
    assert forecast()
    assert ScheduleRevision.objects.get().blockers == []


def test_open_ends_keep_a_schedule_from_simulation(promised):
    imported(open_ended())

    assert forecast() is None
    (blocker,) = ScheduleRevision.objects.get(revision=2).blockers
    assert blocker["code"] == "open_ends"
    assert {"D", "E"} <= set(blocker["activities"])


def test_an_earlier_state_is_forecast_as_it_was(promised):
    before = tail_position()
    imported(open_ended())

    assert forecasting.forecast("NTX-1", as_of=before, iterations=256)


def test_somebody_may_allow_it_and_the_log_keeps_who_and_why(promised):
    imported(open_ended())
    allow()

    assert forecast()
    (fact,) = read(types=["projects.simulation_allowed"])
    assert (fact.actor, fact.event.reason) == ("anna", "The ends are handed over to others")
    assert fact.event.blockers == ("open_ends",)


def test_what_was_allowed_of_one_revision_is_not_of_the_next(promised):
    imported(open_ended())
    allow()
    worse = open_ended()
    worse["TASK"].append(row("105", "F", "And another", 30))
    imported(worse)

    assert forecast() is None
    assert not Forecast.objects.exists()


def test_it_is_refused_without_a_reason_and_where_nothing_blocks(promised):
    with pytest.raises(errors.NothingBlocks):
        allow()
    imported(open_ended())
    with pytest.raises(errors.ReasonMissing):
        allow("  ")
    allow()
    with pytest.raises(errors.AllowedAlready):
        allow()


def test_the_end_that_a_contract_waits_for_is_no_open_end(promised):
    rows = update()
    rows["TASK"].append(row("103", "D", "Landscaping", 30))
    rows["TASKPRED"].append({**rows["TASKPRED"][0], "task_id": "103", "pred_task_id": "100"})
    imported(rows)

    assert {"C", "D"} & set(ScheduleRevision.objects.get(revision=2).blockers[0]["activities"])
    blamed = set(ScheduleRevision.objects.get(revision=2).blockers[0]["activities"])
    assert (forecast() is not None) == (blamed <= {"C"})
