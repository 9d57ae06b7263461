"""Which of an activity's constraints a Microsoft Project task can hold, and where. Pure.

A task has one constraint and a deadline. "Must start on" binds against links only where the project
honours constraint dates; where it does not, only a task scheduled by hand is bound.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from projects.schedule.model import Activity, Constraint, ConstraintKind, Schedule

AS_SOON_AS_POSSIBLE = 0
_TYPES = {
    ConstraintKind.AS_LATE_AS_POSSIBLE: 1,
    ConstraintKind.START_ON_OR_AFTER: 4,
    ConstraintKind.START_ON_OR_BEFORE: 5,
    ConstraintKind.FINISH_ON_OR_AFTER: 6,
    ConstraintKind.FINISH_ON_OR_BEFORE: 7,
}
_HONORED = {ConstraintKind.MANDATORY_START: 2, ConstraintKind.MANDATORY_FINISH: 3}
_NOT_HONORED = {ConstraintKind.START_ON: 2, ConstraintKind.FINISH_ON: 3}


@dataclass(frozen=True, kw_only=True)
class Held:
    """by_hand: where a task scheduled by hand starts. further: constraints without a place."""

    type: int = AS_SOON_AS_POSSIBLE
    at: datetime | None = None
    by_hand: datetime | None = None
    deadline: datetime | None = None
    further: tuple[Constraint, ...] = ()


def honors_constraints(schedule: Schedule) -> bool:
    """As Project does by itself, unless a constraint of the schedule gives way to links."""
    kinds = {each.kind for a in schedule.activities for each in a.constraints}
    return not kinds & set(_NOT_HONORED)


def held(activity: Activity, *, honored: bool) -> Held:
    types = _TYPES | (_HONORED if honored else _NOT_HONORED)
    kept: Constraint | None = None
    by_hand: datetime | None = None
    deadline: datetime | None = None
    further = []
    for each in activity.constraints:
        pins = each.kind is ConstraintKind.MANDATORY_START and not honored
        if each.kind is ConstraintKind.EXTERNAL_LATE_FINISH and deadline is None:
            deadline = each.at
        elif pins and by_hand is None and activity.started_at is None:
            by_hand = each.at
        elif each.kind in types and kept is None:
            kept = each
        else:
            further.append(each)
    if by_hand is not None and kept is not None:
        further.append(kept)
        kept = None
    return Held(
        type=types[kept.kind] if kept else AS_SOON_AS_POSSIBLE,
        at=kept.at if kept else None,
        by_hand=by_hand,
        deadline=deadline,
        further=tuple(further),
    )


def constraint_notes(activities: Iterable[Activity], *, honored: bool) -> list[str]:
    codes = [a.code for a in activities if held(a, honored=honored).further]
    if not codes:
        return []
    more = f" and {len(codes) - 5} more" if len(codes) > 5 else ""
    return [
        "Project holds one constraint of a task and a deadline, and none of other kinds: the rest "
        f"stands in a field of {', '.join(codes[:5])}{more}."
    ]
