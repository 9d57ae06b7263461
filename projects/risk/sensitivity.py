"""Which activities a date depends on, in the measures that planners know. Pure.

d is the work minutes of an activity from where its work to do begins to its finish, T the clock
minutes of the date looked at, both of one iteration. What cannot be defined is None, never zero.
Sources: Vanhoucke, Measuring Time, 2009, ch. 4, for all but the second cruciality; that one is what
several risk tools call cruciality. STANDARDS.md 3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from math import sqrt

import numpy as np

from projects.risk.goals import Sums
from projects.risk.rows import Floats
from projects.schedule.calendars import DAY, Minutes, from_clock


@dataclass(frozen=True, kw_only=True)
class ActivitySensitivity:
    """criticality: the longest path index, 0 to 1: the share of iterations in which the activity lies on
        the path that holds up the date, followed back from it; not that of total float, which cannot
        be compared between calendars.
    duration_sensitivity: Pearson's r of d and T.
    cruciality: the size of r. weighted_cruciality: criticality times r.
    rank_cruciality: the size of Spearman's rho of d and T; of the few most critical ones.
    schedule_sensitivity: criticality times sd(d) / sd(T). A cause that many activities share is
        credited whole by a correlation, here only as far as the activity's own spread goes.
    significance: the mean of d / (d + s) times T / mean(T), s its total slack in the iteration and T
        counted from the data date; worked out on request only.
    sd_minutes: of d. All with the divisor n.
    """

    code: str
    criticality: float
    sd_minutes: float | None
    duration_sensitivity: float | None
    cruciality: float | None
    weighted_cruciality: float | None
    schedule_sensitivity: float | None
    rank_cruciality: float | None = None
    significance: float | None = None


@dataclass(frozen=True, kw_only=True)
class Sensitivity:
    """milestone: whose finish is looked at; None: the last finish of all.

    activities: all that is still to do, the most critical first, then by weighted cruciality and code.
    planned: the date if all goes as the schedule says. merge_bias_days: calendar days by which the
    mean lies after it: paths that meet, estimates that lean to one side, and causes.
    """

    milestone: str | None
    iterations: int
    planned: datetime
    mean: datetime
    merge_bias_days: float
    sd_days: float
    activities: tuple[ActivitySensitivity, ...]

    def most_critical(self, count: int) -> list[str]:
        """Codes of the first so many that are critical at all."""
        return [each.code for each in self.activities[:count] if each.criticality]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What a walk back has added up. codes: of the rows of the sums. open: which are unfinished.

    last: (n,) T in clock minutes.
    """

    milestone: str | None
    codes: Sequence[str]
    open: Sequence[bool]
    sums: Sums
    last: Minutes


def sensitivity_of(tally: Tally) -> Sensitivity:
    late = (tally.last - tally.sums.planned).tolist()
    whole = _Moments(count=len(late), total=sum(late), squares=sum(t * t for t in late))
    bias = whole.total / whole.count
    sums = tally.sums
    rows = zip(*(each.tolist() for each in (sums.critical, sums.d, sums.dd, sums.dt)), strict=True)
    found = [
        _measured(code, critical, _Moments(count=whole.count, total=d, squares=dd), dt, whole)
        for code, is_open, (critical, d, dd, dt) in zip(tally.codes, tally.open, rows, strict=True)
        if is_open
    ]
    return Sensitivity(
        milestone=tally.milestone,
        iterations=whole.count,
        planned=from_clock(tally.sums.planned),
        mean=from_clock(round(tally.sums.planned + bias)),
        merge_bias_days=bias / DAY,
        sd_days=whole.sd / DAY,
        activities=tuple(sorted(found, key=_weight)),
    )


def rows_of(tally: Tally, codes: Sequence[str]) -> list[int]:
    rows = {code: row for row, code in enumerate(tally.codes)}
    return [rows[code] for code in codes]


def with_ranks(
    found: Sensitivity, tally: Tally, rows: Sequence[int], durations: Minutes
) -> Sensitivity:
    """With the rank cruciality of some rows. durations: (rows, n), d in each iteration."""
    late = _ranks(tally.last)
    ranked = {tally.codes[row]: _rho(own, late) for row, own in zip(rows, durations, strict=True)}
    return replace(
        found,
        activities=tuple(
            replace(each, rank_cruciality=ranked.get(each.code)) for each in found.activities
        ),
    )


def with_significance(found: Sensitivity, indices: Mapping[str, float | None]) -> Sensitivity:
    activities = (replace(each, significance=indices[each.code]) for each in found.activities)
    return replace(found, activities=tuple(activities))


@dataclass(frozen=True, kw_only=True)
class _Moments:
    """Whole numbers of any size, so nothing is lost before the one division at the end."""

    count: int
    total: int
    squares: int

    @cached_property
    def spread(self) -> float:
        """The standard deviation times count."""
        return sqrt(self.count * self.squares - self.total**2)

    @property
    def sd(self) -> float:
        return self.spread / self.count


def _measured(
    code: str, critical: int, own: _Moments, crossed: int, whole: _Moments
) -> ActivitySensitivity:
    """crossed: the sum of the products that the moments are of."""
    criticality = critical / whole.count
    together = whole.count * crossed - own.total * whole.total
    r = _quotient(together, own.spread * whole.spread)
    ratio = _quotient(own.spread, whole.spread)
    return ActivitySensitivity(
        code=code,
        criticality=criticality,
        sd_minutes=own.sd,
        duration_sensitivity=r,
        cruciality=None if r is None else abs(r),
        weighted_cruciality=None if r is None else criticality * r,
        schedule_sensitivity=None if ratio is None else criticality * ratio,
    )


def _quotient(above: float, below: float) -> float | None:
    return above / below if below else None


def _weight(each: ActivitySensitivity) -> tuple[float, float, str]:
    return -each.criticality, -(each.weighted_cruciality or 0), each.code


def _rho(durations: Minutes, ranks: Floats) -> float | None:
    own, others = _ranks(durations), ranks - ranks.mean()
    own -= own.mean()
    below = float(np.sqrt((own * own).sum() * (others * others).sum()))
    rho = _quotient(float((own * others).sum()), below)
    return None if rho is None else abs(rho)


def _ranks(values: Minutes) -> Floats:
    """Ranks from 1 on, those of equal values their mean."""
    _, group, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[group]
    return ranks
