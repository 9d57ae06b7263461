"""Where the finishes of each row are worked: in a slot that no later row asks for any more. Pure.

A network is dated from its beginning to its end, and what lies far behind is needed no more. Of 10,000
activities a few hundred are held at a time, which a processor's cache can keep; all of them it cannot.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from projects.risk.program import Program
from projects.schedule.calendars import Minutes


def slots_for(program: Program, kept: Iterable[int]) -> Minutes:
    """(m,) the slot of each row, from 0 on. kept: rows whose finishes stand when all rows are dated.

    No row shares a slot with one that it is tied to.
    """
    count = len(program.state)
    free_after = _free_after(program, kept)
    done: dict[int, list[int]] = defaultdict(list)
    slots, free, made = np.empty(count, np.int64), list[int](), 0
    for row, until in enumerate(free_after):
        if not free:
            free.append(made)
            made += 1
        slots[row] = slot = free.pop()
        done[until].append(slot)
        free += done[row]
    return slots


def _free_after(program: Program, kept: Iterable[int]) -> list[int]:
    """By row, the last one that asks for it: itself if none does."""
    count = len(program.state)
    found = list(range(count))
    before, first = program.tie_before.tolist(), program.tie_first.tolist()
    for row in range(count):
        for tie in range(first[row], first[row + 1]):
            found[before[tie]] = row
    for row in kept:
        found[row] = count
    return found
