"""A case simulated, and what its figures are computed from. Pure."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from projects.risk.cases.building import (
    as_planned,
    days_of_clock,
    retests_of,
    without_links,
    world_of,
)
from projects.risk.cases.model import Case
from projects.risk.composition import Without
from projects.risk.dated import Finishes
from projects.risk.engine import AS_IT_IS, Engine, World
from projects.risk.randomness import Block
from projects.risk.retests import compile_retests
from projects.risk.rows import Floats
from projects.schedule.calendars import DAY, Minutes, to_clock
from projects.schedule.model import LinkType
from projects.schedule.network import Network

ROWS = 4
"""Kept of each activity in every iteration: its finish, its duration, its late finish, and one in passing."""


class Sample:
    """Every row is (iterations,), in days of the case unless said, iterations in one order."""

    def __init__(self, case: Case, *, iterations: int, seed: int) -> None:
        self.case, self.iterations = case, iterations
        self._world = world_of(case, seed=seed)
        self._codes = tuple(case.activities)
        self._day = days_of_clock(case) * DAY
        (self._run,) = self._ran(self._world)

    @property
    def half_a_minute(self) -> float:
        """Half the unit in which the engine counts: no single date is nearer than this."""
        return 0.5 / self._day

    @cached_property
    def finish(self) -> Floats:
        return self._in_days(self._run.project)

    def finish_of(self, code: str) -> Floats:
        return self._in_days(self._run.milestones[code])

    @cached_property
    def planned(self) -> float:
        """The finish of likely durations to which nothing happens."""
        (run,) = Engine(as_planned(self._world), watched=()).run(1)
        return float(self._in_days(run.project)[0])

    @cached_property
    def without_incidents(self) -> Floats:
        incidents = frozenset(incident.id for incident in self.case.incidents)
        (run,) = self._ran(self._world, [incidents])
        return self._in_days(run.project)

    @cached_property
    def attempts(self) -> Minutes:
        """Failed attempts of all tests together."""
        network = Network(self._world.schedule)
        block = Block(seed=self._world.seed, first=0, iterations=self.iterations)
        compiled = [compile_retests(retests_of(each, 1), network) for each in self.case.retests]
        return np.sum([each.attempts(block) for each in compiled], axis=0)

    @property
    def most_attempts(self) -> int:
        return sum(retest.most for retest in self.case.retests)

    def duration_of(self, code: str) -> Floats:
        return self._durations[code] / self._day

    @cached_property
    def _durations(self) -> Mapping[str, Minutes]:
        """Minutes that each activity takes, all that happens to it included: the same draws without
        links. A stop depends on when work is done, and is left out.
        """
        stops = frozenset(
            risk.id for risk in (*self.case.drivers, *self.case.incidents) if risk.effect == "stop"
        )
        (run,) = self._ran(without_links(self._world), [stops])
        begins = to_clock(self._world.schedule.data_date)
        return {code: row - begins for code, row in run.milestones.items()}

    def slack_of(self, code: str) -> Floats:
        """Total float: how much later the activity might finish before the last finish moves."""
        return (self._late[code] - self._run.milestones[code]) / self._day

    @cached_property
    def _late(self) -> Mapping[str, Minutes]:
        """Late finishes, clock minutes: the backward pass over the durations drawn."""
        network, late = Network(self._world.schedule), dict[str, Minutes]()
        for at in reversed(network.order):
            code = network.activities[at].code
            finish = self._run.project
            for tie in network.outgoing[at]:
                after = network.activities[tie.successor].code
                bound = late[after] - tie.lag
                if tie.type in (LinkType.FS, LinkType.SS):
                    bound = bound - self._durations[after]
                if tie.type in (LinkType.SS, LinkType.SF):
                    bound = bound + self._durations[code]
                finish = np.minimum(finish, bound)
            late[code] = finish
        return late

    def _ran(self, world: World, scenarios: Sequence[Without] = (AS_IT_IS,)) -> list[Finishes]:
        return Engine(world, watched=self._codes).run(self.iterations, scenarios)

    def _in_days(self, clock: Minutes) -> Floats:
        return (clock - to_clock(self._world.schedule.data_date)) / self._day
