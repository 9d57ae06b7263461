"""A finished project with what was reported of it on the way. Pure.

Times are work minutes of the project's calendar since its planned start, durations work minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projects.risk.calibration.model import History
from projects.risk.calibration.ratios import Floats, Seen, log_ratios
from projects.schedule.model import Link

Minutes = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Report:
    """Of one started activity. remaining: 0 where it is finished."""

    started: int
    spent: int
    remaining: int


@dataclass(frozen=True, kw_only=True)
class StatusDate:
    """What was known at the end of a day. reports: by position of the activity."""

    name: str
    at: int
    reports: Mapping[int, Report]


@dataclass(frozen=True, kw_only=True)
class TrackedProject:
    """durations, planned_starts, actual_durations, actual_starts: (n,), by position of the activity.

    codes: of the activities, by which links name them. day: work minutes of a working day.
    """

    name: str
    day: int
    codes: tuple[str, ...]
    durations: Minutes
    planned_starts: Minutes
    links: tuple[Link, ...]
    actual_starts: Minutes
    actual_durations: Minutes
    status_dates: tuple[StatusDate, ...]

    @property
    def planned_finish(self) -> int:
        return int((self.planned_starts + self.durations).max())

    @property
    def finish(self) -> int:
        return int((self.actual_starts + self.actual_durations).max())

    def day_of(self, minutes: NDArray[np.int64]) -> NDArray[np.int64]:
        """The working day, counted from 1, on whose evening or before this is done."""
        return -(-minutes // self.day)

    def forecast_dates(self) -> tuple[StatusDate, ...]:
        """The status dates on which it was still open when the project would end."""
        last = self.day_of(np.array(self.finish))
        return tuple(
            each
            for each in self.status_dates
            if self.day_of(np.array(each.at)) < last and not self._is_done(each)
        )

    def _is_done(self, status: StatusDate) -> bool:
        done = sum(not report.remaining for report in status.reports.values())
        return done == len(self.codes)

    def history(self) -> History:
        """All that it teaches once it is over."""
        stood = [
            report.spent + report.remaining == self.actual_durations[at]
            for status in self.status_dates
            for at, report in status.reports.items()
            if report.remaining and self.durations[at]
        ]
        return History(
            seen=Seen.of(self.actual_durations, self.durations),
            remaining_stood=float(np.mean(stood)) if stood else None,
        )

    def seen_by(self, status: StatusDate) -> Seen:
        """The work that was finished by then."""
        done = [at for at, report in status.reports.items() if not report.remaining]
        spent = [status.reports[at].spent for at in done]
        return Seen.of(np.array(spent, dtype=np.int64), self.durations[done])

    def overrun_by(self, status: StatusDate) -> Floats:
        """ln(spent / planned) of unfinished work that had taken longer than planned by then."""
        late = [
            at
            for at, report in status.reports.items()
            if report.remaining and report.spent > self.durations[at] > 0
        ]
        spent = [status.reports[at].spent for at in late]
        return log_ratios(np.array(spent, dtype=np.int64), self.durations[late])
