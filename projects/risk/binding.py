"""Which kind of constraint binds a date, from what the path that holds it up spends its time on. Pure.

Days are calendar days from the data date to the date, as means over the iterations; those of the kinds
add up to all of that time. Source of the kinds: projects/risk/kinds.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from projects.risk.engine import Engine
from projects.risk.kinds import KINDS
from projects.risk.rows import Floats
from projects.risk.sensitivity import Tally
from projects.risk.spending import CLOCK_DAY, Spending

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
    engine: Engine, milestones: Iterable[str], *, iterations: int
) -> dict[str, Binding]:
    """Of each milestone, by its code: one walk back for each. Raises KeyError for one that is not there."""
    return {
        milestone: binding_of(
            engine.tally(iterations, milestone=milestone, moments=False, spending=True)
        )
        for milestone in dict.fromkeys(milestones)
    }


def binding_of(tally: Tally) -> Binding:
    """tally: of Engine.tally(..., spending=True), else ValueError is raised."""
    if tally.spending is None:
        raise ValueError("a tally without its spending says nothing of kinds")
    days = tally.spending.by_kind / CLOCK_DAY
    means = days.mean(axis=1)
    whole = float(means.sum())
    order = sorted(range(len(KINDS)), key=lambda k: (-means[k], k)) if whole > 0 else []
    kept = [k for k in order if means[k] >= LEAST_SHARE * whole]
    lead, error = _lead(days, kept)
    return Binding(
        milestone=tally.milestone,
        iterations=len(tally.last),
        kinds=_shares(means, kept),
        lead_days=lead,
        lead_error_days=error,
        activities=_most_of(tally, tally.spending, kept[0]) if kept else (),
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


def _most_of(tally: Tally, spending: Spending, kind: int) -> tuple[BindingActivity, ...]:
    parts = spending.spent * (spending.kind == kind)
    parts += spending.waited * (spending.wait_kind == kind)
    parts += spending.lost * (spending.loss_kind == kind)
    days = parts / (CLOCK_DAY * len(tally.last))
    order = sorted(np.flatnonzero(days > 0).tolist(), key=lambda row: (-days[row], row))
    return tuple(
        BindingActivity(
            code=tally.codes[row],
            days=float(days[row]),
            criticality=int(tally.sums.critical[row]) / len(tally.last),
        )
        for row in order[:MOST_ACTIVITIES]
    )
