"""Random numbers that belong to a name. Pure.

The numbers of a quantity depend on the seed, its name and what they are for, and on nothing else:
a new activity reshuffles nobody's, two runs can be subtracted, and two sites that share a quantity
share its draw without talking to each other.
"""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_PER_COUNTER = 4
"""Philox4x64 makes four numbers from each value of its counter."""


def uniforms(seed: int, name: str, purpose: str, iterations: int, *, first: int = 0) -> Floats:
    """Numbers `first` to `first + iterations` of this name and purpose, uniform in [0, 1).

    Returns (iterations,); iteration k gets the k-th number, so fewer iterations are a prefix.
    first: a multiple of 4. Source: Salmon et al. 2011, Philox4x64-10, keyed with BLAKE2b.
    """
    if first % _PER_COUNTER:
        raise ValueError(f"a slice starts at a multiple of {_PER_COUNTER}, not at {first}")
    text = f"{seed}\x1f{name}\x1f{purpose}".encode()
    key = int.from_bytes(blake2b(text, digest_size=16).digest(), "big")
    numbers = np.random.Philox(key=key)
    if first:
        numbers.advance(first // _PER_COUNTER)
    return np.random.Generator(numbers).random(iterations)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A run of iterations: first, first + 1, ... of one seed."""

    seed: int
    first: int
    iterations: int

    def uniforms(self, name: str, purpose: str) -> Floats:
        return uniforms(self.seed, name, purpose, self.iterations, first=self.first)


def blocks(seed: int, iterations: int, size: int) -> list[Block]:
    """All iterations in runs of at most `size`, a multiple of 4."""
    return [
        Block(seed=seed, first=first, iterations=min(size, iterations - first))
        for first in range(0, iterations, size)
    ]
