"""The two calendars of the demo, with the holidays of the years that its schedules can reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

YEARS = range(2025, 2031)
MONDAY, THURSDAY = 0, 3


@dataclass(frozen=True, kw_only=True)
class CalendarCard:
    code: str
    name: str
    shifts: str
    holidays: tuple[date, ...]

    @property
    def text(self) -> str:
        return "\n".join(day.isoformat() for day in self.holidays)


def us_holidays(year: int) -> Iterator[date]:
    """The eight days on which US construction commonly stands still (DOMAIN.md G.3)."""
    thanksgiving = nth(4, THURSDAY, year, 11)
    yield observed(date(year, 1, 1))
    yield nth(1, MONDAY, year, 6) - timedelta(days=7)  # Memorial Day: the last Monday of May
    yield observed(date(year, 7, 4))
    yield nth(1, MONDAY, year, 9)
    yield observed(date(year, 11, 11))
    yield from (thanksgiving, thanksgiving + timedelta(days=1))
    yield observed(date(year, 12, 25))


def norwegian_holidays(year: int) -> Iterator[date]:
    """The public holidays of Norway: the fixed ones, and those that move with Easter."""
    for month, day in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26)):
        yield date(year, month, day)
    for days in (-3, -2, 1, 39, 50):  # Maundy Thursday to Whit Monday
        yield easter(year) + timedelta(days=days)


def nth(number: int, weekday: int, year: int, month: int) -> date:
    """The first, second, ... of a weekday in a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def observed(day: date) -> date:
    """The working day on which the US keep a holiday that falls on a weekend."""
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))


def easter(year: int) -> date:
    """Easter Sunday. Source: the anonymous Gregorian computus, in Meeus, Astronomical Algorithms, ch. 8."""
    century, rest = divmod(year, 100)
    leaps, skipped = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leaps - moon + 15) % 30
    week = (32 + 2 * skipped + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * week) // 451
    month, day = divmod(epact + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


US = CalendarCard(
    code="US-5X8",
    name="United States, Monday to Friday, 8 hours",
    shifts="07:00-11:00 11:30-15:30",
    holidays=tuple(sorted({day for year in YEARS for day in us_holidays(year)})),
)
NORWAY = CalendarCard(
    code="NO-5X75",
    name="Norway, Monday to Friday, 7.5 hours",
    shifts="07:30-11:30 12:00-15:30",
    holidays=tuple(sorted({day for year in YEARS for day in norwegian_holidays(year)})),
)
CALENDARS = (US, NORWAY)
