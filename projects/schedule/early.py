"""Early dates, to the minute by the clock, as P6 computes them: the deterministic forward pass. Pure.

forward.py dates many draws at once in work minutes; this one also keeps the clock time at which each
date stands, which P6 does and which a successor on another calendar can tell. Besides what is said
there and in bonds.py, found by reproducing P6's stored dates:

- what has finished stands at the data date, whatever its actual dates, or under retained logic where
  its unfinished predecessors would still hold it: they hold what follows it too;
- the rest of started work is done in one piece, where links let it begin and end;
- a finish milestone stands at the very clock time that its links name if its calendar works up to it
  or from it on, else where work next begins; a start milestone always where work begins;
- work that a finish-to-finish link holds beyond its last working minute ends where work next begins,
  since it cannot end before its predecessor does.
"""

from dataclasses import dataclass

from projects.schedule.bonds import Bond, State
from projects.schedule.calendars import to_clock
from projects.schedule.limits import Limits
from projects.schedule.model import ActivityKind
from projects.schedule.moments import Moment, as_ending, beginning, ending, work_at
from projects.schedule.plan import Plan


@dataclass(slots=True)
class Early:
    """Lists by position; spanning positions are not filled.

    start: of started work, where the rest of it begins. left: what is to be done between the two.
    points: position of finished work to the clock minute at which it stands.
    """

    start: list[Moment]
    finish: list[Moment]
    left: list[int]
    points: dict[int, int]


def early_pass(plan: Plan) -> Early:
    """Raises BeyondCalendar where a date passes the end of a calendar."""
    count = len(plan.left)
    early = Early(
        start=[0] * count,
        finish=[0] * count,
        left=list(plan.left),
        points={},
    )
    start, finish, floors = early.start, early.finish, [each.floor for each in plan.limits]
    for at, twice, ahead, rows in plan.early_steps:
        if not twice and plan.state[at] is State.FINISHED:
            early.points[at] = point = _point(plan, early, at)
            start[at] = finish[at] = plan.moments[at].no_earlier(point)
            continue
        begins, ends = floors[at], None
        if ahead is not None and (moment := max(ahead(finish))) > begins:
            begins = moment
        for before, from_finish, to_finish, lag, carry, bond in rows:
            if bond is not None:
                moment = reached(plan, early, bond)
            else:
                moment = finish[before] if from_finish else start[before]
                if carry is not None:
                    moment = carry(moment)
                elif lag:
                    moment = ending((moment >> 1) + lag) | (lag < 0)
                if to_finish:
                    moment &= ~1
            if not to_finish:
                if moment > begins:
                    begins = moment
            elif ends is None or moment > ends:
                ends = moment
        if twice and ends is None:
            start[at], finish[at] = begins | 1, (begins & ~1) + twice
        else:
            start[at], finish[at] = _placed(plan, early, at, begins, ends)
    return early


def reached(plan: Plan, early: Early, bond: Bond) -> Moment:
    """The moment on the successor's calendar before which the bond lets it not begin, or not end."""
    before = bond.predecessor
    moment = early.finish[before] if bond.from_finish else early.start[before]
    if bond.plain:
        if bond.lag:
            moved = work_at(moment) + bond.lag
            moment = ending(moved) if bond.lag > 0 else beginning(moved)
    else:
        moment = plan.moments[bond.successor].no_earlier(left_clock(plan, early, bond))
    if bond.to_finish and plan.kind[bond.successor] is not ActivityKind.FINISH_MILESTONE:
        if bond.plain or not _holds_to_the_clock(plan, bond):
            moment = as_ending(moment)
    return moment


def _holds_to_the_clock(plan: Plan, bond: Bond) -> bool:
    """Neither a start nor a lead holds a finish beyond the last minute of work that it needs."""
    from_milestone = plan.kind[bond.predecessor] is ActivityKind.START_MILESTONE
    return bond.from_finish and bond.lag >= 0 and not from_milestone


def left_clock(plan: Plan, early: Early, bond: Bond) -> int:
    """Where the predecessor's date and the lag lead by the clock, on no calendar in particular."""
    before = bond.predecessor
    if bond.since is not None:
        clock = bond.since
    elif before in early.points:
        clock = early.points[before]
    else:
        moment = early.finish[before] if bond.from_finish else early.start[before]
        if bond.from_finish and bond.to_finish and plan.kind[before] is ActivityKind.TASK:
            moment = as_ending(moment)
        clock = plan.moments[before].clock(moment)
    return plan.lags.after(bond, clock) if bond.lag else clock


def _point(plan: Plan, early: Early, at: int) -> int:
    activity, options = plan.network.activities[at], plan.network.schedule.options
    assert activity.finished_at is not None
    if not options.holds_at_data_date:
        return to_clock(activity.finished_at)
    held = [left_clock(plan, early, bond) for bond in plan.incoming[at]]
    return max([plan.network.data_date, *held])


def _placed(
    plan: Plan, early: Early, at: int, begins: Moment, ends: Moment | None
) -> tuple[Moment, Moment]:
    """Start and finish between the bounds; sets what is left where a finish is expected."""
    limits, left = plan.limits[at], early.left
    if limits.finish_floor is not None:
        ends = limits.finish_floor if ends is None else max(ends, limits.finish_floor)
    if limits.expected_finish is not None:
        left[at] = max(work_at(limits.expected_finish) - work_at(begins), 0)
    kind, remains = plan.kind[at], left[at]
    if limits.finish_pin is not None or limits.start_pin is not None:
        return _pinned(limits, remains)
    if kind is ActivityKind.FINISH_MILESTONE and not remains:
        moment = begins if ends is None else max(begins, ends)
        return moment, moment
    begun = work_at(begins)
    if ends is not None:
        begun = max(begun, work_at(ends) - remains)
    if not remains:
        return beginning(begun), beginning(begun)
    last = ending(begun + remains)
    if ends is not None and ends > last:
        last = ends
    return beginning(begun), last


def _pinned(limits: Limits, remains: int) -> tuple[Moment, Moment]:
    pin = limits.finish_pin if limits.finish_pin is not None else limits.start_pin
    assert pin is not None
    if not remains:
        return pin, pin
    begun = work_at(pin) - (remains if limits.finish_pin is not None else 0)
    return beginning(begun), ending(begun + remains)
