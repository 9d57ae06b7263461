from collections.abc import Iterator

import pytest
from celery import Celery, current_app
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from config.processes import free_port
from projects.alerts import outbox
from projects.models import AlertSubscription, Mail
from tests.projects.alerts.postbox import Postbox
from tests.projects.alerts.story import (
    a_project_at,
    alert_events,
    late,
    only_mail,
    safe,
    told,
    tranche,
)


@pytest.fixture
def broker_away() -> Iterator[None]:
    before = current_app._get_current_object()  # type: ignore[attr-defined]
    away = Celery("away", set_as_current=True)
    away.config_from_object("django.conf:settings", namespace="CELERY")
    away.conf.update(broker_url=f"redis://127.0.0.1:{free_port()}")
    yield
    before.set_current()


def recipients() -> list[str]:
    return sorted(Mail.objects.values_list("to", flat=True))


@pytest.mark.django_db
def test_every_active_subscriber_of_the_site_gets_one_mail() -> None:
    a_project_at("NTX", "ann@example.com", "bo@example.com", "cy@example.com")
    a_project_at("OHI", "dee@example.com")
    AlertSubscription.objects.filter(email="cy@example.com").update(active=False)

    late("NTX-1")

    assert recipients() == ["ann@example.com", "bo@example.com"]


@pytest.mark.usefixtures("ntx")
def test_one_mail_tells_of_every_tranche_that_a_forecast_found_late() -> None:
    told("NTX-1", tranche(late_days=34), tranche(late_days=50, code="RFS-B"))

    assert len(alert_events()) == 2
    assert recipients() == ["ann@example.com"]


@pytest.mark.django_db
def test_without_a_subscriber_the_alert_stands_and_no_mail() -> None:
    a_project_at("NTX")

    late()

    assert len(alert_events()) == 1
    assert not Mail.objects.exists()


@pytest.mark.usefixtures("ntx")
def test_wobbling_mails_once_and_a_second_crossing_mails_again() -> None:
    for late_days in (1, -2, 3, -6):
        told("NTX-1", tranche(late_days=late_days, chance=0.2))
    assert Mail.objects.count() == 1

    safe()
    late()

    assert Mail.objects.count() == 2


@pytest.mark.usefixtures("ntx")
def test_an_alert_that_is_undone_takes_its_mail_with_it() -> None:
    with transaction.atomic():
        late()
        transaction.set_rollback(True)

    assert alert_events() == []
    assert not Mail.objects.exists()


@pytest.mark.usefixtures("ntx", "eager")
def test_a_mail_leaves_when_its_alert_is_committed(
    postbox: Postbox, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        late()
        assert postbox.offered == 0

    assert postbox.recipients == ["ann@example.com"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("broker_away")
def test_a_broker_that_is_away_undoes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    a_project_at("NTX", "ann@example.com")

    late()

    assert len(alert_events()) == 1
    assert only_mail().state == "queued"  # the sweep will find it
    assert f"Broker away: mail {only_mail().pk}" in caplog.text


@pytest.mark.usefixtures("broker_away")
def test_only_the_first_of_many_nudges_waits_for_a_broker_that_is_away(
    caplog: pytest.LogCaptureFixture, ntx: None
) -> None:
    late()

    outbox.nudge([only_mail().pk] * 50)

    assert caplog.text.count("Broker away: mail") == 1
