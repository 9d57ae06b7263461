"""Who is told when something has been appended, and who looks when nobody was told."""

from collections.abc import Iterator

import pytest
from celery import current_app
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from eventlog import tasks
from eventlog.followers import follow, registry
from labor.events import CrewMobilised
from sites.events import WeatherDayLost
from tests.eventlog.following import Register, noted, rain
from tests.eventlog.following import broker_away as broker_away
from tests.eventlog.following import following as following
from tests.factories import a_crew, a_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked_at_once() -> Iterator[None]:
    """What is sent to a worker is done at once."""
    current_app.conf.task_always_eager = True
    yield
    current_app.conf.task_always_eager = False


def test_a_transaction_nudges_each_follower_it_concerns_once(
    following: Register, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    rainy, crews = following("rain", WeatherDayLost), following("crews", CrewMobilised)
    with django_capture_on_commit_callbacks() as told, transaction.atomic():
        rain(2), rain(1)

    assert (told.count(rainy.nudge), told.count(crews.nudge)) == (1, 0)


def test_a_fact_that_can_wait_is_taken_with_the_sweep_or_with_the_next_that_cannot(
    following: Register,
    worked_at_once: None,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    patient = following("patient", WeatherDayLost, CrewMobilised, unhurried=(WeatherDayLost,))
    with django_capture_on_commit_callbacks() as told:
        rain(1)
    assert told.count(patient.nudge) == 0

    tasks.sweep_followers()
    assert noted() == [1]

    with django_capture_on_commit_callbacks(execute=True):
        rain(1), a_crew()
    assert noted() == [1, 2, 3]


def test_a_nudge_has_the_fact_taken_right_after_the_commit(
    following: Register,
    worked_at_once: None,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    following()
    with django_capture_on_commit_callbacks(execute=True):
        rain(1)
        assert noted() == []

    assert noted() == [1]


def test_a_broker_that_is_away_is_no_error_of_the_append(
    following: Register,
    broker_away: None,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
) -> None:
    following()
    with django_capture_on_commit_callbacks(execute=True):
        rain(1)

    assert "Broker away: the follower notes waits for the sweep" in caplog.text


def test_the_sweep_has_done_what_no_nudge_told_of(
    following: Register, worked_at_once: None
) -> None:
    following()
    rain(2)
    tasks.sweep_followers()

    assert noted() == [1, 2]


def test_a_task_that_has_taken_its_share_asks_for_another(
    following: Register, worked_at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "FACTS_A_TASK", 1)
    following()
    rain(300)
    tasks.follow("notes")

    assert len(noted()) == 300


def test_every_fact_about_a_build_concerns_the_staleness_of_forecasts(following: Register) -> None:
    from eventlog.events import event_types

    ours = {
        "projects.forecast_issued",
        "projects.forecasts_scored",
        "projects.scores_withdrawn",
        "projects.alert_raised",
        "projects.alert_cleared",
        "labor.ratio_breached",
        "labor.ratio_lifted",
        "labor.ratio_restored",
    }
    of_builds = {
        n for n in event_types() if n.split(".")[0] in ("projects", "sites", "labor", "supply")
    }

    of_loans = {
        f"projects.{name}"
        for name in (
            *("facility_agreed", "facility_drawn", "facility_repaid", "spread_changed"),
            *("base_rate_changed", "covenant_tested", "covenant_waived"),
        )
    }  # they move no date; what a date costs is worked out at each look

    assert not registry["projects.staleness"].types & (ours | of_loans)
    assert registry["projects.staleness"].types >= of_builds - ours - of_loans
    a_site(), rain(1)
    assert follow("projects.staleness") == 1
