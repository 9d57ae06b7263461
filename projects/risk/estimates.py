"""What is left of each activity, drawn from its three points. Pure."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from scipy.special import ndtr

from projects.risk.block import Laws
from projects.risk.distributions import standard_normal
from projects.risk.philox import words
from projects.risk.randomness import Block, key_of
from projects.risk.ranges import three_points
from projects.risk.rows import PARTS, Floats, read, rows_of
from projects.schedule.calendars import Minutes
from projects.schedule.network import Network

_WORDS = np.float64(2**32)
_LARGEST_WORD = 2**32 - 1


class Estimates:
    """The spread of the estimates themselves: independent, or correlated within each phase.

    project: under which name the activities draw. correlation: 0 to 1, of the normal scores of any
    two activities of one phase (a Gaussian copula with one common factor a phase).
    """

    def __init__(self, network: Network, *, seed: int, project: str, correlation: float) -> None:
        if not 0 <= correlation <= 1:
            raise ValueError(f"a correlation of {correlation} is not between 0 and 1")
        self._project, self._correlation = project, correlation
        points = [three_points(activity) for activity in network.activities]
        self._sure = np.array([round(each.likely * PARTS) for each in points], np.int64)
        self._uncertain = [
            i
            for i, each in enumerate(points)
            if each.pessimistic > each.optimistic and not network.is_spanning(i)
        ]
        self._rows = rows_of([points[i] for i in self._uncertain])
        self._keys = np.array(
            [key_of(seed, f"{project}/{a.code}", "duration") for a in network.activities], np.uint64
        )
        self._phases = [activity.phase for activity in network.activities]

    def laws(self, positions: Minutes) -> Laws:
        """For the rows of a program, of which these are the positions."""
        return Laws(
            law=self._law[positions],
            sure=self._sure[positions],
            key=self._keys[positions],
            rows=self._rows,
        )

    def given(self, block: Block) -> dict[int, Minutes]:
        """What the laws of single activities do not say, by position: all where they are correlated."""
        return dict(self._correlated(block)) if self._correlation else {}

    def draw(self, block: Block) -> Minutes:
        """1/256 work minutes, (n_activities, n_draws) int64, positions as in the network."""
        drawn = np.repeat(self._sure[:, np.newaxis], block.iterations, axis=1)
        for position, row in self._correlated(block) if self._correlation else self._alone(block):
            drawn[position] = row
        return drawn

    @cached_property
    def _law(self) -> Minutes:
        law = np.full(len(self._sure), -1, np.int64)
        law[self._uncertain] = np.arange(len(self._uncertain))
        return law

    def _alone(self, block: Block) -> Iterator[tuple[int, Minutes]]:
        for row, position in zip(self._rows, self._uncertain, strict=True):
            key = self._keys[position]
            yield position, read(row, words(key, first=block.first, count=block.iterations))

    def _correlated(self, block: Block) -> Iterator[tuple[int, Minutes]]:
        common = self._common(block)
        for row, position in zip(self._rows, self._uncertain, strict=True):
            own = words(self._keys[position], first=block.first, count=block.iterations)
            score = np.sqrt(1 - self._correlation) * standard_normal((own + 0.5) / _WORDS)
            u = ndtr(common[self._phases[position]] + score)
            shifted = np.minimum((u * _WORDS).astype(np.uint64), np.uint64(_LARGEST_WORD))
            yield position, read(row, shifted)

    def _common(self, block: Block) -> dict[str, Floats]:
        return {
            phase: np.sqrt(self._correlation)
            * standard_normal(block.uniforms(f"{self._project}/{phase}", "common to a phase"))
            for phase in {self._phases[i] for i in self._uncertain}
        }
