"""Activities with their bonds as the inner loops of the passes want them. Pure.

Most links run from finish to start on one calendar without lag. Those of an activity are asked for
all at once, and only the others one by one: that makes a pass several times as fast.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter

from projects.schedule.bonds import Bond, State
from projects.schedule.model import ActivityKind
from projects.schedule.moments import Carry, Moments

Others = Callable[[list[int]], tuple[int, ...]]

Row = tuple[int, bool, bool, int, Carry | None, Bond | None]
"""The other end, from_finish, to_finish, lag; what takes its date to our calendar where only that
differs; and the bond itself where more is to be seen to than all these say.
"""

Step = tuple[int, int, Others | None, list[Row]]
"""Position; twice the work left, for moments, or 0 where more than links bears on it; the dates of
the other ends of its plain finish-to-start bonds without lag, out of a list; and all its other bonds.
"""


class Steps:
    """Makes steps for one pass. kind, state, moments: of all positions."""

    def __init__(
        self,
        kind: Sequence[ActivityKind],
        state: Sequence[State],
        moments: Sequence[Moments],
        *,
        backward: bool,
    ) -> None:
        self._kind, self._state, self._moments = kind, state, moments
        self._backward = backward
        self._carries: dict[tuple[int, int], Carry] = {}

    def step(self, at: int, bonds: Sequence[Bond], twice: int) -> Step:
        """bonds: into the position, or for the backward pass out of it."""
        simple: list[int] = []
        rows: list[Row] = []
        for bond in bonds:
            if self._is_simple(bond):
                simple.append(self._other(bond))
            else:
                rows.append(self._row(bond))
        if not simple:
            return at, twice, None, rows
        pair = simple if len(simple) > 1 else simple * 2  # one alone would not come as a tuple
        return at, twice, itemgetter(*pair), rows

    def _other(self, bond: Bond) -> int:
        return bond.successor if self._backward else bond.predecessor

    def _is_simple(self, bond: Bond) -> bool:
        if not bond.plain or bond.lag or bond.to_finish or not bond.from_finish:
            return False
        return self._state[bond.successor] is not State.FINISHED

    def _row(self, bond: Bond) -> Row:
        carry = None if bond.plain else self._carry(bond)
        # A finish milestone keeps the very moment that it is given.
        exact = bond.to_finish and self._kind[bond.successor] is ActivityKind.FINISH_MILESTONE
        is_all = carry is not None or (bond.plain and not exact)
        shown = None if is_all else bond
        return self._other(bond), bond.from_finish, bond.to_finish, bond.lag, carry, shown

    def _carry(self, bond: Bond) -> Carry | None:
        """For a bond without lag between two calendars that counts from computed dates."""
        if bond.lag or State.FINISHED in (
            self._state[bond.predecessor],
            self._state[bond.successor],
        ):
            return None
        if self._backward:
            return None if bond.until is not None else self._carrier(bond)
        return None if bond.since is not None or bond.to_finish else self._carrier(bond)

    def _carrier(self, bond: Bond) -> Carry:
        before, after = self._moments[bond.predecessor], self._moments[bond.successor]
        key = id(before), id(after)
        if key not in self._carries:
            there, here = (after, before) if self._backward else (before, after)
            self._carries[key] = there.carrier(here, late=self._backward)
        return self._carries[key]
