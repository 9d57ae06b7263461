"""Which forecasts are to be scored, or no longer, now that it is known when milestones were reached.

The score is a fact of its own: a forecast stands in one stream and its milestone in another, whose facts
may be corrected or taken back. Whatever moved, what should stand is compared with what does.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eventlog.facts import Meta
from projects.events import (
    ForecastScored,
    ForecastsScored,
    ScoresWithdrawn,
    TrancheForecastName,
)
from projects.models import Activity, Forecast, Tranche
from projects.risk.scoring.scores import score_quantiles
from projects.state import state_of
from projects.track.commands import record_scores
from projects.track.cpm_dates import cpm_dates
from projects.track.models import ForecastScore

ACTOR = "scoring"
BATCH = 25
"""Forecasts in one fact: each takes a CPM of the schedule as it stood, and others wait meanwhile."""

Name = tuple[int, str]
"""The log position that a forecast knew, and the tranche that it is about."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """By how the scores on record differ from what they should be."""

    withdrawn: tuple[ScoresWithdrawn, ...]
    scored: tuple[ForecastsScored, ...]

    def __bool__(self) -> bool:
        return bool(self.withdrawn or self.scored)


def keep_score(project: str, *, caused_by: int) -> None:
    """Record what is to be scored next, at most BATCH forecasts, and what no longer is; else nothing."""
    if found := to_record(project):
        record_scores(
            project=project,
            withdrawn=found.withdrawn,
            scored=found.scored,
            meta=Meta(actor=ACTOR, caused_by=caused_by),
        )


def to_record(project: str) -> Found:
    """What is wrong with the scores on record, but for what the next batch will find."""
    reached = reached_days(project)
    known = _on_record(project)
    if not reached and not known:
        return Found(withdrawn=(), scored=())  # as for nearly every forecast that is issued
    wanted = _to_be_scored(project, reached)
    surplus = [score for name, score in known.items() if name not in wanted]
    due = [
        forecast
        for name, forecast in wanted.items()
        if name not in known or known[name].reached_on != reached[forecast.milestone]
    ]
    return Found(
        withdrawn=tuple(_withdrawn(project, surplus)),
        scored=tuple(_scored(due[:BATCH], known, reached)),
    )


def reached_days(project: str) -> dict[str, date]:
    """The milestones that tranches wait for and that are reached, with the day."""
    waited_for = Tranche.objects.filter(project=project).values("milestone")
    reached = Activity.objects.filter(
        project=project, code__in=waited_for, finished_on__isnull=False
    )
    days = reached.values_list("code", "finished_on")
    return {code: on for code, on in days if on is not None}


def _on_record(project: str) -> dict[Name, ForecastScore]:
    scores = ForecastScore.objects.filter(project=project)
    return {(each.as_of, each.tranche): each for each in scores}


def _to_be_scored(project: str, reached: Mapping[str, date]) -> dict[Name, Forecast]:
    """Those made before the day was known, the newest first. What they say is read when it is scored:
    of a long build there are thousands."""
    made = Forecast.objects.filter(project=project, milestone__in=reached)
    names = made.only("as_of", "tranche", "milestone", "data_date", "project")
    return {
        (each.as_of, each.tranche): each
        for each in names.order_by("-as_of", "tranche")
        if each.data_date <= reached[each.milestone]
    }


def _withdrawn(project: str, surplus: Sequence[ForecastScore]) -> Iterator[ScoresWithdrawn]:
    by_milestone: dict[str, list[TrancheForecastName]] = defaultdict(list)
    for score in surplus:
        name = TrancheForecastName(as_of=score.as_of, tranche=score.tranche)
        by_milestone[score.milestone].append(name)
    for milestone, names in sorted(by_milestone.items()):
        yield ScoresWithdrawn(project=project, milestone=milestone, forecasts=tuple(names))


def _scored(
    due: Sequence[Forecast], known: Mapping[Name, ForecastScore], reached: Mapping[str, date]
) -> Iterator[ForecastsScored]:
    cpm = _CpmDates()
    by_milestone: dict[str, list[ForecastScored]] = defaultdict(list)
    for forecast in Forecast.objects.filter(pk__in=[each.pk for each in due]):
        before = known.get((forecast.as_of, forecast.tranche))
        said = before.cpm if before else cpm.of(forecast)
        score = score_of(forecast, reached_on=reached[forecast.milestone], cpm=said)
        by_milestone[forecast.milestone].append(score)
    for milestone, scores in sorted(by_milestone.items()):
        yield ForecastsScored(
            project=due[0].project,
            milestone=milestone,
            reached_on=reached[milestone],
            scores=tuple(scores),
        )


class _CpmDates:
    """The CPM dates at each log position, computed once for all tranches."""

    def __init__(self) -> None:
        self._known: dict[int, dict[str, date]] = {}

    def of(self, forecast: Forecast) -> date:
        if forecast.as_of not in self._known:
            state = state_of(forecast.project, as_of=forecast.as_of)
            milestones = {str(tranche.milestone) for tranche in state.tranches}
            self._known[forecast.as_of] = cpm_dates(state, milestones)
        return self._known[forecast.as_of][forecast.milestone]


def score_of(forecast: Forecast, *, reached_on: date, cpm: date) -> ForecastScored:
    """What the forecast of one tranche was worth. Losses are rounded to a hundredth of a day."""
    score = score_quantiles(
        [date.fromisoformat(day).toordinal() for day in forecast.quantiles],
        chance_of_missing=forecast.chance_of_missing,
        outcome=reached_on.toordinal(),
        promised=forecast.starts_on.toordinal(),
    )
    return ForecastScored(
        as_of=forecast.as_of,
        tranche=forecast.tranche,
        data_date=forecast.data_date,
        starts_on=forecast.starts_on,
        cpm=cpm,
        lead_days=(reached_on - forecast.data_date).days,
        chance_of_missing=forecast.chance_of_missing,
        missed=reached_on > forecast.starts_on,
        pit=round(score.pit, 4),
        held=score.held,
        crps_days=round(score.crps_days, 2),
        pinball_days=round(score.pinball_days, 2),
        brier=round(score.brier, 6),
        bias_days=round(score.bias_days, 2),
    )
