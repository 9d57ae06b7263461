"""A calendar asked of one minute at a time, for brute_force.py: nothing of the product's is used."""

from datetime import datetime, timedelta

from projects.schedule.model import WorkCalendar

BASE = datetime.fromisoformat("2023-11-06T00:00")  # a Monday


def clock(at: datetime) -> int:
    return round((at - BASE).total_seconds()) // 60


class Minutes:
    """A calendar as a row of minutes, each worked or not."""

    def __init__(self, calendar: WorkCalendar | None, days: int = 160) -> None:
        self.worked = bytearray(days * 1440)
        for day in range(days):
            on = (BASE + timedelta(days=day)).date()
            shifts = calendar.week[on.weekday()] if calendar else ((0, 1440),)
            if calendar and on in calendar.exceptions:
                shifts = calendar.exceptions[on]
            for begins, ends in shifts:
                for minute in range(begins, ends):
                    self.worked[day * 1440 + minute] = 1

    def next_beginning(self, at: int) -> int:
        while not self.worked[at]:
            at += 1
        return at

    def last_end(self, at: int) -> int:
        while not self.worked[at - 1]:
            at -= 1
        return at

    def walk(self, at: int, minutes: int) -> int:
        while minutes > 0:
            minutes -= self.worked[at]
            at += 1
        while minutes < 0:
            at -= 1
            minutes += self.worked[at]
        return at

    def back_to_an_end(self, at: int, minutes: int) -> int:
        return self.last_end(self.walk(self.last_end(at), -minutes)) if minutes else at

    def between(self, since: int, until: int) -> int:
        return sum(self.worked[since:until]) if until >= since else -sum(self.worked[until:since])

    def touches(self, at: int) -> bool:
        return bool(self.worked[at] or self.worked[at - 1])


_KNOWN: dict[str, Minutes] = {}


def minutes_of(calendar: WorkCalendar | None) -> Minutes:
    key = repr(calendar)
    if key not in _KNOWN:
        _KNOWN[key] = Minutes(calendar)
    return _KNOWN[key]
