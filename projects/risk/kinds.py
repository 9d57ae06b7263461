"""Which kind of constraint the time of an activity belongs to. Pure.

Judgement of this house, after the causes of DOMAIN.md A, row 5, and the phases and crafts of B.4. The
first that fits counts. Deliveries come before commissioning, since a factory test (L1) is the vendor's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from projects.risk.program import Program
from projects.risk.rows import Floats
from projects.risk.touched import PROCURE, deliveries_of, in_scope
from projects.schedule.calendars import DAY, Minutes, WorkTime
from projects.schedule.model import Activity
from projects.schedule.network import Network
from sites.uncertainty import Delivery, Driver, OutsideDate, Scope


class BindingKind(StrEnum):
    """What a date waits for. Unmapped: work that nothing ties to a phase, craft, package or level."""

    LABOR = "labor"
    SUPPLY = "supply"
    POWER = "power"
    WEATHER = "weather"
    DESIGN = "design"
    COMMISSIONING = "commissioning"
    THIRD_PARTY = "third_party"
    UNMAPPED = "unmapped"


KINDS = tuple(BindingKind)
"""In the order of the rows of spending.Spending."""

POWER_PHASES = frozenset({"UTILITY", "ENERGIZE"})
TEST_PHASES = frozenset({"COMMISSION"})
TEST_CRAFTS = frozenset({"CX", "NETA", "OEM", "HPCE"})
"""Commissioning agents, testers, the vendors' own people at start-up, and who brings up clusters."""

DESIGN_PHASES = frozenset({"PRECON", "DESIGN"})
DESIGN_CRAFTS = frozenset({"ENG"})
OTHERS_CRAFTS = frozenset({"PM"})
"""What stands with the owner's people takes no crew: permits, inspections, notices, certificates, for
which somebody else's word is awaited."""

LEAST_HORIZON = 28 * DAY
"""Over at least so much time a calendar is asked how much of it is worked."""


def kind_of(activity: Activity) -> BindingKind:
    """By what the activity is; outside dates and packages that it waits for: see wait_kinds."""
    phase, craft = activity.phase, activity.craft
    is_bought = bool(activity.package or activity.order)
    if is_bought and (phase == PROCURE or not craft):
        return BindingKind.SUPPLY
    if phase == PROCURE:  # where fitout24 has another developer's shell, with nothing bought
        return BindingKind.THIRD_PARTY if craft in OTHERS_CRAFTS else BindingKind.SUPPLY
    if phase in POWER_PHASES or craft == "UTIL":
        return BindingKind.POWER
    if phase in TEST_PHASES or activity.cx_level or craft in TEST_CRAFTS:
        return BindingKind.COMMISSIONING
    if craft in OTHERS_CRAFTS:
        return BindingKind.THIRD_PARTY
    if phase in DESIGN_PHASES or craft in DESIGN_CRAFTS:
        return BindingKind.DESIGN
    return BindingKind.LABOR if phase or craft else BindingKind.UNMAPPED


def wait_kinds(network: Network, drivers: Iterable[Driver]) -> dict[int, BindingKind]:
    """By position what an activity waits for before it can begin, where that is not its own kind."""
    found: dict[int, BindingKind] = {}
    for driver in drivers:
        match driver:
            case Delivery() if not deliveries_of(network, driver.package):
                scope = Scope(packages=frozenset({driver.package}))
                found.update(dict.fromkeys(in_scope(network, scope), BindingKind.SUPPLY))
            case OutsideDate():
                for at in in_scope(network, driver.scope):
                    if kind_of(network.activities[at]) is not BindingKind.POWER:
                        found[at] = BindingKind.THIRD_PARTY
    return found


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """By row of a program, (m,): which of KINDS its work is and what it waits for where a path ends.

    weight: clock minutes of a work minute of its calendar, so that time on different calendars adds up.
    """

    own: Minutes
    waits: Minutes
    weight: Floats


def kinds_of(
    network: Network, program: Program, drivers: Iterable[Driver], *, horizon: int
) -> Kinds:
    """horizon: the clock minute up to which calendars are compared."""
    positions = program.position.tolist()
    waits = wait_kinds(network, drivers)
    own = {at: kind_of(network.activities[at]) for at in positions}
    until = max(horizon, network.data_date + LEAST_HORIZON)
    weights = {time: _weight(time, network.data_date, until) for time in set(network.times)}
    return Kinds(
        own=_rows([own[at] for at in positions]),
        waits=_rows([waits.get(at, own[at]) for at in positions]),
        weight=np.array([weights[network.times[at]] for at in positions]),
    )


def _rows(kinds: Iterable[BindingKind]) -> Minutes:
    return np.array([KINDS.index(kind) for kind in kinds], np.int64)


def _weight(time: WorkTime, begins: int, ends: int) -> float:
    """Clock time of a work minute, as a mean over a stretch of time."""
    worked = time.work(min(ends, time.last)) - time.work(begins)
    return (ends - begins) / worked if worked else 1.0
