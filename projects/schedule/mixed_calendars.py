"""Calendars made of others: when all of them work, or when any does. Pure."""

from collections.abc import Callable, Sequence
from datetime import date

from projects.schedule.calendars import DAY
from projects.schedule.model import Shift, WorkCalendar

Shifts = tuple[Shift, ...]

ROUND_THE_CLOCK = WorkCalendar(
    code="elapsed",
    name="Day and night, for elapsed durations",
    week=(((0, DAY),),) * 7,
    minutes_per_day=DAY,
)


def same_times(one: WorkCalendar, other: WorkCalendar) -> bool:
    return one.week == other.week and one.exceptions == other.exceptions


def all_work(calendars: Sequence[WorkCalendar]) -> WorkCalendar:
    """Worked where each of them is: a task on its calendar, done by a resource on its own."""
    return _mixed(calendars, _common, "and")


def any_works(calendars: Sequence[WorkCalendar]) -> WorkCalendar:
    return _mixed(calendars, _merged, "or")


def _mixed(
    calendars: Sequence[WorkCalendar], mix: Callable[[Sequence[Shifts]], Shifts], word: str
) -> WorkCalendar:
    first = calendars[0]
    dates = sorted({on for calendar in calendars for on in calendar.exceptions})
    return WorkCalendar(
        code=f" {word} ".join(calendar.code for calendar in calendars),
        name=f" {word} ".join(calendar.name for calendar in calendars),
        week=tuple(mix([c.week[day] for c in calendars]) for day in range(7)),
        exceptions={on: mix([shifts_on(c, on) for c in calendars]) for on in dates},
        minutes_per_day=first.minutes_per_day,
    )


def shifts_on(calendar: WorkCalendar, on: date) -> Shifts:
    return calendar.exceptions.get(on, calendar.week[on.weekday()])


def _common(days: Sequence[Shifts]) -> Shifts:
    found = days[0]
    for shifts in days[1:]:
        pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in found for b in shifts)
        found = tuple((start, finish) for start, finish in pairs if start < finish)
    return found


def _merged(days: Sequence[Shifts]) -> Shifts:
    merged: list[Shift] = []
    for start, finish in sorted(shift for shifts in days for shift in shifts):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(finish, merged[-1][1])
        else:
            merged.append((start, finish))
    return tuple(merged)
