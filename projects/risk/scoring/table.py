"""A track record: the scores of many forecasts as one line of a table. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from projects.risk.scoring.coverage import Interval, wilson
from projects.risk.scoring.pit import histogram
from projects.risk.scoring.scores import LEVELS, Score
from projects.risk.scoring.weighting import (
    Weights,
    interval_by_projects,
    once_each,
    weighted_mean,
)

TOO_FEW = 10
"""Below so many milestones nothing is said: a lucky streak would look like skill."""


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A score and what it is about. lead: the index of its lead-time bucket.

    scale_days: what losses are divided by to compare projects of any length, such as the planned
    duration; 1 leaves days.
    """

    project: str
    milestone: str
    lead: int
    score: Score
    scale_days: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Share:
    """Of one, with the interval of resampled projects, or Wilson's where there is one project."""

    share: float
    interval: Interval


@dataclass(frozen=True, kw_only=True)
class Line:
    """Means over forecasts, each milestone once per lead-time bucket.

    n: forecasts. milestones, projects: different ones among them. coverage: of P10, P50, P80, P90.
    pinball, crps: in units of scale_days. brier_interval: of resampled projects. pit: ten bins, 1 is
    calibrated.
    """

    n: int
    milestones: int
    projects: int
    coverage: tuple[Share, ...]
    pinball: float
    crps: float
    brier: float
    brier_interval: Interval | None
    bias_days: float
    pit: tuple[float, ...]

    @property
    def too_few(self) -> bool:
        return self.milestones < TOO_FEW

    @property
    def p80(self) -> Share:
        return self.coverage[LEVELS.index(0.8)]


def line_of(rows: Sequence[Scored], *, each_once: bool = True) -> Line | None:
    """The line of some forecasts, None of none.

    each_once: every milestone counts once in each lead-time bucket; else every forecast counts once.
    """
    if not rows:
        return None
    milestones = [(row.project, row.milestone) for row in rows]
    groups = [(*name, row.lead) for name, row in zip(milestones, rows, strict=True)]
    weights = once_each(groups if each_once else list(range(len(rows))))
    projects = [row.project for row in rows]

    def mean(values: Sequence[float]) -> float:
        return weighted_mean(values, weights)

    briers = [row.score.brier for row in rows]
    return Line(
        n=len(rows),
        milestones=len(set(milestones)),
        projects=len(set(projects)),
        coverage=tuple(
            _share([float(row.score.held[level]) for row in rows], weights, projects)
            for level in range(len(LEVELS))
        ),
        pinball=mean([row.score.pinball_days / row.scale_days for row in rows]),
        crps=mean([row.score.crps_days / row.scale_days for row in rows]),
        brier=mean(briers),
        brier_interval=interval_by_projects(briers, weights, projects),
        bias_days=mean([row.score.bias_days for row in rows]),
        pit=tuple(histogram([row.score.pit for row in rows], list(weights))),
    )


def _share(held: Sequence[float], weights: Weights, projects: Sequence[str]) -> Share:
    share = weighted_mean(held, weights)
    apart = interval_by_projects(held, weights, projects)
    observations = float(weights.sum())
    return Share(share=share, interval=apart or wilson(share * observations, observations))
