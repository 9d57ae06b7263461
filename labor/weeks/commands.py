"""The writers of a crew's hours."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, replay
from labor.commands import CrewId, Day, crew_on_site
from labor.events import Craft, Shift, ShiftPatternSet, WeekWorked
from labor.projections import mix_reports
from labor.weeks import errors
from labor.weeks.projections import monday_of
from sites.days import day_at, noon, site_named

Amount = Decimal | None
HOURS_OF_A_WEEK = 168
MOST = Decimal(100_000_000)
USUAL_WEEK = Decimal(40)


@command
def set_shift_pattern(
    *,
    crew_id: CrewId,
    hours_per_day: Annotated[Decimal, Help("Hours of one head.")],
    days_per_week: Annotated[int, Help("1 to 7.")],
    shift: Shift = Shift.DAY,
    scheduled_hours_per_week: Annotated[
        Decimal, Help("Hours a week that the schedule's calendar takes for granted.")
    ] = USUAL_WEEK,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record from which day on a crew works which hours."""
    crew, version = crew_on_site(crew_id)
    site = site_named(crew.site_id)
    day = _day_on_site(crew, day_at(site, on, meta=meta))
    event = ShiftPatternSet(
        site=site.code,
        name=crew.name,
        craft=Craft(crew.craft),
        shift=shift,
        hours_per_day=hours_per_day,
        days_per_week=days_per_week,
        scheduled_hours_per_week=scheduled_hours_per_week,
        on=day,
    )
    refuse_impossible_pattern(event)
    at = noon(site, day)
    return append(crew_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def report_week(
    *,
    crew_id: CrewId,
    straight_hours: Annotated[Decimal, Help("Of all heads together, without overtime.")],
    overtime_hours: Annotated[Decimal, Help("Of all heads together, beside these.")] = Decimal(0),
    apprentice_hours: Annotated[
        Amount, Help("Of all these hours, those of apprentices and helpers.")
    ] = None,
    absence_percent: Annotated[Amount, Help("Of the heads that should have come.")] = None,
    earned_hours: Annotated[Amount, Help("What the plan allots to the quantity done.")] = None,
    quantity: Annotated[Amount, Help("Done in the week, in the unit.")] = None,
    unit: Annotated[str, Longest(20), Help("Such as m of cable.")] = "",
    on: Annotated[date | None, Help("Any day of the week, usually its last; empty: today.")] = None,
    meta: Meta,
) -> Appended:
    """Record what a crew worked and earned in a week; a second report of it replaces the first."""
    crew, version = crew_on_site(crew_id)
    site = site_named(crew.site_id)
    day = _week_on_site(crew, day_at(site, on, meta=meta))
    event = WeekWorked(
        site=site.code,
        name=crew.name,
        craft=Craft(crew.craft),
        straight_hours=straight_hours,
        overtime_hours=overtime_hours,
        apprentice_hours=apprentice_hours,
        absence_percent=absence_percent,
        earned_hours=earned_hours,
        quantity=quantity,
        unit=unit.strip(),
        on=day,
    )
    refuse_impossible_week(event, most_heads=_most_heads(crew))
    at = noon(site, day)
    return append(crew_id, event, expected_version=version, meta=meta, occurred_at=at)


def _day_on_site(crew: Row, day: date) -> date:
    if day < crew.mobilised_on:
        raise errors.BeforeMobilised(name=crew.name, since=crew.mobilised_on, on=day)
    return day


def _week_on_site(crew: Row, day: date) -> date:
    """The day itself: of the week in which a crew came, any day will do."""
    if monday_of(day) < monday_of(crew.mobilised_on):
        raise errors.BeforeMobilised(name=crew.name, since=crew.mobilised_on, on=day)
    return day


def refuse_impossible_pattern(pattern: ShiftPatternSet) -> None:
    _refuse_hours("hours_per_day", pattern.hours_per_day, most=24)
    _refuse_hours(
        "scheduled_hours_per_week", pattern.scheduled_hours_per_week, most=HOURS_OF_A_WEEK
    )
    if not 1 <= pattern.days_per_week <= 7:
        raise errors.ImpossibleDays(days=pattern.days_per_week)


def _refuse_hours(field: str, hours: Decimal, *, most: int) -> None:
    if not 0 < hours <= most:
        raise errors.ImpossibleHours(field=field, hours=hours)


def _most_heads(crew: Row) -> int:
    """That the crew was ever counted with: a week may be reported long after some have left."""
    counts = replay(mix_reports, streams=[crew.id]).values()
    return max(int(row.journey_level + row.others) for row in counts)


def refuse_impossible_week(week: WeekWorked, *, most_heads: int) -> None:
    _refuse_amounts(week)
    worked = week.straight_hours + week.overtime_hours
    if worked > HOURS_OF_A_WEEK * most_heads:
        raise errors.MoreHoursThanHeads(hours=worked, heads=most_heads)
    if week.apprentice_hours is not None and week.apprentice_hours > worked:
        raise errors.ApprenticesAboveAll(apprentice_hours=week.apprentice_hours, hours=worked)
    if week.absence_percent is not None and week.absence_percent > 100:
        raise errors.ImpossibleAbsence(percent=week.absence_percent)
    if week.earned_hours and not worked:
        raise errors.EarnedWithoutWork()
    if (week.quantity is None) != (week.unit == ""):
        raise errors.QuantityWithoutUnit()


def _refuse_amounts(week: WeekWorked) -> None:
    for field in (
        "straight_hours",
        "overtime_hours",
        "apprentice_hours",
        "absence_percent",
        "earned_hours",
        "quantity",
    ):
        amount = getattr(week, field)
        if amount is None:
            continue
        if amount < 0:
            raise errors.NegativeAmount(field=field, amount=amount)
        if amount > MOST:
            raise errors.TooLargeAmount(field=field, amount=amount, most=MOST)
