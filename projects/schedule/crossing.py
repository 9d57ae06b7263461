"""Taking a point in time over a link, from one activity's calendar to another's. Pure.

On one calendar a link is an integer addition. Across calendars the point goes work -> clock ->
work, and the lag is counted on the calendar that the schedule says (P6's scheduling option).
The side matters: the work that ends Friday 17:00 and the work that begins Monday 08:00 stand at the
same work minute, but not at the same clock minute for a successor that works on Saturdays.
"""

from enum import Enum, auto

import numpy as np

from projects.schedule.calendars import Minutes, WorkTime
from projects.schedule.model import ActivityKind, LagCalendar
from projects.schedule.network import Network, Tie


class Side(Enum):
    START = auto()
    FINISH = auto()


def side_of(network: Network, position: int, *, at_finish: bool) -> Side:
    """A start milestone is a moment at which work begins, a finish milestone one at which it ends.

    Any other activity has one of each.
    """
    match network.activities[position].kind:
        case ActivityKind.START_MILESTONE:
            return Side.START
        case ActivityKind.FINISH_MILESTONE:
            return Side.FINISH
        case _:
            return Side.FINISH if at_finish else Side.START


def side_left(network: Network, tie: Tie) -> Side:
    """On which side of its predecessor a tie leaves: that of an activity without duration is dated as a
    start by P6, and only what ends with it looks at its end (early.py)."""
    at_finish = tie.leaves_finish and (tie.enters_finish or network.lasts(tie.predecessor))
    return side_of(network, tie.predecessor, at_finish=at_finish)


def clock(time: WorkTime, work: Minutes, side: Side) -> Minutes:
    return time.clock_at_finish(work) if side is Side.FINISH else time.clock_at_start(work)


def carried(network: Network, tie: Tie, point: Minutes) -> Minutes:
    """Where the predecessor's start or finish, with the lag, stands on the successor's calendar.

    point: work minutes of the predecessor. Returns work minutes of the successor, same shape.
    """
    if not tie.crosses:
        return point + tie.lag if tie.lag else point
    before, after = network.times[tie.predecessor], network.times[tie.successor]
    side = side_left(network, tie)
    lagging = tie.lagging
    if tie.lag and lagging is LagCalendar.PREDECESSOR:
        return after.work(clock(before, point + tie.lag, _side_after(tie.lag, side)))
    at = clock(before, point, side)
    if tie.lag and lagging is LagCalendar.ROUND_THE_CLOCK:
        return after.work(at + tie.lag)
    if tie.lag and lagging is LagCalendar.PROJECT:
        project = network.project_time
        at = clock(project, project.work(at) + tie.lag, _side_after(tie.lag, side))
        return after.work(at)
    return after.work(at) + tie.lag


def carried_back(network: Network, tie: Tie, point: Minutes) -> Minutes:
    """The latest point of the predecessor that leaves the successor's start or finish at `point`.

    point: work minutes of the successor. Returns work minutes of the predecessor, same shape.
    """
    if not tie.crosses:
        return point - tie.lag
    before, after = network.times[tie.predecessor], network.times[tie.successor]
    side = side_of(network, tie.successor, at_finish=tie.enters_finish)
    lagging = tie.lagging
    if tie.lag and lagging is LagCalendar.SUCCESSOR:
        return before.work(clock(after, point - tie.lag, _side_after(-tie.lag, side)))
    at = clock(after, point, side)
    if tie.lag and lagging is LagCalendar.ROUND_THE_CLOCK:
        return before.work(at - tie.lag)
    if tie.lag and lagging is LagCalendar.PROJECT:
        project = network.project_time
        at = clock(project, project.work(at) - tie.lag, _side_after(-tie.lag, side))
        return before.work(at)
    return before.work(at) - tie.lag


def _side_after(lag: int, side: Side) -> Side:
    """Counting forward ends with a minute of work, counting back with the beginning of one."""
    if lag > 0:
        return Side.FINISH
    return Side.START if lag < 0 else side


def latest_clock(network: Network, finish: Minutes) -> Minutes:
    """Clock minute of the last finish of all that holds up others: (n_draws,) int64.

    finish: (n_activities, n_draws), each row in its own work minutes. Per calendar the maximum is
    taken first, in work time, so that a schedule on one calendar converts a single row.
    """
    rows: dict[tuple[WorkTime, Side], list[int]] = {}
    for i in range(len(network.activities)):
        if not network.is_spanning(i):
            key = (network.times[i], side_of(network, i, at_finish=True))
            rows.setdefault(key, []).append(i)
    ends = [clock(time, finish[at].max(axis=0), side) for (time, side), at in rows.items()]
    latest: Minutes = np.max(ends, axis=0)
    return latest
