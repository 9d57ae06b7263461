"""The measured mile: m as earned and actual hours show it (DOMAIN.md C.4). Pure.

In a week ln(earned / actual hours) is ln m, plus what overtime, shift and absence take (C.5), plus chance.
Without these it is how far the crew lies from the formula of C.7 in that week's mix:

    d ~ N(0, t^2), t^2 = sd(ln m)^2 + 0.10^2     before anything was measured
    y_w ~ N(d, 0.20^2)                           each of the last 8 measured weeks
    d | y ~ N(v sum(y) / 0.20^2, v),  1/v = 1/t^2 + n / 0.20^2

The normal-normal update: Gelman et al., Bayesian Data Analysis, 3rd ed., 2.5.
"""

from collections.abc import Sequence
from math import exp, log, sqrt

from labor.productivity import Band, Multiplier

FORMULA_SD = 0.10
"""How far, as sd of ln m, a real crew lies from the formula beyond its parameters' doubt. Judgement."""

WEEK_SD = 0.20
"""How much a week's ln(earned / actual) strays by chance and by how progress was booked. Judgement."""

WEEKS = 8
"""How many measured weeks count, the newest: an old mile says little of how the work goes now."""

Z90 = 1.2815515655446004
"""P90 of the standard normal law."""


def deviation(*, earned_hours: float, worked_hours: float, expected: float) -> float:
    """ln of a week's measured output over what the formula and C.5 expected of it.

    Raises ValueError unless all three are positive.
    """
    if min(earned_hours, worked_hours, expected) <= 0:
        raise ValueError("a mile is measured on hours that were both worked and earned")
    return log(earned_hours / worked_hours / expected)


def updated(formula: Multiplier, deviations: Sequence[float]) -> Multiplier:
    """m after the newest weeks that were measured; the formula's own without any."""
    newest = deviations[-WEEKS:]
    if not newest:
        return formula
    before = formula.log_sd**2 + FORMULA_SD**2
    variance = 1 / (1 / before + len(newest) / WEEK_SD**2)
    mean = variance * sum(newest) / WEEK_SD**2
    return Multiplier(median=formula.median * exp(mean), log_sd=sqrt(variance))


def band(m: Multiplier) -> Band:
    """The percentiles of the log-normal law."""
    return Band(
        p10=m.median * exp(-Z90 * m.log_sd), p50=m.median, p90=m.median * exp(Z90 * m.log_sd)
    )
