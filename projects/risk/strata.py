"""Which part of the unit interval each iteration draws from: a Latin hypercube with random access. Pure.

STRATA iterations in a row, from a multiple of STRATA on, draw once from each of as many equal parts of 0
to 1, in an order that belongs to the quantity: so the mean over iterations of what depends on a single
quantity scatters hardly at all. The order is a keyed permutation of the last bits of the iteration, worked
out from the bits themselves: no iteration needs to know of another.

Source: McKay, Beckman & Conover 1979, Technometrics 21, 239-245, for the hypercube.
"""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Strata = NDArray[np.uint16]

BITS = 14
STRATA = 1 << BITS
"""16,384, the iterations of a forecast by default."""

_MASK = np.uint16(STRATA - 1)
_HALF = np.uint16(BITS // 2)
_ODD = np.uint16(1)
_ROUNDS = 6
"""From four on the orders of two quantities look unrelated: tests/projects/risk/test_strata.py."""


def strata(key: np.uint64, *, first: int, count: int) -> Strata:
    """The strata of iterations first to first + count, 0 to STRATA - 1: (count,)."""
    drawn = (np.arange(first, first + count) % STRATA).astype(np.uint16)
    run, at = divmod(first, STRATA)
    begins = -at
    while begins < count:
        _permute(drawn[max(begins, 0) : begins + STRATA], _round_keys(key, run))
        run, begins = run + 1, begins + STRATA
    return drawn


def _permute(x: Strata, keys: Strata) -> None:
    """In place. Each step has an inverse on BITS bits: exclusive or, an odd factor, half shifted in."""
    for mixed_in, factor in keys:
        x ^= mixed_in & _MASK
        x *= factor | _ODD
        x &= _MASK
        x ^= x >> _HALF


def _round_keys(key: np.uint64, run: int) -> Strata:
    """Two words for each round, of their own for every run of STRATA iterations: (rounds, 2)."""
    text = int(key).to_bytes(8, "big") + run.to_bytes(8, "big")
    drawn = blake2b(text, digest_size=4 * _ROUNDS, person=b"strata").digest()
    return np.frombuffer(drawn, "<u2").reshape(_ROUNDS, 2)
