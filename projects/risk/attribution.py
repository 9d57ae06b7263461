"""What each cause costs as a share of a whole: Shapley values with common random numbers. Pure.

Causes that hold up one date share it, and causes along one chain add up: what a cause costs depends on
which others are there. Shapley's share is the mean, over all orders in which the causes could have come,
of what each adds when it comes; so the shares sum to what all causes cost together. Up to EXACT causes
that mean is taken over all sets of them, and beyond over some orders, each with its reverse, which also
sums to the whole exactly and leaves an error of about 0.4 of 63 days on RISK.md's case (4g).

An order is told by the names of the causes, so that one more cause leaves the order of the others.
Sources: Shapley 1953, A value for n-person games; Castro, Gomez & Tejada 2009 for sampling orders.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from math import factorial

from projects.risk.composition import Without
from projects.risk.dating import Finishes
from projects.risk.engine import Engine
from sites.uncertainty import Cause

EXACT = 6
"""Of so many causes all 64 sets are simulated."""

PAIRS_OF_ORDERS = 4

Figure = Callable[[Finishes], float]
Worth = Mapping[frozenset[str], float]
"""The figure of the world in which only these causes are."""


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """shares: by cause, in the unit of the figure; they sum to whole minus without_any.

    removal: by cause, what the figure would be less without this one alone, which sums to nothing.
    """

    whole: float
    without_any: float
    shares: Mapping[Cause, float]
    removal: Mapping[Cause, float]


def attribute(
    engine: Engine, figures: Mapping[str, Figure], *, iterations: int
) -> dict[str, Attribution]:
    """Each figure of the finishes attributed to the causes that bear on the schedule, over one set of runs.

    figures: such as P80 of a milestone in days, or the chance to miss a date. iterations: >= 1.
    """
    causes = {cause.key: cause for cause in engine.causes}
    keys = sorted(causes)
    wanted = list(dict.fromkeys([*_sets(keys), *_but_one(keys)]))
    everything = frozenset(keys)
    runs = engine.run(iterations, [_without(everything, present) for present in wanted])
    found = {}
    for name, figure in figures.items():
        worth = {present: figure(run) for present, run in zip(wanted, runs, strict=True)}
        shares = exact_shares(keys, worth) if len(keys) <= EXACT else sampled_shares(keys, worth)
        found[name] = Attribution(
            whole=worth[everything],
            without_any=worth[frozenset()],
            shares={causes[key]: share for key, share in shares.items()},
            removal={causes[key]: worth[everything] - worth[everything - {key}] for key in keys},
        )
    return found


def exact_shares(keys: Sequence[str], worth: Worth) -> dict[str, float]:
    """Shapley values from the worth of all sets."""
    count = len(keys)
    weights = [
        factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)
    ]
    return {
        key: sum(
            weights[len(others)] * (worth[others | {key}] - worth[others])
            for others in _subsets([each for each in keys if each != key])
        )
        for key in keys
    }


def sampled_shares(keys: Sequence[str], worth: Worth) -> dict[str, float]:
    """Their mean over the orders of `orders_of`, from the worth of the sets along these."""
    shares = dict.fromkeys(keys, 0.0)
    orders = orders_of(keys)
    for order in orders:
        present: frozenset[str] = frozenset()
        for key in order:
            shares[key] += (worth[present | {key}] - worth[present]) / len(orders)
            present |= {key}
    return shares


def orders_of(keys: Iterable[str]) -> list[tuple[str, ...]]:
    """Some orders, each followed by its reverse."""
    found = []
    for number in range(PAIRS_OF_ORDERS):
        order = tuple(sorted(keys, key=lambda key: _place(number, key)))
        found += [order, order[::-1]]
    return found


def _place(number: int, key: str) -> bytes:
    return blake2b(f"{number}\x1f{key}".encode(), digest_size=8).digest()


def _sets(keys: Sequence[str]) -> list[frozenset[str]]:
    if len(keys) <= EXACT:
        return list(_subsets(keys))
    orders = orders_of(keys)
    return [frozenset(order[:count]) for order in orders for count in range(len(keys) + 1)]


def _subsets(keys: Sequence[str]) -> Iterable[frozenset[str]]:
    return (
        frozenset(chosen) for size in range(len(keys) + 1) for chosen in combinations(keys, size)
    )


def _but_one(keys: Sequence[str]) -> list[frozenset[str]]:
    return [frozenset(keys) - {key} for key in keys]


def _without(everything: frozenset[str], present: frozenset[str]) -> Without:
    return everything - present
