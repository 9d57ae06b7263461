"""Lost days beyond those that were planned: what a contract excuses. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, kw_only=True)
class MonthOfWeather:
    """Days of one calendar month, first being its first day. planned: None without a plan."""

    first: date
    planned: int | None
    lost: int

    @property
    def excused(self) -> int | None:
        return None if self.planned is None else excused_days(lost=self.lost, planned=self.planned)


def excused_days(*, lost: int, planned: int) -> int:
    """max(0, lost - planned) of a month; what one month leaves unused helps no other one.

    Source: DOMAIN.md G.1 (ER 415-1-15). Only days on the critical path count in a claim: whether a
    lost day was on it is for the schedule to show.
    """
    return max(0, lost - planned)


def months_of_weather(
    lost: Iterable[date], planned: Sequence[int] | None, *, until: date
) -> list[MonthOfWeather]:
    """Every month from the first lost day to the month of `until`, or of the last lost day if later.

    planned: twelve numbers, January first, or None. Raises ValueError on any other count. No month
    without a lost day.
    """
    if planned is not None and len(planned) != 12:
        raise ValueError(f"planned days of 12 months, not of {len(planned)}")
    by_month = Counter(day.replace(day=1) for day in set(lost))
    if not by_month:
        return []
    return [
        MonthOfWeather(
            first=first,
            planned=None if planned is None else planned[first.month - 1],
            lost=by_month[first],
        )
        for first in _months(min(by_month), max(until.replace(day=1), *by_month))
    ]


def _months(first: date, last: date) -> Iterable[date]:
    while first <= last:
        yield first
        first = (first + timedelta(days=32)).replace(day=1)
