"""Draws made again from a forecast's record, and held against the SHA-256 that it has of them."""

from dataclasses import dataclass
from enum import StrEnum

from projects.events import ForecastIssued
from projects.forecasting import computed_with_draws
from projects.models import Forecast, ForecastDraws, Project
from projects.portfolio.keeping import drop_older, keep
from projects.queries import newest_forecasts, project_named
from projects.risk.draws import digest_of
from projects.state import state_of
from projects.track.recomputing import forecast_here


class Outcome(StrEnum):
    """What became of the draws of a project's newest forecast."""

    KEPT = "kept"
    REBUILT = "rebuilt"
    DIFFERENT = "different"
    NO_FORECAST = "no forecast"


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """differing: the tranches whose draws, made again, are not those that the forecast recorded."""

    project: str
    outcome: Outcome
    differing: tuple[str, ...] = ()


def codes() -> list[str]:
    return list(Project.objects.values_list("code", flat=True))


def rebuild(project: str) -> Rebuilt:
    """Make the draws of a project's newest forecast again where any is missing or damaged.

    Nothing is kept of draws that differ from what the forecast recorded. A forecast from before draws were
    recorded has nothing to be held against: its draws stay out, and the next forecast has its own. Raises
    UnknownProject, and OtherEngine where another release issued it.
    """
    project_named(project)
    newest = list(newest_forecasts().filter(project=project))
    if not newest or not all(row.draws_sha256 for row in newest):
        return Rebuilt(project=project, outcome=Outcome.NO_FORECAST)
    if all(_is_kept(row) for row in newest):
        return Rebuilt(project=project, outcome=Outcome.KEPT)
    issued = forecast_here(str(newest[0].position)).event
    again, draws = computed_with_draws(
        state_of(project, as_of=issued.as_of), iterations=issued.iterations
    )
    if differing := _differing(issued, again):
        return Rebuilt(project=project, outcome=Outcome.DIFFERENT, differing=differing)
    keep(again, draws)
    drop_older(project)
    return Rebuilt(project=project, outcome=Outcome.REBUILT)


def _is_kept(row: Forecast) -> bool:
    kept = ForecastDraws.objects.filter(
        project=row.project, tranche=row.tranche, as_of=row.as_of, sha256=row.draws_sha256
    )
    return any(digest_of(draws.days) == row.draws_sha256 for draws in kept)


def _differing(issued: ForecastIssued, again: ForecastIssued) -> tuple[str, ...]:
    recorded = {tranche.code: tranche.draws_sha256 for tranche in issued.tranches}
    made = {tranche.code: tranche.draws_sha256 for tranche in again.tranches}
    return tuple(code for code in sorted(recorded) if recorded[code] != made.get(code))
