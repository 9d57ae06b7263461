"""What a project's own progress says of the rest of its work. Pure."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from projects.risk.calibration.model import DurationModel
from projects.risk.calibration.ratios import LARGEST_RATIO, Floats, Seen

_ROUNDS = 10
"""Of the iteration for overrun work; the third moves the mean by less than a thousandth."""


@dataclass(frozen=True, kw_only=True)
class OwnModel:
    """The model of all projects, after what this one has shown. mean, sd: of the project's own mean."""

    model: DurationModel
    mean: float
    sd: float
    as_planned: float
    otherwise: float

    def ratios(self, activities: int, draws: int, rng: np.random.Generator) -> Floats:
        """(activities, draws): actual / planned durations. The project's law is drawn once a draw."""
        share = rng.beta(self.as_planned, self.otherwise, draws)
        means = self.mean + self.sd * rng.standard_normal(draws)
        own = self.model.own_sd * rng.standard_normal((activities, draws))
        most = np.log(LARGEST_RATIO)
        ratios = np.exp(np.clip(means + own, -most, most))
        return np.where(rng.random((activities, draws)) < share, 1.0, ratios)


def updated(model: DurationModel, seen: Seen, overrun: Floats) -> OwnModel:
    """Normal-normal for the mean, Beta-binomial for the share that goes as planned.

    seen: of the finished work. overrun: (k,) ln(spent / planned) > 0 of unfinished work that has
    passed its planned duration: of it is known that it did not go as planned and took longer still
    (right-censored at that ratio). Its unknown ratio is replaced by its mean given that, and that
    by turns with the project's mean (expectation-maximisation: Dempster, Laird and Rubin 1977, JRSS
    B 39(1)). Unfinished work within its plan says nearly nothing and is left out.
    """
    own, shared = model.own_sd**2, model.shared_sd**2
    precision = 1 / shared + (seen.others.size + overrun.size) / own
    known = model.mean / shared + float(seen.others.sum()) / own
    mean = known / (1 / shared + seen.others.size / own)
    for _ in range(_ROUNDS if overrun.size else 0):
        expected = _mean_above(overrun, mean, model.own_sd)
        mean = (known + float(expected.sum()) / own) / precision
    return OwnModel(
        model=model,
        mean=mean,
        sd=precision**-0.5,
        as_planned=model.as_planned + seen.as_planned,
        otherwise=model.otherwise + seen.others.size + overrun.size,
    )


def _mean_above(bound: Floats, mean: float, sd: float) -> Floats:
    """Of a normal distribution, given that it is above the bound; never above the largest ratio."""
    away = (bound - mean) / sd
    hazard = np.exp(norm.logpdf(away) - norm.logsf(away))
    return np.minimum(mean + sd * hazard, np.log(LARGEST_RATIO))
