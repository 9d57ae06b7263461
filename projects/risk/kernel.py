"""The simulation as machine code: durations drawn, effects applied, the network dated. Pure.

Worked in blocks of iterations that fit a processor's cache, one activity after another, its loop over
the iterations innermost. in_rows.py says the same in NumPy, and both give the same bits: all is
whole numbers but for the weather, whose few float operations stand in one order in both.
"""

import numpy as np

from projects.risk.block import Effects, Kind, Laws, Room
from projects.risk.extending import at_pace, climb, finish_later, lose_behind, lose_in_stop
from projects.risk.leading import lead
from projects.risk.philox import fill
from projects.risk.program import NONE, Point, Program, State, Way, Whole
from projects.risk.reading import (
    cells_of,
    look_up,
    read,
    read_after,
    read_slowed,
    round_off,
    round_slowed,
)
from projects.risk.shifts import OUTSIDE, clock_at, laid_out
from projects.schedule.calendars import Minutes
from projects.schedule.kernels import compiled

_FINISHED, _STARTED = int(State.FINISHED), int(State.STARTED)
_STOP, _CLIMB, _PACE = int(Kind.STOP), int(Kind.CLIMB), int(Kind.PACE)
_FROM_FINISH, _PLAIN = int(Point.FINISH), int(Way.PLAIN)


@compiled
def date_block(
    program: Program, laws: Laws, effects: Effects, room: Room, first: int, column: int, count: int
) -> None:
    """Date iterations first to first + count, as many as the room is wide, in the first columns of the room.

    first: a multiple of philox.GROUP. column: where these iterations begin in the rows of effects.
    """
    # A tuple of arrays is copied whole into each call: what every row asks for is taken out of it.
    state, begins, finishes, lefts = program.state, room.begin, room.finish, room.left
    slot = room.slot
    given, slow, added = effects.given, effects.slow, effects.added
    superseded, law, sure, key = effects.superseded, laws.law, laws.sure, laws.key
    start_floor, finish_floor, floors = (
        effects.start_floor,
        effects.finish_floor,
        effects.floor_rows,
    )
    program_floor, program_finish_floor = program.floor, program.finish_floor
    tie_first, tie_before, tie_lag = program.tie_first, program.tie_before, program.tie_lag
    plain = program.plain_ties
    tie_way, tie_point, tie_to_finish = program.tie_way, program.tie_point, program.tie_to_finish
    start_pin, finish_pin, extend_first = (
        program.start_pin,
        program.finish_pin,
        effects.extend_first,
    )
    extend_kind, extend_row = effects.extend_kind, effects.extend_row
    extend_from, extend_rows = effects.extend_from, effects.extend_rows
    extend_behind = effects.extend_behind
    climb_first, climb_table_first = effects.climb_first, effects.climb_table_first
    climb_begins, climb_length = effects.climb_begins, effects.climb_length
    climb_inverse, climb_lost = effects.climb_inverse, effects.climb_lost
    climb_table, places = effects.climb_table, room.places
    already, lost = room.already, room.lost
    words, cells, drawn, work = room.words, room.cells, room.drawn, room.work
    held, bound = room.held, room.bound
    holds = program.holds
    keep_begins, keep_lefts = len(begins) == len(state), len(lefts) == len(state)
    for i in range(len(state)):
        begin, finish, left = begins[i * keep_begins], finishes[slot[i]], lefts[i * keep_lefts]
        if state[i] == _FINISHED:
            begin[:] = program.begin[i]
            finish[:] = program.finish[i]
            left[:] = 0
            continue
        following, tie = tie_first[i + 1], tie_first[i]
        holds_finish = finish_floor[i] >= 0 or program_finish_floor[i] > NONE
        is_pinned = start_pin[i] > NONE or finish_pin[i] > NONE
        is_held = holds_finish or is_pinned or start_floor[i] >= 0 or state[i] == _STARTED
        is_extended = extend_first[i] < extend_first[i + 1]
        is_more = is_held or is_extended or keep_begins
        only_follows = plain[i] == 2 == following - tie and not is_more
        one, other, lags = finish, finish, (0, 0)
        if only_follows:
            one, other = finishes[slot[tie_before[tie]]], finishes[slot[tie_before[tie + 1]]]
            lags = tie_lag[tie], tie_lag[tie + 1]
        if superseded[i]:
            left[:] = 0
        elif given[i] < 0 and law[i] >= 0:
            fill(key[i], first, words)
            cells_of(laws.rows[law[i]], cells)
            look_up(cells, words, drawn)
            if slow[i] >= 0:
                read_slowed(drawn, words, effects.slow_rows[slow[i], column : column + count], left)
            elif only_follows and added[i] < 0:
                read_after(drawn, words, finish, program_floor[i], one, lags[0], other, lags[1])
                continue
            else:
                read(drawn, words, left)
        else:
            if given[i] >= 0:
                work[:count] = effects.given_rows[given[i], column : column + count]
            else:
                work[:] = sure[i]
            if slow[i] >= 0:
                round_slowed(work, effects.slow_rows[slow[i], column : column + count], left)
            else:
                round_off(work, left)
        if added[i] >= 0:
            _add(left, effects.added_rows[added[i], column : column + count])

        if only_follows:
            _finish_after(finish, left, program_floor[i], one, lags[0], other, lags[1])
            continue
        if plain[i] >= 2:
            one, other = finishes[slot[tie_before[tie]]], finishes[slot[tie_before[tie + 1]]]
            _begin_after(begin, program_floor[i], one, tie_lag[tie], other, tie_lag[tie + 1])
            tie += 2
        else:
            begin[:] = program_floor[i]
        if start_floor[i] >= 0:
            _no_earlier(begin, floors[start_floor[i], column : column + count])
        if holds_finish or tie < following:
            held[:] = program_finish_floor[i]
        if finish_floor[i] >= 0:
            _no_earlier(held, floors[finish_floor[i], column : column + count])
        while tie < following:
            leads = finishes[slot[tie_before[tie]]]
            lag = tie_lag[tie]
            if tie_way[tie] != _PLAIN or tie_point[tie] != _FROM_FINISH:
                lead(program, room, i, tie, count)
                leads, lag = bound, 0
            if tie_to_finish[tie]:
                holds_finish = True
                _no_earlier_than(held, leads, lag)
            else:
                _no_earlier_than(begin, leads, lag)
            tie += 1
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
            row = extend_row[e]
            if extend_kind[e] == _STOP:
                ends = extend_rows[row, column : column + count]
                if extend_behind[e] < 0:
                    lose_in_stop(extend_from[e], ends, begin, finish)
                else:
                    before = extend_rows[extend_behind[e], column : column + count]
                    lose_behind(extend_from[e], before, ends, begin, finish)
            elif extend_kind[e] == _CLIMB:
                this, that = climb_first[row], climb_first[row + 1]
                climb(
                    climb_begins[this:that],
                    climb_length[this:that],
                    climb_inverse[this:that],
                    climb_lost[this:that, column : column + count],
                    climb_table[climb_table_first[row] : climb_table_first[row + 1]],
                    begin[:count],
                    finish[:count],
                    bound[:count],
                    already[:count],
                    lost[:count],
                    places[:count],
                )
            elif extend_kind[e] == _PACE:
                from_, until = effects.pace_first[row], effects.pace_first[row + 1]
                at_pace(
                    effects.pace_begins[from_:until],
                    effects.pace_rate[from_:until],
                    effects.pace_done[from_:until],
                    begin[:count],
                    finish[:count],
                )
            else:
                minutes = extend_rows[row, column : column + count]
                laid = laid_out(program.shifts, program.calendar[i])
                if finish_later(laid, effects.data_date, minutes, finish, places):
                    room.trouble[0] = 1 + program.calendar[i]


@compiled
def _finish_after(
    finish: Whole, left: Whole, floor: int, one: Whole, lag: int, other: Whole, its: int
) -> None:
    """Where nothing else holds the row or is asked of it: most rows of most networks, in one pass."""
    for k in range(len(finish)):
        finish[k] = max(floor, max(one[k] + lag, other[k] + its)) + left[k]


@compiled
def _begin_after(begin: Whole, floor: int, one: Whole, lag: int, other: Whole, its: int) -> None:
    """After two predecessors at once: half of the time of a large network goes into moving dates."""
    for k in range(len(begin)):
        begin[k] = max(floor, max(one[k] + lag, other[k] + its))


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
def last_finish(program: Program, room: Room, count: int, latest: Minutes, out: Minutes) -> None:
    """Clock minutes of the last finish of all, into out. latest: (groups, wide), to work in."""
    latest[:, :count] = NONE
    for i in range(len(program.group)):
        group = program.group[i]
        if group >= 0:
            _no_earlier(latest[group], room.finish[room.slot[i], :count])
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
    wide = len(room.bound)
    latest = np.empty((len(program.group_calendar), wide), np.int64)
    for column in range(0, len(last), wide):
        count = min(wide, len(last) - column)
        date_block(program, laws, effects, room, first + column, column, count)
        for w in range(len(watched)):
            finishes[w, column : column + count] = room.finish[room.slot[watched[w]], :count]
        last_finish(program, room, count, latest, last[column : column + count])
