"""What if: the dates and the money of a project with facts that nobody recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from projects.explaining.errors import TooFewIterations
from projects.explaining.explaining import MOST_ITERATIONS
from projects.explaining.steps import RESAMPLES
from projects.forecasting import world_of
from projects.models import Contract, Tranche
from projects.queries import project_named
from projects.risk.digest import ENGINE_VERSION
from projects.risk.engine import Engine
from projects.risk.simulation import ITERATIONS
from projects.whatif.branch import Supposed, branch
from projects.whatif.changes import Change
from projects.whatif.comparing import Outcome, Tranches, difference, differences
from projects.whatif.errors import NothingSupposed
from projects.whatif.teams import with_teams
from projects.whatif.told import Answer, Saving, TrancheAnswer


def what_if(
    project: str,
    changes: Sequence[Change],
    *,
    teams: int = 1,
    iterations: int = ITERATIONS,
    now: datetime | None = None,
) -> Answer:
    """Before and after on the same random numbers; nothing is recorded, queued or sent.

    teams: how many commissioning teams retest in a hall at the same time; more than one is the last of
    the changes. Raises UnknownProject, NothingToForecast, SimulationRefused and the refusals of errors.py.
    """
    row = project_named(project)
    if not RESAMPLES <= iterations <= MOST_ITERATIONS:
        raise TooFewIterations(iterations=iterations, least=RESAMPLES, most=MOST_ITERATIONS)
    if not changes and teams == 1:
        raise NothingSupposed
    way = branch(row, changes, now=now or datetime.now(UTC))
    if teams > 1:
        way.append(_with_teams(way[-1], teams))
    outcomes = [_outcomes(supposed, iterations) for supposed in way]
    return Answer(
        project=project,
        as_of=way[0].state.as_of,
        data_date=way[0].state.data_date,
        iterations=iterations,
        seed=way[0].state.seed,
        engine_version=ENGINE_VERSION,
        teams=teams,
        tranches=_tranches(project, way, outcomes),
    )


def _with_teams(supposed: Supposed, teams: int) -> Supposed:
    state = replace(supposed.state, drivers=with_teams(supposed.state.drivers, teams))
    return replace(supposed, state=state, title=f"{teams} commissioning teams in each hall.")


def _outcomes(supposed: Supposed, iterations: int) -> Tranches:
    state = supposed.state
    milestones = sorted({str(tranche.milestone) for tranche in state.tranches})
    (finishes,) = Engine(world_of(state), watched=milestones).run(iterations)
    return {
        str(tranche.code): Outcome(
            finishes=finishes.milestones[tranche.milestone],
            starts_on=tranche.starts_on,
            stakes=supposed.stakes.get(tranche.code),
        )
        for tranche in state.tranches
    }


def _tranches(
    project: str, way: Sequence[Supposed], outcomes: Sequence[Tranches]
) -> tuple[TrancheAnswer, ...]:
    """Those that stand before and after."""
    milestones = {str(row.code): str(row.milestone) for row in way[0].state.tranches}
    currencies = _currencies(project)
    first, last = outcomes[0], outcomes[-1]
    return tuple(
        TrancheAnswer(
            tranche=code,
            milestone=milestones[code],
            starts_before=first[code].starts_on,
            starts_after=last[code].starts_on,
            currency=currencies.get(code, "") if first[code].stakes else "",
            whole=difference(first[code], last[code]),
            savings=tuple(
                Saving(title=supposed.title, difference=each)
                for supposed, each in zip(way[1:], found, strict=True)
            ),
        )
        for code, found in differences(outcomes).items()
    )


def _currencies(project: str) -> Mapping[str, str]:
    """By tranche."""
    contracts = dict(Contract.objects.filter(project=project).values_list("code", "currency"))
    tranches = Tranche.objects.filter(project=project).values_list("code", "contract")
    return {code: contracts[contract] for code, contract in tranches}
