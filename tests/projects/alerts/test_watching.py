from datetime import date

import pytest

from eventlog.log import read
from projects.events import AlertCleared, AlertRaised
from projects.models import Alert
from tests.projects.alerts.story import (
    BRIDGE,
    RAIN,
    alert_events,
    alert_facts,
    late,
    safe,
    told,
    tranche,
)

pytestmark = pytest.mark.usefixtures("ntx")


def test_a_forecast_past_the_contract_start_raises_an_alert_with_its_reasons() -> None:
    late()

    (alert,) = alert_events()
    assert isinstance(alert, AlertRaised)
    assert (alert.site, alert.tranche, alert.days_late) == ("NTX", "RFS-A", 34)
    assert alert.reasons == (BRIDGE, RAIN)
    assert alert.since == date(2024, 5, 10)  # the last day that the forecast knew


def test_an_alert_names_the_forecast_that_raised_it() -> None:
    late()

    (issued,) = read(types=["projects.forecast_issued"])
    (raised,) = alert_facts()
    assert raised.event.forecast == raised.metadata["caused_by"] == issued.position


def test_a_forecast_in_time_raises_nothing() -> None:
    safe()

    assert alert_events() == []


def test_wobbling_round_the_line_raises_once() -> None:
    for late_days in (1, -2, 3, -6, 0, 5):
        told("NTX-1", tranche(late_days=late_days, chance=0.2))

    assert len(alert_events()) == 1


def test_falling_back_clears_and_a_second_crossing_raises_again() -> None:
    late()
    safe()
    late()

    assert [type(event) for event in alert_events()] == [AlertRaised, AlertCleared, AlertRaised]
    alert = Alert.objects.get()
    assert (alert.open, alert.raises, alert.cleared_on) == (True, 2, None)


def test_each_tranche_is_judged_alone() -> None:
    told("NTX-1", tranche(late_days=34), tranche(late_days=-40, chance=0.01, code="RFS-B"))

    assert [event.tranche for event in alert_events()] == ["RFS-A"]


def test_a_forecast_of_the_past_wakes_nobody() -> None:
    told("NTX-1", tranche(late_days=-30, chance=0.05), as_of=900)
    told("NTX-1", tranche(late_days=34), as_of=800)

    assert alert_events() == []
