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

from projects.schedule.kernels import are_compiled, compiled

Strata = NDArray[np.uint16]

BITS = 14
STRATA = 1 << BITS
"""16,384, the iterations of a forecast by default."""

_IN_ORDER = np.arange(STRATA, dtype=np.uint16)
_MASK = np.uint16(STRATA - 1)
_HALF = np.uint16(BITS // 2)
_ROUNDS = 5
"""From four on the orders of two quantities look unrelated: tests/projects/risk/test_strata.py."""


def strata(key: np.uint64, *, first: int, count: int) -> Strata:
    """The strata of iterations first to first + count, 0 to STRATA - 1: (count,)."""
    found = np.empty(count, np.uint16)
    done = 0
    while done < count:
        run, at = divmod(first + done, STRATA)
        some = min(STRATA - at, count - done)
        part = found[done : done + some]
        part[:] = _IN_ORDER[at : at + some]
        _permute(part, _round_keys(key, run))
        done += some
    return found


def _permute(x: Strata, keys: Strata) -> None:
    """In place. Each step has an inverse on BITS bits: exclusive or, an odd factor, half shifted in."""
    if are_compiled():
        _one_by_one(x, keys)
    else:
        _at_once(x, keys)


@compiled
def _one_by_one(x: Strata, keys: Strata) -> None:
    for i in range(len(keys)):
        mixed_in, factor = keys[i]
        for at in range(len(x)):  # one array in and out, so that it becomes vector instructions
            mixed = np.uint16(np.uint16(x[at] ^ mixed_in) * factor) & _MASK
            x[at] = mixed ^ np.uint16(mixed >> _HALF)


def _at_once(x: Strata, keys: Strata) -> None:
    """The same for all at once."""
    for mixed_in, factor in keys:
        x ^= mixed_in
        x *= factor
        x &= _MASK
        x ^= x >> _HALF


def _round_keys(key: np.uint64, run: int) -> Strata:
    """What each round mixes in, and its odd factor, of their own for every run: (rounds, 2)."""
    text = int(key).to_bytes(8, "big") + run.to_bytes(8, "big")
    drawn = blake2b(text, digest_size=4 * _ROUNDS, person=b"strata").digest()
    keys = np.frombuffer(drawn, "<u2").reshape(_ROUNDS, 2) & _MASK
    keys[:, 1] |= 1
    return keys
