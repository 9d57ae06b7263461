"""What the page of a project's sensitivity shows, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass

from projects.errors import NothingToForecast, SimulationRefused
from projects.models import Project
from projects.sensitivity.queries import Dependence, Moving, dependence_of
from projects.sensitivity.words import words_of

MOST_ROWS = 40


@dataclass(frozen=True, kw_only=True)
class Row:
    """One activity. Measures as text, empty for what is undefined."""

    moving: Moving
    words: str
    criticality: str
    sd_days: str
    cruciality: str
    weighted_cruciality: str
    schedule_sensitivity: str


@dataclass(frozen=True, kw_only=True)
class SensitivityPage:
    """why_not: what stands in the way of a simulation; then there is no dependence."""

    project: Project
    milestone: str
    dependence: Dependence | None = None
    rows: Sequence[Row] = ()
    why_not: str = ""
    unknown: bool = False

    @property
    def left_out(self) -> int:
        return len(self.dependence.moving) - len(self.rows) if self.dependence else 0


def sensitivity_page(project: Project, *, milestone: str = "") -> SensitivityPage:
    """milestone: a code; empty for the last finish of all."""
    try:
        found = dependence_of(project.code, milestone=milestone or None)
    except (NothingToForecast, SimulationRefused) as refusal:
        return SensitivityPage(project=project, milestone=milestone, why_not=str(refusal))
    except KeyError:
        return SensitivityPage(project=project, milestone=milestone, unknown=True)
    return SensitivityPage(
        project=project,
        milestone=milestone,
        dependence=found,
        rows=[_row(each) for each in found.moving[:MOST_ROWS]],
    )


def _row(moving: Moving) -> Row:
    each = moving.measures
    return Row(
        moving=moving,
        words=words_of(each),
        criticality=f"{each.criticality:.0%}",
        sd_days=_days(each.sd_minutes),
        cruciality=_figure(each.cruciality),
        weighted_cruciality=_figure(each.weighted_cruciality),
        schedule_sensitivity=_figure(each.schedule_sensitivity),
    )


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _days(minutes: float | None) -> str:
    """Of eight hours, which the table says."""
    return "" if minutes is None else f"{minutes / 480:.1f}"
