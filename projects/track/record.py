"""The track record: scores on file as a table, beside the two naive forecasts."""

from collections.abc import Iterable

from projects.risk.scoring.compared import Compared, Record, record_of
from projects.risk.scoring.scores import Score, score_date
from projects.risk.scoring.table import Scored
from projects.risk.scoring.weighting import bucket
from projects.track.models import ForecastScore


def record_on_file(*, project: str = "") -> Record | None:
    """Of all projects, or of one; None before anything is scored. Losses are days."""
    rows = ForecastScore.objects.all()
    return record_of(compared(rows.filter(project=project) if project else rows))


def compared(scores: Iterable[ForecastScore]) -> list[Compared]:
    return [_compared(each) for each in scores]


def _compared(row: ForecastScore) -> Compared:
    came, promised = row.reached_on.toordinal(), row.starts_on.toordinal()

    def scored(score: Score) -> Scored:
        return Scored(
            project=row.project,
            milestone=row.milestone,
            lead=bucket(row.lead_days),
            score=score,
        )

    return Compared(
        model=scored(_score(row)),
        cpm=scored(score_date(row.cpm.toordinal(), outcome=came, promised=promised)),
        promised=scored(score_date(promised, outcome=came, promised=promised)),
        lead_days=row.lead_days,
        chance=row.chance_of_missing,
        missed=row.missed,
    )


def _score(row: ForecastScore) -> Score:
    return Score(
        pit=row.pit,
        held=(row.p10_held, row.p50_held, row.p80_held, row.p90_held),
        crps_days=row.crps_days,
        pinball_days=row.pinball_days,
        brier=row.brier,
        bias_days=row.bias_days,
    )
