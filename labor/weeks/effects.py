"""What overtime, late shifts and absence leave of an hour's output: DOMAIN.md C.5. Pure."""

from collections.abc import Mapping
from itertools import pairwise

from labor.events import Shift

USUAL_HOURS = 40.0

OVERTIME_ABOVE = 41.0
"""Hours a week of a head from which a week counts as one of overtime: less is rounding, or a late bus."""

OVERTIME: Mapping[float, tuple[float, ...]] = {
    40.0: (1.0, 1.0, 1.0, 1.0, 1.0),
    50.0: (0.93, 0.90, 0.87, 0.80, 0.75),
    60.0: (0.90, 0.86, 0.80, 0.71, 0.66),
}
"""Output per hour against a 40-hour week, by hours a week, in consecutive weeks 1-2, 3-4, 5-6, 7-8 and
later. 60 hours: Business Roundtable C-2 (1980). 50 hours: its anchor of 0.80 at weeks 6 to 8, the rest of
the curve judgement around it (C.5)."""

SHIFTS: Mapping[Shift, float] = {Shift.DAY: 1.0, Shift.SECOND: 0.90, Shift.NIGHT: 0.85}
"""Engineering judgement (C.5)."""

NO_LOSS_TO, LOSS_FROM, ABSENT_OUTPUT = 5.0, 6.0, 1 - 0.244
"""Percent of heads absent without loss, percent from which 24.4 % are lost (Hanna et al. 2005, electrical
work), and what that leaves. The study names nothing beyond 10 %: what it gives there is kept."""


def overtime_factor(hours_per_week: float, consecutive_weeks: int) -> float:
    """Output per hour in the nth week in a row of so many hours, 0.66 to 1.

    Linear between 40, 50 and 60 hours. Beyond 60 it is that of 60: no study read goes further.
    Raises ValueError on negative hours or weeks.
    """
    if hours_per_week < 0 or consecutive_weeks < 0:
        raise ValueError("neither hours nor weeks are fewer than none")
    if hours_per_week <= USUAL_HOURS or not consecutive_weeks:
        return 1.0
    step = min((consecutive_weeks - 1) // 2, 4)
    for fewer, more in pairwise(OVERTIME):
        if hours_per_week <= more:
            share = (hours_per_week - fewer) / (more - fewer)
            low, high = OVERTIME[fewer][step], OVERTIME[more][step]
            return low + share * (high - low)
    return OVERTIME[60.0][step]


def absence_factor(percent: float) -> float:
    """Output per hour of those who came, when so many percent did not: 1 down to 0.756.

    Raises ValueError outside 0 to 100.
    """
    if not 0 <= percent <= 100:
        raise ValueError(f"{percent} % of the heads cannot be absent")
    share = (percent - NO_LOSS_TO) / (LOSS_FROM - NO_LOSS_TO)
    return 1 - (1 - ABSENT_OUTPUT) * min(1.0, max(0.0, share))
