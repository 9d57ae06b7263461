"""Late dates: how late each activity may finish without moving the end. Pure, deterministic.

Source: Kelley & Walker 1959, the backward pass. As in P6, late dates count from the date by which
the project must finish, or else from the last early finish; every open end hangs on that; a
constraint "on or before" caps them, and a mandatory one sets them.
"""

import numpy as np

from projects.schedule.calendars import Minutes, to_clock
from projects.schedule.crossing import carried_back, latest_clock
from projects.schedule.forward import Dates, binding_ties
from projects.schedule.model import ConstraintKind
from projects.schedule.network import Network, Tie

_CAP_THE_START = (ConstraintKind.START_ON, ConstraintKind.START_ON_OR_BEFORE)
_CAP_THE_FINISH = (
    ConstraintKind.FINISH_ON,
    ConstraintKind.FINISH_ON_OR_BEFORE,
    ConstraintKind.EXTERNAL_LATE_FINISH,
)


def backward(network: Network, durations: Minutes, early: Dates) -> Dates:
    """Late start and finish of every activity, in its own work minutes.

    durations: (n_activities, 1) as given to forward; early: what forward returned.
    Finished, level-of-effort and summary activities keep their early dates: they have no float.
    The late start of a started activity is the latest at which the rest of it may begin.
    """
    start, finish = early.start.copy(), early.finish.copy()
    end = project_end_clock(network, early)
    for at in reversed(network.order):
        if network.is_finished(at) or network.is_spanning(at):
            continue
        latest = int(network.times[at].work(end))
        left = int(durations[at, 0])
        for tie in binding_successors(network, at):
            leaving = finish if tie.enters_finish else start
            bound = int(carried_back(network, tie, leaving[tie.successor])[0])
            latest = min(latest, bound if tie.leaves_finish else bound + left)
        finish[at] = _constrained(network, at, latest, left)
        start[at] = finish[at] - left
    return Dates(start=start, finish=finish)


def project_end_clock(network: Network, early: Dates) -> int:
    """The clock minute from which late dates count."""
    if network.schedule.must_finish_by is not None:
        return to_clock(network.schedule.must_finish_by)
    return int(latest_clock(network, early.finish)[0])


def binding_successors(network: Network, at: int) -> list[Tie]:
    """The outgoing ties by which this activity can still hold up another."""
    return [
        tie
        for tie in network.outgoing[at]
        if not network.is_finished(tie.successor)
        and (tie.leaves_finish or not network.is_started(at))
        and tie in binding_ties(network, tie.successor)
    ]


def _constrained(network: Network, at: int, latest: int, left: int) -> int:
    time = network.times[at]
    for constraint in network.activities[at].constraints:
        if constraint.at is None:
            continue
        on = int(time.work(to_clock(constraint.at)))
        if constraint.kind is ConstraintKind.MANDATORY_START:
            return on + left
        if constraint.kind is ConstraintKind.MANDATORY_FINISH:
            return on
        if constraint.kind in _CAP_THE_START and not network.is_started(at):
            latest = min(latest, on + left)
        elif constraint.kind in _CAP_THE_FINISH:
            latest = min(latest, on)
    return latest


def free_float(network: Network, at: int, early: Dates, end: int) -> int:
    """Work minutes that an activity may slip before any successor's early date, or the end, moves.

    end: clock minute of the project's early finish; P6 takes that even where the project must
        finish by another date. Never negative: what a mandatory date overlaps has no float to use.
    """
    finish = int(early.finish[at, 0])
    begins = int(early.begins(at)[0])
    slack = [
        _point_left_by(network, tie, early) - (finish if tie.leaves_finish else begins)
        for tie in binding_successors(network, at)
    ]
    return max(min([*slack, int(network.times[at].work(end)) - finish]), 0)


def _point_left_by(network: Network, tie: Tie, early: Dates) -> int:
    entered = early.finish[tie.successor] if tie.enters_finish else early.begins(tie.successor)
    return int(np.asarray(carried_back(network, tie, entered))[0])
