"""What bound at the past forecasts of a project, as they recorded it."""

from projects.binding.since import Known
from projects.models import Forecast
from projects.risk.binding import KindShare

Kinds = tuple[KindShare, ...]


def recorded_history(project: str, *, before: int | None = None) -> dict[str, tuple[Known, ...]]:
    """By tranche what bound at the last forecast of each data date, the oldest first.

    before: a log position, for those that know less. Kinds that were not recorded are None.
    """
    rows = Forecast.objects.filter(project=project).order_by("as_of")
    known: dict[str, dict[object, Known]] = {}
    for row in rows if before is None else rows.filter(as_of__lt=before):
        kinds = kinds_of(row) if was_recorded(row) else None
        known.setdefault(row.tranche, {})[row.data_date] = Known(
            position=row.as_of, on=row.data_date, kinds=kinds
        )
    return {tranche: tuple(each.values()) for tranche, each in known.items()}


def kinds_of(forecast: Forecast) -> Kinds:
    """The most time first; none of a milestone that is reached, or where it was not recorded."""
    return tuple(KindShare(**each) for each in forecast.binding)


def was_recorded(forecast: Forecast) -> bool:
    """Forecasts record what binds since they record shares."""
    return forecast.without_causes is not None
