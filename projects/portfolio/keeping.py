"""Which draws are kept: those of the newest forecast of each project. Older ones can be computed again."""

from collections.abc import Mapping

from django.db.models import Subquery

from projects.events import ForecastIssued
from projects.models import Forecast, ForecastDraws
from projects.risk.draws import Days, digest_of, packed


def keep(forecast: ForecastIssued, draws: Mapping[str, Days]) -> None:
    """Keep the draws of a forecast, by tranche. Keeping them twice changes nothing.

    Two forecasts of one position, say of different sizes, each find the draws that they name.
    """
    ForecastDraws.objects.bulk_create(
        [
            ForecastDraws(
                project=forecast.project,
                tranche=tranche,
                as_of=forecast.as_of,
                sha256=digest_of(days),
                data_date=forecast.data_date,
                iterations=forecast.iterations,
                packed=packed(days),
            )
            for tranche, days in draws.items()
        ],
        update_conflicts=True,  # those that are there may be damaged
        unique_fields=["project", "tranche", "as_of", "sha256"],
        update_fields=["data_date", "iterations", "packed"],
    )


def drop_older(project: str) -> None:
    """Drop the draws of all forecasts but the newest on record, and of none that is still to be issued."""
    newest = Forecast.objects.filter(project=project).order_by("-as_of").values("as_of")[:1]
    ForecastDraws.objects.filter(project=project, as_of__lt=Subquery(newest)).delete()
