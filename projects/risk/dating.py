"""From what was drawn to finishes: by the kernel, or in NumPy where it is not compiled. Pure.

Both give the same bits (tests/projects/risk/test_kernel.py), so that nobody can tell which has served.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from projects.risk.by_kernel import ByKernel
from projects.risk.composition import Inputs
from projects.risk.dated import Finishes, Trace
from projects.risk.estimates import Estimates
from projects.risk.goals import Goal, Sums
from projects.risk.in_rows import InRows
from projects.risk.program import Program
from projects.risk.randomness import Block
from projects.schedule.calendars import Minutes
from projects.schedule.kernels import are_compiled
from projects.schedule.network import Network


class Dater(Protocol):
    """One network with its estimates, to be dated for any effects. watched: codes with positions."""

    @property
    def network(self) -> Network: ...

    @property
    def iterations_at_once(self) -> int: ...

    @property
    def program(self) -> Program: ...

    def finishes(self, block: Block, inputs: Inputs) -> Finishes: ...

    def walk(self, block: Block, inputs: Inputs, goal: Goal, sums: Sums) -> Minutes:
        """Add the draws of a block to the sums; the clock minutes of the goal in each, (n_draws,)."""
        ...

    def trace(
        self, block: Block, inputs: Inputs, goals: Sequence[Goal], *, turn: int | None = None
    ) -> Trace:
        """All dates of a block, and how they hang together. A row takes some bytes a draw: mind the block.

        turn: from which draw on, a multiple of philox.GROUP, of several that give a date the last is
        followed, and not the first; None for no draw.
        """
        ...

    def planned(self, goal: Goal) -> int:
        """The clock minute of the goal if all goes as the schedule says."""
        ...

    def planned_finishes(self) -> Minutes:
        """Own work minutes by position, if all goes as the schedule says; 0 for what spans other work."""
        ...


def dater_of(
    network: Network,
    estimates: Estimates,
    resume_at: Mapping[int, int],
    watched: Mapping[str, int],
) -> Dater:
    """A span is dated in NumPy alone: nobody has to know many of them, or fast."""
    spans = any(network.is_spanning(at) for at in watched.values())
    make = ByKernel if are_compiled() and not spans else InRows
    return make(network, estimates, resume_at, watched)
