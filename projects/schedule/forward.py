"""Early dates of every activity, for one set of durations or for many thousands at once. Pure.

One pass serves the deterministic CPM and the simulation, so that they cannot disagree.
Sources: Kelley, J. E. & Walker, M. R. (1959), Critical-path planning and scheduling, Proc. EJCC,
for the pass; P6's behaviour, found by reproducing the dates stored in its files, for the rest:

- unstarted work begins no earlier than the data date and the project's planned start;
- an activity is worked in one piece: where a link or a constraint holds its finish, its start
  moves along;
- retained logic holds the rest of a started activity until its unfinished predecessors let it go;
  progress override lets it run on;
- a mandatory constraint overrules the links;
- a lag after a finished activity still counts, from its actual date.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from projects.schedule.calendars import Minutes, to_clock
from projects.schedule.crossing import carried
from projects.schedule.model import ConstraintKind
from projects.schedule.network import Network, Tie
from projects.schedule.spanning import span
from projects.schedule.started import binding_ties, counts_from, unspent, work_left

Extend = Callable[[Minutes, Minutes], Minutes]

_HOLD_THE_START = (
    ConstraintKind.START_ON,
    ConstraintKind.START_ON_OR_AFTER,
    ConstraintKind.EXTERNAL_EARLY_START,
)
_HOLD_THE_FINISH = (ConstraintKind.FINISH_ON, ConstraintKind.FINISH_ON_OR_AFTER)


@dataclass(frozen=True, kw_only=True)
class Dates:
    """start, finish: (n_activities, n_draws) int64, each row in its activity's own work minutes.

    resume: position to (n_draws,), where the rest of a started activity begins.
    """

    start: Minutes
    finish: Minutes
    resume: dict[int, Minutes] = field(default_factory=dict)

    def begins(self, position: int) -> Minutes:
        """Where the work still to do begins: the start, unless it lies behind us."""
        resumes = self.resume.get(position)
        return np.asarray(self.start[position]) if resumes is None else resumes


@dataclass(frozen=True, kw_only=True)
class Holds:
    """What comes from outside the network: see forward for the units."""

    start_floor: Mapping[int, Minutes] = field(default_factory=dict)
    finish_floor: Mapping[int, Minutes] = field(default_factory=dict)
    extend: Mapping[int, Extend] = field(default_factory=dict)
    resume_at: Mapping[int, int] = field(default_factory=dict)


def planned_durations(network: Network) -> Minutes:
    """(n_activities, 1) int64: what is left of each activity if all goes as the schedule says."""
    left = [work_left(activity) for activity in network.activities]
    return np.array(left, dtype=np.int64)[:, np.newaxis]


def forward(
    network: Network,
    durations: Minutes,
    *,
    start_floor: Mapping[int, Minutes] | None = None,
    finish_floor: Mapping[int, Minutes] | None = None,
    extend: Mapping[int, Extend] | None = None,
    resume_at: Mapping[int, int] | None = None,
) -> Dates:
    """Early start and finish of every activity in every draw.

    durations: (n_activities, n_draws) int64, work minutes >= 0 on each activity's own calendar,
        rows as network.activities; for a started activity what remains; not read for a finished
        one, nor for a level of effort or a summary.
    start_floor, finish_floor: position to (n_draws,) int64 in the activity's own work minutes,
        before which it neither starts (if started: resumes) nor finishes.
    extend: position to a function of (start, finish) rows giving work minutes to add to the finish,
        called once when both are known; for a started activity start is where the rest begins.
    resume_at: position of a started activity to the clock minute of its last progress report. The
        remaining duration counts from there, though the finish is never before the data date.
        Left out, it counts from the data date.
    Returns Dates. Raises ValueError for a wrong shape or a negative duration, BeyondCalendar when a
    link across calendars passes the end of one.
    """
    if durations.ndim != 2 or len(durations) != len(network.activities):
        raise ValueError(f"durations: {durations.shape}, not {len(network.activities)} rows")
    if durations.size and durations.min() < 0:
        raise ValueError("durations: a negative one")
    dates = Dates(
        start=np.empty(durations.shape, np.int64), finish=np.empty(durations.shape, np.int64)
    )
    holds = Holds(
        start_floor=start_floor or {},
        finish_floor=finish_floor or {},
        extend=extend or {},
        resume_at=resume_at or {},
    )
    for at in network.order:
        if network.is_spanning(at):
            continue
        if network.is_finished(at):
            _date_finished(network, dates, at)
        elif network.is_started(at):
            _date_started(network, dates, at, durations[at], holds)
        else:
            _date_unstarted(network, dates, at, durations[at], holds)
    span(network, dates.start, dates.finish)
    return dates


def _date_finished(network: Network, dates: Dates, at: int) -> None:
    activity, time = network.activities[at], network.times[at]
    assert activity.finished_at is not None
    finish = time.work(to_clock(activity.finished_at))
    dates.finish[at] = finish
    dates.start[at] = time.work(to_clock(activity.started_at)) if activity.started_at else finish


def _date_started(network: Network, dates: Dates, at: int, left: Minutes, holds: Holds) -> None:
    activity, time = network.activities[at], network.times[at]
    assert activity.started_at is not None
    dates.start[at] = time.work(to_clock(activity.started_at))
    begins = counts_from(network, at, holds.resume_at.get(at))
    resume = np.full(left.shape, begins, dtype=np.int64)
    if at in holds.start_floor:
        np.maximum(resume, holds.start_floor[at], out=resume)
    finish_bound = _hold_by_links(network, dates, binding_ties(network, at), resume)
    for bound in (finish_bound, holds.finish_floor.get(at), constraint_on_finish(network, at)):
        if bound is not None:
            np.maximum(resume, bound - left, out=resume)
    finish = resume + left
    if network.schedule.options.holds_at_data_date:
        np.maximum(finish, 0, out=finish)
    for pinned in mandatory(network, at, ConstraintKind.MANDATORY_FINISH):
        resume[:], finish[:] = pinned - left, pinned
    if at in holds.extend:
        finish = finish + holds.extend[at](resume, finish)
    dates.finish[at], dates.resume[at] = finish, resume


def _date_unstarted(
    network: Network, dates: Dates, at: int, duration: Minutes, holds: Holds
) -> None:
    start, finish = dates.start[at], dates.finish[at]
    start[:] = earliest_start(network, at)
    if at in holds.start_floor:
        np.maximum(start, holds.start_floor[at], out=start)
    finish_bound = _hold_by_links(network, dates, network.incoming[at], start)
    for bound in (finish_bound, holds.finish_floor.get(at), constraint_on_finish(network, at)):
        if bound is not None:
            np.maximum(start, bound - duration, out=start)
    _pin(network, at, start, duration)
    np.add(start, duration, out=finish)
    if at in holds.extend:
        finish += holds.extend[at](start, finish)


def _hold_by_links(
    network: Network, dates: Dates, ties: list[Tie], start: Minutes
) -> Minutes | None:
    """Push the start row by the links that enter at the start; return the bound on the finish."""
    finish_bound: Minutes | None = None
    for tie in ties:
        bound = left_behind(network, dates, tie)
        if not tie.enters_finish:
            np.maximum(start, bound, out=start)
        elif finish_bound is None:
            finish_bound = bound
        else:
            finish_bound = np.maximum(finish_bound, bound)
    return finish_bound


def left_behind(network: Network, dates: Dates, tie: Tie) -> Minutes:
    """Where the link leads on the successor's calendar.

    A lag from a start that is behind us has begun to run: what is left of it at the data date counts
    from where the predecessor's own rest begins or, by option, from the data date.
    """
    before, options = tie.predecessor, network.schedule.options
    if tie.leaves_finish or not network.is_started(before) or not options.holds_at_data_date:
        return carried(network, tie, (dates.finish if tie.leaves_finish else dates.start)[before])
    left = tie._replace(lag=unspent(network, tie))
    if options.lag_from_actual_start:
        return carried(network, left, np.zeros_like(dates.start[before]))
    return carried(network, left, dates.begins(before))


def earliest_start(network: Network, at: int) -> int:
    """The data date, the planned start of the project and constraints, in own work minutes."""
    time, activity = network.times[at], network.activities[at]
    schedule = network.schedule
    no_earlier = [schedule.planned_start or schedule.data_date]
    if schedule.options.holds_at_data_date:
        no_earlier.append(schedule.data_date)
    for constraint in activity.constraints:
        if constraint.kind in _HOLD_THE_START and constraint.at is not None:
            no_earlier.append(constraint.at)
    return int(time.work(to_clock(max(no_earlier))))


def constraint_on_finish(network: Network, at: int) -> int | None:
    held = [
        to_clock(constraint.at)
        for constraint in network.activities[at].constraints
        if constraint.kind in _HOLD_THE_FINISH and constraint.at is not None
    ]
    return int(network.times[at].work(max(held))) if held else None


def _pin(network: Network, at: int, start: Minutes, duration: Minutes) -> None:
    for pinned in mandatory(network, at, ConstraintKind.MANDATORY_START):
        start[:] = pinned
    for pinned in mandatory(network, at, ConstraintKind.MANDATORY_FINISH):
        start[:] = pinned - duration


def mandatory(network: Network, at: int, kind: ConstraintKind) -> list[int]:
    return [
        int(network.times[at].work(to_clock(constraint.at)))
        for constraint in network.activities[at].constraints
        if constraint.kind is kind and constraint.at is not None
    ]
