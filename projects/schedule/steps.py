"""Activities with their bonds as the inner loops of the passes want them. Pure.

Most links run from finish to start on one calendar without lag. Those of an activity are asked for
all at once, and only the others one by one: that makes a pass several times as fast.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter

from projects.schedule.bonds import Bond, State
from projects.schedule.model import ActivityKind

Others = Callable[[list[int]], tuple[int, ...]]

Row = tuple[int, bool, bool, int, Bond | None]
"""The other end, from_finish, to_finish, lag, and the bond itself where it is not plain."""

Step = tuple[int, int, Others | None, list[Row]]
"""Position; twice the work left, for moments, or 0 where more than links bears on it; the dates of
the other ends of its plain finish-to-start bonds without lag, out of a list; and all its other bonds.
"""


def step_of(
    at: int,
    bonds: Sequence[Bond],
    kind: Sequence[ActivityKind],
    state: Sequence[State],
    twice: int,
    *,
    backward: bool = False,
) -> Step:
    """bonds: into the position, or backward out of it. kind, state: of all positions."""
    simple: list[int] = []
    rows: list[Row] = []
    for bond in bonds:
        other = bond.successor if backward else bond.predecessor
        done = state[bond.successor] is State.FINISHED
        if bond.plain and bond.from_finish and not (bond.to_finish or bond.lag or done):
            simple.append(other)
            continue
        # A finish milestone keeps the very moment that it is given, so no such bond is plain.
        exact = bond.to_finish and kind[bond.successor] is ActivityKind.FINISH_MILESTONE
        plain = bond.plain and not exact
        rows.append((other, bond.from_finish, bond.to_finish, bond.lag, None if plain else bond))
    if not simple:
        return at, twice, None, rows
    pair = simple if len(simple) > 1 else simple * 2  # itemgetter gives a tuple for two and more
    return at, twice, itemgetter(*pair), rows
