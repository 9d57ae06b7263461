"""What binds each tranche of a project, now and at its past forecasts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from eventlog.facts import Fact
from eventlog.log import read, tail_position
from projects.binding.history import recorded_history
from projects.binding.since import Known, Since, since_when
from projects.binding.told import ActivityTold, ProjectBinding, TrancheBinding
from projects.explaining.told import FactTold
from projects.forecasting import world_of
from projects.models import Project
from projects.pages import names_of
from projects.queries import fact_streams_of, newest_as_of
from projects.risk.binding import Binding, bindings_of
from projects.risk.engine import Engine
from projects.risk.shares.attribution import ITERATIONS as SHARED
from projects.state import PROGRESS, ProjectState, state_of
from projects.timeline import sentence_of, subject_of

ITERATIONS = SHARED
"""Those of a forecast, so that both say the same: a share of a half is known within 3 %, two errors."""

MOST_FACTS = 5

Bindings = Mapping[str, Binding]
"""By the code of the tranche."""


def binding_of_project(project: Project) -> ProjectBinding:
    """What binds as the newest forecast knows it, and since when. Raises what state_of does."""
    state = state_of(project.code, as_of=newest_as_of(project.code) or tail_position())
    now = bindings_in(state)
    past = recorded_history(project.code, before=state.as_of)
    return ProjectBinding(
        project=project.code,
        as_of=state.as_of,
        data_date=state.data_date,
        iterations=ITERATIONS,
        tranches=tuple(
            _told(project, state, str(tranche.code), now[tranche.code], past.get(tranche.code, ()))
            for tranche in state.tranches
        ),
    )


def bindings_in(state: ProjectState, *, iterations: int = ITERATIONS) -> Bindings:
    """Of each tranche; those that wait for one milestone have it in common."""
    milestones = [str(tranche.milestone) for tranche in state.tranches]
    engine = Engine(world_of(state), watched=())
    found = bindings_of(engine, milestones, iterations=iterations)
    return {str(tranche.code): found[tranche.milestone] for tranche in state.tranches}


def _told(
    project: Project, state: ProjectState, tranche: str, now: Binding, past: Sequence[Known]
) -> TrancheBinding:
    history = (*past, Known(position=state.as_of, on=state.data_date, kinds=now.kinds))
    since = since_when(history)
    facts = _facts_before(project, since) if since else ()
    names = {each.code: each.name for each in state.progress.schedule.activities}
    return TrancheBinding(
        tranche=tranche,
        milestone=now.milestone or "",
        kinds=now.kinds,
        lead_days=now.lead_days,
        lead_error_days=now.lead_error_days,
        too_close=now.too_close,
        activities=tuple(
            ActivityTold(
                code=each.code,
                name=names[each.code],
                days=each.days,
                criticality=each.criticality,
            )
            for each in now.activities
        ),
        since=since,
        facts=_facts_told(project, sorted(facts, key=_telling)[:MOST_FACTS]),
        more=max(len(facts) - MOST_FACTS, 0),
        history=history,
    )


def _facts_before(project: Project, since: Since) -> Sequence[Fact[Any]]:
    """Those that the forecast since which it binds knew, and the one before it did not."""
    if since.after is None:
        return ()
    told = read(after=since.after, until=since.position, streams=fact_streams_of(project))
    return tuple(told)


def _telling(fact: Fact[Any]) -> tuple[bool, int]:
    """Progress is reported by the dozen and moves little: other facts come first, the newest of them."""
    return isinstance(fact.event, PROGRESS), -fact.position


def _facts_told(project: Project, facts: Iterable[Fact[Any]]) -> tuple[FactTold, ...]:
    told, zone = list(facts), ZoneInfo(project.site.zone)
    names = names_of([subject_of(fact) for fact in told])
    return tuple(
        FactTold(
            position=fact.position,
            day=fact.occurred_at.astimezone(zone).date(),
            sentence=sentence_of(fact, names),
        )
        for fact in told
    )
