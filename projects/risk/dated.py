"""What comes of dating a network in many draws at once. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projects.risk.program import Whole
from projects.schedule.calendars import Minutes
from projects.schedule.crossing import clock, side_of
from projects.schedule.network import Network


@dataclass(frozen=True, kw_only=True)
class Finishes:
    """Clock minutes since projects.schedule.calendars.EPOCH, int64, (n_iterations,) each.

    milestones: by activity code. project: of all work.
    """

    milestones: Mapping[str, Minutes]
    project: Minutes


@dataclass(frozen=True, kw_only=True)
class Trace:
    """Every row of a program in every draw, and the walk back from each goal.

    begin, finish, left: (m, n) own work minutes: where the work to do begins, its finish, and what it
    takes before anything makes it last longer. last: (goals, n) clock minutes of each goal. steps:
    (goals, m, n) of goals.Step.
    """

    begin: Whole
    finish: Whole
    left: Whole
    last: Minutes
    steps: NDArray[np.int8]


def by_clock(
    network: Network, watched: Mapping[str, int], rows: Mapping[str, Minutes]
) -> dict[str, Minutes]:
    """Finishes in own work minutes as clock minutes."""
    return {
        code: clock(network.times[at], rows[code], side_of(network, at, at_finish=True))
        for code, at in watched.items()
    }
