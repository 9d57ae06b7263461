"""From the skill mix of a crew to its output per hour: DOMAIN.md C.7. Pure.

The multiplier m compares a crew with the reference crew (one apprentice per journeyperson, years
equal) that the durations of a schedule take for granted: m = 0.82 means 18 % less done in an hour.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

YEARS = 5
EQUAL_YEARS = (0.2, 0.2, 0.2, 0.2, 0.2)
BOOM_YEARS = (0.50, 0.25, 0.15, 0.07, 0.03)
"""Shares of apprentices by year: a steady trade, and one that has just hired (C.7, judgement)."""

FOREMAN_SPAN = 10
FOREMAN_SLOPE = 0.015
FOREMAN_FLOOR = 0.8


@dataclass(frozen=True, kw_only=True)
class CrewMix:
    """Heads of one craft on one site. foremen: None when nobody reported them, which differs from 0.

    Foremen count as journey level; helpers as apprentices in their first year.
    """

    journeypersons: int
    apprentices_by_year: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    helpers: int = 0
    foremen: int | None = None

    def __post_init__(self) -> None:
        heads = (self.journeypersons, *self.apprentices_by_year, self.helpers, self.foremen or 0)
        if min(heads) < 0:
            raise ValueError("a crew cannot have fewer than no heads of a class")

    @property
    def journey_level(self) -> int:
        return self.journeypersons + (self.foremen or 0)

    @property
    def others(self) -> int:
        return sum(self.apprentices_by_year) + self.helpers

    @property
    def heads(self) -> int:
        return self.journey_level + self.others

    def __add__(self, other: "CrewMix") -> "CrewMix":
        """Two gangs of one craft as one: foremen stay unknown only where neither reported them."""
        first, second, third, fourth, fifth = (
            mine + theirs
            for mine, theirs in zip(
                self.apprentices_by_year, other.apprentices_by_year, strict=True
            )
        )
        unreported = self.foremen is None and other.foremen is None
        return CrewMix(
            journeypersons=self.journeypersons + other.journeypersons,
            apprentices_by_year=(first, second, third, fourth, fifth),
            helpers=self.helpers + other.helpers,
            foremen=None if unreported else (self.foremen or 0) + (other.foremen or 0),
        )


@dataclass(frozen=True, kw_only=True)
class Spread:
    """A parameter: its default, and half of its P10 to P90 range."""

    value: float
    half_range: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """The defaults of C.7. EJ there marks engineering judgement.

    by_year: supervised productivity in skilled tasks, the mean of a survey of Swiss firms
    (Muehlemann and Wolter 2014, table 3) and of wage steps; by_year_se its standard errors, of
    which 0.6 is drawn. span: how many people one journeyperson can direct, above most legal ratios.
    """

    by_year: tuple[float, ...] = (0.32, 0.50, 0.64, 0.78, 0.85)
    by_year_se: tuple[float, ...] = (0.15, 0.16, 0.13, 0.09, 0.08)
    se_drawn: float = 0.6
    routine_share: Spread = Spread(value=0.35, half_range=0.12)  # EJ
    routine_output: Spread = Spread(value=0.85, half_range=0.08)  # EJ
    span: Spread = Spread(value=3.0, half_range=0.8)  # EJ
    time_per_supervised: Spread = Spread(value=0.08, half_range=0.03)  # EJ
    unsupervised: Spread = Spread(value=0.55, half_range=0.11)  # EJ
    base_rework: Spread = Spread(value=0.04)  # EJ
    extra_rework: Spread = Spread(value=0.08, half_range=0.03)  # EJ


DEFAULTS = Parameters()

DRAWS = 8192
COMMON_SHARE = 0.25
"""How much of the variance of by_year is common to all years. C.7 names a common factor and no size;
with symmetric triangular laws for the rest this share gives its own log sds, 0.043 and 0.119."""


@dataclass(frozen=True, kw_only=True)
class Multiplier:
    """m of C.7 as a log-normal: its median, and the sd of ln m."""

    median: float
    log_sd: float


def productivity(mix: CrewMix, parameters: Parameters = DEFAULTS) -> Multiplier:
    """Output per hour of this crew against the reference crew.

    median: the formula at the defaults, times the foreman factor. log_sd: sd of ln m over 8,192
    draws of the parameters; always the same draws, so the same mix gives the same bits.
    Raises ValueError for a crew without heads.
    """
    if mix.heads == 0:
        raise ValueError("a crew without heads has no productivity")
    median, log_sd = _median_and_spread(*_shares(mix), parameters)
    return Multiplier(median=median * foreman_factor(mix), log_sd=log_sd)


@dataclass(frozen=True, kw_only=True)
class Band:
    """P10, P50 and P90 of a multiplier, p10 <= p50 <= p90."""

    p10: float
    p50: float
    p90: float


def band_of(mix: CrewMix, parameters: Parameters = DEFAULTS) -> Band:
    """m of this crew with its P10 and P90 among the draws, as the table of C.7 gives them.

    The median is that of productivity(). Raises ValueError for a crew without heads.
    """
    middle, factor = productivity(mix, parameters).median, foreman_factor(mix)
    low, high = _tails(*_shares(mix), parameters)
    return Band(p10=min(low * factor, middle), p50=middle, p90=max(high * factor, middle))


def foreman_factor(mix: CrewMix) -> float:
    """What is left of the output where a foreman has more than ten people (C.7, EJ)."""
    if mix.foremen is None:
        return 1.0
    if mix.foremen == 0:
        return FOREMAN_FLOOR if mix.heads > FOREMAN_SPAN else 1.0
    led = (mix.heads - mix.foremen) / mix.foremen
    return max(FOREMAN_FLOOR, 1 / (1 + FOREMAN_SLOPE * max(0.0, led - FOREMAN_SPAN)))


def _shares(mix: CrewMix) -> tuple[float, tuple[float, ...]]:
    """Of journey level among all heads, and of each year among the others."""
    firsts = mix.apprentices_by_year[0] + mix.helpers
    by_year = (firsts, *mix.apprentices_by_year[1:])
    shares = tuple(heads / mix.others for heads in by_year) if mix.others else EQUAL_YEARS
    return mix.journey_level / mix.heads, shares


@lru_cache(maxsize=1024)
def _median_and_spread(
    journey_share: float, shares: tuple[float, ...], parameters: Parameters
) -> tuple[float, float]:
    median = _multiplier(journey_share, shares, _values(parameters))
    m = _multiplier(journey_share, shares, _drawn(parameters))
    return float(median[0]), float(np.log(m).std())


@lru_cache(maxsize=1024)
def _tails(
    journey_share: float, shares: tuple[float, ...], parameters: Parameters
) -> tuple[float, float]:
    """P10 and P90 of the draws."""
    m = _multiplier(journey_share, shares, _drawn(parameters))
    low, high = np.quantile(m, (0.1, 0.9))
    return float(low), float(high)


def _multiplier(journey_share: float, shares: tuple[float, ...], values: "_Values") -> Floats:
    return _output(journey_share, shares, values) / _output(0.5, EQUAL_YEARS, values)


@dataclass(frozen=True, kw_only=True)
class _Values:
    """The parameters as columns of equal length; by_year has one row a year."""

    by_year: Floats
    routine_share: Floats
    routine_output: Floats
    span: Floats
    time_per_supervised: Floats
    unsupervised: Floats
    base_rework: Floats
    extra_rework: Floats


_SPREADS = (
    "routine_share",
    "routine_output",
    "span",
    "time_per_supervised",
    "unsupervised",
    "base_rework",
    "extra_rework",
)


def _values(parameters: Parameters) -> _Values:
    columns = {name: np.array([getattr(parameters, name).value]) for name in _SPREADS}
    return _Values(by_year=np.array(parameters.by_year)[:, None], **columns)


@lru_cache(maxsize=8)
def _drawn(parameters: Parameters) -> _Values:
    """8,192 draws: the years normal with a common factor, the rest symmetric triangular."""
    numbers = np.random.Generator(np.random.Philox(key=0x51_1B_C7))
    common = numbers.standard_normal(DRAWS)
    own = numbers.standard_normal((YEARS, DRAWS))
    step = np.sqrt(COMMON_SHARE) * common + np.sqrt(1 - COMMON_SHARE) * own
    se = parameters.se_drawn * np.array(parameters.by_year_se)
    years = np.array(parameters.by_year)[:, None] + se[:, None] * step
    columns = {}
    for name in _SPREADS:
        spread = getattr(parameters, name)
        # P90 of a symmetric triangular law lies at 1 - sqrt(0.2) of its half width.
        half_width = spread.half_range / (1 - np.sqrt(0.2))
        two = numbers.random((2, DRAWS))
        columns[name] = spread.value + half_width * (two[0] - two[1])
    return _Values(by_year=np.clip(years, 0.02, 1.0), **columns)


def _output(journey_share: float, shares: tuple[float, ...], values: _Values) -> Floats:
    """P of C.7: good output per hour of the whole crew, a fully skilled worker alone being 1.

    journey_share: J / N, 0 to 1. shares: of the others by year, adding to 1. Returns (n_draws,).
    """
    others_share = 1 - journey_share
    led = others_share / journey_share if journey_share else np.inf
    supervised = np.minimum(1.0, values.span / led) if led else np.ones_like(values.span)
    skilled = np.array(shares) @ values.by_year
    skilled = skilled * (supervised + (1 - supervised) * values.unsupervised)
    routine = values.routine_share * values.routine_output
    journey = journey_share * (1 - values.time_per_supervised * np.minimum(led, values.span))
    gross = journey + others_share * (routine + (1 - values.routine_share) * skilled)
    return gross * (1 - values.base_rework - values.extra_rework * (1 - supervised))


def heads_by_year(apprentices: int, shares: tuple[float, ...]) -> tuple[int, int, int, int, int]:
    """Whole heads in these shares, adding up to all of them: the largest remainders get one more."""
    exact = [apprentices * share / sum(shares) for share in shares]
    heads = [int(count) for count in exact]
    by_remainder = sorted(range(YEARS), key=lambda year: (heads[year] - exact[year], year))
    for year in by_remainder[: apprentices - sum(heads)]:
        heads[year] += 1
    first, second, third, fourth, fifth = heads
    return first, second, third, fourth, fifth
