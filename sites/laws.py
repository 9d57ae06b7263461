"""The laws that an uncertain quantity may follow, in the words of estimators. Pure.

All figures of a law are in one unit, which its user names. projects/risk/laws.py draws them and says
what is wrong with one.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fixed:
    value: float


@dataclass(frozen=True, kw_only=True)
class Uniform:
    least: float
    most: float


@dataclass(frozen=True, kw_only=True)
class Triangular:
    optimistic: float
    likely: float
    pessimistic: float


@dataclass(frozen=True, kw_only=True)
class BetaPert:
    """The beta law with alpha = 1 + 4 (likely - optimistic) / (pessimistic - optimistic), of sum 6."""

    optimistic: float
    likely: float
    pessimistic: float


@dataclass(frozen=True, kw_only=True)
class LogNormal:
    """log_sd: standard deviation of the natural logarithm, whose mean is ln median."""

    median: float
    log_sd: float


@dataclass(frozen=True, kw_only=True)
class Discrete:
    """Each value with its chance; chances sum to 1."""

    values: tuple[float, ...]
    chances: tuple[float, ...]


Law = Fixed | Uniform | Triangular | BetaPert | LogNormal | Discrete
