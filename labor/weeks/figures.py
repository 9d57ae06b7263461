"""Week by week, what the crews of one craft on one site were and did. Pure.

Weeks begin on Monday. A week has the heads that were there at its end: those of the last count, less the
crews that had left.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from math import exp
from operator import add

from labor.events import Mix
from labor.mixes import crew_mix
from labor.moving.arithmetic import joined
from labor.productivity import Band, CrewMix, Multiplier, band_of, productivity
from labor.weeks import effects, mile
from labor.weeks.told import WEEK, CrewTold, Worked, worked_in

USUAL_WEEKS = 4
"""Over how many reported weeks hours and absence are taken as the usual ones."""


@dataclass(frozen=True, kw_only=True)
class CraftWeek:
    """One week of a craft on a site.

    formula: m of C.7 with its P10 and P90. m: the same after the measured mile up to this week.
    hours_per_head: as worked if that was reported, else as the pattern says. overtime_weeks: how many
    in a row have had more than 41. The three factors are of output per hour (C.5). absence_percent and
    usual_hours: of the last four weeks that were reported. measured_m: what this week alone says of m,
    overtime, shift and absence set aside. positions: of the newest facts of hours.
    """

    week: date
    mix: Mix
    formula: Band
    m: Band
    log_sd: float
    hours_per_head: float
    scheduled_hours: float
    overtime_weeks: int
    overtime_factor: float
    shift_factor: float
    absence_percent: float | None
    absence_factor: float
    worked: Worked | None
    measured_weeks: int
    usual_hours: float
    measured_m: float | None = None
    positions: tuple[int, ...] = ()

    @property
    def heads(self) -> int:
        return self.mix.heads

    @property
    def span(self) -> float | None:
        """People per journey-level worker (C.7), None where there is none to lead."""
        level = self.mix.journey_level
        return self.mix.others / level if level else None

    @property
    def journeys_per_apprentice(self) -> float | None:
        return self.mix.journey_level / self.mix.others if self.mix.others else None

    @property
    def measured(self) -> float | None:
        """Earned over actual hours of this week alone."""
        if not self.worked or not self.worked.earned_hours or not self.worked.mile_hours:
            return None
        return self.worked.earned_hours / self.worked.mile_hours

    @property
    def hours_gain(self) -> float:
        """The hours that the crews usually work over those of the schedule's calendar."""
        return self.usual_hours / self.scheduled_hours

    @property
    def conditions(self) -> float:
        """Output in the calendar's hours over m, if the crews go on as they do: C.5 and more hours."""
        overtime = effects.overtime_factor(self.usual_hours, self.overtime_weeks)
        return overtime * self.shift_factor * self.absence_factor * self.hours_gain


@dataclass
class _Run:
    """What earlier weeks leave for later ones."""

    overtime_weeks: int = 0
    deviations: list[float] = field(default_factory=list)
    absences: list[float] = field(default_factory=list)
    hours: list[float] = field(default_factory=list)


def craft_weeks(crews: Sequence[CrewTold], *, until: date) -> tuple[CraftWeek, ...]:
    """Every week with heads, from the first count to the week of a day. crews: of one craft and site."""
    begun = [on for crew in crews for on, _ in crew.counts]
    if not begun:
        return ()
    run, made = _Run(), []
    for monday in _mondays(min(begun), until):
        if week := _craft_week(crews, monday, min(monday + WEEK - timedelta(days=1), until), run):
            made.append(week)
    return tuple(made)


def _mondays(first: date, until: date) -> Iterator[date]:
    monday = first - timedelta(days=first.weekday())
    while monday <= until:
        yield monday
        monday += WEEK


def _craft_week(crews: Sequence[CrewTold], monday: date, end: date, run: _Run) -> CraftWeek | None:
    mixes = {i: mix for i, crew in enumerate(crews) if (mix := crew.mix_on(end)) and mix.heads}
    if not mixes:
        run.overtime_weeks = 0
        return None
    there = [crews[i] for i in mixes]
    hours, scheduled = _pattern_hours(there, mixes, end)
    worked = worked_in(crews, mixes, monday, end)
    per_head = worked.hours_per_head if worked else hours
    run.overtime_weeks = run.overtime_weeks + 1 if per_head > effects.OVERTIME_ABOVE else 0
    absence = worked.absence_percent if worked else None
    if absence is not None:
        run.absences.append(absence)
    if worked:
        run.hours.append(worked.hours_per_head)
    formula, band = _formula(mixes.values())
    overtime = effects.overtime_factor(per_head, run.overtime_weeks)
    shift = _shift_factor(there, mixes, end)
    expected = formula.median * overtime * shift * _absence_factor(absence)
    if (deviation := _measured(worked, expected)) is not None:
        run.deviations.append(deviation)
    m = mile.updated(formula, run.deviations)
    measured = min(len(run.deviations), mile.WEEKS)
    absent = _recent(run.absences)
    return CraftWeek(
        week=monday,
        mix=reduce(joined, mixes.values()),
        formula=band,
        m=mile.band(m) if measured else band,
        log_sd=m.log_sd,
        hours_per_head=per_head,
        scheduled_hours=scheduled,
        overtime_weeks=run.overtime_weeks,
        overtime_factor=overtime,
        shift_factor=shift,
        absence_percent=absent,
        absence_factor=_absence_factor(absent),
        worked=worked,
        measured_weeks=measured,
        usual_hours=_usual_hours(_recent(run.hours), pattern=hours, scheduled=scheduled),
        measured_m=None if deviation is None else formula.median * exp(deviation),
        positions=tuple(at for crew in there for at in crew.newest_on(end)),
    )


def _formula(mixes: Iterable[Mix]) -> tuple[Multiplier, Band]:
    """Crews of one craft are taken as one gang, as in drivers.py."""
    mix: CrewMix = reduce(add, map(crew_mix, mixes))
    return productivity(mix), band_of(mix)


def _recent(values: Sequence[float]) -> float | None:
    newest = values[-USUAL_WEEKS:]
    return sum(newest) / len(newest) if newest else None


def _usual_hours(recent: float | None, *, pattern: float, scheduled: float) -> float:
    """As lately worked, else as the pattern says. A week cut short by a holiday is no pattern."""
    return pattern if recent is None else max(recent, min(pattern, scheduled))


def _absence_factor(percent: float | None) -> float:
    return 1.0 if percent is None else effects.absence_factor(percent)


def _measured(worked: Worked | None, expected: float) -> float | None:
    """How far the week lies from what was expected of an hour; None if nobody said what was earned."""
    if not worked or not worked.earned_hours or not worked.mile_hours:
        return None
    return mile.deviation(
        earned_hours=worked.earned_hours, worked_hours=worked.mile_hours, expected=expected
    )


def _pattern_hours(
    crews: Sequence[CrewTold], mixes: dict[int, Mix], day: date
) -> tuple[float, float]:
    """Hours a week of a head, and those of the schedule: means over the heads of the crews."""
    hours = scheduled = 0.0
    for crew, mix in zip(crews, mixes.values(), strict=True):
        pattern = crew.pattern_on(day)
        worked = (
            float(pattern.hours_per_day) * pattern.days_per_week if pattern else effects.USUAL_HOURS
        )
        planned = float(pattern.scheduled_hours_per_week) if pattern else effects.USUAL_HOURS
        hours += worked * mix.heads
        scheduled += planned * mix.heads
    heads = sum(mix.heads for mix in mixes.values())
    return hours / heads, scheduled / heads


def _shift_factor(crews: Sequence[CrewTold], mixes: dict[int, Mix], day: date) -> float:
    output, heads = 0.0, 0
    for crew, mix in zip(crews, mixes.values(), strict=True):
        pattern = crew.pattern_on(day)
        output += (effects.SHIFTS[pattern.shift] if pattern else 1.0) * mix.heads
        heads += mix.heads
    return output / heads
