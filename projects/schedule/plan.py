"""A network made ready for the deterministic passes, all by position. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np

from projects.schedule.bonds import Bond, State, bond_now, state_of, whole_bond
from projects.schedule.calendars import WorkTime, beyond, to_clock
from projects.schedule.kernels import NONE, Column, column, field, table
from projects.schedule.limits import Limits, limits_of
from projects.schedule.model import ActivityKind, ConstraintKind
from projects.schedule.moments import Clocks, clocks_of
from projects.schedule.network import Network
from projects.schedule.started import work_left

Result = TypeVar("Result")

PROJECT = 0
"""The number of the calendar of the project itself."""


class Job(NamedTuple):
    """An activity as the passes see it. left: work minutes still to do, as the schedule says.

    calendar: its number. started: and not finished. finished_at: clock minute, of what has finished.
    open_end: whether it ends when it may end early, for nothing follows it.
    in_from, in_to, out_from, out_to: where its bonds stand among the incoming and the outgoing.
    """

    calendar: int
    left: int
    started: bool
    finished: bool
    start_milestone: bool
    finish_milestone: bool
    finished_at: int
    open_end: bool
    in_from: int
    in_to: int
    out_from: int
    out_to: int


class Tables(NamedTuple):
    """What the loops of the passes read. jobs, limits: by position.

    incoming: the numbers of the bonds that hold each position early; outgoing: that hold it late.
    order: positions that are no levels of effort or summaries, predecessors first.
    put_off: positions, later ones first, of what is to be done as late as possible.
    holds: whether unfinished work lies behind the data date, a clock minute.
    """

    clocks: Clocks
    jobs: Sequence[Job]
    limits: Sequence[Limits]
    bonds: Sequence[Bond]
    incoming: Sequence[int]
    outgoing: Sequence[int]
    order: Sequence[int]
    put_off: Sequence[int]
    data_date: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """times: the calendars by number. calendars: the number of each position's.

    state, order: as in the tables, for what is no loop.
    """

    network: Network
    times: list[WorkTime]
    calendars: list[int]
    state: list[State]
    order: list[int]
    tables: Tables

    @property
    def clocks(self) -> Clocks:
        return self.tables.clocks

    def by_calendar(self, figure: Callable[[Clocks, int, int], int], clock: int) -> Column:
        """A figure of that clock minute on each calendar, by number."""
        return column(figure(self.clocks, number, clock) for number in range(len(self.times)))

    def checked(self, result: Result) -> Result:
        """What loops have found, or BeyondCalendar where a date passed the end of a calendar."""
        trouble = self.clocks.trouble[0]
        if trouble >= 0:
            raise beyond(self.times[trouble])
        return result


def plan_of(network: Network) -> Plan:
    """Raises BeyondCalendar."""
    times = list({id(time): time for time in [network.project_time, *network.times]}.values())
    number = {id(time): i for i, time in enumerate(times)}
    calendars = [number[id(time)] for time in network.times]
    state = [state_of(network, i) for i in range(len(calendars))]
    order = [i for i in network.order if not network.is_spanning(i)]
    plan = Plan(
        network=network,
        times=times,
        calendars=calendars,
        state=state,
        order=order,
        tables=_tables(network, calendars, clocks_of(times), state, order),
    )
    return plan.checked(plan)


def _tables(
    network: Network,
    calendars: Sequence[int],
    clocks: Clocks,
    state: Sequence[State],
    order: Sequence[int],
) -> Tables:
    whole = (whole_bond(tie, calendars, PROJECT) for ties in network.incoming for tie in ties)
    limits = table(Limits, limits_of(network, calendars, clocks))
    bonds = table(Bond, (bond_now(network, bond, clocks, state) for bond in whole))
    incoming, into = _gathered(bonds, "forward", "successor", len(calendars))
    outgoing, out = _gathered(bonds, "backward", "predecessor", len(calendars))
    return Tables(
        clocks=clocks,
        jobs=table(Job, _jobs(network, calendars, state, into, out)),
        limits=limits,
        bonds=bonds,
        incoming=column(incoming),
        outgoing=column(outgoing),
        order=column(order),
        put_off=column(at for at in reversed(order) if _may_wait(network, at, state[at])),
        data_date=network.data_date,
        holds=network.schedule.options.holds_at_data_date,
    )


def _gathered(
    bonds: Sequence[Bond], holds: str, end: str, count: int
) -> tuple[list[int], list[int]]:
    """The numbers of the bonds that hold, by position at one end; where each one's begin, and end."""
    at, numbers = field(bonds, end), np.flatnonzero(field(bonds, holds))
    numbers = numbers[np.argsort(at[numbers], kind="stable")]
    begin = np.searchsorted(at[numbers], np.arange(count + 1))
    return numbers.tolist(), begin.tolist()


def _jobs(
    network: Network,
    calendars: Sequence[int],
    state: Sequence[State],
    into: Sequence[int],
    out: Sequence[int],
) -> Iterator[Job]:
    options = network.schedule.options
    ends_alone = options.open_ends_critical or options.each_end_for_itself
    for at, activity in enumerate(network.activities):
        yield Job(
            calendar=calendars[at],
            left=work_left(activity),
            started=state[at] is State.STARTED,
            finished=state[at] is State.FINISHED,
            start_milestone=activity.kind is ActivityKind.START_MILESTONE,
            finish_milestone=activity.kind is ActivityKind.FINISH_MILESTONE,
            finished_at=to_clock(activity.finished_at) if activity.finished_at else NONE,
            open_end=ends_alone and not network.outgoing[at],
            in_from=into[at],
            in_to=into[at + 1],
            out_from=out[at],
            out_to=out[at + 1],
        )


def _may_wait(network: Network, at: int, state: State) -> bool:
    """P6 puts early dates off; in MS Project they say how soon it could be done all the same."""
    if not network.schedule.options.holds_at_data_date:
        return False
    constraints = network.activities[at].constraints
    as_late = any(each.kind is ConstraintKind.AS_LATE_AS_POSSIBLE for each in constraints)
    return as_late and state is State.UNSTARTED
