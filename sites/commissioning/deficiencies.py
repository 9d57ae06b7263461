"""The life of a deficiency: its stages, and how long it may last. Pure. Source: DOMAIN.md E.5."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """OPEN -> ASSIGNED -> FIXED -> VERIFIED -> CLOSED, or WAIVED; what is rejected is assigned again."""

    OPEN = "open"
    ASSIGNED = "assigned"
    FIXED = "fixed"
    VERIFIED = "verified"
    CLOSED = "closed"
    WAIVED = "waived"

    @property
    def is_over(self) -> bool:
        return self in (Stage.CLOSED, Stage.WAIVED)


FROM: Mapping[str, tuple[Stage, ...]] = {
    "assign": (Stage.OPEN, Stage.ASSIGNED, Stage.FIXED),
    "fix": (Stage.OPEN, Stage.ASSIGNED),
    "verify": (Stage.FIXED,),
    "reject": (Stage.FIXED, Stage.VERIFIED),
    "waive": (Stage.OPEN, Stage.ASSIGNED, Stage.FIXED, Stage.VERIFIED),
    "prioritise": (Stage.OPEN, Stage.ASSIGNED, Stage.FIXED, Stage.VERIFIED),
    "close": (Stage.OPEN, Stage.VERIFIED),
}
"""From which stages each step leads on. One that never was assigned may be corrected, verified and
closed on the spot; once it is somebody's work, it is closed only after somebody has verified it."""

CLOSE_WITHIN: Mapping[str, int] = {"P1": 2, "P2": 10, "P3": 40}
"""Working days until it is overdue: DOMAIN.md E.5, judgement there; for P1 the age of its alert."""


def working_days(first: date, last: date) -> int:
    """Weekdays after first, up to and with last; 0 if last is not later. Holidays are not left out."""
    days = max(0, (last - first).days)
    weeks, rest = divmod(days, 7)
    odd = sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, rest + 1))
    return 5 * weeks + odd


def is_overdue(priority: str, *, raised_on: date, until: date) -> bool:
    """until: the day it was over, or today."""
    return working_days(raised_on, until) > CLOSE_WITHIN[priority]
