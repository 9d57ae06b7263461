"""On what the time of the path that holds up a date goes: by activity, and by kind in every iteration. Pure.

In one iteration the path leads from the date back to the data date, so the time between them falls into
the spans of the activities on it: from where the path enters an activity to where it enters the one
before, lags being time of the later one. What lies before the begin of the last one is time that nothing
but an outside date, or a lag after finished work, holds open: that is waiting. Points in time before the
data date count as the data date.
"""

from typing import NamedTuple

import numpy as np

from projects.risk.program import Whole
from projects.schedule.calendars import DAY, Minutes
from projects.schedule.kernels import compiled, inlined

PARTS = 1 << 10
"""Of a clock minute: the unit of what a work minute weighs."""

CLOCK_DAY = DAY * PARTS


class Spending(NamedTuple):
    """By row (m,), summed over iterations, but for by_kind, (kinds, n); (0,) counts nothing.

    kind, wait_kind, loss_kind: rows of by_kind, for its work, for the time that it waits where a path
    ends, and for what it loses to weather. weight: of a work minute of its calendar, in 1/PARTS of a
    minute by the clock, so that time on different calendars adds up; all sums are in these parts.
    spent: without what was lost.
    """

    kind: Minutes
    wait_kind: Minutes
    loss_kind: int
    weight: Minutes
    spent: Minutes
    waited: Minutes
    lost: Minutes
    by_kind: Minutes


def nothing_counted() -> Spending:
    none = np.empty(0, np.int64)
    return Spending(none, none, 0, none, none, none, none, np.empty((0, 0), np.int64))


def spending_for(
    kind: Minutes, wait_kind: Minutes, loss_kind: int, weight: Minutes, *, kinds: int
) -> Spending:
    """All at nothing, and without a column for any iteration."""
    spent, waited, lost = (np.zeros(len(kind), np.int64) for _ in range(3))
    by_kind = np.zeros((kinds, 0), np.int64)
    return Spending(kind, wait_kind, loss_kind, weight, spent, waited, lost, by_kind)


def with_columns(spending: Spending, iterations: int) -> Spending:
    """The same sums by row, with columns for as many iterations."""
    kinds = len(spending.by_kind)
    return spending._replace(by_kind=np.zeros((kinds, iterations), np.int64))


@compiled
def enter(
    spending: Spending,
    row: int,
    begin: Whole,
    finish: Whole,
    lost: Whole,
    here: Minutes,
    by_finish: Minutes,
    n: int,
    column: int,
) -> None:
    """Count the time up to where the path enters a row, in the first n iterations of `here`.

    lost: what the finish holds of weather; it is not work.
    """
    by_kind, weight = spending.by_kind, spending.weight[row]
    kind, loss = spending.kind[row], spending.loss_kind
    for q in range(n):
        k = here[q]
        point = max(finish[k] if by_finish[k] else begin[k], 0) * weight
        gone = min(lost[k] * weight, point) if by_finish[k] else 0
        by_kind[kind, column + k] += point - gone
        by_kind[loss, column + k] += gone
        spending.spent[row] += point - gone
        spending.lost[row] += gone


@inlined
def leave(spending: Spending, row: int, draw: int, before: int, point: int) -> None:
    """Take off what lies before a point of the row `before`, to which the path goes on."""
    earlier = max(point, 0) * spending.weight[before]
    spending.spent[row] -= earlier
    spending.by_kind[spending.kind[row], draw] -= earlier


@inlined
def end(spending: Spending, row: int, draw: int, point: int) -> None:
    """The path ends at a row: what lies before the point is waited for."""
    leave(spending, row, draw, row, point)
    waited = max(point, 0) * spending.weight[row]
    spending.waited[row] += waited
    spending.by_kind[spending.wait_kind[row], draw] += waited
