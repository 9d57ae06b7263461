"""What each of a few causes moved, averaged over all orders in which they could have been learnt. Pure.

That is the Shapley value: it does not depend on who told us first. 2^n simulations for n causes.
Source: Shapley 1953; RISK.md 4g.
"""

from collections.abc import Callable, Iterator
from itertools import combinations
from math import factorial

import numpy as np

from projects.explaining.steps import Shift, Standing, hundredths
from projects.schedule.calendars import DAY

MOST_CAUSES = 6

Known = frozenset[int]
"""The numbers of the causes that are known."""


def subsets(causes: int) -> Iterator[Known]:
    for size in range(causes + 1):
        yield from map(frozenset, combinations(range(causes), size))


def averaged(standing: Callable[[Known], Standing], *, causes: int) -> list[Shift]:
    """The shift of each cause, 0 to causes - 1; in hundredths that add up to the whole move exactly.

    standing: where the percentile stands when only some causes are known.
    Raises ValueError above MOST_CAUSES.
    """
    if causes > MOST_CAUSES:
        raise ValueError(f"more than {MOST_CAUSES} causes")
    at = {known: standing(known) for known in subsets(causes)}
    orders = factorial(causes)
    minutes = [
        sum(w * (at[a].minutes - at[b].minutes) for w, a, b in _of(i, causes))
        for i in range(causes)
    ]
    reached = [hundredths(sum(minutes[:n]), parts=orders) for n in range(causes + 1)]
    return [
        Shift(
            cause=i,
            hundredths=reached[i + 1] - reached[i],
            resampled=np.sum(
                [w * (at[a].resampled - at[b].resampled) for w, a, b in _of(i, causes)], axis=0
            )
            / (DAY * orders),
        )
        for i in range(causes)
    ]


def _of(cause: int, causes: int) -> Iterator[tuple[int, Known, Known]]:
    """In how many orders a cause comes right after these, with it and without."""
    for before in subsets(causes):
        if cause not in before:
            orders = factorial(len(before)) * factorial(causes - len(before) - 1)
            yield orders, before | {cause}, before
