"""From a network to a program: the rules of forward.py, worked out once for all draws. Pure.

Most activities are untouched: not begun and without constraints. What is known of those by their
calendar is worked out once for each calendar, since a network may have ten thousand.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np

from projects.risk.leads import plain_ties, ties_of
from projects.risk.program import NONE, Program, State
from projects.risk.shifts import shifts_of
from projects.schedule.calendars import Minutes, WorkTime, to_clock
from projects.schedule.crossing import Side, side_of
from projects.schedule.forward import constraint_on_finish, earliest_start, mandatory
from projects.schedule.model import ConstraintKind, LinkType
from projects.schedule.network import Network, Tie
from projects.schedule.started import binding_ties, counts_from, unspent

_MANDATORY = (ConstraintKind.MANDATORY_START, ConstraintKind.MANDATORY_FINISH)


def program_of(network: Network, resume_at: Mapping[int, int]) -> Program:
    """resume_at: as forward() takes it. Raises the refusals of projects/schedule/errors.py."""
    order = [at for at in network.order if not network.is_spanning(at)]
    calendars = list(dict.fromkeys([*network.times, network.project_time]))
    numbers = {time: number for number, time in enumerate(calendars)}
    rows, into = _Rows(network, resume_at), binding(network, order)
    kinds = _kinds(network, order)
    groups = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
    ties = ties_of(network, order, into)
    tie_first = [0, *accumulate(map(len, into))]
    group = _groups(network, order, into, [groups[kind] for kind in kinds])
    return Program(
        position=_ints(order),
        state=np.array([rows.state(at) for at in order], np.int8),
        calendar=_ints([numbers[network.times[at]] for at in order]),
        begin=_ints([rows.begun(at) for at in order]),
        finish=_ints([rows.ended(at) for at in order]),
        floor=_ints([rows.floor(at) for at in order]),
        finish_floor=_ints([rows.finish_floor(at) for at in order]),
        start_pin=_ints([rows.pin(at, ConstraintKind.MANDATORY_START) for at in order]),
        finish_pin=_ints([rows.pin(at, ConstraintKind.MANDATORY_FINISH) for at in order]),
        group=_ints(group),
        group_calendar=_ints([numbers[time] for time, _ in groups]),
        group_at_end=np.array([side is Side.FINISH for _, side in groups], bool),
        tie_first=_ints(tie_first),
        plain_ties=_ints(plain_ties(ties, tie_first)),
        **ties._asdict(),
        project_calendar=numbers[network.project_time],
        holds=network.schedule.options.holds_at_data_date,
        shifts=shifts_of(calendars),
    )


def _ints(values: Sequence[int]) -> Minutes:
    return np.array(values, np.int64)


class _Rows:
    """What is known of each position by itself."""

    def __init__(self, network: Network, resume_at: Mapping[int, int]) -> None:
        self._network, self._resume_at = network, resume_at
        self._untouched = [
            activity.started_at is None
            and activity.finished_at is None
            and not activity.constraints
            for activity in network.activities
        ]
        self._floors: dict[int, int] = {}

    def state(self, at: int) -> State:
        if self._untouched[at]:
            return State.UNSTARTED
        if self._network.is_finished(at):
            return State.FINISHED
        return State.STARTED if self._network.is_started(at) else State.UNSTARTED

    def begun(self, at: int) -> int:
        """Where started work began, and finished work; not read for other work."""
        activity = self._network.activities[at]
        since = activity.started_at or activity.finished_at
        return 0 if since is None else int(self._network.times[at].work(to_clock(since)))

    def ended(self, at: int) -> int:
        ended = self._network.activities[at].finished_at
        return 0 if ended is None else int(self._network.times[at].work(to_clock(ended)))

    def floor(self, at: int) -> int:
        if self._untouched[at]:
            time = id(self._network.times[at])
            if time not in self._floors:
                self._floors[time] = earliest_start(self._network, at)
            return self._floors[time]
        if self._network.is_finished(at):
            return 0
        if self._network.is_started(at):
            return counts_from(self._network, at, self._resume_at.get(at))
        return earliest_start(self._network, at)

    def finish_floor(self, at: int) -> int:
        bound = None if self._untouched[at] else constraint_on_finish(self._network, at)
        return NONE if bound is None else bound

    def pin(self, at: int, kind: ConstraintKind) -> int:
        """The last one counts, as in forward.py; a mandatory start means nothing to started work."""
        if self._untouched[at]:
            return NONE
        if self._network.is_started(at) and kind is ConstraintKind.MANDATORY_START:
            return NONE
        pins = mandatory(self._network, at, kind)
        return pins[-1] if pins else NONE


def binding(network: Network, order: Sequence[int]) -> list[list[Tie]]:
    """The ties that hold each row, each with the lag that still counts."""
    if not any(each.started_at or each.finished_at for each in network.activities):
        return [network.incoming[at] for at in order]
    return [_binding_of(network, at) for at in order]


def _binding_of(network: Network, at: int) -> list[Tie]:
    if network.is_finished(at):
        return []
    return [
        tie._replace(lag=unspent(network, tie)) if _has_run(network, tie) else tie
        for tie in binding_ties(network, at)
    ]


def _has_run(network: Network, tie: Tie) -> bool:
    """Whether the lag counts from a start that is behind us, as forward.left_behind has it."""
    holds = network.schedule.options.holds_at_data_date
    return holds and not tie.leaves_finish and network.is_started(tie.predecessor)


Kind = tuple[WorkTime, Side]


def _kinds(network: Network, order: Sequence[int]) -> list[Kind]:
    """Of the last finishes one on each calendar and side is looked for: see crossing.latest_clock.

    The side hangs on what the activity is, so it is looked up once for each of those on a calendar.
    """
    known: dict[tuple[int, int], Kind] = {}
    found = []
    for at in order:
        time = network.times[at]
        key = id(time), id(network.activities[at].kind)
        if key not in known:
            known[key] = time, side_of(network, at, at_finish=True)
        found.append(known[key])
    return found


def _groups(
    network: Network, order: Sequence[int], into: Sequence[Sequence[Tie]], kinds: Sequence[int]
) -> list[int]:
    """The kind of each row, or -1 where something finishes no sooner on the same calendar and side,
    whatever is drawn.
    """
    kind = dict(zip(order, kinds, strict=True))
    followed = {
        tie.predecessor
        for at, ties in zip(order, into, strict=True)
        if not _is_pinned(network, at)
        for tie in ties
        if (tie.type is LinkType.FS or tie.type is LinkType.FF)
        and not tie.crosses
        and tie.lag >= 0
        and kind[tie.predecessor] == kind[at]
    }
    return [-1 if at in followed else kind[at] for at in order]


def _is_pinned(network: Network, at: int) -> bool:
    constraints = network.activities[at].constraints
    return bool(constraints) and any(each.kind in _MANDATORY for each in constraints)
