"""What links still ask for once progress is known, ready for the deterministic passes. Pure.

Sources: Oracle, P6 Professional Help, "General tab - Schedule Options dialog box" (progress rules,
start-to-start lag, lag calendar); P6's stored dates; and what the authors of MPXJ (PrimaveraScheduler)
and of Open Planner Studio (its P6 conventions) found by experiment with theirs:

- of a lag after work that is finished, or from a start that is behind us, only what has not yet run
  out at the data date counts; a lead from such a point counts as nothing;
- that rest counts from where the predecessor's own rest begins or, by option, from the data date;
- a finish-to-start lag after finished work does not hold what has begun regardless;
- under progress override, links into work that has started hold neither side;
- under actual dates they hold only the predecessor, whose late dates come from the actual ones.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from projects.schedule.calendars import to_clock
from projects.schedule.kernels import NONE, embedded
from projects.schedule.model import LagCalendar, ProgressRule
from projects.schedule.moments import Clocks, beginning, clock_at, ending, work_done
from projects.schedule.network import Network, Tie

ROUND_THE_CLOCK = -1
"""In place of the number of a calendar."""


class State(IntEnum):
    UNSTARTED = 0
    STARTED = 1
    FINISHED = 2


class Bond(NamedTuple):
    """A tie as it binds now.

    lag: work minutes that still count. calendar: the number of the one on which they are counted.
    plain: both ends and the lag are on one calendar.
    since: a clock minute that stands for the predecessor, where its own dates do not matter, or NONE.
    until: a clock minute that stands for the successor in the late pass, or NONE.
    forward, backward: whether it holds the successor early, the predecessor late.
    """

    predecessor: int
    successor: int
    from_finish: bool
    to_finish: bool
    lag: int
    calendar: int
    plain: bool
    forward: bool = True
    backward: bool = True
    since: int = NONE
    until: int = NONE


@embedded
def after_lag(clocks: Clocks, calendar: int, lag: int, clock: int) -> int:
    """Where the lag ends that begins there. A lag of zero leaves the clock where it stands."""
    if not lag:
        return clock
    if calendar == ROUND_THE_CLOCK:
        return clock + lag
    work = work_done(clocks, calendar, clock) + lag
    return clock_at(clocks, calendar, ending(work) if lag > 0 else beginning(work))


@embedded
def before_lag(clocks: Clocks, calendar: int, lag: int, clock: int, at_end: bool) -> int:
    """Where a lag begins that ends there.

    at_end: the clock stands where work ends, and so then does the answer (Wednesday 17:00 less
    two days is Monday 17:00, not Tuesday 08:00).
    """
    if not lag:
        return clock
    if calendar == ROUND_THE_CLOCK:
        return clock - lag
    work = work_done(clocks, calendar, clock) - lag
    return clock_at(clocks, calendar, ending(work) if at_end or lag < 0 else beginning(work))


def state_of(network: Network, at: int) -> State:
    if network.is_finished(at):
        return State.FINISHED
    return State.STARTED if network.is_started(at) else State.UNSTARTED


def whole_bond(tie: Tie, calendars: Sequence[int], project: int) -> Bond:
    """calendars: the number of each position's. project: that of the project's own."""
    match tie.lagging:
        case LagCalendar.PREDECESSOR:
            counted = calendars[tie.predecessor]
        case LagCalendar.SUCCESSOR:
            counted = calendars[tie.successor]
        case LagCalendar.PROJECT:
            counted = project
        case LagCalendar.ROUND_THE_CLOCK:
            counted = ROUND_THE_CLOCK
    return Bond(
        tie.predecessor,
        tie.successor,
        tie.leaves_finish,
        tie.enters_finish,
        tie.lag,
        counted,
        not tie.crosses,
    )


def bond_now(network: Network, bond: Bond, clocks: Clocks, state: Sequence[State]) -> Bond:
    """What progress at either end leaves of a whole bond. state: of all positions."""
    before, after = state[bond.predecessor], state[bond.successor]
    if before is not State.UNSTARTED:
        bond = bond._replace(plain=bond.plain and before is not State.FINISHED)
        bond = _counted_from_actual(network, bond, before, clocks)
    if after is not State.UNSTARTED:
        bond = _entering_progress(network, bond, before)
    return bond


def _counted_from_actual(network: Network, bond: Bond, state: State, clocks: Clocks) -> Bond:
    activity, options = network.activities[bond.predecessor], network.schedule.options
    left_at = activity.finished_at if bond.from_finish else activity.started_at
    left_at = left_at or activity.finished_at
    if left_at is None:
        return bond
    if not options.holds_at_data_date:
        return bond._replace(since=to_clock(left_at), plain=False, backward=False)
    bond = bond._replace(lag=_unspent(network, bond, clocks, to_clock(left_at)))
    if state is State.STARTED and options.lag_from_actual_start:
        return bond._replace(since=network.data_date, plain=False, backward=False)
    return bond


def _unspent(network: Network, bond: Bond, clocks: Clocks, since: int) -> int:
    """What is left at the data date of a lag that has run since then; of a lead, nothing."""
    data_date = network.data_date
    if bond.lag <= 0 or since >= data_date:
        return max(bond.lag, 0)
    if bond.calendar == ROUND_THE_CLOCK:
        return max(bond.lag - (data_date - since), 0)
    spent = work_done(clocks, bond.calendar, data_date) - work_done(clocks, bond.calendar, since)
    return max(bond.lag - spent, 0)


def _entering_progress(network: Network, bond: Bond, before: State) -> Bond:
    options, successor = network.schedule.options, network.activities[bond.successor]
    if before is State.FINISHED and bond.from_finish and not bond.to_finish:
        bond = bond._replace(lag=0)
    if options.progress_rule is ProgressRule.RETAINED_LOGIC:
        return bond
    if options.progress_rule is ProgressRule.ACTUAL_DATES and options.holds_at_data_date:
        reached = successor.finished_at if bond.to_finish else successor.started_at
        until = to_clock(reached) if reached else NONE
        plain = bond.plain and not reached
        return bond._replace(forward=False, backward=True, until=until, plain=plain)
    return bond._replace(forward=False, backward=False)
