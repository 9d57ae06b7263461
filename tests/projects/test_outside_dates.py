"""What others promise moves the date of a project, and is told as the reason."""

from datetime import date

import pytest

from eventlog.followers import follow
from eventlog.log import tail_position
from projects import forecasting
from projects.models import Forecast, ForecastDue, Project
from projects.queries import stored_facts_of
from projects.staleness import STALENESS
from sites.outside.commands import move_developer_milestone, promise_developer_milestone
from sites.outside.events import DeveloperStep
from sites.utility.commands import promise_utility_power
from sites.utility.events import UtilityStep
from tests.factories import refused
from tests.projects.building import heard

FEBRUARY, MARCH = date(2025, 2, 10), date(2025, 3, 10)
EARLY, LATE = date(2026, 9, 1), date(2029, 1, 8)
FEW = 256


@pytest.fixture
def signed(build, sign):
    sign(a=EARLY, c=LATE)
    return build


def promised(on=FEBRUARY, activity="UT-100"):
    return promise_developer_milestone(
        site="NTX",
        reference="POWER",
        developer="Ridgeline",
        step=DeveloperStep.POWER_AVAILABLE,
        promised_on=date(2026, 3, 2),
        activity=activity,
        confidence=0.9,
        on=on,
        meta=heard(on),
    )


def p80(build):
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)
    return Forecast.objects.filter(tranche="C").order_by("-as_of")[0]


def test_a_moved_promise_moves_the_date_and_is_its_first_reason(signed):
    milestone = promised().stream
    before = p80(signed)

    move_developer_milestone(
        milestone_id=milestone,
        promised_on=date(2028, 3, 1),
        reason="Substation",
        on=MARCH,
        meta=heard(MARCH),
    )
    after = p80(signed)

    assert (after.p80 - before.p80).days > 365
    assert after.reasons[0]["key"] == "outside:NTX:POWER"
    assert "moved once, 730 days later" in after.reasons[0]["label"]


def test_a_promise_asks_for_a_new_forecast_and_stands_in_the_facts_of_the_project(signed):
    follow(STALENESS)
    told = promise_utility_power(
        site="NTX",
        step=UtilityStep.PERMANENT_POWER,
        promised_on=date(2026, 3, 2),
        activity="UT-100",
        on=MARCH,
        meta=heard(MARCH),
    )
    follow(STALENESS)

    assert ForecastDue.objects.get(pk=signed.code).wanted == told.position
    facts = stored_facts_of(Project.objects.get(code=signed.code))
    assert facts.filter(pk=told.position).exists()


def test_a_promise_that_gates_what_is_in_no_schedule_is_refused(signed):
    with refused("gated_activity_not_planned", "activity"):
        promised(activity="UT-999")
