"""Which kind of constraint binds a date, from what the path that holds it up spends its time on. Pure.

Days are calendar days from the data date to the date, as means over the iterations; those of the kinds
add up to all of that time. Source of the kinds: projects/risk/kinds.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from projects.risk.engine import AS_IT_IS, Engine
from projects.risk.goals import goal_of
from projects.risk.kinds import KINDS, kinds_of
from projects.risk.rows import Floats
from projects.risk.shares.attribution import Milestone
from projects.risk.spending import Spending, joined, spending_of
from projects.schedule.calendars import DAY

MOST_ACTIVITIES = 3
LEAST_SHARE = 0.0005
"""A kind below it is left out: it would be told as 0.0 %."""

ERRORS_APART = 2.0


@dataclass(frozen=True, kw_only=True)
class KindShare:
    """days: calendar days of the driving path that go on a kind. share: of the whole path, 0 to 1."""

    kind: str
    days: float
    share: float


@dataclass(frozen=True, kw_only=True)
class BindingActivity:
    """An activity of the kind that binds. days: that the path spends on it, waiting and weather included.

    criticality: the share of iterations in which it lies on the path.
    """

    code: str
    days: float
    criticality: float


@dataclass(frozen=True, kw_only=True)
class Binding:
    """What binds the date of a milestone, the most time first; empty once it is reached.

    lead_days: by which the first exceeds the second; lead_error_days: its Monte Carlo standard error.
    activities: on which the first kind spends most.
    """

    milestone: str | None
    iterations: int
    kinds: tuple[KindShare, ...]
    lead_days: float
    lead_error_days: float
    activities: tuple[BindingActivity, ...]

    @property
    def kind(self) -> str | None:
        return self.kinds[0].kind if self.kinds else None

    @property
    def too_close(self) -> bool:
        """Whether the first two cannot be told apart at two standard errors."""
        return len(self.kinds) > 1 and self.lead_days < ERRORS_APART * self.lead_error_days


def bindings_of(
    engine: Engine, milestones: Sequence[Milestone], *, iterations: int
) -> dict[Milestone, Binding]:
    """What binds several dates, over the first iterations of a world as it is."""
    dater = engine.as_it_is
    goals = [goal_of(dater.network, dater.program, code) for code in milestones]
    parts: list[list[Spending]] = [[] for _ in goals]
    kinds = [
        kinds_of(dater.network, dater.program, engine.world.drivers, horizon=dater.planned(goal))
        for goal in goals
    ]
    for block in engine.to_trace(iterations):
        inputs = engine.drawn(block).inputs(AS_IT_IS)
        trace = dater.trace(block, inputs, goals)
        for g, part in enumerate(parts):
            part.append(spending_of(trace, g, inputs, dater.program, kinds[g]))
    codes = [dater.network.activities[at].code for at in dater.program.position]
    return {
        code: binding_of(joined(part), codes, milestone=code)
        for code, part in zip(milestones, parts, strict=True)
    }


def binding_of(spending: Spending, codes: Sequence[str], *, milestone: Milestone) -> Binding:
    """codes: of the rows that it is about."""
    days = spending.by_kind / DAY
    means = days.mean(axis=1)
    whole = float(means.sum())
    order = sorted(range(len(KINDS)), key=lambda k: (-means[k], k)) if whole > 0 else []
    kept = [k for k in order if means[k] >= LEAST_SHARE * whole]
    lead, error = _lead(days, kept)
    return Binding(
        milestone=milestone,
        iterations=spending.iterations,
        kinds=_shares(means, kept),
        lead_days=lead,
        lead_error_days=error,
        activities=_most_of(spending, codes, kept[0]) if kept else (),
    )


def _shares(means: Floats, kept: Sequence[int]) -> tuple[KindShare, ...]:
    whole = sum(float(means[k]) for k in kept)
    return tuple(
        KindShare(kind=str(KINDS[k]), days=float(means[k]), share=float(means[k]) / whole)
        for k in kept
    )


def _lead(days: Floats, kept: Sequence[int]) -> tuple[float, float]:
    """Of the first over the second in the same iterations, and its error."""
    if not kept:
        return 0.0, 0.0
    lead = days[kept[0]] - days[kept[1]] if len(kept) > 1 else days[kept[0]]
    spread = float(lead.std(ddof=1)) if lead.size > 1 else 0.0
    return float(lead.mean()), spread / sqrt(lead.size)


def _most_of(spending: Spending, codes: Sequence[str], kind: int) -> tuple[BindingActivity, ...]:
    days = spending.by_row[kind] / (DAY * spending.iterations)
    order = sorted(np.flatnonzero(days > 0).tolist(), key=lambda row: (-days[row], row))
    return tuple(
        BindingActivity(
            code=codes[row],
            days=float(days[row]),
            criticality=int(spending.critical[row]) / spending.iterations,
        )
        for row in order[:MOST_ACTIVITIES]
    )
