"""The dates on which an exception of a Microsoft Project calendar recurs. Pure.

Source: Microsoft, Project XML Data Interchange Schema Reference, Exception element: Type 1 and 7
daily, 2 and 3 yearly by day and by position, 4 and 5 monthly by day and by position, 6 weekly.
"""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

MOST_DATES = 80_000
_ONE_DAY = timedelta(days=1)
_LAST = 4
_WEEKEND = (5, 6)


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """first, last: the range, both included. occurrences: the most of them, 0 for as many as fit.

    days_of_week: bits, Sunday 1 to Saturday 64. month: 0 for January. item: 0 day, 1 working day of
    the week, 2 weekend day, 3 Sunday to 9 Saturday. position: 0 first to 3 fourth, 4 last.
    """

    kind: int
    first: date
    last: date
    period: int = 1
    occurrences: int = 0
    days_of_week: int = 0
    month: int = 0
    month_day: int = 1
    item: int = 0
    position: int = 0

    def dates(self) -> list[date]:
        within = (on for on in self._all() if self.first <= on <= self.last)
        return list(islice(within, self.occurrences or MOST_DATES))

    def _all(self) -> Iterable[date]:
        match self.kind:
            case 2 | 3:
                return self._by_month(every=12, month=self.month, by_position=self.kind == 3)
            case 4 | 5:
                month = self.first.month - 1
                return self._by_month(every=self.period, month=month, by_position=self.kind == 5)
            case 6:
                return self._weekly()
            case 1 | 7:
                return self._daily(self.period)
            case _:
                return self._daily(1)

    def _daily(self, every: int) -> Iterator[date]:
        for number in range(0, (self.last - self.first).days + 1, every):
            yield self.first + number * _ONE_DAY

    def _weekly(self) -> Iterator[date]:
        sunday = self.first - timedelta(days=_from_sunday(self.first))
        for on in self._daily(1):
            weeks = (on - sunday).days // 7
            if weeks % self.period == 0 and self.days_of_week >> _from_sunday(on) & 1:
                yield on

    def _by_month(self, *, every: int, month: int, by_position: bool) -> Iterator[date]:
        at = self.first.year * 12 + month
        while at <= self.last.year * 12 + self.last.month - 1:
            year, number = at // 12, at % 12 + 1
            found = self._positioned(year, number) if by_position else self._numbered(year, number)
            if found:
                yield found
            at += every

    def _numbered(self, year: int, month: int) -> date:
        """The 31st of a month of 30 days is its 30th."""
        return date(year, month, min(self.month_day, calendar.monthrange(year, month)[1]))

    def _positioned(self, year: int, month: int) -> date | None:
        length = calendar.monthrange(year, month)[1]
        days = [date(year, month, day) for day in range(1, length + 1)]
        fitting = [on for on in days if self._fits(on)]
        if self.position == _LAST:
            return fitting[-1] if fitting else None
        return fitting[self.position] if self.position < len(fitting) else None

    def _fits(self, on: date) -> bool:
        match self.item:
            case 0:
                return True
            case 1:
                return on.weekday() not in _WEEKEND
            case 2:
                return on.weekday() in _WEEKEND
            case _:
                return _from_sunday(on) == self.item - 3


def _from_sunday(on: date) -> int:
    return on.isoweekday() % 7
