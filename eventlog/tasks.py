"""Celery tasks: thin, and harmless to run twice, late, or at the same time as themselves."""

from datetime import UTC, datetime

from celery import shared_task
from django.db import InterfaceError, OperationalError

from eventlog import cursors, followers, nightly

FACTS_A_TASK = 20_000
"""A long way to go is gone in many tasks: each ends well before the time limit of one."""

A_NIGHT_SECONDS = 8 * 3600
"""For the nightly tasks, which are taken off the queue at once: as long as they may run, they would be
handed out a second time meanwhile. What a dead worker leaves undone, the next night does."""


@shared_task(
    acks_late=True,
    ignore_result=True,
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
)
def follow(name: str) -> None:
    """Bring a follower to the end of the log."""
    if followers.follow(name, most=FACTS_A_TASK) >= FACTS_A_TASK:
        followers.named(name).nudge()


@shared_task(ignore_result=True)
def sweep_followers() -> None:
    """Nudge every follower whose nudge was lost."""
    for follower in followers.registry.values():
        if cursors.is_behind(follower.cursor):
            follower.nudge()


@shared_task(
    acks_late=False,
    ignore_result=True,
    soft_time_limit=A_NIGHT_SECONDS,
    time_limit=A_NIGHT_SECONDS,
)
def check_read_models() -> None:
    """Compare every read model with what the log says."""
    nightly.check_read_models(now=datetime.now(UTC))


@shared_task(
    acks_late=False,
    ignore_result=True,
    soft_time_limit=A_NIGHT_SECONDS,
    time_limit=A_NIGHT_SECONDS,
)
def check_log() -> None:
    """Follow the chain of hashes through the whole log."""
    nightly.check_log(now=datetime.now(UTC))
