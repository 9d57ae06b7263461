"""Levels of effort and summaries: dated by the work that they accompany, driving none. Pure.

P6 stretches a level of effort from the earliest point that its start-links name to the latest that
its finish-links name, predecessors and successors alike, and a summary over all below its WBS node.
"""

from collections.abc import Sequence

import numpy as np

from projects.schedule.calendars import Minutes
from projects.schedule.crossing import carried, carried_back, clock, side_of
from projects.schedule.model import ActivityKind
from projects.schedule.network import Network, Tie


def span(network: Network, start: Minutes, finish: Minutes) -> None:
    """Fill the rows of spanning activities in both (n_activities, n_draws) arrays, in place."""
    for at in network.order:
        if not network.is_spanning(at):
            continue
        if network.activities[at].kind is ActivityKind.SUMMARY:
            begins, ends = _over_wbs(network, at, start, finish)
        else:
            begins, ends = _over_ties(network, at, start, finish)
        resting = np.zeros(start.shape[1], np.int64)
        start[at] = np.min(begins, axis=0) if begins else resting
        finish[at] = np.maximum(np.max(ends, axis=0), start[at]) if ends else start[at]


def _over_ties(
    network: Network, at: int, start: Minutes, finish: Minutes
) -> tuple[list[Minutes], list[Minutes]]:
    begins: list[Minutes] = []
    ends: list[Minutes] = []
    for tie in network.spans:
        if not _is_dated(network, tie, at):
            continue
        if tie.successor == at:
            point = (finish if tie.leaves_finish else start)[tie.predecessor]
            (ends if tie.enters_finish else begins).append(carried(network, tie, point))
        elif tie.predecessor == at:
            point = (finish if tie.enters_finish else start)[tie.successor]
            (ends if tie.leaves_finish else begins).append(carried_back(network, tie, point))
    return begins or ends, ends or begins


def _is_dated(network: Network, tie: Tie, at: int) -> bool:
    other = tie.predecessor if tie.successor == at else tie.successor
    return not network.is_spanning(other)


def _over_wbs(
    network: Network, at: int, start: Minutes, finish: Minutes
) -> tuple[list[Minutes], list[Minutes]]:
    node = network.activities[at].wbs
    below: Sequence[int] = [
        i
        for i, activity in enumerate(network.activities)
        if not network.is_spanning(i)
        and (activity.wbs == node or activity.wbs.startswith(f"{node}."))
    ]
    return (
        [_seen_from(network, at, i, start[i], at_finish=False) for i in below],
        [_seen_from(network, at, i, finish[i], at_finish=True) for i in below],
    )


def _seen_from(
    network: Network, at: int, other: int, point: Minutes, *, at_finish: bool
) -> Minutes:
    if network.times[other] is network.times[at]:
        return point
    side = side_of(network, other, at_finish=at_finish)
    return network.times[at].work(clock(network.times[other], point, side))
