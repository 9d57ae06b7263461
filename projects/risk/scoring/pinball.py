"""Pinball loss: what a percentile costs, too early or too late. Pure.

Source: Koenker and Bassett 1978, Regression quantiles, Econometrica 46(1). The percentile of the
true distribution costs least in expectation.
"""


def pinball(percentile: float, level: float, outcome: float) -> float:
    """level: 0 to 1. In the unit of the values, >= 0; 0 where the percentile is what came.

    P80 passed by a day costs 0.8; missed by a day on the early side 0.2.
    """
    if not 0 <= level <= 1:
        raise ValueError(f"{level} is no level")
    away = outcome - percentile
    return max(level * away, (level - 1) * away)
