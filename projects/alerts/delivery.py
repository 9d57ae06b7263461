"""Send each mail once, whatever fails meanwhile.

SMTP has no way to ask whether a message arrived. So "never sent twice" means: a mail is sent again
by itself only when it is certain that the server did not take it, because the connection never
stood or because the server said no. When sending had begun and the answer is missing (a timeout, a
broken connection, a worker that died), it may or may not have arrived: the mail becomes IN_DOUBT
and stays so until a person decides. One mail too few, shown in the admin, is better than a second
alarm that nobody can explain.
"""

import logging
import smtplib
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

from eventlog.events import name_of
from eventlog.log import read
from labor.events import RatioBreached
from projects.alerts import outbox, ratios
from projects.alerts.message import email_of, message_about
from projects.contracts.costs import costs_at_p80
from projects.events import AlertRaised
from projects.models import Mail, MailState, Project

log = logging.getLogger(__name__)

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)
# Longer than any task may run (CELERY_TASK_TIME_LIMIT): whoever held a mail for this long is gone.
LEASE = timedelta(minutes=15)

_REFUSALS = (
    smtplib.SMTPHeloError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
)
_UNDECIDED = (MailState.FAILED, MailState.IN_DOUBT)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How an attempt ended. QUEUED: surely not taken, and worth another attempt."""

    state: MailState
    error: str = ""


def due_mails(now: datetime) -> QuerySet[Mail]:
    return Mail.objects.filter(state=MailState.QUEUED, next_try_at__lte=now)


def deliver(mail_id: UUID, *, now: datetime) -> None:
    """Send a mail if it is due and nobody else is at it. Twice, or twice at once, sends once."""
    mail = due_mails(now).filter(pk=mail_id).first()
    if mail is None:
        return
    # What only we can get wrong comes before the claim: it must not leave the mail in doubt.
    email, connection = _composed(mail), get_connection()
    if _claimed(mail, now):
        with closing(connection):
            _record(mail, _attempt(connection, email), now)


def sweep(*, now: datetime) -> None:
    """Give up on mails whose sender vanished, and have all that are due delivered."""
    abandoned = Mail.objects.filter(state=MailState.SENDING, next_try_at__lte=now)
    abandoned.update(
        state=MailState.IN_DOUBT,
        last_error="Whoever was sending it vanished: it may or may not have arrived.",
    )
    outbox.nudge(due_mails(now).values_list("pk", flat=True))


def send_again(mail_id: UUID, *, actor: str, now: datetime) -> bool:
    """Queue a mail that failed or is in doubt once more because a person says so. False: it is neither."""
    undecided = Mail.objects.filter(pk=mail_id, state__in=_UNDECIDED)
    by_whom = Value(f"Queued again by {actor}. Before that: ")
    queued = undecided.update(
        state=MailState.QUEUED, next_try_at=now, last_error=Concat(by_whom, "last_error")
    )
    if queued:
        transaction.on_commit(lambda: outbox.nudge([mail_id]), robust=True)
    return bool(queued)


def _composed(mail: Mail) -> EmailMultiAlternatives:
    fact = next(read(after=mail.position - 1, until=mail.position))
    if isinstance(fact.event, RatioBreached):
        email = ratios.email_about(fact, mail_id=mail.pk, to=mail.to)
    else:
        email = _about_forecast(mail)
    email.message()  # raises on headers that no server may see
    return email


def _about_forecast(mail: Mail) -> EmailMultiAlternatives:
    alerts = _raised_by(mail.position)
    project = Project.objects.select_related("site").get(code=alerts[0].project)
    message = message_about(
        alerts,
        site_name=project.site.name,
        project_name=project.name,
        base_url=settings.SLIPWAY_BASE_URL,
        costs=costs_at_p80(alerts),
    )
    return email_of(message, project=project.code, mail_id=mail.pk, to=mail.to)


def _raised_by(forecast: int) -> list[AlertRaised]:
    """The alerts that a forecast raised: they stand right behind it in the log."""
    facts = read(after=forecast, types=[name_of(AlertRaised)])
    return [fact.event for fact in takewhile(lambda fact: fact.event.forecast == forecast, facts)]


def _claimed(mail: Mail, now: datetime) -> bool:
    """Take a mail for one attempt. Of all who try at once only one touches the row."""
    free = due_mails(now).filter(pk=mail.pk, attempts=mail.attempts)
    with transaction.atomic(durable=True):  # a claim that could be rolled back would be none
        taken = free.update(
            state=MailState.SENDING, attempts=mail.attempts + 1, next_try_at=now + LEASE
        )
    return bool(taken)


def _attempt(connection: BaseEmailBackend, email: EmailMultiAlternatives) -> Outcome:
    try:
        connection.open()
    except OSError as error:  # no route, no name, no TLS, wrong credentials: no message was begun
        return Outcome(state=MailState.QUEUED, error=_words(error))
    try:
        connection.send_messages([email])
    except _REFUSALS as refusal:
        return _refused(refusal)
    except OSError as error:
        return Outcome(state=MailState.IN_DOUBT, error=f"No answer to it: {_words(error)}")
    return Outcome(state=MailState.SENT)


def _refused(refusal: smtplib.SMTPException) -> Outcome:
    """What the server's reply code says (RFC 5321, 4.2.1): 4yz later, 5yz never, all else nothing."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        ((code, _),) = refusal.recipients.values()
    else:
        assert isinstance(refusal, smtplib.SMTPResponseException)
        code = refusal.smtp_code
    states = {4: MailState.QUEUED, 5: MailState.FAILED}
    return Outcome(state=states.get(code // 100, MailState.IN_DOUBT), error=_words(refusal))


def _words(error: OSError) -> str:
    return f"{type(error).__name__}: {error}"


def _record(mail: Mail, outcome: Outcome, now: datetime) -> None:
    """Write how the attempt ended, unless a person has meanwhile decided otherwise."""
    attempt = mail.attempts + 1
    result: dict[str, Any] = {"state": outcome.state, "last_error": outcome.error}
    if outcome.state is MailState.SENT:
        result["sent_at"] = now
    elif outcome.state is MailState.QUEUED and attempt <= len(RETRY_AFTER):
        result["next_try_at"] = now + RETRY_AFTER[attempt - 1]
    elif outcome.state is MailState.QUEUED:
        result["state"] = MailState.FAILED
    ours = Mail.objects.filter(pk=mail.pk, attempts=attempt)
    ours.filter(state__in=(MailState.SENDING, MailState.IN_DOUBT)).update(**result)
    if outcome.error:
        log.warning(
            "Mail %s, attempt %d: %s (%s)", mail.pk, attempt, outcome.error, result["state"]
        )
