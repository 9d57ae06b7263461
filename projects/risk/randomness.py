"""Random numbers that belong to a name. Pure.

The numbers of a quantity depend on the seed, its name and what they are for, and on nothing else:
a new activity reshuffles nobody's, two runs can be subtracted, and two sites that share a quantity
share its draw without talking to each other.

What drivers draw is stratified (see strata.py), for they are few and move whole schedules. The durations
of single activities are plain words of the generator: they average out within one build as it is.
"""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from projects.risk.philox import GROUP, words
from projects.risk.strata import STRATA, strata

Floats = NDArray[np.float64]


def key_of(seed: int, name: str, purpose: str) -> np.uint64:
    """The generator's key for a quantity of this name and purpose: BLAKE2b of all three."""
    text = f"{seed}\x1f{name}\x1f{purpose}".encode()
    return np.uint64(int.from_bytes(blake2b(text, digest_size=8).digest(), "big"))


def uniforms(seed: int, name: str, purpose: str, iterations: int, *, first: int = 0) -> Floats:
    """Numbers `first` to `first + iterations` of this name and purpose, uniform in (0, 1).

    Returns (iterations,): the middles of 2**46 equal parts. Iteration k gets the k-th number, so fewer
    iterations are a prefix. Each number by itself is uniform; strata.STRATA of them in a row, from a
    multiple of that on, lie one in each of as many equal parts, wherein the generator's word is the place.
    first: a multiple of philox.GROUP, for which ValueError is raised.
    """
    key = key_of(seed, name, purpose)
    within = words(key, first=first, count=iterations).astype(np.float64)
    within += 0.5
    within *= 2.0**-32
    within += strata(key, first=first, count=iterations)
    within *= 1 / STRATA
    return within


@dataclass(frozen=True, kw_only=True)
class Block:
    """A run of iterations: first, first + 1, ... of one seed."""

    seed: int
    first: int
    iterations: int

    def uniforms(self, name: str, purpose: str) -> Floats:
        return uniforms(self.seed, name, purpose, self.iterations, first=self.first)


def blocks(seed: int, iterations: int, size: int) -> list[Block]:
    """All iterations in runs of at most `size`, a multiple of philox.GROUP."""
    assert size % GROUP == 0
    return [
        Block(seed=seed, first=first, iterations=min(size, iterations - first))
        for first in range(0, iterations, size)
    ]
