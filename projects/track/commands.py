"""The only writer of how forecasts fared."""

from eventlog.commands import command
from eventlog.facts import Appended, Meta
from eventlog.log import append
from projects import streams
from projects.events import ForecastsScored, ScoresWithdrawn


@command
def record_scores(
    *,
    project: str,
    withdrawn: tuple[ScoresWithdrawn, ...],
    scored: tuple[ForecastsScored, ...],
    meta: Meta,
) -> Appended:
    """Record what forecasts of a project were worth, and which are no longer scored: not nothing."""
    return append(streams.forecast_stream(project), *withdrawn, *scored, meta=meta)
