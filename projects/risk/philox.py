"""The generator Philox4x32-10: random words from a key and a counter, so any of them by itself. Pure.

Source: Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3, SC11; its
known answers are in tests/projects/risk/test_philox.py.
"""

import numpy as np
from numpy.typing import NDArray

from projects.schedule.kernels import are_compiled, compiled, inlined, plain

Words = NDArray[np.uint64]
"""Each holds 32 random bits: 64-bit lanes are what processors multiply in."""

GROUP = 64
"""Iterations that sixteen counters serve: counter q of a group gives the words of q, q + 16, ..."""

_COUNTERS = GROUP // 4
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_ZERO = np.uint64(0)
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)


def words(key: np.uint64, *, first: int, count: int) -> Words:
    """The words of iterations first to first + count: (count,).

    key: 64 bits, the lower half of them the first word of the generator's key. first: a multiple of
    GROUP, for which ValueError is raised.
    """
    if first % GROUP:
        raise ValueError(f"a slice starts at a multiple of {GROUP}, not at {first}")
    groups = -(-count // GROUP)
    if not are_compiled():
        return _by_rows(key, first, groups)[:count]
    found = np.empty(groups * GROUP, np.uint64)
    fill(key, first, found)
    return found[:count]


@inlined
def _round(a, b, c, d, x, y):  # type: ignore[no-untyped-def]
    """One round on four words with the two of the key: scalars in the loop, arrays in the plain form."""
    p, q = _M0 * a, _M1 * c
    return (q >> _HALF) ^ b ^ x, q & _LOW, (p >> _HALF) ^ d ^ y, p & _LOW


@compiled
def fill(key: np.uint64, first: int, out: Words) -> None:
    """Fill with the words of as many iterations, a multiple of GROUP, from first on."""
    counter = np.uint64(first // 4)
    for group in range(len(out) // GROUP):
        at = group * GROUP
        for i in range(_COUNTERS):
            x, y = key & _LOW, key >> _HALF
            a = counter + np.uint64(group * _COUNTERS + i)
            a, b, c, d = _round(a, _ZERO, _ZERO, _ZERO, x, y)
            x, y = (x + _W0) & _LOW, (y + _W1) & _LOW
            a, b, c, d = _round(a, b, c, d, x, y)
            x, y = (x + _W0) & _LOW, (y + _W1) & _LOW
            a, b, c, d = _round(a, b, c, d, x, y)
            x, y = (x + _W0) & _LOW, (y + _W1) & _LOW
            a, b, c, d = _round(a, b, c, d, x, y)
            x, y = (x + _W0) & _LOW, (y + _W1) & _LOW
            a, b, c, d = _round(a, b, c, d, x, y)
            x, y = (x + _W0) & _LOW, (y + _W1) & _LOW
            a, b, c, d = _round(a, b, c, d, x, y)
            x, y = (x + _W0) & _LOW, (y + _W1) & _LOW
            a, b, c, d = _round(a, b, c, d, x, y)
            x, y = (x + _W0) & _LOW, (y + _W1) & _LOW
            a, b, c, d = _round(a, b, c, d, x, y)
            x, y = (x + _W0) & _LOW, (y + _W1) & _LOW
            a, b, c, d = _round(a, b, c, d, x, y)
            x, y = (x + _W0) & _LOW, (y + _W1) & _LOW
            a, b, c, d = _round(a, b, c, d, x, y)
            out[at + i] = a
            out[at + _COUNTERS + i] = b
            out[at + 2 * _COUNTERS + i] = c
            out[at + 3 * _COUNTERS + i] = d


def _by_rows(key: np.uint64, first: int, groups: int) -> Words:
    """The same for all counters at once."""
    one_round = plain(_round)
    a = np.arange(groups * _COUNTERS, dtype=np.uint64) + np.uint64(first // 4)
    b = c = d = np.zeros_like(a)
    x, y = int(key & _LOW), int(key >> _HALF)
    for _ in range(10):
        a, b, c, d = one_round(a, b, c, d, np.uint64(x), np.uint64(y))
        x, y = (x + int(_W0)) & int(_LOW), (y + int(_W1)) & int(_LOW)
    lanes = np.stack([each.reshape(groups, _COUNTERS) for each in (a, b, c, d)], axis=1)
    found: Words = lanes.reshape(-1)
    return found
