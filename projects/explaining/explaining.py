"""Which facts moved P80 between two log positions, and by how many days each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from eventlog.log import read, tail_position
from eventlog.withholding import without
from projects import streams
from projects.errors import NothingToForecast, SimulationRefused
from projects.explaining import errors
from projects.explaining.grouping import Group, grouped, span_of
from projects.explaining.orders import MOST_CAUSES, Known, averaged
from projects.explaining.steps import MOST_STEPS, RESAMPLES, Shift, Standing, Step, shifts, told
from projects.explaining.told import Explained, FactTold, Orders, StepTold, TrancheMove
from projects.explaining.wording import OTHERS, TIME, title_of
from projects.forecasting import world_of
from projects.models import Forecast, Project
from projects.pages import names_of
from projects.queries import fact_streams_of, project_named
from projects.risk.digest import ENGINE_VERSION
from projects.risk.engine import Engine, World
from projects.schedule.calendars import from_clock
from projects.state import ProjectState, state_of
from projects.timeline import sentence_of, subject_of
from sites.commissioning.streams import hall_stream
from sites.queries import systems_of

ITERATIONS = 65_536
"""By default: the error of a step is then a fraction of a day (RISK.md 4g)."""
MOST_ITERATIONS = 65_536

Standings = dict[str, Standing]
"""By milestone."""


def forecast_positions(project: str) -> list[int]:
    """The log positions that forecasts of a project knew, oldest first."""
    known = Forecast.objects.filter(project=project).order_by("as_of")
    return list(known.values_list("as_of", flat=True).distinct())


def explain_move(
    project: str,
    *,
    since: int | None = None,
    until: int | None = None,
    tranche: str = "",
    iterations: int = ITERATIONS,
    orders: Orders = Orders.LEARNT,
    most: int = MOST_STEPS,
) -> Explained:
    """The steps from one log position to another, for each tranche or for one; records nothing.

    since, until: by default those of the previous and the newest forecast. most: steps told singly.
    Raises UnknownProject and the refusals of errors.py.
    """
    row = project_named(project)
    if not RESAMPLES <= iterations <= MOST_ITERATIONS:
        raise errors.TooFewIterations(iterations=iterations, least=RESAMPLES, most=MOST_ITERATIONS)
    since, until = _between(project, since, until)
    before, after = _state(project, since, "from"), _state(project, until, "to")
    milestones = _milestones(before, after, tranche)
    facts = list(read(after=since, until=until, streams=fact_streams_of(row)))
    groups = grouped(
        facts,
        schedule=streams.schedule_stream(project),
        together=_together(row),
        span=span_of((after.data_date - before.data_date).days),
    )
    branches = _Branches(after, groups, sorted(set(milestones.values())), iterations)
    way = _way(branches, before, orders)
    titles = _told_groups(row, way.groups)
    return Explained(
        project=project,
        since=since,
        until=until,
        data_date_before=before.data_date,
        data_date_after=after.data_date,
        iterations=iterations,
        seed=after.seed,
        engine_version=ENGINE_VERSION,
        orders=orders,
        facts=len(facts),
        still=len(groups) - len(way.groups),
        moves=tuple(
            _move(code, milestone, way, titles, most) for code, milestone in milestones.items()
        ),
    )


def _between(project: str, since: int | None, until: int | None) -> tuple[int, int]:
    """Where nothing is given, the positions of forecasts."""
    _refuse_outside(since, until)
    if until is None:
        known = [each for each in forecast_positions(project) if since is None or each > since]
        if not known:
            raise errors.NoTwoForecasts(project=project, field="to")
        until = known[-1]
    if since is None:
        known = [each for each in forecast_positions(project) if each < until]
        if not known:
            raise errors.NoTwoForecasts(project=project, field="from")
        since = known[-1]
    if until <= since:
        raise errors.NotAfter(since=since, until=until)
    return since, until


def _refuse_outside(since: int | None, until: int | None) -> None:
    tail = tail_position()
    for position, field in ((since, "from"), (until, "to")):
        if position is not None and not 1 <= position <= tail:
            raise errors.NotInTheLog(position=position, tail=tail, field=field)


def _state(project: str, position: int, field: str) -> ProjectState:
    try:
        return state_of(project, as_of=position)
    except (NothingToForecast, SimulationRefused, LookupError) as reason:
        raise errors.NoDateThen(position=position, why=reason, field=field) from reason


def _milestones(before: ProjectState, after: ProjectState, tranche: str) -> dict[str, str]:
    """By tranche, of those promised at both positions, the milestone by which it is ready."""
    then = {row.code for row in before.tranches}
    found = {str(row.code): str(row.milestone) for row in after.tranches if row.code in then}
    if not found or (tranche and tranche not in found):
        raise errors.NoSuchTranche(
            project=after.project, tranche=tranche or "-", known=", ".join(found) or "none"
        )
    return {tranche: found[tranche]} if tranche else found


def _together(project: Project) -> dict[UUID, str]:
    """A hall is commissioned by one team: its systems and its gates are one cause."""
    site = project.site_id
    systems = dict(systems_of(site).values_list("pk", "hall"))
    halls = {hall_stream(site, hall.name): hall.name for hall in project.site.halls.all()}
    return {
        stream: f"Commissioning of hall {hall}" for stream, hall in {**systems, **halls}.items()
    }


class _Branches:
    """The later state with only some of what was learnt, as if the rest had not been told yet."""

    def __init__(
        self, after: ProjectState, groups: Sequence[Group], watched: Sequence[str], iterations: int
    ) -> None:
        self.after = after
        self.groups = groups
        self.watched = watched
        self._iterations = iterations

    def world(self, known: Iterable[Group]) -> World:
        """Raises SimulationRefused where the facts known make no schedule worth simulating."""
        told = {position for group in known for position in group.positions}
        everything = {position for group in self.groups for position in group.positions}
        with without(everything - told):
            state = state_of(
                self.after.project, as_of=self.after.as_of, data_date=self.after.data_date
            )
        return _as_drawn(world_of(state))

    def standings(self, world: World) -> Standings:
        (finishes,) = Engine(world, watched=self.watched).run(self._iterations)
        return {code: Standing.of(row) for code, row in finishes.milestones.items()}


def _as_drawn(world: World) -> World:
    """Without the words and positions of causes, which move nothing."""
    drivers = (
        replace(driver, cause=replace(driver.cause, label="", positions=()))
        for driver in world.drivers
    )
    return replace(world, drivers=tuple(drivers))


@dataclass(frozen=True, kw_only=True)
class _Way:
    """From one position to the other. groups: that bear on dates. steps: by milestone, time first."""

    groups: Sequence[Group]
    first: Standings
    last: Standings
    steps: dict[str, list[Shift]]


def _way(branches: _Branches, before: ProjectState, orders: Orders) -> _Way:
    first = branches.standings(_as_drawn(world_of(before)))
    bearing, way = _learnt(branches)
    steps = {code: shifts([first[code], *(at[code] for at in way)]) for code in first}
    if orders is Orders.ALL:
        telling = _telling(steps.values())
        mean = _averaged(branches, [bearing[i - 1] for i in telling])
        for code in first:
            ends = [first[code], way[-1][code]]
            steps[code] = _completed(steps[code][0], telling, mean[code], ends, len(bearing) + 1)
    return _Way(groups=bearing, first=first, last=way[-1], steps=steps)


def _learnt(branches: _Branches) -> tuple[list[Group], list[Standings]]:
    """The groups that change the world of the simulation in the order learnt, and where each leads.

    A group after which nothing could be simulated goes on into the next.
    """
    known: list[Group] = []
    bearing: list[Group] = []
    carried: list[Group] = []
    world = branches.world(known)
    way = [branches.standings(world)]
    for group in branches.groups:
        known.append(group)
        carried.append(group)
        try:
            then = branches.world(known)
        except SimulationRefused:
            continue
        if then != world:
            world = then
            way.append(branches.standings(world))
            bearing.append(_one(carried))
        carried = []
    return bearing, way


def _one(groups: Sequence[Group]) -> Group:
    if len(groups) == 1:
        return groups[0]
    return Group(
        name=" and ".join(dict.fromkeys(group.name for group in groups if group.name)),
        facts=tuple(fact for group in groups for fact in group.facts),
    )


def _telling(learnt: Iterable[Sequence[Shift]]) -> list[int]:
    """The numbers of the causes, from 1, that moved any milestone for sure in the order learnt."""
    found = {step.cause for steps in learnt for step in steps[1:] if step.is_sure}
    if len(found) > MOST_CAUSES:
        raise errors.TooManyCauses(causes=len(found), most=MOST_CAUSES)
    return sorted(found)


def _averaged(branches: _Branches, telling: Sequence[Group]) -> dict[str, list[Shift]]:
    """By milestone. All other facts are known from the start."""
    positions = {position for group in telling for position in group.positions}
    others = [group for group in branches.groups if not group.positions <= positions]
    found: dict[Known, Standings] = {}

    def standing(known: Known, *, code: str) -> Standing:
        if known not in found:
            groups = [*others, *(telling[i] for i in sorted(known))]
            found[known] = branches.standings(branches.world(groups))
        return found[known][code]

    return {
        code: averaged(partial(standing, code=code), causes=len(telling))
        for code in branches.watched
    }


def _completed(
    time: Shift, telling: Sequence[int], mean: Sequence[Shift], ends: Sequence[Standing], last: int
) -> list[Shift]:
    """Time, the causes that were averaged, and last what all others moved, which completes the move."""
    (whole,) = shifts(ends)
    told_ones = [time, *(replace(each, cause=i) for i, each in zip(telling, mean, strict=True))]
    others = Shift(
        cause=last,
        hundredths=whole.hundredths - sum(each.hundredths for each in told_ones),
        resampled=whole.resampled - np.sum([each.resampled for each in told_ones], axis=0),
    )
    return [*told_ones, others]


_ToldGroup = tuple[str, tuple[FactTold, ...]]


def _told_groups(project: Project, groups: Sequence[Group]) -> list[_ToldGroup]:
    """Title and facts of each, time first, and all others last."""
    names = names_of([subject_of(fact) for group in groups for fact in group.facts])
    zone = ZoneInfo(project.site.zone)
    return [
        (TIME, ()),
        *(
            (
                title_of(group, names),
                tuple(
                    FactTold(
                        position=fact.position,
                        day=fact.occurred_at.astimezone(zone).date(),
                        sentence=sentence_of(fact, names),
                    )
                    for fact in group.facts
                ),
            )
            for group in groups
        ),
        (OTHERS, ()),
    ]


def _move(
    tranche: str, milestone: str, way: _Way, titles: Sequence[_ToldGroup], most: int
) -> TrancheMove:
    (whole,) = shifts([way.first[milestone], way.last[milestone]])
    steps = told(way.steps[milestone], most=most)
    return TrancheMove(
        tranche=tranche,
        milestone=milestone,
        p80_before=from_clock(way.first[milestone].minutes),
        p80_after=from_clock(way.last[milestone].minutes),
        days=sum((step.days for step in steps), start=steps[0].days * 0),
        error_days=round(whole.error_days, 3),
        steps=tuple(_told_step(step, titles) for step in steps),
    )


def _told_step(step: Step, titles: Sequence[_ToldGroup]) -> StepTold:
    error = round(step.error_days, 3)
    if step.cause is None:
        title = "Smaller steps" if step.count > 1 else "A smaller step"
        return StepTold(title=title, days=step.days, error_days=error, causes=step.count)
    title, facts = titles[step.cause]
    return StepTold(title=title, days=step.days, error_days=error, facts=facts)
