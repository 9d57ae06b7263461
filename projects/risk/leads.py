"""The ties of a program: what each leads from, and on which calendar its lag counts. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from projects.risk.program import Bools, Bytes, Point, Way
from projects.schedule.calendars import Minutes, to_clock
from projects.schedule.crossing import Side, side_left
from projects.schedule.model import LagCalendar, LinkType
from projects.schedule.network import Network, Tie

_WAYS = {
    LagCalendar.PREDECESSOR: Way.LAG_BEFORE,
    LagCalendar.ROUND_THE_CLOCK: Way.LAG_BY_CLOCK,
    LagCalendar.PROJECT: Way.LAG_IN_PROJECT,
}
_PLAIN = (Way.PLAIN, True, True)
_FROM_FINISH = (Point.FINISH, 0)


class Ties(NamedTuple):
    """As Program has them."""

    tie_before: Minutes
    tie_point: Bytes
    tie_constant: Minutes
    tie_to_finish: Bools
    tie_lag: Minutes
    tie_way: Bytes
    tie_at_end: Bools
    tie_at_end_after: Bools


def ties_of(network: Network, order: Sequence[int], into: Sequence[Sequence[Tie]]) -> Ties:
    """order: the positions of the rows. into: the ties that hold each of them."""
    row = {at: i for i, at in enumerate(order)}
    ties = [tie for each in into for tie in each]
    points = [_point(network, tie) for tie in ties]
    ways = [_way(network, tie) if tie.crosses else _PLAIN for tie in ties]
    return Ties(
        tie_before=np.array([row[tie.predecessor] for tie in ties], np.int64),
        tie_point=np.array([point for point, _ in points], np.int8),
        tie_constant=np.array([constant for _, constant in points], np.int64),
        tie_to_finish=np.array([_enters_finish(tie) for tie in ties], bool),
        tie_lag=np.array([tie.lag for tie in ties], np.int64),
        tie_way=np.array([way for way, _, _ in ways], np.int8),
        tie_at_end=np.array([before for _, before, _ in ways], bool),
        tie_at_end_after=np.array([after for _, _, after in ways], bool),
    )


def plain_ties(ties: Ties, first: Sequence[int]) -> list[int]:
    """Of each row how many of its first ties, one after another, only lead from a finish to a begin on
    one calendar, as most do."""
    other = np.flatnonzero(
        (ties.tie_way != Way.PLAIN) | (ties.tie_point != Point.FINISH) | ties.tie_to_finish
    )
    ends = np.append(other, len(ties.tie_way))[np.searchsorted(other, first[:-1])]
    return [int(n) for n in np.minimum(ends, first[1:]) - np.array(first[:-1])]


def _enters_finish(tie: Tie) -> bool:
    """Tie.enters_finish, without the comparison of enums by value: there are ten thousands of ties."""
    return tie.type is LinkType.FF or tie.type is LinkType.SF


def _point(network: Network, tie: Tie) -> tuple[Point, int]:
    """What it leads from; a constant in the predecessor's work minutes."""
    if tie.type is LinkType.FS or tie.type is LinkType.FF:
        return _FROM_FINISH
    if not network.is_started(tie.predecessor):
        return Point.BEGIN, 0
    if not network.schedule.options.holds_at_data_date:
        return Point.CONSTANT, _begun(network, tie.predecessor)
    if network.schedule.options.lag_from_actual_start:
        return Point.CONSTANT, 0
    return Point.BEGIN, 0


def _begun(network: Network, at: int) -> int:
    started_at = network.activities[at].started_at
    assert started_at is not None
    return int(network.times[at].work(to_clock(started_at)))


def _way(network: Network, tie: Tie) -> tuple[Way, bool, bool]:
    """Of a tie that crosses: and whether the point stands at an end of work before and after the lag."""
    at_end = side_left(network, tie) is Side.FINISH
    after = tie.lag > 0 or (not tie.lag and at_end)
    way = _WAYS.get(tie.lagging, Way.LAG_AFTER) if tie.lag else Way.LAG_AFTER
    return way, at_end, after
