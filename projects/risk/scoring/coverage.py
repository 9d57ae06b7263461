"""How often a percentile held, and how sure of that one may be. Pure."""

from dataclasses import dataclass
from math import sqrt

TWO_SIDED_95 = 1.959963984540054


@dataclass(frozen=True, kw_only=True)
class Interval:
    """From low to high, both included; of 95 % confidence where nothing else is said."""

    low: float
    high: float


def wilson(held: float, of: float, *, z: float = TWO_SIDED_95) -> Interval:
    """Where the true share lies when `held` of `of` independent cases held. of: > 0.

    Source: Wilson 1927, JASA 22(158), 209-212; without continuity correction. Cases of one project
    are not independent: beside many of them stands the interval of resampled projects.
    """
    if not 0 <= held <= of or of <= 0:
        raise ValueError(f"{held} of {of}")
    share, spread = held / of, z * z / of
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return Interval(low=max(0.0, centre - half), high=min(1.0, centre + half))
