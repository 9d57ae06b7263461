"""Mails as rows: written in the transaction of the alert they tell of, sent after it."""

import logging
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from kombu.exceptions import OperationalError

from eventlog.facts import Fact
from labor.events import RatioBreached
from projects.events import AlertRaised
from projects.models import AlertSubscription, Mail

log = logging.getLogger(__name__)

NUDGE_EXPIRES_SECONDS = 60  # by then the sweep has sent another


def write_mails(raised: Sequence[Fact[AlertRaised]]) -> None:
    """Queue one mail to each active subscriber of the site of the alerts that a forecast raised."""
    _queue([mail for fact in raised for mail in _mails_about(fact)])


def write_ratio_mails(breached: Sequence[Fact[RatioBreached]]) -> None:
    """Queue one mail to each active subscriber of the site where a ratio rule began to be broken."""
    _queue(
        [
            Mail(position=fact.position, to=to, next_try_at=fact.recorded_at)
            for fact in breached
            for to in _subscribed(fact.event.site).values_list("email", flat=True)
        ]
    )


def _subscribed(site: str) -> QuerySet[AlertSubscription]:
    return AlertSubscription.objects.filter(site=site, active=True).order_by("email")


def _queue(mails: list[Mail]) -> None:
    if mails:
        Mail.objects.bulk_create(mails)
        mail_ids = [mail.id for mail in mails]
        transaction.on_commit(lambda: nudge(mail_ids), robust=True)


def _mails_about(alert: Fact[AlertRaised]) -> Iterable[Mail]:
    """None for whom a mail about the same forecast is queued already: it tells of all its alerts."""
    forecast = alert.event.forecast
    queued = Mail.objects.filter(position=forecast).values("to")
    unaware = _subscribed(alert.event.site).exclude(email__in=queued)
    for to in unaware.values_list("email", flat=True):
        yield Mail(position=forecast, to=to, next_try_at=alert.recorded_at)


def nudge(mail_ids: Iterable[UUID]) -> None:
    """Have the mails delivered now. If the broker is away, the sweep finds them a little later."""
    from projects.tasks import deliver_mail

    for mail_id in mail_ids:
        try:
            deliver_mail.apply_async((str(mail_id),), expires=NUDGE_EXPIRES_SECONDS)
        except OperationalError:
            log.warning("Broker away: mail %s and those after it wait for the sweep.", mail_id)
            return
