"""The log of a project at past moments: what would have been forecast then, and what came."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from eventlog.log import position_at
from eventlog.projections import Row
from projects.errors import NothingToForecast, SimulationRefused
from projects.forecasting import world_of
from projects.models import Project
from projects.risk.scoring.compared import Compared
from projects.risk.scoring.scores import Score, score_date, score_draws
from projects.risk.scoring.table import Scored
from projects.risk.scoring.weighting import bucket
from projects.risk.simulation import simulate
from projects.state import ProjectState, state_of
from projects.track.cpm_dates import cpm_dates
from projects.track.ledger import reached_days

Ordinals = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A milestone that a tranche waits for, and the day on which it was reached."""

    project: Project
    code: str
    on: date


def reached_milestones(projects: Sequence[str] = ()) -> list[Reached]:
    """Those that tranches wait for. projects: codes, of all where empty."""
    known = Project.objects.select_related("site")
    found = known.filter(code__in=projects) if projects else known
    return [each for project in found for each in reached_of(project)]


def reached_of(project: Project) -> list[Reached]:
    days = sorted(reached_days(project.code).items())
    return [Reached(project=project, code=code, on=on) for code, on in days]


def replay_log(reached: Sequence[Reached], *, iterations: int) -> Iterator[Compared]:
    """Each month's end before a milestone was reached: the state as known then, forecast and scored.

    A project is simulated once a month, for all of its milestones, but not in a month from which nothing
    new was known: that would be the same forecast said twice. Nothing is recorded.
    """
    projects = {each.project.pk: each.project for each in reached}
    for project in projects.values():
        own = [each for each in reached if each.project.pk == project.pk]
        known: ProjectState | None = None
        for moment in month_ends(project, last=max(each.on for each in own)):
            state = _state_at(project, moment)
            if state is not None and not _says_the_same(state, known):
                known = state
                still_open = [each for each in own if each.on >= state.data_date]
                yield from _compared(state, still_open, iterations)


def month_ends(project: Project, *, last: date) -> Iterator[datetime]:
    """Midnight after the last day of each month, on the wall clock of the site, from its beginning."""
    zone = ZoneInfo(project.site.zone)
    day = project.starts_on.replace(day=1)
    while day <= last:
        day += timedelta(days=monthrange(day.year, day.month)[1])
        yield datetime.combine(day, time(), tzinfo=zone)


def _state_at(project: Project, moment: datetime) -> ProjectState | None:
    """As it was known then; None where nothing could be forecast from that."""
    as_of = position_at(moment)
    try:
        return state_of(project.code, as_of=as_of) if as_of else None
    except (NothingToForecast, SimulationRefused, LookupError):
        return None


def _says_the_same(state: ProjectState, before: ProjectState | None) -> bool:
    """Though the log went on: with facts of others."""
    return before is not None and replace(state, as_of=before.as_of) == before


def _compared(
    state: ProjectState, reached: Sequence[Reached], iterations: int
) -> Iterator[Compared]:
    tranches = {str(tranche.milestone): tranche for tranche in state.tranches}
    watched = [each for each in reached if each.code in tranches]
    if not watched:
        return
    codes = [each.code for each in watched]
    simulation = simulate(world_of(state), iterations=iterations, watched=codes)
    cpm = cpm_dates(state, codes)
    for each in watched:
        days = simulation.milestones[each.code].instants().astype("datetime64[D]")
        ordinals = days.astype(np.int64) + date(1970, 1, 1).toordinal()
        yield _scored(state, each, tranches[each.code], ordinals, cpm[each.code])


def _scored(
    state: ProjectState,
    reached: Reached,
    tranche: Row,
    ordinals: Ordinals,
    cpm: date,
) -> Compared:
    came, promised = reached.on.toordinal(), tranche.starts_on.toordinal()
    lead_days = (reached.on - state.data_date).days

    def scored(score: Score) -> Scored:
        return Scored(
            project=state.project, milestone=reached.code, lead=bucket(lead_days), score=score
        )

    return Compared(
        model=scored(score_draws(ordinals, outcome=came, promised=promised)),
        cpm=scored(score_date(cpm.toordinal(), outcome=came, promised=promised)),
        promised=scored(score_date(promised, outcome=came, promised=promised)),
        lead_days=lead_days,
        chance=float((ordinals > promised).mean()),
        missed=came > promised,
    )
