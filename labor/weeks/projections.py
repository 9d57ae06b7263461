"""From the facts of hours to their rows."""

from datetime import date, timedelta
from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from labor.events import ShiftPatternSet, WeekWorked
from labor.weeks.models import ShiftPattern, WorkedWeek

shift_patterns = Projection(ShiftPattern)
worked_weeks = Projection(WorkedWeek)


def monday_of(day: date) -> date:
    """The first day of its week (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def _day(fact: Fact[ShiftPatternSet]) -> Parts:
    yield part_id(fact.stream, fact.event.on.isoformat()), fact.event


@shift_patterns.on(ShiftPatternSet, each=_day)
def pattern_set(_: Row | None, fact: Fact[Any], event: ShiftPatternSet) -> Row:
    return Row(
        crew_id=fact.stream,
        site_id=event.site,
        name=event.name,
        craft=event.craft.value,
        on=event.on,
        shift=event.shift.value,
        hours_per_day=event.hours_per_day,
        days_per_week=event.days_per_week,
        scheduled_hours_per_week=event.scheduled_hours_per_week,
    )


def _week(fact: Fact[WeekWorked]) -> Parts:
    yield part_id(fact.stream, monday_of(fact.event.on).isoformat()), fact.event


@worked_weeks.on(WeekWorked, each=_week)
def worked(_: Row | None, fact: Fact[Any], event: WeekWorked) -> Row:
    return Row(
        crew_id=fact.stream,
        site_id=event.site,
        name=event.name,
        craft=event.craft.value,
        on=event.on,
        week=monday_of(event.on),
        straight_hours=event.straight_hours,
        overtime_hours=event.overtime_hours,
        apprentice_hours=event.apprentice_hours,
        absence_percent=event.absence_percent,
        earned_hours=event.earned_hours,
        quantity=event.quantity,
        unit=event.unit,
    )
