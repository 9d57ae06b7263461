"""What the date of a project depends on, as its current forecast has it: computed when asked for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from eventlog.log import tail_position
from projects.forecasting import world_of
from projects.models import Forecast
from projects.risk.engine import Engine
from projects.risk.sensitivity import ActivitySensitivity, Sensitivity
from projects.schedule.model import Activity
from projects.state import ProjectState, state_of

ITERATIONS = 4_096
"""A share of a half is then known within 1.6 %, two errors; a forecast takes four times as many."""

RANKED = 20


@dataclass(frozen=True, kw_only=True)
class Moving:
    """An activity with how much the date depends on it."""

    activity: Activity
    measures: ActivitySensitivity


@dataclass(frozen=True, kw_only=True)
class Dependence:
    """milestones: those that tranches wait for. moving: all that is ever critical, see moves_most.

    as_of: the log position of the forecast that stands, or the newest where there is none.
    """

    as_of: int
    data_date: date
    milestones: tuple[str, ...]
    sensitivity: Sensitivity
    moving: tuple[Moving, ...]


def dependence_of(project: str, *, milestone: str | None = None) -> Dependence:
    """Of the finish of a milestone, by default of the last of all work.

    Raises what state_of does, and KeyError for a milestone that the schedule does not have.
    """
    state = state_of(project, as_of=_as_of(project))
    engine = Engine(world_of(state), watched=())
    found = engine.sensitivity(ITERATIONS, milestone=milestone, ranked=RANKED)
    activities = {each.code: each for each in state.progress.schedule.activities}
    critical = [each for each in found.activities if each.criticality]
    return Dependence(
        as_of=state.as_of,
        data_date=state.data_date,
        milestones=milestones_of(state),
        sensitivity=found,
        moving=tuple(
            Moving(activity=activities[each.code], measures=each)
            for each in sorted(critical, key=moves_most)
        ),
    )


def milestones_of(state: ProjectState) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(tranche.milestone) for tranche in state.tranches))


def moves_most(each: ActivitySensitivity) -> tuple[float, float, str]:
    """By the schedule sensitivity index, then by criticality: what is critical and never varies is last."""
    return -(each.schedule_sensitivity or 0), -each.criticality, each.code


def _as_of(project: str) -> int:
    newest = Forecast.objects.filter(project=project).aggregate(newest=Max("as_of"))["newest"]
    return int(newest) if newest is not None else tail_position()
