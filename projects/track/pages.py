"""What the track record page shows, as plain data."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from projects.models import Project
from projects.risk.calibration.report import NAMES
from projects.risk.scoring.brier import Reliability
from projects.risk.scoring.compared import SAYERS, Lines, Record, record_of
from projects.risk.scoring.coverage import Interval
from projects.risk.scoring.table import TOO_FEW, Line
from projects.track.charts import pit_histogram
from projects.track.models import ForecastScore
from projects.track.record import compared


@dataclass(frozen=True, kw_only=True)
class Cells:
    """One line of the table in words. judged is False below TOO_FEW milestones."""

    bucket: str
    sayer: str
    forecasts: int
    milestones: int
    judged: bool
    p80: str = ""
    p80_interval: str = ""
    pinball: str = ""
    crps: str = ""
    brier: str = ""
    brier_interval: str = ""
    bias: str = ""


@dataclass(frozen=True, kw_only=True)
class ReachedLine:
    """A milestone of a tranche and how it was forecast. first, last: the forecasts furthest and nearest."""

    first: ForecastScore
    last: ForecastScore
    forecasts: int
    p80_held: int

    @property
    def first_words(self) -> str:
        return _said(self.first)

    @property
    def last_words(self) -> str:
        return _said(self.last)

    @property
    def days_after_start(self) -> int:
        """Behind the contract start as it stood at the last forecast; negative before it."""
        return (self.last.reached_on - self.last.starts_on).days


@dataclass(frozen=True, kw_only=True)
class TrackPage:
    """record is None before anything is scored."""

    project: str
    projects: tuple[str, ...]
    record: Record | None
    overall: tuple[Cells, ...]
    by_lead: tuple[Cells, ...]
    reached: tuple[ReachedLine, ...]
    too_few: int = TOO_FEW

    @property
    def milestones(self) -> int:
        return self.record.each_milestone.model.milestones if self.record else 0

    @property
    def is_judged(self) -> bool:
        return self.milestones >= TOO_FEW

    @property
    def brier_gain(self) -> float | None:
        return self.record.each_milestone.brier_gain if self.record else None

    @property
    def histogram(self) -> str:
        return pit_histogram(self.record.each_milestone.model.pit) if self.record else ""

    @property
    def pit(self) -> list[tuple[str, float]]:
        """For the table beside the picture."""
        bins = self.record.each_milestone.model.pit if self.record else ()
        return [(f"P{10 * i} to P{10 * (i + 1)}", share) for i, share in enumerate(bins)]

    @property
    def reliability(self) -> Sequence[Reliability]:
        return [each for each in self.record.reliability if each.n] if self.record else ()


def track_page(*, project: str = "") -> TrackPage:
    """Of all projects, or of the one with this code."""
    rows = ForecastScore.objects.order_by("project", "tranche", "data_date", "as_of")
    known = Project.objects.order_by("code").values_list("code", flat=True)
    scores = list(rows.filter(project=project) if project else rows)
    record = record_of(compared(scores))
    return TrackPage(
        project=project,
        projects=tuple(known),
        record=record,
        overall=tuple(_cells("all", record.each_milestone)) if record else (),
        by_lead=tuple(_by_lead(record)) if record else (),
        reached=tuple(_reached(scores)),
    )


def _said(score: ForecastScore) -> str:
    """`120 d before: P50 35 d too early, 27% chance of missing`."""
    off = round(score.bias_days)
    side = "too late" if off > 0 else "too early"
    p50 = f"{abs(off)} d {side}" if off else "on the day"
    return f"{score.lead_days} d before: P50 {p50}, {score.chance_of_missing:.0%} chance of missing"


def _by_lead(record: Record) -> Iterator[Cells]:
    for at in record.by_lead:
        if at.lines is None:
            continue
        if at.lines.model.too_few:
            yield _line(at.bucket, "", at.lines.model)
        else:
            yield from _cells(at.bucket, at.lines)


def _cells(bucket: str, lines: Lines) -> Iterator[Cells]:
    for sayer in SAYERS:
        yield _line(bucket, NAMES[sayer], getattr(lines, sayer))


def _line(bucket: str, sayer: str, line: Line) -> Cells:
    if line.too_few:
        return Cells(
            bucket=bucket,
            sayer=sayer,
            forecasts=line.n,
            milestones=line.milestones,
            judged=False,
        )
    return Cells(
        bucket=bucket,
        sayer=sayer,
        forecasts=line.n,
        milestones=line.milestones,
        judged=True,
        p80=f"{line.p80.share:.0%}",
        p80_interval=f"{line.p80.interval.low:.0%} to {line.p80.interval.high:.0%}",
        pinball=f"{line.pinball:.1f}",
        crps=f"{line.crps:.1f}",
        brier=f"{line.brier:.3f}",
        brier_interval=_interval(line.brier_interval),
        bias=f"{line.bias_days:+.0f} d",
    )


def _interval(interval: Interval | None) -> str:
    return f"{interval.low:.2f} to {interval.high:.2f}" if interval else ""


def _reached(scores: Sequence[ForecastScore]) -> Iterator[ReachedLine]:
    """The newest first."""
    by_tranche: dict[tuple[date, str, str], list[ForecastScore]] = defaultdict(list)
    for score in scores:
        by_tranche[score.reached_on, score.project, score.tranche].append(score)
    for _, own in sorted(by_tranche.items(), reverse=True):
        yield ReachedLine(
            first=own[0],
            last=own[-1],
            forecasts=len(own),
            p80_held=sum(score.p80_held for score in own),
        )
