"""The loops of extensions.py: what makes work last longer once its dates are known. Pure."""

import numpy as np

from projects.risk.block import CLIMB_PART, Effects, Kind, Room
from projects.risk.program import Program, Whole
from projects.risk.rows import SLOWEST, Floats
from projects.risk.shifts import OUTSIDE, clock_at, laid_out, work_at
from projects.schedule.calendars import Minutes
from projects.schedule.kernels import compiled, inlined

_LATER, _STOP, _CLIMB = int(Kind.LATER), int(Kind.STOP), int(Kind.CLIMB)


@compiled
def extend(
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
    elif kind == _CLIMB:
        climbed = room.climbed[i : i + 1]
        _climb(effects, begin, finish, climbed, row, column, count)
    else:
        first, last = effects.pace_first[row], effects.pace_first[row + 1]
        begins, rate = effects.pace_begins[first:last], effects.pace_rate[first:last]
        _at_pace(begins, rate, effects.pace_done[first:last], begin, finish, count)


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
    effects: Effects,
    begin: Whole,
    finish: Whole,
    climbed: Whole,
    climb: int,
    column: int,
    count: int,
) -> None:
    """weather.Climb for a block: two passes, since what is lost may run into more weather.

    climbed: (1, wide) to add what is lost to, or (0, wide).
    """
    first, last = effects.climb_first[climb], effects.climb_first[climb + 1]
    begins, length = effects.climb_begins[first:last], effects.climb_length[first:last]
    befores, rates = effects.climb_before[first:last], effects.climb_rate[first:last]
    places = effects.climb_table_first
    table = effects.climb_table[places[climb] : places[climb + 1]]
    for k in range(count):
        draw = column + k
        at = _stretch(begins, table, begin[k])
        already = _lost(begins, length, befores, rates, draw, begin[k], at)
        at = _stretch(begins, table, finish[k])
        extra = _lost(begins, length, befores, rates, draw, finish[k], at) - already
        reached = finish[k] + np.int64(np.rint(extra))
        at = _stretch(begins, table, reached)
        lost = _lost(begins, length, befores, rates, draw, reached, at) - already
        more = np.int64(np.rint(lost))
        finish[k] += more
        if len(climbed):
            climbed[0, k] += more


@compiled
def _at_pace(
    begins: Minutes, rate: Minutes, done: Minutes, begin: Whole, finish: Whole, count: int
) -> None:
    """extensions.AtPace for a block: there are a handful of stretches, so they are gone through."""
    for k in range(count):
        work, at = np.int64(begin[k]), -1
        while at + 1 < len(begins) and begins[at + 1] <= work:
            at += 1
        into = work - begins[max(at, 0)]
        due = done[max(at, 0)] + into * (rate[at] if at >= 0 else SLOWEST)
        due += (np.int64(finish[k]) - work) * SLOWEST
        at = -1
        while at + 1 < len(begins) and done[at + 1] <= due:
            at += 1
        pace = rate[at] if at >= 0 else SLOWEST
        left = due - done[max(at, 0)]
        finish[k] = begins[max(at, 0)] + (left + pace // 2) // pace


@inlined
def _stretch(begins: Minutes, table: Minutes, work: int) -> int:
    """The last stretch that begins by then, or the first."""
    at = table[min(max(work - begins[0], 0) // CLIMB_PART, len(table) - 1)]
    while at + 1 < len(begins) and begins[at + 1] <= work:
        at += 1
    return at


@inlined
def _lost(
    begins: Minutes,
    length: Minutes,
    befores: Floats,
    rates: Floats,
    draw: int,
    work: int,
    at: int,
) -> float:
    into = max(min(work - begins[at], length[at]), 0)
    return befores[at, draw] + rates[at, draw] * into
