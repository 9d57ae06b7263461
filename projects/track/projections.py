"""From the facts of how forecasts fared to the rows of their scores."""

from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from projects.events import ForecastScored, ForecastsScored, ScoresWithdrawn
from projects.track.models import ForecastScore

scores = Projection(ForecastScore)


def _scored(fact: Fact[ForecastsScored]) -> Parts:
    for score in fact.event.scores:
        yield part_id(fact.stream, "score", score.tranche, str(score.as_of)), score


@scores.on(ForecastsScored, each=_scored)
def scored(_: Row | None, fact: Fact[Any], score: ForecastScored) -> Row:
    event: ForecastsScored = fact.event
    p10, p50, p80, p90 = score.held
    return Row(
        project=event.project,
        tranche=score.tranche,
        milestone=event.milestone,
        as_of=score.as_of,
        data_date=score.data_date,
        reached_on=event.reached_on,
        lead_days=score.lead_days,
        starts_on=score.starts_on,
        cpm=score.cpm,
        chance_of_missing=score.chance_of_missing,
        missed=score.missed,
        pit=score.pit,
        p10_held=p10,
        p50_held=p50,
        p80_held=p80,
        p90_held=p90,
        crps_days=score.crps_days,
        pinball_days=score.pinball_days,
        brier=score.brier,
        bias_days=score.bias_days,
    )


def _withdrawn(fact: Fact[ScoresWithdrawn]) -> Parts:
    for name in fact.event.forecasts:
        yield part_id(fact.stream, "score", name.tranche, str(name.as_of)), name


@scores.on(ScoresWithdrawn, each=_withdrawn)
def withdrawn(_: Row | None, fact: Fact[Any], name: Any) -> Row | None:
    return None
