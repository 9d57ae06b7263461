"""The calendars that people edit, as the schedule takes them."""

from projects.models import Calendar, holidays_of, shifts_of
from projects.schedule.model import WorkCalendar


def work_calendar(calendar: Calendar) -> WorkCalendar:
    """A calendar as it stands today; an imported schedule carries it along, so that later edits
    change no forecast that was issued."""
    shifts = shifts_of(calendar.shifts)
    return WorkCalendar(
        code=calendar.code,
        name=calendar.name,
        week=tuple(shifts if str(day) in calendar.working_days else () for day in range(1, 8)),
        exceptions=dict.fromkeys(holidays_of(calendar.holidays), ()),
        minutes_per_day=sum(finish - start for start, finish in shifts),
    )
