"""Everything that bears on a project's date, as the log stood at one position."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from eventlog.amendments import AMENDMENTS, standing
from eventlog.events import Event, name_of
from eventlog.log import last_occurred_at, read, read_once, tail_position
from eventlog.projections import Row, replay
from labor.queries import drivers_as_of as labor_drivers
from projects import projections
from projects.crewing.need import heads_ahead
from projects.errors import NothingToForecast, SimulationRefused
from projects.events import (
    ActivityFinished,
    ActivityProgressed,
    ActivityStarted,
    MilestoneReached,
)
from projects.models import Project
from projects.planning.queries import blockers_as_of
from projects.progress import Progressed, progressed, run_on
from projects.queries import (
    contract_streams_of,
    fact_streams_of,
    project_named,
    standing_schedule,
)
from projects.schedule.model import Schedule
from projects.streams import schedule_stream
from projects.told import told_as_of
from sites.market.drivers import but_measured
from sites.queries import drivers_as_of as site_drivers
from sites.streams import found_once
from sites.uncertainty import Driver, Tightness
from supply.queries import drivers_as_of as supply_drivers

PROGRESS: tuple[type[Event], ...] = (
    ActivityStarted,
    ActivityProgressed,
    ActivityFinished,
    MilestoneReached,
)


@dataclass(frozen=True, kw_only=True)
class ProjectState:
    """plan: the schedule as imported. progress: the same with all that was reported of it.

    data_date: the first day that is not known, the day after the last fact's.
    """

    project: str
    as_of: int
    seed: int
    data_date: date
    plan: Schedule
    progress: Progressed
    drivers: tuple[Driver, ...]
    tranches: tuple[Row, ...]


def state_of(project: str, *, as_of: int, data_date: date | None = None) -> ProjectState:
    """data_date: what is taken for it, by default the day after the last fact's.

    Raises UnknownProject, NothingToForecast without a schedule or a contract by then, and
    SimulationRefused for a schedule whose dates would be worth nothing."""
    row = project_named(project)
    with found_once(row.site):
        streams = fact_streams_of(row)
        with read_once(streams, until=as_of):
            return _state(row, streams, as_of, data_date)


def _state(
    row: Project, streams: Collection[UUID], as_of: int, data_date: date | None
) -> ProjectState:
    project = row.code
    plan, tranches = standing_schedule(project, until=as_of), _tranches(project, as_of)
    if plan is None or not tranches:
        raise NothingToForecast(project=project, missing="contract" if plan else "schedule")
    _refuse_blocked(project, tranches, as_of)
    data_date = data_date or _data_date(row, plan, streams, as_of)
    progress = _progress(project, plan, data_date, as_of)
    return ProjectState(
        project=project,
        as_of=as_of,
        seed=row.seed,
        data_date=data_date,
        plan=plan,
        progress=progress,
        drivers=_drivers(row.site_id, as_of, progress, data_date),
        tranches=tranches,
    )


def _drivers(site: str, as_of: int, progress: Progressed, data_date: date) -> tuple[Driver, ...]:
    """Of all floors below. What was measured of a crew takes the place of what is thought of its market."""
    of_site = site_drivers(site, as_of)
    crews = labor_drivers(
        site,
        as_of,
        heads_ahead(run_on(progress), on=data_date),
        until=data_date - timedelta(days=1),
    )
    market = [driver for driver in of_site if isinstance(driver, Tightness)]
    return (
        *(driver for driver in of_site if not isinstance(driver, Tightness)),
        *but_measured(market, crews),
        *crews,
        *supply_drivers(site, as_of),
    )


def schedule_now(project: str) -> Schedule | None:
    """The schedule that stands with all that was reported of it, None before the first import."""
    row, as_of = project_named(project), tail_position()
    plan = standing_schedule(project)
    if plan is None:
        return None
    return run_on(_progress(project, plan, _reported_until(row, plan), as_of))


def _reported_until(project: Project, plan: Schedule) -> date:
    """The day after the last report of progress. That of a forecast counts every fact, also one that says
    nothing of progress, such as the import of an old file: here nothing would seem late for that."""
    stream = schedule_stream(project.code)
    types = [*map(name_of, PROGRESS), *AMENDMENTS]
    told = standing(read(streams=[stream], types=types))
    days = [fact.event.on + timedelta(days=1) for fact in told]
    return max([plan.data_date.date(), *days])


def _refuse_blocked(project: str, tranches: tuple[Row, ...], as_of: int) -> None:
    """An end that a contract waits for is no open end."""
    ends = {tranche.milestone for tranche in tranches}
    for blocking in blockers_as_of(project, until=as_of):
        if blocking.code != "open_ends" or set(blocking.activities) - ends:
            raise SimulationRefused(project=project, why=blocking.message)


def _tranches(project: str, as_of: int) -> tuple[Row, ...]:
    contracts = contract_streams_of(project)
    rows = replay(projections.tranches, streams=contracts, until=as_of).values()
    return tuple(sorted(rows, key=lambda row: str(row.code)))


def _data_date(project: Project, plan: Schedule, streams: Collection[UUID], as_of: int) -> date:
    last = last_occurred_at(streams, until=as_of)
    day_after = last.astimezone(ZoneInfo(project.site.zone)).date() + timedelta(days=1)
    return max(day_after, plan.data_date.date())


def _progress(project: str, plan: Schedule, data_date: date, as_of: int) -> Progressed:
    told = told_as_of(project, as_of)
    return progressed(plan, told, data_date=datetime.combine(data_date, time()))
