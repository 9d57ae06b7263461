from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from pytest_django import Settings

from config.processes import free_port
from projects.alerts.delivery import LEASE, RETRY_AFTER, deliver, due_mails, send_again, sweep
from projects.models import Mail, MailState
from projects.streams import project_stream
from tests.projects.alerts.postbox import Postbox
from tests.projects.alerts.story import NOW, a_project_at, late, only_mail

MINUTE = timedelta(minutes=1)
SOON = NOW + MINUTE


@pytest.fixture
def mail(ntx: None) -> Mail:
    """A mail that has just been queued to ann@example.com."""
    late()
    return only_mail()


@pytest.fixture
def no_server(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


def state_of(mail: Mail) -> str:
    mail.refresh_from_db()
    return mail.state


def test_a_mail_arrives_in_both_parts_with_links_and_reasons(mail: Mail, postbox: Postbox) -> None:
    deliver(mail.pk, now=SOON)

    (message,) = postbox.messages
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    for part in (text.get_content(), html.get_content()):
        assert "Transformer struck a bridge" in part
        assert f"/admin/projects/project/{project_stream('NTX-1')}/change/" in part
    assert postbox.recipients == ["ann@example.com"]
    assert message["Message-ID"].startswith(f"<{mail.pk}@")
    assert state_of(mail) == MailState.SENT
    assert mail.sent_at == SOON


def test_delivering_twice_sends_once(mail: Mail, postbox: Postbox) -> None:
    deliver(mail.pk, now=SOON)
    deliver(mail.pk, now=SOON + LEASE)

    assert postbox.offered == 1


@pytest.mark.django_db(transaction=True)
def test_delivering_from_many_threads_at_once_sends_once(postbox: Postbox) -> None:
    a_project_at("NTX", "ann@example.com")
    late()
    mail, together = only_mail(), Barrier(4)

    def race() -> None:
        together.wait()
        deliver(mail.pk, now=SOON)
        connections.close_all()

    threads = [Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(postbox.messages) == 1
    assert state_of(mail) == MailState.SENT


@pytest.mark.usefixtures("eager")
def test_a_mail_whose_nudge_was_lost_is_swept_up(mail: Mail, postbox: Postbox) -> None:
    sweep(now=SOON)

    assert postbox.recipients == ["ann@example.com"]
    assert state_of(mail) == MailState.SENT


def test_a_mail_that_is_not_due_waits(mail: Mail, postbox: Postbox) -> None:
    deliver(mail.pk, now=NOW - MINUTE)

    assert postbox.offered == 0
    assert state_of(mail) == MailState.QUEUED


@pytest.mark.usefixtures("no_server")
def test_a_server_that_is_away_is_tried_again_ever_later_and_then_given_up(mail: Mail) -> None:
    now = SOON
    for pause in RETRY_AFTER:
        deliver(mail.pk, now=now)
        assert state_of(mail) == MailState.QUEUED
        assert mail.next_try_at == now + pause
        assert "refused" in mail.last_error
        now += pause

    deliver(mail.pk, now=now)

    assert state_of(mail) == MailState.FAILED
    assert mail.attempts == len(RETRY_AFTER) + 1


def test_wrong_credentials_are_recorded_and_tried_again(
    mail: Mail, postbox: Postbox, settings: Settings
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "slipway", "secret"

    deliver(mail.pk, now=SOON)

    assert state_of(mail) == MailState.QUEUED
    assert "AUTH" in mail.last_error
    assert "secret" not in mail.last_error
    assert postbox.offered == 0


def test_a_temporary_refusal_is_tried_again(mail: Mail, postbox: Postbox) -> None:
    postbox.at_data = "451 4.3.0 Try again later"
    deliver(mail.pk, now=SOON)
    assert state_of(mail) == MailState.QUEUED
    assert "Try again later" in mail.last_error

    postbox.at_data = "250 OK"
    deliver(mail.pk, now=SOON + RETRY_AFTER[0])

    assert state_of(mail) == MailState.SENT
    assert mail.last_error == ""
    assert len(postbox.messages) == 1


def test_a_refused_recipient_is_not_tried_again(mail: Mail, postbox: Postbox) -> None:
    postbox.at_rcpt = "550 5.1.1 No such user"

    deliver(mail.pk, now=SOON)

    assert state_of(mail) == MailState.FAILED
    assert "No such user" in mail.last_error
    assert not due_mails(NOW + timedelta(days=365)).exists()


def test_a_refused_message_is_not_tried_again(mail: Mail, postbox: Postbox) -> None:
    postbox.at_data = "554 5.7.1 Rejected"

    deliver(mail.pk, now=SOON)

    assert state_of(mail) == MailState.FAILED


def test_a_connection_that_breaks_within_the_message_leaves_it_in_doubt(
    mail: Mail, postbox: Postbox
) -> None:
    postbox.at_data = None
    deliver(mail.pk, now=SOON)
    assert state_of(mail) == MailState.IN_DOUBT

    sweep(now=NOW + timedelta(days=1))
    deliver(mail.pk, now=NOW + timedelta(days=1))

    assert postbox.offered == 1
    assert state_of(mail) == MailState.IN_DOUBT


class WorkerDied(BaseException):
    """Stands for a process that ends in the middle of sending."""


@pytest.fixture
def dying_worker(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.DyingBackend"


class DyingBackend:
    def __init__(self, **options: object) -> None: ...
    def open(self) -> None: ...
    def close(self) -> None: ...
    def send_messages(self, messages: object) -> int:
        raise WorkerDied


@pytest.mark.usefixtures("dying_worker")
def test_a_worker_that_dies_while_sending_leaves_the_mail_in_doubt_after_its_lease(
    mail: Mail,
) -> None:
    with pytest.raises(WorkerDied):
        deliver(mail.pk, now=SOON)
    sweep(now=SOON + LEASE - MINUTE)
    assert state_of(mail) == MailState.SENDING

    sweep(now=SOON + LEASE)

    assert state_of(mail) == MailState.IN_DOUBT
    assert "vanished" in mail.last_error


def test_a_person_can_have_a_mail_in_doubt_sent_again(mail: Mail, postbox: Postbox) -> None:
    postbox.at_data = None
    deliver(mail.pk, now=SOON)
    postbox.at_data = "250 OK"

    assert send_again(mail.pk, actor="ann", now=SOON)
    assert "Queued again by ann" in only_mail().last_error
    deliver(mail.pk, now=SOON)

    assert state_of(mail) == MailState.SENT
    assert len(postbox.messages) == 1


def test_a_mail_that_was_sent_cannot_be_sent_again(mail: Mail, postbox: Postbox) -> None:
    deliver(mail.pk, now=SOON)

    assert not send_again(mail.pk, actor="ann", now=SOON)
    assert state_of(mail) == MailState.SENT
