"""Monte Carlo on a schedule: estimates, drivers and logic, many iterations at once. Pure.

Every iteration is one possible build: durations are drawn, each driver is drawn once and shared by
all that it touches, and the CPM pass of projects/schedule dates the whole network. Worked in blocks
of iterations, so that memory does not grow with their number; the size of a block changes no result.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

import numpy as np

from projects.risk.block import BLOCK
from projects.risk.compiling import compile_driver
from projects.risk.composition import Draws, Without
from projects.risk.dated import Finishes
from projects.risk.dating import Dater, dater_of
from projects.risk.deliveries import receipts, receive
from projects.risk.effects import Effect, Influence
from projects.risk.estimates import Estimates
from projects.risk.goals import goal_of, keeping, sums_for, usual_minutes
from projects.risk.in_rows import InRows
from projects.risk.labor_shares import labor_share
from projects.risk.philox import GROUP
from projects.risk.program import State
from projects.risk.randomness import Block, blocks
from projects.risk.sensitivity import (
    Sensitivity,
    Tally,
    rows_of,
    sensitivity_of,
    with_ranks,
    with_significance,
)
from projects.risk.significance import Significance
from projects.schedule.calendars import to_clock
from projects.schedule.model import MILESTONES, Schedule
from projects.schedule.network import Network
from sites.laws import Law
from sites.uncertainty import Cause, Delivery, Driver

AS_IT_IS: Without = frozenset()
_CELLS_TO_TRACE = 1 << 20


@dataclass(frozen=True, kw_only=True)
class World:
    """All that a simulation depends on, but for its size.

    project: under which name its activities draw, so that two projects with one seed differ.
    reported_at: activity code to when its remaining duration was last reported, for started ones;
    where missing, the remaining work counts from the data date.
    phase_correlation: 0 to 1, between the estimates of any two activities of one phase.
    laws: activity code to the law of its remaining work minutes, instead of its three points.
    """

    schedule: Schedule
    drivers: tuple[Driver, ...] = ()
    seed: int
    project: str = ""
    reported_at: Mapping[str, datetime] = field(default_factory=dict)
    phase_correlation: float = 0.0
    laws: Mapping[str, Law] = field(default_factory=dict)


class Engine:
    """A world compiled once, to be run for any choice of causes.

    watched: codes of the activities whose finishes are kept; by default all milestones.
    Raises the refusals of projects/schedule/errors.py, and KeyError for a watched code not there, or a
    law of one.
    """

    def __init__(self, world: World, *, watched: Iterable[str] | None = None) -> None:
        self.world = world
        self._bare = Network(world.schedule)
        self._receipts = [
            (driver.cause, receipts(driver, self._bare))
            for driver in world.drivers
            if isinstance(driver, Delivery) and driver.delivered
        ]
        self._estimates = Estimates(
            self._bare,
            seed=world.seed,
            project=world.project,
            correlation=world.phase_correlation,
            laws=world.laws,
        )
        self._shares = [labor_share(activity) for activity in self._bare.activities]
        self._resume_at = _resume_at(world, self._bare)
        self._watched = _watched(self._bare, watched)
        self._daters: dict[tuple[int, ...], Dater] = {}
        self._drawn: tuple[Block, Draws] | None = None
        network, planned = self.as_it_is.network, cache(self.as_it_is.planned_finishes)
        # By name, so that the order in which drivers are told changes no bit of a product, and no turn.
        self._influences = [
            compile_driver(driver, network, planned)
            for driver in sorted(world.drivers, key=lambda driver: driver.cause.key)
            if not (isinstance(driver, Delivery) and driver.delivered)
        ]

    @property
    def causes(self) -> tuple[Cause, ...]:
        """What bears on the schedule at all, each cause once: what was received, then by name."""
        bearing = [cause for cause, finished in self._receipts if finished]
        bearing += [influence.cause for influence in self._influences if influence.touches]
        return tuple({cause.key: cause for cause in bearing}.values())

    @property
    def labor_shares(self) -> list[float]:
        """By position, what part of the work goes with the crew's output."""
        return self._shares

    @property
    def as_it_is(self) -> Dater:
        return self._dater(AS_IT_IS)

    def to_trace(self, iterations: int) -> list[Block]:
        """Runs of iterations short enough to keep every date of every activity."""
        size = max(_CELLS_TO_TRACE // len(self._bare.activities), GROUP) // GROUP * GROUP
        return blocks(self.world.seed, iterations, min(size, BLOCK))

    @property
    def without_receipts(self) -> Dater:
        """With the deliveries still to come that have been received."""
        return self._dater(frozenset(cause.key for cause, _ in self._receipts))

    def receipts(self, block: Block) -> list[tuple[Influence, Effect]]:
        """What was received, as something that has an effect on a network that does not know of it."""
        network = self.without_receipts.network
        received = [receive(cause, finished, network) for cause, finished in self._receipts]
        return [(each, each.draw(block)) for each in received]

    def run(self, iterations: int, scenarios: Sequence[Without] = (AS_IT_IS,)) -> list[Finishes]:
        """Every scenario over the same random numbers, in the order given.

        iterations: >= 1; iteration k is the same whatever their number.
        """
        parts: list[list[Finishes]] = [[] for _ in scenarios]
        for block in self._blocks(iterations):
            draws = self.drawn(block)
            for part, without in zip(parts, scenarios, strict=True):
                part.append(self._dater(without).finishes(block, draws.inputs(without)))
        return [_joined(part) for part in parts]

    def sensitivity(
        self,
        iterations: int,
        *,
        milestone: str | None = None,
        ranked: int = 0,
        significance: bool = False,
    ) -> Sensitivity:
        """What a date depends on: the finish of a milestone, or the last of all.

        ranked: of how many, the most critical ones, the rank correlation is worked out too, which takes
        a second run. significance: work out that index too, in NumPy. Raises KeyError for a milestone
        that is not there.
        """
        tally = self.tally(iterations, milestone=milestone)
        found = sensitivity_of(tally)
        if significance:
            found = with_significance(found, self._significance(iterations, milestone))
        rows = rows_of(tally, found.most_critical(ranked))
        if not rows:
            return found
        kept = self.tally(iterations, milestone=milestone, moments=False, chosen=rows).sums
        return with_ranks(found, tally, rows, kept.durations)

    def _significance(self, iterations: int, milestone: str | None) -> dict[str, float | None]:
        dater = self._dater(AS_IT_IS)
        rows = InRows(dater.network, self._estimates, self._resume_at, self._watched)
        goal, found = (
            goal_of(rows.network, rows.program, milestone),
            Significance(rows.network, rows.program),
        )
        for block in blocks(self.world.seed, iterations, rows.iterations_at_once):
            found.add(*rows.dates(block, self.drawn(block).inputs(AS_IT_IS)), goal)
        return found.found()

    def tally(
        self,
        iterations: int,
        *,
        milestone: str | None = None,
        moments: bool = True,
        chosen: Sequence[int] = (),
    ) -> Tally:
        """Walk every iteration back. moments: sums of durations too. chosen: rows to keep them of."""
        dater = self._dater(AS_IT_IS)
        program, activities = dater.program, dater.network.activities
        goal = goal_of(dater.network, program, milestone)
        sums = sums_for(
            program,
            usual=usual_minutes(dater.network, program),
            planned=dater.planned(goal),
            moments=moments,
        )
        last, kept = [], []
        for block in self._blocks(iterations):
            part = keeping(sums, chosen, block.iterations)
            last.append(dater.walk(block, self.drawn(block).inputs(AS_IT_IS), goal, part))
            kept.append(part.durations)
        return Tally(
            milestone=milestone,
            codes=[activities[at].code for at in program.position],
            open=(program.state != State.FINISHED).tolist(),
            sums=part._replace(durations=np.concatenate(kept, axis=1)),
            last=np.concatenate(last),
        )

    def _blocks(self, iterations: int) -> list[Block]:
        if iterations < 1:
            raise ValueError("at least one iteration")
        return blocks(self.world.seed, iterations, self._dater(AS_IT_IS).iterations_at_once)

    def drawn(self, block: Block) -> Draws:
        """What the drivers do in a block, before it is decided which of them count.

        That of the last block is kept: what binds, shares, and what is gained all ask for the same one.
        """
        if self._drawn is None or self._drawn[0] != block:
            drawn = [(influence, influence.draw(block)) for influence in self._influences]
            self._drawn = block, Draws(shares=self._shares, drawn=drawn)
        return self._drawn[1]

    def _dater(self, without: Without) -> Dater:
        """With the delivery activities finished of the orders that have been delivered."""
        counted = tuple(
            i for i, (cause, _) in enumerate(self._receipts) if cause.key not in without
        )
        if counted not in self._daters:
            finished = {at: on for i in counted for at, on in self._receipts[i][1].items()}
            network = Network(_with_finished(self._bare, finished)) if finished else self._bare
            self._daters[counted] = dater_of(
                network, self._estimates, self._resume_at, self._watched
            )
        return self._daters[counted]


def _with_finished(network: Network, finished: Mapping[int, datetime]) -> Schedule:
    activities = list(network.activities)
    for i, at in finished.items():
        activities[i] = replace(activities[i], finished_at=at)
    return replace(network.schedule, activities=tuple(activities))


def _resume_at(world: World, network: Network) -> dict[int, int]:
    return {
        network.index[code]: to_clock(at)
        for code, at in world.reported_at.items()
        if network.is_started(network.index[code])
    }


def _watched(network: Network, codes: Iterable[str] | None) -> dict[str, int]:
    if codes is not None:
        return {code: network.index[code] for code in codes}
    return {a.code: i for i, a in enumerate(network.activities) if a.kind in MILESTONES}


def _joined(parts: Sequence[Finishes]) -> Finishes:
    return Finishes(
        milestones={
            code: np.concatenate([part.milestones[code] for part in parts])
            for code in parts[0].milestones
        },
        project=np.concatenate([part.project for part in parts]),
    )
