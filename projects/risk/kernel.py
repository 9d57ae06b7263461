"""The simulation as machine code: durations drawn, effects applied, the network dated. Pure.

Worked in blocks of iterations that fit a processor's cache, one activity after another, its loop over
the iterations innermost. twin.py says the same in NumPy, and both give the same bits: all is whole
numbers but for the weather, whose few float operations stand in one order in both.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from projects.risk.philox import Words, fill
from projects.risk.program import NONE, Point, Program, State, Way, Whole
from projects.risk.rows import CELLS, Floats, Nodes
from projects.risk.shifts import OUTSIDE, clock_at, laid_out, work_at
from projects.schedule.calendars import Minutes
from projects.schedule.kernels import compiled

BLOCK = 512
"""Iterations worked at once: the finishes of 500 activities fill one megabyte."""

_FINISHED, _STARTED = int(State.FINISHED), int(State.STARTED)
_FROM_FINISH, _FROM_BEGIN = int(Point.FINISH), int(Point.BEGIN)
_PLAIN, _LAG_AFTER = int(Way.PLAIN), int(Way.LAG_AFTER)
_LAG_BEFORE, _LAG_BY_CLOCK = int(Way.LAG_BEFORE), int(Way.LAG_BY_CLOCK)


class Kind(IntEnum):
    """Of an extension; see delays.py and weather.py."""

    LATER = 0
    STOP = 1
    CLIMB = 2


_LATER, _STOP = int(Kind.LATER), int(Kind.STOP)


class Laws(NamedTuple):
    """What each row of a program draws from: (m,) each but for rows.

    law: which of rows, (n, 257); -1: always `sure`, in 1/256 minutes. key: of its random words.
    """

    law: Minutes
    sure: Minutes
    key: Words
    rows: Nodes


class Effects(NamedTuple):
    """What comes on top, for one run of draws. Of each: which row of figures for a row of the
    program, -1 for none, and the figures, (rows, n_draws) each.

    given: estimates drawn elsewhere, 1/256 minutes. slow: factors, 1/65,536. superseded: estimates
    that do not count. added, start_floor, finish_floor: as composition.Inputs. extend_first: of row i
    the extensions extend_first[i] to extend_first[i + 1], each with its kind, its row of figures (of a
    climb: its number), and from when a stop counts. Of climb c, climb_first[c] to climb_first[c + 1]
    are where each stretch begins, how long it is, what was lost before it and what is by the minute;
    the last two are (n_draws, stretches).
    """

    given: Minutes
    given_rows: Minutes
    slow: Minutes
    slow_rows: Minutes
    superseded: Minutes
    added: Minutes
    added_rows: Minutes
    start_floor: Minutes
    finish_floor: Minutes
    floor_rows: Minutes
    extend_first: Minutes
    extend_kind: Minutes
    extend_row: Minutes
    extend_from: Minutes
    extend_rows: Minutes
    climb_first: Minutes
    climb_begins: Minutes
    climb_length: Minutes
    climb_before: Floats
    climb_rate: Floats
    data_date: int


class Room(NamedTuple):
    """Where a block is worked: (m, BLOCK) for the first three, or (1, BLOCK) where begin and left are
    not asked for afterwards; (BLOCK,) for the others. int32, since the time goes into moving dates.
    work: in 1/256 minutes.

    trouble: 1 + the number of the calendar that a date has left, or 0.
    """

    begin: Whole
    finish: Whole
    left: Whole
    words: Words
    cells: Words
    work: Minutes
    bound: Whole
    held: Whole
    trouble: Minutes


def room_for(program: Program) -> Room:
    count = len(program.state)
    begins = bool((program.tie_point == Point.BEGIN).any())
    return Room(
        begin=np.empty((count if begins else 1, BLOCK), np.int32),
        finish=np.empty((count, BLOCK), np.int32),
        left=np.empty((1, BLOCK), np.int32),
        words=np.empty(BLOCK, np.uint64),
        cells=np.empty(CELLS, np.uint64),
        work=np.empty(BLOCK, np.int64),
        bound=np.empty(BLOCK, np.int32),
        held=np.empty(BLOCK, np.int32),
        trouble=np.zeros(1, np.int64),
    )


@compiled
def date_block(
    program: Program, laws: Laws, effects: Effects, room: Room, first: int, column: int, count: int
) -> None:
    """Date iterations first to first + count, at most BLOCK of them, in the first columns of the room.

    first: a multiple of philox.GROUP. column: where these iterations begin in the rows of effects.
    """
    # A tuple of arrays is copied whole into each call: what every row asks for is taken out of it.
    state, begins, finishes, lefts = program.state, room.begin, room.finish, room.left
    given, slow, added = effects.given, effects.slow, effects.added
    superseded, law, sure, key = effects.superseded, laws.law, laws.sure, laws.key
    start_floor, finish_floor, floors = (
        effects.start_floor,
        effects.finish_floor,
        effects.floor_rows,
    )
    program_floor, program_finish_floor = program.floor, program.finish_floor
    tie_first, tie_before, tie_lag = program.tie_first, program.tie_before, program.tie_lag
    tie_way, tie_point, tie_to_finish = program.tie_way, program.tie_point, program.tie_to_finish
    start_pin, finish_pin, extend_first = (
        program.start_pin,
        program.finish_pin,
        effects.extend_first,
    )
    words, cells, work = room.words, room.cells, room.work
    held, bound = room.held, room.bound
    holds = program.holds
    keep_begins, keep_lefts = len(begins) == len(state), len(lefts) == len(state)
    for i in range(len(state)):
        begin, finish, left = begins[i * keep_begins], finishes[i], lefts[i * keep_lefts]
        if state[i] == _FINISHED:
            begin[:] = program.begin[i]
            finish[:] = program.finish[i]
            left[:] = 0
            continue
        if superseded[i]:
            work[:] = 0
        elif given[i] >= 0:
            work[:count] = effects.given_rows[given[i], column : column + count]
        elif law[i] < 0:
            work[:] = sure[i]
        else:
            fill(key[i], first, words)
            _cells(laws.rows[law[i]], cells)
            _read(cells, words, work)
        if slow[i] >= 0:
            _round_slowed(work, effects.slow_rows[slow[i], column : column + count], left)
        else:
            _round(work, left)
        if added[i] >= 0:
            _add(left, effects.added_rows[added[i], column : column + count])

        begin[:] = program_floor[i]
        if start_floor[i] >= 0:
            _no_earlier(begin, floors[start_floor[i], column : column + count])
        holds_finish = finish_floor[i] >= 0 or program_finish_floor[i] > NONE
        held[:] = program_finish_floor[i]
        if finish_floor[i] >= 0:
            _no_earlier(held, floors[finish_floor[i], column : column + count])
        for tie in range(tie_first[i], tie_first[i + 1]):
            leads = finishes[tie_before[tie]]
            lag = tie_lag[tie]
            if tie_way[tie] != _PLAIN or tie_point[tie] != _FROM_FINISH:
                _lead(program, room, i, tie, count)
                leads, lag = bound, 0
            if tie_to_finish[tie]:
                holds_finish = True
                _no_earlier_than(held, leads, lag)
            else:
                _no_earlier_than(begin, leads, lag)
        if holds_finish:
            _end_no_earlier_than(held, left, begin)
        if start_pin[i] > NONE:
            begin[:] = start_pin[i]
        if finish_pin[i] > NONE:
            _end_at(finish_pin[i], left, begin)
        _finish(begin, left, finish)
        if state[i] == _STARTED and holds and finish_pin[i] == NONE:
            _no_earlier_than_data_date(finish)
        for e in range(extend_first[i], extend_first[i + 1]):
            _extend(program, effects, room, i, e, begin, column, count)


@compiled
def _cells(row: Nodes, cells: Words) -> None:
    """Where each cell begins and what it rises by, in the halves of one word, to be read at once."""
    for c in range(len(cells)):
        cells[c] = np.uint64(row[c]) << np.uint64(32) | np.uint64(row[c + 1] - row[c])


@compiled
def _read(cells: Words, words: Words, out: Minutes) -> None:
    """rows.read for a block."""
    for k in range(len(words)):
        word = words[k]
        cell = cells[word >> np.uint64(24)]
        rise = ((cell & np.uint64(0xFFFFFFFF)) * (word & np.uint64(0xFFFFFF))) >> np.uint64(24)
        out[k] = np.int64((cell >> np.uint64(32)) + rise)


@compiled
def _round(work: Minutes, left: Whole) -> None:
    for k in range(len(left)):
        left[k] = (work[k] + 128) >> 8


@compiled
def _round_slowed(work: Minutes, factors: Minutes, left: Whole) -> None:
    for k in range(len(factors)):
        left[k] = (work[k] * factors[k] + (1 << 23)) >> 24


@compiled
def _add(left: Whole, more: Minutes) -> None:
    for k in range(len(more)):
        left[k] += more[k]


@compiled
def _end_no_earlier_than(held: Whole, left: Whole, begin: Whole) -> None:
    for k in range(len(begin)):
        begin[k] = max(begin[k], held[k] - left[k])


@compiled
def _end_at(pin: int, left: Whole, begin: Whole) -> None:
    for k in range(len(begin)):
        begin[k] = pin - left[k]


@compiled
def _finish(begin: Whole, left: Whole, finish: Whole) -> None:
    for k in range(len(begin)):
        finish[k] = begin[k] + left[k]


@compiled
def _no_earlier_than_data_date(finish: Whole) -> None:
    for k in range(len(finish)):
        finish[k] = max(finish[k], 0)


@compiled
def _no_earlier(dates: Minutes | Whole, bounds: Minutes | Whole) -> None:
    for k in range(len(bounds)):
        dates[k] = max(dates[k], bounds[k])


@compiled
def _no_earlier_than(dates: Whole, leads: Whole, lag: int) -> None:
    for k in range(len(dates)):
        dates[k] = max(dates[k], leads[k] + lag)


@compiled
def _lead(program: Program, room: Room, i: int, tie: int, count: int) -> None:
    """Into room.bound: where a tie leads to, on the calendar of row i; crossing.carried for draws."""
    before = program.tie_before[tie]
    here, there = program.calendar[i], program.calendar[before]
    way, lag, point = program.tie_way[tie], program.tie_lag[tie], program.tie_point[tie]
    constant, project = program.tie_constant[tie], program.project_calendar
    at_end, at_end_after = program.tie_at_end[tie], program.tie_at_end_after[tie]
    dates = room.finish[before] if point == _FROM_FINISH else room.begin[before]
    on_here, on_there = laid_out(program.shifts, here), laid_out(program.shifts, there)
    on_project, bound = laid_out(program.shifts, project), room.bound
    for k in range(count):
        work = dates[k] if point <= _FROM_BEGIN else constant
        reached = OUTSIDE
        if way == _PLAIN:
            reached = work + lag
        elif way == _LAG_AFTER:
            clock = clock_at(on_there, work, at_end)
            if clock != OUTSIDE:
                reached = work_at(on_here, clock)
            if reached != OUTSIDE:
                reached += lag
        elif way == _LAG_BEFORE:
            clock = clock_at(on_there, work + lag, at_end_after)
            if clock != OUTSIDE:
                reached = work_at(on_here, clock)
        elif way == _LAG_BY_CLOCK:
            clock = clock_at(on_there, work, at_end)
            if clock != OUTSIDE:
                reached = work_at(on_here, clock + lag)
        else:
            clock = clock_at(on_there, work, at_end)
            done = work_at(on_project, clock) if clock != OUTSIDE else OUTSIDE
            clock = clock_at(on_project, done + lag, at_end_after) if done != OUTSIDE else OUTSIDE
            if clock != OUTSIDE:
                reached = work_at(on_here, clock)
        if reached == OUTSIDE:
            room.trouble[0] = 1 + here
        else:
            bound[k] = reached


@compiled
def _extend(
    program: Program,
    effects: Effects,
    room: Room,
    i: int,
    e: int,
    begin: Whole,
    column: int,
    count: int,
) -> None:
    """Apply extension e to row i, which begins there."""
    kind, row, finish = effects.extend_kind[e], effects.extend_row[e], room.finish[i]
    if kind == _LATER:
        minutes = effects.extend_rows[row, column : column + count]
        _finish_later(program, effects.data_date, room, i, minutes)
    elif kind == _STOP:
        ends, begins = effects.extend_rows[row, column : column + count], effects.extend_from[e]
        for k in range(count):
            if finish[k] > begins:
                finish[k] += max(ends[k] - max(begin[k], begins), 0)
    else:
        _climb(effects, begin, finish, row, column, count)


@compiled
def _finish_later(program: Program, data_date: int, room: Room, i: int, minutes: Minutes) -> None:
    calendar, finish = program.calendar[i], room.finish[i]
    laid = laid_out(program.shifts, calendar)
    for k in range(len(minutes)):
        if minutes[k] <= 0:
            continue
        clock = clock_at(laid, finish[k], True)
        reached = OUTSIDE
        if clock != OUTSIDE:
            reached = work_at(laid, max(clock, data_date) + minutes[k])
        if reached == OUTSIDE:
            room.trouble[0] = 1 + calendar
        else:
            finish[k] = max(finish[k], reached)


@compiled
def _climb(
    effects: Effects, begin: Whole, finish: Whole, climb: int, column: int, count: int
) -> None:
    """weather.Climb for a block: two passes, since what is lost may run into more weather."""
    first, last = effects.climb_first[climb], effects.climb_first[climb + 1]
    begins, length = effects.climb_begins[first:last], effects.climb_length[first:last]
    befores, rates = effects.climb_before, effects.climb_rate
    at = 0
    for k in range(count):
        before, rate = befores[column + k, first:last], rates[column + k, first:last]
        at = _stretch(begins, begin[k], at)
        already = _lost(begins, length, before, rate, begin[k], at)
        at = _stretch(begins, finish[k], at)
        extra = _lost(begins, length, before, rate, finish[k], at) - already
        reached = finish[k] + np.int64(np.rint(extra))
        at = _stretch(begins, reached, at)
        lost = _lost(begins, length, before, rate, reached, at) - already
        finish[k] += np.int64(np.rint(lost))


@compiled
def _stretch(begins: Minutes, work: int, at: int) -> int:
    """The last stretch that begins by then, or the first, looked for from another one on."""
    while at + 1 < len(begins) and begins[at + 1] <= work:
        at += 1
    while at > 0 and begins[at] > work:
        at -= 1
    return at


@compiled
def _lost(
    begins: Minutes, length: Minutes, before: Floats, rate: Floats, work: int, at: int
) -> float:
    into = max(min(work - begins[at], length[at]), 0)
    return before[at] + rate[at] * into


@compiled
def last_finish(program: Program, room: Room, count: int, latest: Minutes, out: Minutes) -> None:
    """Clock minutes of the last finish of all, into out. latest: (groups, BLOCK), to work in."""
    latest[:, :count] = NONE
    for i in range(len(program.group)):
        group = program.group[i]
        if group >= 0:
            _no_earlier(latest[group], room.finish[i, :count])
    out[:count] = OUTSIDE
    for group in range(len(program.group_calendar)):
        calendar, at_end = program.group_calendar[group], program.group_at_end[group]
        laid = laid_out(program.shifts, calendar)
        for k in range(count):
            if latest[group, k] > NONE:
                clock = clock_at(laid, latest[group, k], at_end)
                if clock == OUTSIDE:
                    room.trouble[0] = 1 + calendar
                out[k] = max(out[k], clock)


@compiled
def simulate(
    program: Program,
    laws: Laws,
    effects: Effects,
    room: Room,
    first: int,
    watched: Minutes,
    finishes: Minutes,
    last: Minutes,
) -> None:
    """Iterations first to first + len(last). watched: rows of the program whose finishes are kept.

    finishes: (watched, n) own work minutes. last: (n,) clock minutes of the last finish of all.
    """
    latest = np.empty((len(program.group_calendar), BLOCK), np.int64)
    for column in range(0, len(last), BLOCK):
        count = min(BLOCK, len(last) - column)
        date_block(program, laws, effects, room, first + column, column, count)
        for w in range(len(watched)):
            finishes[w, column : column + count] = room.finish[watched[w], :count]
        last_finish(program, room, count, latest, last[column : column + count])
