"""Which draws are kept: those of the newest forecast of each project. Older ones can be computed again."""

from collections.abc import Mapping

from django.db import transaction

from projects.events import ForecastIssued
from projects.models import ForecastDraws
from projects.queries import newest_as_of
from projects.risk.draws import Days, digest_of, packed


def keep(forecast: ForecastIssued, draws: Mapping[str, Days]) -> None:
    """Keep the draws of a forecast, by tranche. Keeping them twice changes nothing.

    Two forecasts of one position, say of different sizes, each find the draws that they name.
    """
    with transaction.atomic():
        for tranche, days in draws.items():
            ForecastDraws.objects.update_or_create(
                project=forecast.project,
                tranche=tranche,
                as_of=forecast.as_of,
                sha256=digest_of(days),
                defaults={
                    "data_date": forecast.data_date,
                    "iterations": forecast.iterations,
                    "packed": packed(days),
                },
            )


def drop_older(project: str) -> None:
    """Drop the draws of all forecasts but the newest on record, and of none that is still to be issued."""
    ForecastDraws.objects.filter(project=project, as_of__lt=newest_as_of(project)).delete()
