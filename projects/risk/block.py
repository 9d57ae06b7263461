"""What the loops of the simulation work on: laws and effects in arrays, and the room for a block. Pure."""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projects.risk.philox import Words
from projects.risk.program import Point, Program, State, Whole
from projects.risk.rows import CELLS, Floats, Nodes
from projects.risk.slots import slots_for
from projects.schedule.calendars import Minutes

BLOCK = 1_024
"""Iterations worked at once: the finishes of 500 activities fill two megabytes."""

_WIDE = ((3_000, 2 * BLOCK), (0, BLOCK))
"""From so many rows on, so many iterations at once. No cache holds the finishes of a large network, and
the longer a row is, the better it is read ahead: a quarter less time at 10,000 activities.
"""

Places = NDArray[np.uint64]
"""Where to look in a row: not below 0, or each look would count from its end where it is."""

CLIMB_PART = 256
"""Work minutes for which one stretch of a climb is remembered where to begin to look."""


class Kind(IntEnum):
    """Of an extension; see delays.py, weather.py and crews.py."""

    LATER = 0
    STOP = 1
    CLIMB = 2
    PACE = 3


class Laws(NamedTuple):
    """What each row of a program draws from: (m,) each but for rows.

    law: which of rows, (n, 257); -1: always `sure`, in 1/256 minutes. key: of its random words.
    """

    law: Minutes
    sure: Minutes
    key: Words
    rows: Nodes


class Effects(NamedTuple):
    """What comes on top, for one run of draws. Of each: which row of figures for a row of the
    program, -1 for none, and the figures, (rows, n_draws) each.

    given: estimates drawn elsewhere, 1/256 minutes. slow: factors, 1/65,536. superseded: estimates
    that do not count. added, start_floor, finish_floor: as composition.Inputs. extend_first: of row i
    the extensions extend_first[i] to extend_first[i + 1], each with its kind, its row of figures (of a
    climb: its number), from when a stop counts, and the row of what it is behind, or -1. Of climb c,
    climb_first[c] to climb_first[c + 1] are where each stretch begins, how long it is, what part of it a
    minute is, and what was lost before it, (stretches, n_draws); the last of them never begins.
    climb_table[climb_table_first[c] + p]: the last stretch that has begun by CLIMB_PART * p after the first.
    Of pace p, pace_first[p] to pace_first[p + 1] are the stretches of extensions.AtPace.
    """

    given: Minutes
    given_rows: Minutes
    slow: Minutes
    slow_rows: Minutes
    superseded: Minutes
    added: Minutes
    added_rows: Minutes
    start_floor: Minutes
    finish_floor: Minutes
    floor_rows: Minutes
    extend_first: Minutes
    extend_kind: Minutes
    extend_row: Minutes
    extend_from: Minutes
    extend_behind: Minutes
    extend_rows: Minutes
    climb_first: Minutes
    climb_begins: Minutes
    climb_length: Minutes
    climb_inverse: Floats
    climb_lost: Floats
    climb_table: Minutes
    climb_table_first: Minutes
    pace_first: Minutes
    pace_begins: Minutes
    pace_rate: Minutes
    pace_done: Minutes
    data_date: int


class Room(NamedTuple):
    """Where a block is worked: (m, wide) for begin and left, or (1, wide) where they are not asked for
    afterwards; (slots, wide) for finish, and slot, (m,), says where in it that of a row is; (wide,) for the
    others. int32, since the time goes into moving dates.
    drawn: the cell that each word falls into. work: in 1/256 minutes. places, already, lost: of extensions.

    trouble: 1 + the number of the calendar that a date has left, or 0.
    """

    begin: Whole
    finish: Whole
    slot: Minutes
    left: Whole
    words: Words
    cells: Words
    drawn: Words
    work: Minutes
    bound: Whole
    held: Whole
    places: Places
    already: Floats
    lost: Floats
    trouble: Minutes


def room_for(
    program: Program,
    *,
    watched: Iterable[int] = (),
    walked: bool = False,
    traced: bool = False,
    wide: int = 0,
) -> Room:
    """watched: rows whose finishes are asked for afterwards; others may be gone by then.

    walked: whether walking.py follows the dates back, which needs to know how all of them came about.

    traced: whether what is left is wanted of every row too.
    wide: iterations at once, a multiple of philox.GROUP, by default as many as are fastest.
    """
    count = len(program.state)
    wide = wide or next(wide for rows, wide in _WIDE if count >= rows)
    begins = walked or bool((program.tie_point == Point.BEGIN).any())
    held_behind = program.holds and bool((program.state == State.STARTED).any())
    lefts = traced or (walked and (held_behind or bool(program.tie_to_finish.any())))
    ends = np.flatnonzero(program.group >= 0).tolist()
    slot = np.arange(count) if walked else slots_for(program, [*watched, *ends])
    return Room(
        begin=np.empty((count if begins else 1, wide), np.int32),
        finish=np.empty((slot.max(initial=-1) + 1, wide), np.int32),
        slot=slot,
        left=np.empty((count if lefts else 1, wide), np.int32),
        words=np.empty(wide, np.uint64),
        cells=np.empty(CELLS, np.uint64),
        drawn=np.empty(wide, np.uint64),
        work=np.empty(wide, np.int64),
        bound=np.empty(wide, np.int32),
        held=np.empty(wide, np.int32),
        places=np.empty(wide, np.uint64),
        already=np.empty(wide),
        lost=np.empty(wide),
        trouble=np.zeros(1, np.int64),
    )
