"""The facts of scores: forecasts held against the day.

Dates are calendar days at the site. Probabilities run from 0 to 1.
"""

from dataclasses import dataclass
from datetime import date

from eventlog.events import Event, event_type


@dataclass(frozen=True, kw_only=True)
class ForecastScored:
    """What the forecast of one tranche was worth, held against the day on which it was ready.

    starts_on: the contract start, which was the date promised last. cpm: the date of the remaining
    network as it was known then, if all went as planned. lead_days: from data date to the day reached.
    pit: where in its distribution that day fell. held: whether it came no later than P10, P50, P80, P90.
    crps_days, pinball_days (mean of those four): lost days, 0 best. brier: of the chance of missing.
    bias_days: P50 less the day reached. Definitions: projects/risk/scoring.
    """

    as_of: int
    tranche: str
    data_date: date
    starts_on: date
    cpm: date
    lead_days: int
    chance_of_missing: float
    missed: bool
    pit: float
    held: tuple[bool, ...]
    crps_days: float
    pinball_days: float
    brier: float
    bias_days: float


@event_type("projects.forecasts_scored", amendable=False)
class ForecastsScored(Event):
    """A milestone was reached, or the day was corrected: what its forecasts were worth."""

    project: str
    milestone: str
    reached_on: date
    scores: tuple[ForecastScored, ...]


@dataclass(frozen=True, kw_only=True)
class TrancheForecastName:
    """A forecast of one tranche: as_of is the log position that it knew."""

    as_of: int
    tranche: str


@event_type("projects.scores_withdrawn", amendable=False)
class ScoresWithdrawn(Event):
    """The milestone turned out not to be reached, or not after these forecasts."""

    project: str
    milestone: str
    forecasts: tuple[TrancheForecastName, ...]
