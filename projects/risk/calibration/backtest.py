"""Finished projects forecast again at each of their status dates, by a model that never saw them. Pure."""

import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from projects.risk.calibration.model import DurationModel, History, fit
from projects.risk.calibration.remaining import Remaining
from projects.risk.calibration.tracked import Minutes, StatusDate, TrackedProject
from projects.risk.calibration.updating import updated
from projects.risk.scoring.compared import Compared
from projects.risk.scoring.scores import Score, score_date, score_draws
from projects.risk.scoring.table import Scored
from projects.risk.scoring.weighting import bucket

DRAWS = 2_000
"""At each status date: with four times as many no share of the table moves by 0.01."""
SEED = 1


def replay(
    projects: Sequence[TrackedProject],
    *,
    others: Sequence[TrackedProject] | None = None,
    folds: int | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> list[Compared]:
    """Every open status date of every project, each by a model fitted without that project.

    Days are working days of the project's calendar; losses are divided by its planned duration.

    others: to fit on instead of on the projects themselves; one of the same name is left out too.
    folds: leave out every project of the same fold, by turns, and not one at a time.
    Raises TooFewProjects.
    """
    learnt = [(each.name, each.history()) for each in (projects if others is None else others)]
    found: list[Compared] = []
    for index, project in enumerate(projects):
        left_out = {project.name}
        if folds:
            left_out |= {each.name for each in projects[index % folds :: folds]}
        model = fit(_without(learnt, left_out))
        found += replay_one(project, model, draws=draws, seed=seed)
    return found


def _without(learnt: Iterable[tuple[str, History]], names: set[str]) -> list[History]:
    return [history for name, history in learnt if name not in names]


def replay_one(
    project: TrackedProject, model: DurationModel, *, draws: int = DRAWS, seed: int = SEED
) -> list[Compared]:
    """The open status dates of one project. Each date uses the same random numbers."""
    return [
        _replayed(project, status, model, draws=draws, seed=seed)
        for status in project.forecast_dates()
    ]


def _replayed(
    project: TrackedProject, status: StatusDate, model: DurationModel, *, draws: int, seed: int
) -> Compared:
    remaining = Remaining(project, status)
    simulated = project.day_of(_finishes(remaining, model, draws=draws, seed=seed))
    cpm, came, promised, now = (
        int(project.day_of(np.array(minutes)))
        for minutes in (
            remaining.as_planned(),
            project.finish,
            project.planned_finish,
            status.at,
        )
    )
    lead_days = came - now

    def scored(score: Score) -> Scored:
        return Scored(
            project=project.name,
            milestone="finish",
            lead=bucket(lead_days),
            score=score,
            scale_days=promised,
        )

    return Compared(
        model=scored(score_draws(simulated, outcome=came, promised=promised)),
        cpm=scored(score_date(cpm, outcome=came, promised=promised)),
        promised=scored(score_date(promised, outcome=came, promised=promised)),
        lead_days=lead_days,
        missed=came > promised,
        chance=float((simulated > promised).mean()),
    )


def _finishes(remaining: Remaining, model: DurationModel, *, draws: int, seed: int) -> Minutes:
    project, status = remaining.project, remaining.status
    own = updated(model, project.seen_by(status), project.overrun_by(status))
    rng = np.random.default_rng([seed, zlib.crc32(project.name.encode())])
    count = len(project.codes)
    ratios = own.ratios(count, draws, rng)
    stands = rng.random((count, draws)) < model.remaining_stands
    return remaining.finishes(ratios, stands=stands)
