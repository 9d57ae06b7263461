"""A network as arrays for the kernel: the rules of forward.py, worked out once for all draws. Pure.

Rows are the activities that are no levels of effort or summaries, predecessors first. What a link
leads from and on which calendar its lag counts is decided here; the kernel only adds and compares.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projects.risk.shifts import Shifts, shifts_of
from projects.schedule.calendars import Minutes, WorkTime, to_clock
from projects.schedule.crossing import Side, side_of
from projects.schedule.forward import constraint_on_finish, earliest_start, mandatory
from projects.schedule.model import ConstraintKind, LagCalendar
from projects.schedule.network import Network, Tie
from projects.schedule.started import binding_ties, counts_from, unspent

Bools = NDArray[np.bool_]
Bytes = NDArray[np.int8]
Whole = NDArray[np.int32]

NONE = -(1 << 30)
"""No bound: earlier than any date, in the work minutes of any calendar."""


class State(IntEnum):
    UNSTARTED = 0
    STARTED = 1
    FINISHED = 2


class Point(IntEnum):
    """What of its predecessor a link leads from."""

    FINISH = 0
    BEGIN = 1
    CONSTANT = 2


class Way(IntEnum):
    """How a point goes over a link: by adding the lag, or over the clock with it counted somewhere."""

    PLAIN = 0
    LAG_AFTER = 1
    LAG_BEFORE = 2
    LAG_BY_CLOCK = 3
    LAG_IN_PROJECT = 4


class Program(NamedTuple):
    """By row, but for what begins with tie_, which is by tie; those into a row lie together.

    position: in the network. begin, finish: of finished work, in own work minutes. floor: where the
    work to do may begin; finish_floor: before which it does not end; pins: mandatory dates.
    group: which row of last finishes it counts in, or -1 where others finish no sooner.
    tie_first: of row i the ties tie_first[i] to tie_first[i + 1]. at_end, at_end_after: on which side
    of a pause the point stands before and after the lag.
    """

    position: Minutes
    state: Bytes
    calendar: Minutes
    begin: Minutes
    finish: Minutes
    floor: Minutes
    finish_floor: Minutes
    start_pin: Minutes
    finish_pin: Minutes
    group: Minutes
    group_calendar: Minutes
    group_at_end: Bools
    tie_first: Minutes
    tie_before: Minutes
    tie_point: Bytes
    tie_constant: Minutes
    tie_to_finish: Bools
    tie_lag: Minutes
    tie_way: Bytes
    tie_at_end: Bools
    tie_at_end_after: Bools
    project_calendar: int
    holds: bool
    shifts: Shifts


def program_of(network: Network, resume_at: Mapping[int, int]) -> Program:
    """resume_at: as forward() takes it. Raises the refusals of projects/schedule/errors.py."""
    order = [at for at in network.order if not network.is_spanning(at)]
    calendars = list(dict.fromkeys([*network.times, network.project_time]))
    numbers = {time: number for number, time in enumerate(calendars)}
    into = [_binding(network, at) for at in order]
    groups = _groups(network, order)
    row = {at: i for i, at in enumerate(order)}
    ties = [tie for each in into for tie in each]
    points = [_point(network, tie) for tie in ties]
    ways = [_way(network, tie) for tie in ties]
    return Program(
        position=_ints(order),
        state=np.array([_state(network, at) for at in order], np.int8),
        calendar=_ints(numbers[network.times[at]] for at in order),
        begin=_ints(_begun(network, at) for at in order),
        finish=_ints(_ended(network, at) for at in order),
        floor=_ints(_floor(network, at, resume_at.get(at)) for at in order),
        finish_floor=_ints(_or_none(constraint_on_finish(network, at)) for at in order),
        start_pin=_ints(_pin(network, at, ConstraintKind.MANDATORY_START) for at in order),
        finish_pin=_ints(_pin(network, at, ConstraintKind.MANDATORY_FINISH) for at in order),
        group=_ints(groups[at] for at in order),
        group_calendar=_ints(numbers[time] for time, _ in _kinds(network, order)),
        group_at_end=np.array([side is Side.FINISH for _, side in _kinds(network, order)], bool),
        tie_first=_ints(np.cumsum([0, *(len(each) for each in into)])),
        tie_before=_ints(row[tie.predecessor] for tie in ties),
        tie_point=np.array([point for point, _ in points], np.int8),
        tie_constant=_ints(constant for _, constant in points),
        tie_to_finish=np.array([tie.enters_finish for tie in ties], bool),
        tie_lag=_ints(tie.lag for tie in ties),
        tie_way=np.array([way for way, _, _ in ways], np.int8),
        tie_at_end=np.array([before for _, before, _ in ways], bool),
        tie_at_end_after=np.array([after for _, _, after in ways], bool),
        project_calendar=numbers[network.project_time],
        holds=network.schedule.options.holds_at_data_date,
        shifts=shifts_of(calendars),
    )


def _ints(values) -> Minutes:  # type: ignore[no-untyped-def]
    return np.array(list(values), np.int64)


def _state(network: Network, at: int) -> State:
    if network.is_finished(at):
        return State.FINISHED
    return State.STARTED if network.is_started(at) else State.UNSTARTED


def _begun(network: Network, at: int) -> int:
    """Where started work began, and finished work; not read for other work."""
    activity = network.activities[at]
    begun = activity.started_at or activity.finished_at
    return 0 if begun is None else int(network.times[at].work(to_clock(begun)))


def _ended(network: Network, at: int) -> int:
    ended = network.activities[at].finished_at
    return 0 if ended is None else int(network.times[at].work(to_clock(ended)))


def _floor(network: Network, at: int, reported_at: int | None) -> int:
    if network.is_finished(at):
        return 0
    if network.is_started(at):
        return counts_from(network, at, reported_at)
    return earliest_start(network, at)


def _or_none(bound: int | None) -> int:
    return NONE if bound is None else bound


def _pin(network: Network, at: int, kind: ConstraintKind) -> int:
    """The last one counts, as in forward.py; a mandatory start means nothing to started work."""
    if network.is_started(at) and kind is ConstraintKind.MANDATORY_START:
        return NONE
    pins = mandatory(network, at, kind)
    return pins[-1] if pins else NONE


def _binding(network: Network, at: int) -> list[Tie]:
    """The ties that hold a row, each with the lag that still counts."""
    if network.is_finished(at):
        return []
    return [
        replace(tie, lag=unspent(network, tie)) if _has_run(network, tie) else tie
        for tie in binding_ties(network, at)
    ]


def _has_run(network: Network, tie: Tie) -> bool:
    """Whether the lag counts from a start that is behind us, as forward.left_behind has it."""
    holds = network.schedule.options.holds_at_data_date
    return holds and not tie.leaves_finish and network.is_started(tie.predecessor)


def _point(network: Network, tie: Tie) -> tuple[Point, int]:
    """What it leads from; a constant in the predecessor's work minutes."""
    if tie.leaves_finish:
        return Point.FINISH, 0
    if not network.is_started(tie.predecessor):
        return Point.BEGIN, 0
    if not network.schedule.options.holds_at_data_date:
        return Point.CONSTANT, _begun(network, tie.predecessor)
    if network.schedule.options.lag_from_actual_start:
        return Point.CONSTANT, 0
    return Point.BEGIN, 0


def _way(network: Network, tie: Tie) -> tuple[Way, bool, bool]:
    """The way, and whether the point stands at an end of work before and after the lag."""
    if not tie.crosses:
        return Way.PLAIN, True, True
    at_end = side_of(network, tie.predecessor, at_finish=tie.leaves_finish) is Side.FINISH
    after = tie.lag > 0 or (not tie.lag and at_end)
    if not tie.lag:
        return Way.LAG_AFTER, at_end, after
    match tie.lagging:
        case LagCalendar.PREDECESSOR:
            return Way.LAG_BEFORE, at_end, after
        case LagCalendar.ROUND_THE_CLOCK:
            return Way.LAG_BY_CLOCK, at_end, after
        case LagCalendar.PROJECT:
            return Way.LAG_IN_PROJECT, at_end, after
        case _:
            return Way.LAG_AFTER, at_end, after


Kind = tuple[WorkTime, Side]


def _kinds(network: Network, order: list[int]) -> list[Kind]:
    """Of the last finishes one on each calendar and side is looked for: see crossing.latest_clock."""
    return list(dict.fromkeys(_kind(network, at) for at in order))


def _kind(network: Network, at: int) -> Kind:
    return network.times[at], side_of(network, at, at_finish=True)


def _groups(network: Network, order: list[int]) -> dict[int, int]:
    numbers = {kind: number for number, kind in enumerate(_kinds(network, order))}
    return {at: -1 if _is_followed(network, at) else numbers[_kind(network, at)] for at in order}


def _is_followed(network: Network, at: int) -> bool:
    """Whether something finishes no sooner on the same calendar and side, whatever is drawn."""
    return any(
        tie.leaves_finish
        and not tie.crosses
        and tie.lag >= 0
        and tie in _binding(network, tie.successor)
        and _kind(network, tie.successor) == _kind(network, at)
        and not _is_pinned(network, tie.successor)
        for tie in network.outgoing[at]
    )


def _is_pinned(network: Network, at: int) -> bool:
    kinds = (ConstraintKind.MANDATORY_START, ConstraintKind.MANDATORY_FINISH)
    return any(constraint.kind in kinds for constraint in network.activities[at].constraints)
