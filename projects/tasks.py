"""Celery tasks: thin, and harmless to run twice, late, or at the same time as themselves."""

from datetime import UTC, datetime
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.db import OperationalError

from projects import forecasting, staleness
from projects.alerts import delivery
from projects.reactions import nudge_forecast
from projects.risk.simulation import ITERATIONS


@shared_task(
    acks_late=True, ignore_result=True, autoretry_for=(OperationalError,), retry_backoff=True
)
def forecast_project(project: str, as_of: int | None = None, iterations: int = ITERATIONS) -> None:
    """Forecast a project with all facts up to as_of; without as_of, if its forecast is due."""
    if as_of is not None:
        forecasting.forecast(project, as_of=as_of, iterations=iterations)
        return
    wanted = staleness.claim(project, now=datetime.now(UTC))
    if wanted is None:
        return
    iterations = settings.FORECAST_ITERATIONS or ITERATIONS
    forecasting.forecast(project, as_of=wanted, iterations=iterations)
    if staleness.release(project, done=wanted):
        nudge_forecast(project)


@shared_task(ignore_result=True)
def sweep_stale_forecasts() -> None:
    """Nudge every project whose nudge was lost."""
    for project in staleness.ask_again(now=datetime.now(UTC)):
        nudge_forecast(project)


@shared_task(acks_late=True, ignore_result=True)
def deliver_mail(mail_id: str) -> None:
    """Send one queued message, if nobody else is at it."""
    delivery.deliver(UUID(mail_id), now=datetime.now(UTC))


@shared_task(ignore_result=True)
def sweep_mail() -> None:
    """Send what is due, and settle what was left in the middle."""
    delivery.sweep(now=datetime.now(UTC))
