"""What makes the work on a path last longer once its dates are known, cause by cause. Pure.

Extensions follow one another, each on the finish that those before it gave. A day more of work may run
into more weather, and a start inside a stop moves nothing: so each also says how much of a minute at the
start, and of a minute of work, it hands on to the finish.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from projects.risk.effects import Floats
from projects.risk.extensions import (
    AtPace,
    Climb,
    LaterFinish,
    LostInStop,
    whole_minutes,
)
from projects.risk.shares.scaled import Scaled
from projects.risk.shares.stopped import Moves, Stopped
from projects.schedule.calendars import Minutes


@dataclass(frozen=True, kw_only=True)
class Paths:
    """Steps to which a walk came by the finish, (n,) each. finish: without any extension."""

    at: Minutes
    draw: Minutes
    start: Minutes
    finish: Minutes
    t: Floats


@dataclass(frozen=True, kw_only=True)
class Added:
    """What one extension of one effect does to some steps. minutes: by which the finish moves for the whole
    of it, at the pace it has at t.
    """

    effect: int
    steps: Minutes
    minutes: Floats


@dataclass(frozen=True, kw_only=True)
class Longer:
    """from_start, from_work: (n,) minutes at the finish for one at the start, and for one more of work."""

    from_start: Floats
    from_work: Floats
    added: tuple[Added, ...]


def longer(scaled: Scaled, paths: Paths) -> Longer:
    finish = paths.finish.copy()
    from_start, from_work = np.ones(finish.size), np.ones(finish.size)
    added, stopped = [], Stopped(paths.draw)
    for turn in scaled.turns:
        for extension, on in turn.on(paths.at):
            effect = scaled.owner(extension)
            if isinstance(extension, LostInStop):
                on = on[extension.may_hold_up(paths.start[on], finish[on])]
                gain = _stopped(effect, extension, paths, on, finish[on], stopped)
            else:
                gain = _extended(effect, extension, paths, on, finish[on])
            finish[on] += gain.minutes
            from_start[on] = gain.of_finish * from_start[on] + gain.of_start
            from_work[on] *= gain.of_finish
            # What comes before another extension is handed on by it like work.
            added += [(each, at, minutes / from_work[at]) for each, at, minutes in gain.moves]
    return Longer(
        from_start=from_start,
        from_work=from_work,
        added=tuple(
            Added(effect=effect, steps=on, minutes=minutes * from_work[on])
            for effect, on, minutes in added
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Gain:
    """What an extension does to some steps. minutes: that it adds at t. of_start, of_finish: by how many the
    finish moves for one at the start, and for one at the finish.
    """

    minutes: Minutes
    of_start: Floats | float
    of_finish: Floats | float
    moves: Iterable[Moves]


def _stopped(
    effect: int, stop: LostInStop, paths: Paths, on: Minutes, finish: Minutes, stopped: Stopped
) -> _Gain:
    start, stop = paths.start[on], stop.of(paths.draw[on])
    at_t = replace(stop.scaled(paths.t[on]), behind=stopped.until[on])
    more = at_t(start, finish)
    whole = (stop.ends - stop.begins).astype(float)
    return _Gain(
        minutes=more,
        of_start=np.where((more > 0) & (start >= at_t.since), -1.0, 0.0),
        of_finish=1.0,
        moves=stopped.add(effect, at_t, on, whole, more > 0),
    )


def _extended(
    effect: int,
    extension: LaterFinish | Climb | AtPace,
    paths: Paths,
    on: Minutes,
    finish: Minutes,
) -> _Gain:
    draw, start, t = paths.draw[on], paths.start[on], paths.t[on]
    match extension:
        case LaterFinish():
            more = extension.of(draw).scaled(t)(start, finish)
            moves = [(effect, on, more / t)]
            return _Gain(minutes=more, of_start=0.0, of_finish=1.0, moves=moves)
        case Climb():
            return _climbed(effect, on, extension, draw, start, finish, t)
        case AtPace():
            missing, first = extension.scaled(np.ones(1)), np.zeros_like(draw)
            return _climbed(effect, on, missing, first, start, finish, t)


def _climbed(
    effect: int,
    on: Minutes,
    climb: Climb,
    draw: Minutes,
    start: Minutes,
    finish: Minutes,
    t: Floats,
) -> _Gain:
    """As ClimbOf, with its slopes: two passes, so the slope at the finish counts twice."""
    already, at_start = climb.lost_and_slope(start, draw)
    until_finish, at_finish = climb.lost_and_slope(finish, draw)
    extra = until_finish - already
    until_end, at_end = climb.lost_and_slope(finish + whole_minutes(t * extra), draw)
    lost, at_end = until_end - already, t * at_end
    return _Gain(
        minutes=whole_minutes(t * lost),
        of_start=-t * at_start * (1 + at_end),
        of_finish=1 + at_end * (1 + t * at_finish),
        moves=[(effect, on, lost + at_end * extra)],
    )
