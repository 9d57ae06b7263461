"""Celery tasks: thin, and harmless to run twice, late, or at the same time as themselves."""

from datetime import UTC, datetime

from celery import shared_task
from django.db import OperationalError

from eventlog.facts import Meta
from labor.ratios.commands import check_all_ratios

ACTOR = "daily check"


@shared_task(
    acks_late=True, ignore_result=True, autoretry_for=(OperationalError,), retry_backoff=True
)
def check_ratios() -> None:
    """Hold every crew against the ratio rules that hold for it, and record what was crossed."""
    check_all_ratios(meta=Meta(actor=ACTOR, now=datetime.now(UTC)))
