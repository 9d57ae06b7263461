"""Which activities of a network a driver bears on, and what the weather reaches. Pure."""

import re
from collections.abc import Callable
from operator import attrgetter

from projects.schedule.model import MILESTONES, Activity
from projects.schedule.network import Network
from sites.uncertainty import Scope

PROCURE = "PROCURE"
SHELL = "SHELL"
EXPOSED_PHASES = frozenset({"CIVIL", "UTILITY", SHELL})
EXPOSED_CODES = re.compile(r"H[A-Z]-0[49]0|CP-0[17]0")
"""Fit-out that REF-72 does out of doors: generators, chillers, yard mains, fuel (DOMAIN.md B.4)."""


Condition = tuple[Callable[[Activity], str], frozenset[str]]
"""What is looked at of an activity, and among which it has to be."""


def conditions(scope: Scope) -> list[Condition]:
    """Every condition that the scope gives; an empty scope gives none."""
    asked: tuple[Condition, ...] = (
        (attrgetter("code"), scope.codes),
        (attrgetter("phase"), scope.phases),
        (attrgetter("craft"), scope.crafts),
        (attrgetter("package"), scope.packages),
        (attrgetter("hall"), scope.halls),
        (attrgetter("cx_level"), scope.cx_levels),
    )
    return [(look, wanted) for look, wanted in asked if wanted]


def in_scope(network: Network, scope: Scope) -> tuple[int, ...]:
    """Positions of all that does work of its own, finished or not, and meets the scope."""
    found = list(enumerate(network.activities))
    for look, wanted in conditions(scope):
        found = [(i, activity) for i, activity in found if look(activity) in wanted]
    return tuple(i for i, _ in found if not network.is_spanning(i))


def still_open(network: Network, positions: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(i for i in positions if not network.is_finished(i))


def last_of(network: Network, positions: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the positions that none of the others waits for."""
    group = set(positions)
    return tuple(
        i for i in positions if not any(tie.successor in group for tie in network.outgoing[i])
    )


def deliveries_of(network: Network, package: str) -> tuple[int, ...]:
    """The activities that end with the package on site: its last ones in the phase PROCURE."""
    scope = Scope(phases=frozenset({PROCURE}), packages=frozenset({package}))
    return last_of(network, in_scope(network, scope))


def exposed(network: Network, scope: Scope) -> tuple[int, ...]:
    """Open activities in scope that weather can stop; codes named in the scope are taken at their word.

    Otherwise those of B.4. The shell is exposed until dry-in, which is a milestone of the phase
    SHELL: what follows one by FS links inside that phase is interior work. Fit-out inside the halls
    is never exposed, as the network holds it until its dry-in.
    """
    found = still_open(network, in_scope(network, scope))
    if scope.codes:
        return found
    return tuple(i for i in found if _is_outdoors(network, i))


def _is_outdoors(network: Network, position: int) -> bool:
    activity = network.activities[position]
    if activity.kind in MILESTONES:
        return False
    if activity.weather_exposed is not None:
        return activity.weather_exposed
    if EXPOSED_CODES.fullmatch(activity.code):
        return True
    return activity.phase in EXPOSED_PHASES and not _is_after_dry_in(network, position)


def _is_after_dry_in(network: Network, position: int) -> bool:
    if network.activities[position].phase != SHELL:
        return False
    return any(
        network.activities[tie.predecessor].phase == SHELL
        and (
            network.activities[tie.predecessor].kind in MILESTONES
            or _is_after_dry_in(network, tie.predecessor)
        )
        for tie in network.incoming[position]
        if tie.leaves_finish and not tie.enters_finish
    )
