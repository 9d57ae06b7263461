"""What the page of what binds a project shows, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventlog.doors.svg import day_text
from projects.binding.lines import BindingLine, KindLine
from projects.binding.queries import binding_of_project
from projects.binding.since import Known
from projects.binding.told import ProjectBinding, TrancheBinding
from projects.binding.wording import (
    before_words,
    bound_words,
    headline,
    stacked,
    word_of,
)
from projects.errors import NothingToForecast, SimulationRefused
from projects.models import Project

MOST_POINTS = 24


@dataclass(frozen=True, kw_only=True)
class PointLine:
    """What bound at one forecast, and all of it as a bar."""

    day: str
    position: int
    words: str
    bar: str


@dataclass(frozen=True, kw_only=True)
class BindingPart:
    """One tranche."""

    told: TrancheBinding
    line: BindingLine
    kinds: Sequence[KindLine]
    points: Sequence[PointLine]

    @property
    def lead(self) -> str:
        if len(self.told.kinds) < 2:
            return ""
        second = word_of(self.told.kinds[1].kind).lower()
        lead, error = self.told.lead_days, self.told.lead_error_days
        return f"{lead:.1f} days more than {second}, ± {error:.1f}"


@dataclass(frozen=True, kw_only=True)
class BindingPage:
    """why_not: what stands in the way of a simulation; then there is nothing else."""

    project: Project
    found: ProjectBinding | None = None
    parts: Sequence[BindingPart] = ()
    why_not: str = ""


def binding_page(project: Project) -> BindingPage:
    try:
        found = binding_of_project(project)
    except (NothingToForecast, SimulationRefused) as refusal:
        return BindingPage(project=project, why_not=str(refusal))
    parts = [_part(each) for each in found.tranches]
    return BindingPage(project=project, found=found, parts=parts)


def _part(told: TrancheBinding) -> BindingPart:
    since = told.since
    return BindingPart(
        told=told,
        line=BindingLine(
            headline=headline(told.kinds, since, too_close=told.too_close),
            before=before_words(since) if since and not told.too_close else "",
            bar=stacked(told.kinds),
        ),
        kinds=[KindLine.of(each) for each in told.kinds],
        points=[_point(each) for each in told.history[::-1][:MOST_POINTS]],
    )


def _point(known: Known) -> PointLine:
    return PointLine(
        day=day_text(known.on),
        position=known.position,
        words=bound_words(known),
        bar=stacked(known.kinds) if known.kinds else "",
    )
