"""What makes the dates of a schedule say nothing, or less than they seem to, whatever is drawn. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from projects.risk.engine import Engine, World
from projects.schedule.errors import ScheduleError
from projects.schedule.model import MILESTONES, Activity, ConstraintKind, Schedule
from projects.schedule.network import Network

_READINESS = frozenset({"COMMISSION", "IT", "HANDOVER"})
"""Phases whose milestones say that something is ready: no work begins with one."""

_HARD = (ConstraintKind.MANDATORY_START, ConstraintKind.MANDATORY_FINISH)


class TrancheUnknown(ScheduleError):
    """A milestone is to be reached that is not in the schedule."""

    code = "tranche_unknown"


class NoPathToTranche(ScheduleError):
    """No work leads to these milestones: they would be reached on the first day, whatever is late."""

    code = "no_path_to_tranche"

    def __init__(self, codes: Collection[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(f"no path of work leads to {', '.join(self.codes)}", field="links")


@dataclass(frozen=True, kw_only=True)
class Capped:
    """A date that a hard constraint sets, so that nothing before it can move it.

    later: the share of iterations that would finish the activity later without the constraint.
    """

    code: str
    constraint: ConstraintKind
    at: datetime
    later: float


def unreached(schedule: Schedule, tranches: Collection[str] = ()) -> tuple[str, ...]:
    """Milestones to which no work leads: of those named, those of readiness, and those that nothing
    follows. A code that is not in the schedule is reached by nothing either.

    A milestone that begins the work has none before it either, and is meant to.
    """
    network, wanted = Network(schedule), set(tranches)
    missing = [code for code in tranches if code not in network.index]
    found = [
        activity.code
        for i, activity in enumerate(network.activities)
        if activity.kind in MILESTONES
        and (activity.code in wanted or activity.phase in _READINESS or not network.outgoing[i])
        and not _is_led_to(network, i)
    ]
    return (*missing, *found)


def capped(world: World, *, iterations: int) -> tuple[Capped, ...]:
    """What hard constraints cut off, of work that is not finished."""
    pins = [
        (activity.code, each.kind, each.at)
        for activity in world.schedule.activities
        for each in activity.constraints
        if _binds(activity, each.kind) and each.at is not None
    ]
    if not pins:
        return ()
    free = replace(world, schedule=_without_pins(world.schedule))
    codes = tuple(dict.fromkeys(code for code, _, _ in pins))
    (pinned,), (loose,) = (Engine(each, watched=codes).run(iterations) for each in (world, free))
    later = {code: (loose.milestones[code] > pinned.milestones[code]).mean() for code in codes}
    return tuple(
        Capped(code=code, constraint=kind, at=at, later=float(later[code]))
        for code, kind, at in pins
    )


def _binds(activity: Activity, kind: ConstraintKind) -> bool:
    if kind is ConstraintKind.MANDATORY_START and activity.started_at is not None:
        return False
    return kind in _HARD and activity.finished_at is None


def _without_pins(schedule: Schedule) -> Schedule:
    activities = [
        replace(
            activity,
            constraints=tuple(each for each in activity.constraints if each.kind not in _HARD),
        )
        for activity in schedule.activities
    ]
    return replace(schedule, activities=tuple(activities))


def _is_led_to(network: Network, position: int) -> bool:
    """Whether anything before it takes time or has its own date, or it is reached already."""
    seen, behind = {position}, [position]
    while behind:
        at = behind.pop()
        activity = network.activities[at]
        if activity.likely or activity.constraints or activity.finished_at is not None:
            return True
        news = {tie.predecessor for tie in network.incoming[at]} - seen
        seen |= news
        behind += news
    return False
