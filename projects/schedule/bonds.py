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
from dataclasses import dataclass
from enum import IntEnum

from projects.schedule.calendars import to_clock
from projects.schedule.model import LagCalendar, ProgressRule
from projects.schedule.moments import Moments, beginning, ending
from projects.schedule.network import Network, Tie


class State(IntEnum):
    UNSTARTED = 0
    STARTED = 1
    FINISHED = 2


@dataclass(slots=True)
class Bond:
    """A tie as it binds now.

    lag: work minutes that still count. plain: both ends and the lag are on one calendar.
    since: a clock minute that stands for the predecessor, where its own dates do not matter.
    until: a clock minute that stands for the successor in the late pass.
    forward, backward: whether it holds the successor early, the predecessor late.
    """

    predecessor: int
    successor: int
    from_finish: bool
    to_finish: bool
    lag: int
    plain: bool
    lagging: LagCalendar
    forward: bool = True
    backward: bool = True
    since: int | None = None
    until: int | None = None


class Lags:
    """Counts lags by the clock, each on the calendar that the link or the schedule names."""

    def __init__(self, network: Network, moments: list[Moments], project: Moments) -> None:
        self._moments, self._project = moments, project
        self._data_date = network.data_date

    def after(self, bond: Bond, clock: int) -> int:
        """Where the lag ends that begins there. A lag of zero leaves the clock where it stands."""
        if not bond.lag:
            return clock
        if bond.lagging is LagCalendar.ROUND_THE_CLOCK:
            return clock + bond.lag
        return self._calendar(bond).moved(clock, bond.lag)

    def before(self, bond: Bond, clock: int, *, at_end: bool) -> int:
        """Where a lag begins that ends there.

        at_end: the clock stands where work ends, and so then does the answer (Wednesday 17:00 less
        two days is Monday 17:00, not Tuesday 08:00).
        """
        if not bond.lag:
            return clock
        if bond.lagging is LagCalendar.ROUND_THE_CLOCK:
            return clock - bond.lag
        calendar = self._calendar(bond)
        work = calendar.work(clock) - bond.lag
        return calendar.clock(ending(work) if at_end or bond.lag < 0 else beginning(work))

    def unspent(self, bond: Bond, since: int) -> int:
        """What is left at the data date of a lag that has run since then; of a lead, nothing."""
        if bond.lag <= 0 or since >= self._data_date:
            return max(bond.lag, 0)
        if bond.lagging is LagCalendar.ROUND_THE_CLOCK:
            spent = self._data_date - since
        else:
            calendar = self._calendar(bond)
            spent = calendar.work(self._data_date) - calendar.work(since)
        return max(bond.lag - spent, 0)

    def _calendar(self, bond: Bond) -> Moments:
        match bond.lagging:
            case LagCalendar.SUCCESSOR:
                return self._moments[bond.successor]
            case LagCalendar.PROJECT:
                return self._project
            case _:
                return self._moments[bond.predecessor]


def state_of(network: Network, at: int) -> State:
    if network.is_finished(at):
        return State.FINISHED
    return State.STARTED if network.is_started(at) else State.UNSTARTED


def whole_bond(tie: Tie) -> Bond:
    return Bond(
        predecessor=tie.predecessor,
        successor=tie.successor,
        from_finish=tie.leaves_finish,
        to_finish=tie.enters_finish,
        lag=tie.lag,
        plain=not tie.crosses,
        lagging=tie.lagging,
    )


def bond_of(network: Network, tie: Tie, lags: Lags, state: Sequence[State]) -> Bond:
    """The tie with what progress at either end leaves of it. state: of all positions."""
    before, after = state[tie.predecessor], state[tie.successor]
    bond = whole_bond(tie)
    if before is not State.UNSTARTED:
        bond.plain = bond.plain and before is not State.FINISHED
        _count_from_actual(network, bond, before, lags)
    if after is not State.UNSTARTED:
        _enter_progress(network, bond, before, after)
    return bond


def _count_from_actual(network: Network, bond: Bond, state: State, lags: Lags) -> None:
    activity, options = network.activities[bond.predecessor], network.schedule.options
    left_at = activity.finished_at if bond.from_finish else activity.started_at
    left_at = left_at or activity.finished_at
    if left_at is None:
        return
    if not options.holds_at_data_date:
        bond.since = to_clock(left_at)
        bond.plain = bond.backward = False
        return
    bond.lag = lags.unspent(bond, to_clock(left_at))
    if state is State.STARTED and options.lag_from_actual_start:
        bond.since = network.data_date
        bond.plain = bond.backward = False


def _enter_progress(network: Network, bond: Bond, before: State, after: State) -> None:
    options, successor = network.schedule.options, network.activities[bond.successor]
    if before is State.FINISHED and bond.from_finish and not bond.to_finish:
        bond.lag = 0
    if options.progress_rule is ProgressRule.RETAINED_LOGIC:
        return
    bond.forward = bond.backward = False
    if options.progress_rule is ProgressRule.ACTUAL_DATES and options.holds_at_data_date:
        reached = successor.finished_at if bond.to_finish else successor.started_at
        bond.until = to_clock(reached) if reached else None
        bond.backward, bond.plain = True, bond.plain and not reached
