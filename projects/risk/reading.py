"""The loops of rows.py: random words read as the work that is left, for a block of draws. Pure.

drawn: the cell that each word falls into, its beginning and its rise in the halves of one word.
factors: 1/65,536 each. left: whole work minutes.
"""

import numpy as np

from projects.risk.philox import Words
from projects.risk.program import Whole
from projects.risk.rows import Nodes
from projects.schedule.calendars import Minutes
from projects.schedule.kernels import compiled, inlined


@compiled
def cells_of(row: Nodes, cells: Words) -> None:
    """Where each cell begins and what it rises by, in the halves of one word, to be read at once."""
    for c in range(len(cells)):
        cells[c] = np.uint64(row[c]) << np.uint64(32) | np.uint64(row[c + 1] - row[c])


@compiled
def look_up(cells: Words, words: Words, out: Words) -> None:
    """The cell of each word, and nothing else: in one loop with the arithmetic, which processors do
    for eight at once, both took twice the time.
    """
    for k in range(len(words)):
        out[k] = cells[words[k] >> np.uint64(24)]


@inlined
def _value(cell: np.uint64, word: np.uint64) -> np.uint64:
    """rows.read in a cell."""
    rise = ((cell & np.uint64(0xFFFFFFFF)) * (word & np.uint64(0xFFFFFF))) >> np.uint64(24)
    return (cell >> np.uint64(32)) + rise


@compiled
def read(drawn: Words, words: Words, left: Whole) -> None:
    for k in range(len(words)):
        left[k] = (_value(drawn[k], words[k]) + np.uint64(128)) >> np.uint64(8)


@compiled
def read_after(
    drawn: Words,
    words: Words,
    finish: Whole,
    floor: int,
    one: Whole,
    lag: int,
    other: Whole,
    its: int,
) -> None:
    """Where nothing else is asked of the row, its finish at once: behind two others, with their lags."""
    for k in range(len(words)):
        left = np.int64((_value(drawn[k], words[k]) + np.uint64(128)) >> np.uint64(8))
        finish[k] = max(floor, max(one[k] + lag, other[k] + its)) + left


@compiled
def read_slowed(drawn: Words, words: Words, factors: Minutes, left: Whole) -> None:
    for k in range(len(factors)):
        left[k] = (np.int64(_value(drawn[k], words[k])) * factors[k] + (1 << 23)) >> 24


@compiled
def round_off(work: Minutes, left: Whole) -> None:
    for k in range(len(left)):
        left[k] = (work[k] + 128) >> 8


@compiled
def round_slowed(work: Minutes, factors: Minutes, left: Whole) -> None:
    for k in range(len(factors)):
        left[k] = (work[k] * factors[k] + (1 << 23)) >> 24
