"""How durations turn out: a law shared by a project and one of each activity's own, fitted. Pure.

A share of the activities takes exactly what was planned. For the rest ln(actual / planned) is normal
about a mean of the project, itself normal about the mean of all projects. Six numbers, all from
moments, so that no single project can pull far: RISK.md 4i.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from projects.risk.calibration.errors import TooFewProjects
from projects.risk.calibration.ratios import Floats, Seen

LEAST_PROJECTS = 10
LONGEST_SAY = 20
"""A project of many hundred activities says no more about the spread within projects than one of 20."""

_LEAST_SHARED_SD = 0.01
_LEAST_BETA_COUNT = 0.5


@dataclass(frozen=True, kw_only=True)
class History:
    """What one finished project teaches.

    remaining_stood: the share, 0 to 1, of reports on started work whose remaining duration turned
    out exact; None where it made none.
    """

    seen: Seen
    remaining_stood: float | None


@dataclass(frozen=True, kw_only=True)
class DurationModel:
    """mean, shared_sd, own_sd: of ln(actual / planned) where it is not 0.

    as_planned, otherwise: the Beta distribution over projects of the share that goes exactly as
    planned. remaining_stands: the chance that a reported remaining duration is exact.
    """

    mean: float
    shared_sd: float
    own_sd: float
    as_planned: float
    otherwise: float
    remaining_stands: float


def fit(histories: Sequence[History]) -> DurationModel:
    """By the method of moments. Raises TooFewProjects for fewer than LEAST_PROJECTS.

    shared variance: that of the projects' means less what their own spread explains of it
    (DerSimonian and Laird 1986, Controlled Clinical Trials 7(3)). Beta: by mean and variance of the
    projects' shares, less binomial noise.
    """
    if len(histories) < LEAST_PROJECTS:
        raise TooFewProjects(f"{len(histories)} projects are too few to fit: {LEAST_PROJECTS}")
    telling = [h.seen.others for h in histories if h.seen.others.size >= 2]
    if len(telling) < 2:
        raise TooFewProjects("no two of these projects have work that did not go as planned")
    mean, shared, own = _normal(telling)
    as_planned, otherwise = _beta([h.seen for h in histories if h.seen.count])
    stood = [h.remaining_stood for h in histories if h.remaining_stood is not None]
    return DurationModel(
        mean=mean,
        shared_sd=shared,
        own_sd=own,
        as_planned=as_planned,
        otherwise=otherwise,
        remaining_stands=float(np.mean(stood)) if stood else 0.0,
    )


def _normal(telling: Sequence[Floats]) -> tuple[float, float, float]:
    counts = np.array([logs.size for logs in telling])
    means = np.array([logs.mean() for logs in telling])
    within = np.array([logs.var(ddof=1) for logs in telling])
    own = float(np.average(within, weights=np.minimum(counts - 1, LONGEST_SAY)))
    shared = max(float(means.var(ddof=1) - (own / counts).mean()), _LEAST_SHARED_SD**2)
    mean = float(np.average(means, weights=1 / (shared + own / counts)))
    return mean, shared**0.5, own**0.5


def _beta(seen: Sequence[Seen]) -> tuple[float, float]:
    counts = np.array([each.count for each in seen])
    shares = np.array([each.as_planned for each in seen]) / counts
    centre = float(shares.mean())
    if not 0 < centre < 1:
        return 1.0 + centre, 2.0 - centre
    noise = centre * (1 - centre) * float((1 / counts).mean())
    variance = max(float(shares.var(ddof=1)) - noise, 1e-4)
    count = max(centre * (1 - centre) / variance - 1, _LEAST_BETA_COUNT)
    return centre * count, (1 - centre) * count
