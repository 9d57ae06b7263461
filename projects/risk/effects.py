"""What drivers do to a network, apart from what they are: the words the engine computes in. Pure.

A driver is compiled once against a network (an Influence) and then drawn block by block (an
Effect). Effects of several drivers on one activity compose: outputs multiply, and so do factors or
the largest counts, work adds up, the latest floor holds, and extensions follow one another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from projects.risk.extensions import Extension
from projects.risk.randomness import Block
from projects.schedule.calendars import Minutes
from projects.schedule.network import Network
from sites.uncertainty import Cause

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Rows of shape (n_draws,), by position in the network; minutes are the activity's own work.

    output: per hour of the crew, one row for all that the driver touches. factor: of the estimate, one
    row too; overlaps: of several only the largest counts, and 0 is one that does not happen. added_work: more to do.
    start_floors, finish_floors: not before. extensions: of the finish.
    """

    output: Floats | None = None
    factor: Floats | None = None
    overlaps: bool = False
    added_work: Mapping[int, Minutes] = field(default_factory=dict)
    start_floors: Mapping[int, Minutes] = field(default_factory=dict)
    finish_floors: Mapping[int, Minutes] = field(default_factory=dict)
    extensions: Mapping[int, Extension] = field(default_factory=dict)


class Influence(Protocol):
    """A driver compiled against one network.

    touches: the positions it bears on; none means that the driver has nothing left to act upon.
    superseded: positions whose own estimate it replaces.
    """

    @property
    def cause(self) -> Cause: ...

    @property
    def touches(self) -> frozenset[int]: ...

    @property
    def superseded(self) -> frozenset[int]: ...

    def draw(self, block: Block) -> Effect: ...


@dataclass(frozen=True, kw_only=True)
class Compiled:
    """What most influences have in common."""

    cause: Cause
    network: Network
    touches: frozenset[int]
    superseded: frozenset[int] = frozenset()
