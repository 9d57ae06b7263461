"""From the facts as they stood at one log position to a forecast on the record."""

from collections.abc import Sequence
from datetime import date, datetime, time

import numpy as np

from eventlog.facts import Appended, Meta
from eventlog.projections import Row
from projects.commands import issue_forecast
from projects.errors import NothingToForecast, SimulationRefused
from projects.events import ForecastIssued, KindShare, Reason, TrancheForecast
from projects.portfolio.keeping import drop_older, keep
from projects.reasons import LEAST_DAYS
from projects.risk.contributions import REMOVED, Contribution, Explanation, explain
from projects.risk.draws import Days, days_after, digest_of
from projects.risk.engine import World
from projects.risk.percentiles import summary
from projects.risk.simulation import ITERATIONS
from projects.risk.spread import FIFTHS, mean_of
from projects.schedule.calendars import DAY, from_clock
from projects.state import ProjectState, state_of

ENGINE = "engine"
MOST_HELPING = 2


def forecast(project: str, *, as_of: int, iterations: int = ITERATIONS) -> Appended | None:
    """Forecast a project from its facts up to as_of and record it; None if it has no date yet.

    Doing it twice records it once: the same facts give the same forecast under the same key. The draws
    are kept before the fact that names them: whatever ends us in between, no forecast is without.
    """
    try:
        state = state_of(project, as_of=as_of)
    except (NothingToForecast, SimulationRefused):
        return None
    issued, draws = computed_with_draws(state, iterations=iterations)
    keep(issued, draws)
    key = f"forecast:{project}:{as_of}:{issued.input_digest[:24]}"
    appended = issue_forecast(forecast=issued, meta=Meta(actor=ENGINE, key=key, caused_by=as_of))
    drop_older(project)
    return appended


def computed(state: ProjectState, *, iterations: int = ITERATIONS) -> ForecastIssued:
    """The forecast of a state: the same state and iterations give the same bytes."""
    return computed_with_draws(state, iterations=iterations)[0]


def computed_with_draws(
    state: ProjectState, *, iterations: int = ITERATIONS
) -> tuple[ForecastIssued, dict[str, Days]]:
    """The same with the day of every iteration: by tranche, (iterations,), days after the data date."""
    milestones = tuple(sorted({str(tranche.milestone) for tranche in state.tranches}))
    explanation = explain(
        world_of(state), iterations=iterations, plan=state.plan, watched=milestones
    )
    simulation = explanation.simulation
    draws = {
        str(tranche.code): days_after(simulation.milestones[tranche.milestone], state.data_date)
        for tranche in state.tranches
    }
    issued = ForecastIssued(
        project=state.project,
        as_of=state.as_of,
        data_date=state.data_date,
        seed=simulation.seed,
        iterations=simulation.iterations,
        engine_version=simulation.engine_version,
        input_digest=simulation.input_digest,
        tranches=tuple(
            _tranche(tranche, explanation, draws[str(tranche.code)], state.data_date)
            for tranche in state.tranches
        ),
    )
    return issued, draws


def world_of(state: ProjectState) -> World:
    """The state as the risk engine takes it."""
    return World(
        schedule=state.progress.schedule,
        drivers=state.drivers,
        seed=state.seed,
        project=state.project,
        reported_at=state.progress.reported_at,
    )


def _tranche(
    tranche: Row, explanation: Explanation, draws: Days, data_date: date
) -> TrancheForecast:
    finishes = explanation.simulation.milestones[tranche.milestone]
    whole = summary(finishes.ordered)
    dated = explanation.milestones[tranche.milestone]
    reasons = _reasons(dated.contributions)
    late = mean_of(np.maximum(draws - (tranche.starts_on - data_date).days, 0))
    return TrancheForecast(
        code=tranche.code,
        milestone=tranche.milestone,
        starts_on=tranche.starts_on,
        p10=finishes.at(0.1).date(),
        p50=finishes.at(0.5).date(),
        p80=finishes.at(0.8).date(),
        p90=finishes.at(0.9).date(),
        quantiles=tuple(finishes.at(percent / 100).date() for percent in range(1, 100)),
        p80_error_days=round(finishes.error_days(0.8), 3),
        chance_of_missing=finishes.chance_after(datetime.combine(tranche.starts_on, time.max)),
        expected_days_late=round(late.value, 3),
        reasons=reasons,
        mean=from_clock(round(whole.mean)).date(),
        sd_days=round(whole.sd / DAY, 3),
        error_days=tuple(round(finishes.error_days(percent / 100), 3) for percent in FIFTHS),
        expected_days_late_error=round(late.error, 3),
        draws_sha256=digest_of(draws),
        without_causes=dated.without_any.date(),
        other_days=round(dated.days - sum(reason.days for reason in reasons), 2),
        binding=tuple(
            KindShare(kind=each.kind, days=round(each.days, 2), share=round(each.share, 4))
            for each in dated.binding.kinds
        ),
    )


def _reasons(contributions: Sequence[Contribution]) -> tuple[Reason, ...]:
    costing = [each for each in contributions[:REMOVED] if each.days >= LEAST_DAYS]
    helping = [each for each in contributions[-MOST_HELPING:] if each.days <= -LEAST_DAYS]
    return tuple(
        Reason(
            key=each.cause.key,
            kind=each.cause.kind,
            label=each.cause.label,
            days=round(each.days, 2),
            positions=each.cause.positions,
            removal_days=None if each.removal_days is None else round(each.removal_days, 2),
        )
        for each in (*costing, *helping)
    )
