"""One forecast held against what came. Pure.

Values are days on one axis: ordinals of dates, or working days since a project began.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from projects.risk.percentiles import Values, percentile
from projects.risk.scoring.brier import brier
from projects.risk.scoring.crps import crps_of_draws, crps_of_quantiles
from projects.risk.scoring.pinball import pinball
from projects.risk.scoring.pit import pit_of_draws, pit_of_quantiles

LEVELS = (0.1, 0.5, 0.8, 0.9)
PERCENTS = np.arange(1, 100) / 100


@dataclass(frozen=True, kw_only=True)
class Score:
    """held: whether P10, P50, P80, P90 were not passed. pinball_days: the mean at these levels.

    bias_days: P50 less the outcome, positive where the forecast was too late.
    """

    pit: float
    held: tuple[bool, ...]
    crps_days: float
    pinball_days: float
    brier: float
    bias_days: float


def score_draws(draws: Values, *, outcome: float, promised: float) -> Score:
    """Of a simulation. draws: (n,) days. promised: the day after which the outcome is a miss."""
    ordered = np.sort(draws)
    return _score(
        [percentile(ordered, level) for level in LEVELS],
        outcome,
        pit=pit_of_draws(draws, outcome),
        crps_days=crps_of_draws(draws, outcome),
        brier=brier(float((ordered > promised).mean()), happened=outcome > promised),
    )


def score_quantiles(
    quantiles: Sequence[float], *, chance_of_missing: float, outcome: float, promised: float
) -> Score:
    """Of a forecast on the record. quantiles: (99,) days of P1 to P99."""
    days = np.asarray(quantiles, dtype=np.float64)
    return _score(
        [float(days[round(level * 100) - 1]) for level in LEVELS],
        outcome,
        pit=pit_of_quantiles(days, outcome),
        crps_days=crps_of_quantiles(days, PERCENTS, outcome),
        brier=brier(chance_of_missing, happened=outcome > promised),
    )


def score_date(day: float, *, outcome: float, promised: float) -> Score:
    """Of a single date, which claims to be every percentile and to be certain."""
    return score_draws(np.array([day]), outcome=outcome, promised=promised)


def _score(
    percentiles: Sequence[float], outcome: float, *, pit: float, crps_days: float, brier: float
) -> Score:
    losses = [pinball(day, level, outcome) for day, level in zip(percentiles, LEVELS, strict=True)]
    return Score(
        pit=pit,
        held=tuple(outcome <= day for day in percentiles),
        crps_days=crps_days,
        pinball_days=sum(losses) / len(losses),
        brier=brier,
        bias_days=percentiles[LEVELS.index(0.5)] - outcome,
    )
