"""Laws drawn: exactly by their quantile functions, or as rows of cells for the kernel. Pure."""

from dataclasses import astuple, dataclass
from itertools import pairwise
from math import isfinite
from sys import float_info
from typing import Self

import numpy as np
from scipy.special import betaincinv

from projects.risk.distributions import log_normal, triangular
from projects.risk.philox import Words
from projects.risk.rows import CELLS, Floats, Nodes, in_parts, rows_of
from projects.schedule.calendars import Minutes
from sites.laws import BetaPert, Discrete, Fixed, Law, LogNormal, Triangular, Uniform
from sites.uncertainty import ThreePoint

WIDEST_ROW = 0.8
"""The log_sd beyond which the tail of a log-normal law does not fit into the last cells of a row."""

_LEVELS = np.arange(CELLS + 1) / CELLS
_ABSCISSAS, _WEIGHTS = np.polynomial.legendre.leggauss(32)
_SURE_ENOUGH = 1e-9


def faults(law: Law) -> tuple[str, ...]:
    """What is wrong with a law, a clause each; nothing if it can be drawn."""
    if not all(isfinite(figure) for figure in _figures(law)):
        return ("holds a figure that is no number",)
    match law:
        case Triangular() | BetaPert():
            return _faults_of_points(law)
        case Uniform() if law.least > law.most:
            return (f"least {law.least:g} lies above most {law.most:g}",)
        case LogNormal():
            return _faults_of_log_normal(law)
        case Discrete():
            return _faults_of_discrete(law)
    return ()


def _figures(law: Law) -> tuple[float, ...]:
    return (*law.values, *law.chances) if isinstance(law, Discrete) else astuple(law)


def _faults_of_points(law: Triangular | BetaPert) -> tuple[str, ...]:
    named = ("optimistic", law.optimistic), ("likely", law.likely), ("pessimistic", law.pessimistic)
    disordered = [(a, b) for a, b in pairwise(named) if a[1] > b[1]]
    return tuple(f"{a} {low:g} lies above {b} {high:g}" for (a, low), (b, high) in disordered)


def _faults_of_log_normal(law: LogNormal) -> tuple[str, ...]:
    found = []
    if law.median <= 0:
        found.append(f"median {law.median:g} is not above 0")
    if law.log_sd < 0:
        found.append(f"log_sd {law.log_sd:g} is negative")
    return tuple(found)


def _faults_of_discrete(law: Discrete) -> tuple[str, ...]:
    found = [
        f"chance {chance:g} is outside 0 to 1" for chance in law.chances if not 0 <= chance <= 1
    ]
    if not law.values or len(law.values) != len(law.chances):
        found.append(f"{len(law.values)} values with {len(law.chances)} chances")
    elif not found and abs(sum(law.chances) - 1) > _SURE_ENOUGH:
        found.append(f"chances sum to {sum(law.chances):g}, not to 1")
    return tuple(found)


def lowest(law: Law | ThreePoint) -> float:
    """The least that may be drawn; of a log-normal law the least float above 0."""
    match law:
        case Fixed():
            return law.value
        case Uniform():
            return law.least
        case Triangular() | BetaPert() | ThreePoint():
            return law.optimistic
        case LogNormal():
            return float_info.min
        case Discrete():
            return min(law.values)


def likely(law: Law) -> float:
    """The single value a planner would write: the mode, of a log-normal law the median, of a uniform
    one the middle."""
    match law:
        case Fixed():
            return law.value
        case Uniform():
            return (law.least + law.most) / 2
        case Triangular() | BetaPert():
            return law.likely
        case LogNormal():
            return law.median
        case Discrete():
            return max(zip(law.chances, law.values, strict=True))[1]


def scaled(law: Law, by: float) -> Law:
    """The law of `by` times the quantity, by >= 0."""
    match law:
        case Fixed():
            return Fixed(value=law.value * by)
        case Uniform():
            return Uniform(least=law.least * by, most=law.most * by)
        case Triangular() | BetaPert():
            low, mode, high = (figure * by for figure in astuple(law))
            return type(law)(optimistic=low, likely=mode, pessimistic=high)
        case LogNormal():
            return LogNormal(median=law.median * by, log_sd=law.log_sd)
        case Discrete():
            return Discrete(values=tuple(v * by for v in law.values), chances=law.chances)


def quantiles(law: Law | ThreePoint, u: Floats) -> Floats:
    """Values at levels u, any shape, 0 < u < 1; the same shape. Three points alone are triangular.

    Raises ValueError for a law that cannot be.
    """
    if isinstance(law, ThreePoint):
        return triangular(u, law)
    _refuse_impossible(law)
    match law:
        case Fixed():
            return np.full(u.shape, law.value)
        case Uniform():
            return law.least + (law.most - law.least) * u
        case Triangular():
            return triangular(u, _points(law))
        case BetaPert():
            return _beta_pert(u, law)
        case LogNormal():
            return log_normal(u, median=law.median, log_sd=law.log_sd)
        case Discrete():
            place = np.searchsorted(_cumulated(law), u, side="right")
            return np.array(law.values, float)[np.minimum(place, len(law.values) - 1)]


def row_of(law: Law) -> Nodes:
    """A law in minutes as a row for rows.read: (257,). Mean within 0.02 % and sd within 0.1 % of its own.

    Raises ValueError for a law that cannot be, or that no row holds (see needs_own_draw).
    """
    _refuse_impossible(law)
    if needs_own_draw(law):
        raise ValueError(f"no row of cells holds {law}")
    match law:
        case BetaPert():
            return rows_of([_points(law)])[0]
        case Fixed() | Uniform():
            return in_parts(np.interp(_LEVELS, (0, 1), quantiles(law, np.array([0.0, 1.0])))[None])[
                0
            ]
    nodes = np.empty(CELLS + 1)
    nodes[1:-1] = quantiles(law, _LEVELS[1:-1])
    nodes[0] = 2 * _mean_of_end(law, upper=False) - nodes[1]
    nodes[-1] = 2 * _mean_of_end(law, upper=True) - nodes[-2]
    if isinstance(law, LogNormal):
        nodes[-2:] = _tail(law, nodes)
    return in_parts(np.maximum.accumulate(nodes)[None])[0]


def needs_own_draw(law: Law) -> bool:
    """Whether a law has steps, or a tail, that straight lines between 257 nodes would smooth away."""
    return isinstance(law, Discrete) or (isinstance(law, LogNormal) and law.log_sd > WIDEST_ROW)


@dataclass(frozen=True)
class OwnDraw:
    """A law in minutes that no row holds, read as rows.read reads a row."""

    law: Law

    def read(self, words: Words) -> Minutes:
        """Values in 1/256 minutes: (n,) int64. words: (n,), 32 random bits each."""
        minutes = quantiles(self.law, (words.astype(np.float64) + 0.5) * 2.0**-32)
        return in_parts(minutes[:, np.newaxis])[:, 0].astype(np.int64)

    @classmethod
    def of(cls, law: Law) -> Self:
        _refuse_impossible(law)
        return cls(law)


def _refuse_impossible(law: Law) -> None:
    if found := faults(law):
        raise ValueError(f"{type(law).__name__}: {'; '.join(found)}")


def _points(law: Triangular | BetaPert) -> ThreePoint:
    return ThreePoint(optimistic=law.optimistic, likely=law.likely, pessimistic=law.pessimistic)


def _beta_pert(u: Floats, law: BetaPert) -> Floats:
    width = law.pessimistic - law.optimistic
    if not width:
        return np.full(u.shape, law.likely)
    mode = (law.likely - law.optimistic) / width
    drawn: Floats = betaincinv(1 + 4 * mode, 5 - 4 * mode, u)
    return law.optimistic + width * drawn


def _cumulated(law: Discrete) -> Floats:
    return np.cumsum(law.chances)


def _mean_of_end(law: Law, *, upper: bool) -> float:
    """Mean of the first or the last cell, whose quantiles rise like a root or a logarithm at the end.

    Gauss-Legendre over t, the distance from the end being t**4 of the cell, which makes them smooth.
    """
    t = (_ABSCISSAS + 1) / 2
    distance = t**4 / CELLS
    values = quantiles(law, 1 - distance if upper else distance)
    return float((values * 4 * t**3 * _WEIGHTS / 2).sum())


def _tail(law: LogNormal, nodes: Floats) -> Floats:
    """The last two nodes, such that mean and variance of the whole row are those of the law.

    With q the node before them, a and b the two: b = c - 2 a keeps the mean, and what keeps the second
    moment is a root of 4 a**2 + a (q - 3 c) + q**2 + c**2 - 3 m2.
    """
    begins, ends = nodes[:-3], nodes[1:-2]
    mean = law.median * np.exp(law.log_sd**2 / 2)
    square = law.median**2 * np.exp(2 * law.log_sd**2)
    first = CELLS * mean - ((begins + ends) / 2).sum()
    second = CELLS * square - ((begins**2 + begins * ends + ends**2) / 3).sum()
    q, c = nodes[-3], 2 * first - nodes[-3]
    root = np.sqrt(max((3 * c - q) ** 2 - 16 * (q**2 + c**2 - 3 * second), 0))
    a = max((3 * c - q - root) / 8, q)
    return np.array([a, c - 2 * a])
