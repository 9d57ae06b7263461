"""The rest of a tracked project at a status date, by the same forward pass as every forecast. Pure.

Everything is in work minutes of the project's one calendar, so the network runs on a calendar that
never pauses.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import numpy as np

from projects.risk.calibration.ratios import Flags, Floats
from projects.risk.calibration.tracked import Minutes, Report, StatusDate, TrackedProject
from projects.schedule.errors import ScheduleError
from projects.schedule.forward import forward
from projects.schedule.model import (
    Activity,
    Constraint,
    ConstraintKind,
    Schedule,
    SourceFormat,
    WorkCalendar,
)
from projects.schedule.network import Network

_BEGAN = datetime.fromisoformat("2000-01-03T00:00")
_NON_STOP = WorkCalendar(
    code="work", name="Work minutes", week=(((0, 1440),),) * 7, minutes_per_day=1440
)


class Remaining:
    """The network of a project as it stood. Unstarted work starts no earlier than it was planned to:
    what a planner fixed by hand is not in the links."""

    def __init__(self, project: TrackedProject, status: StatusDate) -> None:
        self.project, self.status = project, status
        self._network = Network(_schedule(project, status.at, status.reports))
        self._left = np.zeros_like(project.durations)
        for at, report in status.reports.items():
            self._left[at] = report.remaining
        self._reported = np.zeros(len(project.codes), dtype=bool)
        self._reported[list(status.reports)] = True

    def as_planned(self) -> int:
        """Where the project ends if all that is left takes what it was to take."""
        ones = np.ones((len(self.project.codes), 1))
        return int(self.finishes(ones, stands=ones > 0)[0])

    def finishes(self, ratios: Floats, *, stands: Flags) -> Minutes:
        """(n_draws,) minutes since the project's planned start.

        ratios: (n_activities, n_draws), actual to planned duration. stands: the same shape, where
        what was reported to remain of started work is taken as it was said; else it is stretched
        like a whole duration.
        """
        reported = self._reported[:, np.newaxis]
        base = np.where(self._reported, self._left, self.project.durations)[:, np.newaxis]
        minutes = np.rint(base * np.where(reported & stands, 1.0, ratios)).astype(np.int64)
        dates = forward(self._network, minutes)
        last: Minutes = dates.finish.max(axis=0) + self.status.at
        return last


def contradicts_its_links(project: TrackedProject) -> bool:
    """Whether the planned starts of the file break its own links."""
    network = Network(_schedule(project, 0, {}))
    starts = forward(network, project.durations[:, np.newaxis]).start[:, 0]
    return bool((starts != project.planned_starts).any())


def unfit(project: TrackedProject) -> str:
    """Why a project cannot be replayed, in a few words; empty where it can."""
    if not project.planned_finish > 0:
        return "no planned duration"
    try:
        if contradicts_its_links(project):
            return "contradicts its own links"
        for status in project.forecast_dates():
            Remaining(project, status)
    except ScheduleError as refusal:
        return refusal.code.replace("_", " ")
    return ""


def _schedule(project: TrackedProject, at: int, reports: Mapping[int, Report]) -> Schedule:
    return Schedule(
        name=project.name,
        source=SourceFormat.CSV,
        data_date=_moment(at),
        activities=tuple(
            _activity(project, position, reports.get(position))
            for position in range(len(project.codes))
        ),
        links=project.links,
        calendars=(_NON_STOP,),
        default_calendar=_NON_STOP.code,
        planned_start=min(_moment(0), _moment(at)),
    )


def _activity(project: TrackedProject, position: int, report: Report | None) -> Activity:
    planned = int(project.planned_starts[position])
    held = Constraint(kind=ConstraintKind.START_ON_OR_AFTER, at=_moment(planned))
    done = report is not None and not report.remaining
    return Activity(
        code=project.codes[position],
        name="",
        calendar=_NON_STOP.code,
        likely=int(project.durations[position]),
        remaining=report.remaining if report else None,
        started_at=_moment(report.started) if report else None,
        finished_at=_moment(report.started + report.spent) if report and done else None,
        constraints=(held,),
    )


def _moment(minutes: int) -> datetime:
    return _BEGAN + timedelta(minutes=minutes)
