"""A forecast is a fact: it says from what it was made, and can be made again."""

from datetime import date

import pytest

from eventlog.errors import Refusal
from eventlog.events import encode
from eventlog.log import read, tail_position
from eventlog.models import StoredEvent
from eventlog.projections import Projection, rebuild
from projects import commands, forecasting
from projects.models import Alert, Forecast
from projects.state import state_of
from projects.streams import tranche_id
from supply import commands as supply
from supply.events import IncidentCode
from tests.projects.building import heard

NEXT_DAY = date(2025, 1, 7)
EARLY, LATE = date(2026, 9, 1), date(2029, 1, 8)
FEW = 512


def report_bridge_strike(build, *, probability=1.0):
    return supply.report_incident(
        reference="BRIDGE-1",
        code=IncidentCode.TR_BRIDGE,
        title="Truck with the main transformer met a bridge",
        site=build.site,
        package="XFMR",
        probability=probability,
        optimistic_days=60,
        likely_days=90,
        pessimistic_days=210,
        on=NEXT_DAY,
        meta=heard(NEXT_DAY),
    )


def issued():
    return [fact.event for fact in read(types=["projects.forecast_issued"])]


def test_without_a_contract_there_is_no_date_to_forecast(build):
    assert forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW) is None


def test_a_forecast_says_from_what_it_was_made(build, sign):
    sign(a=EARLY, c=LATE)
    known = tail_position()
    forecasting.forecast(build.code, as_of=known, iterations=FEW)

    (event,) = issued()
    assert (event.as_of, event.iterations) == (known, FEW)
    assert len(event.input_digest) == 64
    assert [tranche.code for tranche in event.tranches] == ["A", "C"]
    assert all(len(tranche.quantiles) == 99 for tranche in event.tranches)


def test_a_start_before_any_finish_is_missed_for_sure_and_a_far_one_is_not(build, sign):
    sign(a=EARLY, c=LATE)
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)

    chances = dict(Forecast.objects.values_list("tranche", "chance_of_missing"))
    assert chances == {"A": 1.0, "C": 0.0}


def test_a_forecast_computed_again_from_its_record_gives_the_same_bytes(build, sign):
    sign(a=EARLY, c=LATE)
    report_bridge_strike(build)
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)
    (before,) = issued()
    commands.start_activity(
        activity_id=build.activity("PC-020"), on=NEXT_DAY, meta=heard(NEXT_DAY)
    )  # a later fact must not reach into the past

    state = state_of(before.project, as_of=before.as_of)
    again = forecasting.computed(state, iterations=before.iterations)
    assert encode(again) == encode(before)


def test_issuing_a_forecast_twice_records_it_once(build, sign):
    sign(a=EARLY, c=LATE)
    known = tail_position()
    first = forecasting.forecast(build.code, as_of=known, iterations=FEW)
    count = StoredEvent.objects.count()
    second = forecasting.forecast(build.code, as_of=known, iterations=FEW)

    assert StoredEvent.objects.count() == count
    assert second.position == first.position
    assert second.replayed


def test_an_incident_moves_the_date_and_is_named_with_its_days(build, sign):
    sign(a=date(2027, 3, 1), c=LATE)
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)
    report_bridge_strike(build)
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)

    before, after = Forecast.objects.filter(tranche="A").order_by("as_of")
    reason = after.reasons[0]
    assert "Truck with the main transformer met a bridge" in reason["label"]
    assert reason["days"] == pytest.approx((after.p80 - before.p80).days, abs=4)
    assert reason["positions"]


def test_an_older_forecast_fills_in_history_and_wakes_nobody(build, sign):
    sign(a=EARLY, c=LATE)
    then = tail_position()
    commands.amend_tranche_start(
        tranche_id=tranche_id("C-1", "A"), now_due_on=LATE, reason="agreed", meta=heard(NEXT_DAY)
    )
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)
    forecasting.forecast(build.code, as_of=then, iterations=FEW)

    assert list(
        Forecast.objects.filter(tranche="A").values_list("chance_of_missing", flat=True)
    ) == [
        1.0,
        0.0,
    ]
    assert not Alert.objects.exists()


def test_rebuilding_every_read_model_changes_nothing(build, sign):
    sign(a=EARLY, c=LATE)
    report_bridge_strike(build)
    forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)

    for projection in Projection.registry.values():
        assert not rebuild(projection, check=True), projection.name


@pytest.mark.parametrize(
    ("held_up", "code"),
    [({"package": "NOPE"}, "package_not_planned"), ({"activity": "NO-1"}, "activity_not_planned")],
)
def test_an_incident_on_what_no_schedule_has_is_refused(build, held_up, code):
    with pytest.raises(Refusal) as refused:
        supply.report_incident(
            reference="X-1",
            code=IncidentCode.TR_BRIDGE,
            title="A truck met a bridge",
            site=build.site,
            **held_up,
            probability=1.0,
            optimistic_days=1,
            likely_days=2,
            pessimistic_days=3,
            on=NEXT_DAY,
            meta=heard(NEXT_DAY),
        )
    assert refused.value.code == code
