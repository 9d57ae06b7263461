"""A schedule and its dates as the checks look at them: each list made once, by position. Pure."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from projects.schedule.calendars import WEEK, Minutes, to_clock
from projects.schedule.cpm import Analysis
from projects.schedule.model import Activity, ConstraintKind, LagCalendar, Link, LinkType, Schedule
from projects.schedule.quality.results import Baseline

_DAY_AND_NIGHT = WEEK // 7


@dataclass(frozen=True, slots=True)
class Bond:
    """A link and the positions of its ends."""

    predecessor: int
    successor: int
    link: Link


class Facts:
    """working: positions but those of levels of effort and summaries. incomplete: of these, what is
    not finished. bonds: every link; judged_bonds: those that the DCMA's checks of links look at.
    """

    def __init__(
        self, schedule: Schedule, analysis: Analysis, *, baseline: Baseline = Baseline.OF_FILE
    ) -> None:
        self.schedule, self.analysis, self.network = schedule, analysis, analysis.network
        self.activities: tuple[Activity, ...] = self.network.activities
        self.baseline = baseline
        self.is_spanning = [self.network.is_spanning(i) for i in range(len(self.activities))]
        self.working = [i for i, spanning in enumerate(self.is_spanning) if not spanning]
        self.incomplete = [i for i in self.working if self.activities[i].finished_at is None]

    @cached_property
    def bonds(self) -> list[Bond]:
        index = self.network.index
        return [Bond(index[x.predecessor], index[x.successor], x) for x in self.schedule.links]

    @cached_property
    def judged_bonds(self) -> list[Bond]:
        return [
            bond
            for bond in self.bonds
            if not (self.is_spanning[bond.predecessor] or self.is_spanning[bond.successor])
            and self.activities[bond.successor].finished_at is None
        ]

    @cached_property
    def incoming(self) -> list[set[LinkType]]:
        """Per position, the types of the links that lead to it."""
        found: list[set[LinkType]] = [set() for _ in self.activities]
        for bond in self.bonds:
            found[bond.successor].add(bond.link.type)
        return found

    @cached_property
    def outgoing(self) -> list[set[LinkType]]:
        found: list[set[LinkType]] = [set() for _ in self.activities]
        for bond in self.bonds:
            found[bond.predecessor].add(bond.link.type)
        return found

    @cached_property
    def floats(self) -> dict[int, int]:
        """Total float of incomplete work, in its own work minutes."""
        known = ((i, self.analysis.total_float(i)) for i in self.incomplete)
        return {i: minutes for i, minutes in known if minutes is not None}

    @cached_property
    def start_clocks(self) -> Minutes:
        """Clock minute at which each activity starts or started."""
        clocks = self._clocks(self.analysis.early.start[:, 0], at_finish=False)
        for i, activity in enumerate(self.activities):
            if activity.started_at is not None:
                clocks[i] = to_clock(activity.started_at)
        return clocks

    @cached_property
    def finish_clocks(self) -> Minutes:
        return self._clocks(self.analysis.early.finish[:, 0], at_finish=True)

    def _clocks(self, work: Minutes, *, at_finish: bool) -> Minutes:
        clocks = np.empty(len(work), np.int64)
        positions: dict[int, list[int]] = {}
        for i, time in enumerate(self.network.times):
            positions.setdefault(id(time), []).append(i)
        for rows in positions.values():
            time = self.network.times[rows[0]]
            clocks[rows] = (time.clock_at_finish if at_finish else time.clock_at_start)(work[rows])
        return clocks

    def minutes_per_day(self, position: int) -> int:
        return self.network.times[position].calendar.minutes_per_day

    def days(self, position: int, minutes: int) -> float:
        """Working days of the activity's own calendar."""
        return minutes / self.minutes_per_day(position)

    def lag_days(self, bond: Bond) -> float:
        """Days of the calendar in which the lag is counted."""
        match bond.link.lag_calendar or self.schedule.options.lag_calendar:
            case LagCalendar.PREDECESSOR:
                day = self.minutes_per_day(bond.predecessor)
            case LagCalendar.SUCCESSOR:
                day = self.minutes_per_day(bond.successor)
            case LagCalendar.PROJECT:
                day = self.network.project_time.calendar.minutes_per_day
            case LagCalendar.ROUND_THE_CLOCK:
                day = _DAY_AND_NIGHT
        return bond.link.lag / day

    def baseline_finish(self, position: int) -> datetime | None:
        activity = self.activities[position]
        if self.baseline is Baseline.PLANNED_DATES:
            return activity.planned_finish
        return activity.baseline_finish

    def baseline_duration(self, position: int) -> int | None:
        activity = self.activities[position]
        if self.baseline is Baseline.PLANNED_DATES:
            return activity.likely if activity.planned_finish is not None else None
        return activity.baseline_duration

    def lacks_predecessor(self, position: int) -> bool:
        """A date that a link from another project demands stands for that link."""
        return not self.incoming[position] and not self.is_held_by(
            position, ConstraintKind.EXTERNAL_EARLY_START
        )

    def lacks_successor(self, position: int) -> bool:
        return not self.outgoing[position] and not self.is_held_by(
            position, ConstraintKind.EXTERNAL_LATE_FINISH
        )

    def is_held_by(self, position: int, *kinds: ConstraintKind) -> bool:
        return any(constraint.kind in kinds for constraint in self.activities[position].constraints)


def in_days(days: float) -> str:
    """ "44 days", "44.1 days", "1 day": as few digits as tell them apart."""
    text = f"{days:.1f}".removesuffix(".0")
    return f"{text} day" if text in ("1", "-1") else f"{text} days"
