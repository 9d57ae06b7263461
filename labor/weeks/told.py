"""What was told of single crews, and what it says of a week of all crews of a craft. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from labor.events import Mix, ShiftPatternSet, WeekWorked

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class CrewTold:
    """What stands in the log of one crew, in the order of days. A mix of None: it left on that day.

    positions: in the log, of its patterns and weeks, with their days.
    """

    counts: tuple[tuple[date, Mix | None], ...]
    patterns: tuple[ShiftPatternSet, ...] = ()
    weeks: tuple[WeekWorked, ...] = ()
    positions: tuple[tuple[date, int], ...] = ()

    def mix_on(self, day: date) -> Mix | None:
        known = [mix for on, mix in self.counts if on <= day]
        return known[-1] if known else None

    def pattern_on(self, day: date) -> ShiftPatternSet | None:
        known = [pattern for pattern in self.patterns if pattern.on <= day]
        return known[-1] if known else None

    def newest_on(self, day: date) -> tuple[int, ...]:
        """The log position of the last fact of its hours by then."""
        return tuple(at for on, at in self.positions if on <= day)[-1:]

    def week_of(self, monday: date) -> WeekWorked | None:
        told = [week for week in self.weeks if monday <= week.on < monday + WEEK]
        return told[-1] if told else None


@dataclass(frozen=True, kw_only=True)
class Worked:
    """Hours of a week, of all crews that reported. None: none of them said.

    heads: of the crews that reported. mile_hours: worked by those that said what they earned.
    """

    straight_hours: float
    overtime_hours: float
    heads: int
    absence_percent: float | None = None
    earned_hours: float | None = None
    mile_hours: float = 0.0

    @property
    def hours(self) -> float:
        return self.straight_hours + self.overtime_hours

    @property
    def hours_per_head(self) -> float:
        """Of those who came."""
        present = self.heads * (1 - (self.absence_percent or 0.0) / 100)
        return self.hours / present if present else 0.0


def worked_in(
    crews: Sequence[CrewTold], mixes: Mapping[int, Mix], monday: date, end: date
) -> Worked | None:
    told = [(i, week) for i, crew in enumerate(crews) if (week := crew.week_of(monday))]
    told = [(i, week) for i, week in told if week.on <= end and i in mixes]
    if not told:
        return None
    absent = [
        (mixes[i].heads, float(week.absence_percent))
        for i, week in told
        if week.absence_percent is not None
    ]
    earned = [week for _, week in told if week.earned_hours is not None]
    return Worked(
        straight_hours=float(sum(week.straight_hours for _, week in told)),
        overtime_hours=float(sum(week.overtime_hours for _, week in told)),
        heads=sum(mixes[i].heads for i, _ in told),
        absence_percent=_mean_by_heads(absent),
        earned_hours=float(sum(week.earned_hours or 0 for week in earned)) if earned else None,
        mile_hours=float(sum(week.straight_hours + week.overtime_hours for week in earned)),
    )


def _mean_by_heads(told: Sequence[tuple[int, float]]) -> float | None:
    heads = sum(count for count, _ in told)
    return sum(count * value for count, value in told) / heads if heads else None
