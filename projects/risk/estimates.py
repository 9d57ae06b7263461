"""What is left of each activity, drawn from its three points or a law of its own. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial

import numpy as np
from scipy.special import ndtr

from projects.risk.block import Laws
from projects.risk.distributions import standard_normal
from projects.risk.laws import OwnDraw, needs_own_draw, row_of
from projects.risk.philox import Words, words
from projects.risk.randomness import Block, key_of
from projects.risk.ranges import three_points
from projects.risk.rows import PARTS, Floats, read, rows_of
from projects.schedule.calendars import Minutes
from projects.schedule.network import Network
from sites.laws import Fixed, Law

Reader = Callable[[Words], Minutes]
"""Of 32 random bits each, (n,), the values of a law in 1/256 minutes, (n,)."""

_WORDS = np.float64(2**32)
_LARGEST_WORD = 2**32 - 1


class Estimates:
    """The spread of the estimates themselves: independent, or correlated within each phase.

    project: under which name the activities draw. correlation: 0 to 1, of the normal scores of any
    two activities of one phase (a Gaussian copula with one common factor a phase).
    laws: activity code to the law of its work minutes still to be done, instead of its three points;
    those of work that is finished say nothing. Raises KeyError for an unknown code, ValueError for a
    law that cannot be.
    """

    def __init__(
        self,
        network: Network,
        *,
        seed: int,
        project: str,
        correlation: float,
        laws: Mapping[str, Law] | None = None,
    ) -> None:
        if not 0 <= correlation <= 1:
            raise ValueError(f"a correlation of {correlation} is not between 0 and 1")
        self._project, self._correlation = project, correlation
        ruled = _by_position(network, laws or {})
        points = [three_points(activity) for activity in network.activities]
        self._sure = np.array([round(each.likely * PARTS) for each in points], np.int64)
        for i, law in ruled.items():
            if isinstance(law, Fixed):
                self._sure[i] = row_of(law)[0]
        self._own = {i: OwnDraw.of(law) for i, law in ruled.items() if needs_own_draw(law)}
        in_rows = [i for i, law in ruled.items() if not (isinstance(law, Fixed) or i in self._own)]
        by_points = [
            i
            for i, each in enumerate(points)
            if each.pessimistic > each.optimistic and not network.is_spanning(i) and i not in ruled
        ]
        self._uncertain = [*by_points, *in_rows]
        self._rows = np.concatenate(
            [rows_of([points[i] for i in by_points]), *(row_of(ruled[i])[None] for i in in_rows)]
        )
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
        """What no row of a law says, by position: all where they are correlated."""
        readers = self._readers if self._correlation else self._own_readers
        return dict(self._drawn(block, readers))

    def draw(self, block: Block) -> Minutes:
        """1/256 work minutes, (n_activities, n_draws) int64, positions as in the network."""
        drawn = np.repeat(self._sure[:, np.newaxis], block.iterations, axis=1)
        for position, row in self._drawn(block, self._readers):
            drawn[position] = row
        return drawn

    @cached_property
    def _law(self) -> Minutes:
        law = np.full(len(self._sure), -1, np.int64)
        law[self._uncertain] = np.arange(len(self._uncertain))
        return law

    @cached_property
    def _own_readers(self) -> dict[int, Reader]:
        return {position: own.read for position, own in self._own.items()}

    @cached_property
    def _readers(self) -> dict[int, Reader]:
        in_rows = zip(self._uncertain, self._rows, strict=True)
        return {position: partial(read, row) for position, row in in_rows} | self._own_readers

    def _drawn(self, block: Block, readers: Mapping[int, Reader]) -> Iterator[tuple[int, Minutes]]:
        common = self._common(block, readers) if self._correlation else {}
        for position, reader in readers.items():
            own = words(self._keys[position], first=block.first, count=block.iterations)
            if common:
                own = self._shifted(own, common[self._phases[position]])
            yield position, reader(own)

    def _shifted(self, own: Words, common: Floats) -> Words:
        """Words whose normal scores have the phase's factor in common."""
        score = np.sqrt(1 - self._correlation) * standard_normal((own + 0.5) / _WORDS)
        u = ndtr(common + score)
        return np.minimum((u * _WORDS).astype(np.uint64), np.uint64(_LARGEST_WORD))

    def _common(self, block: Block, positions: Iterable[int]) -> dict[str, Floats]:
        return {
            phase: np.sqrt(self._correlation)
            * standard_normal(block.uniforms(f"{self._project}/{phase}", "common to a phase"))
            for phase in {self._phases[i] for i in positions}
        }


def _by_position(network: Network, laws: Mapping[str, Law]) -> dict[int, Law]:
    """The laws of work still to be done."""
    at = {network.index[code]: law for code, law in laws.items()}
    return {
        i: law
        for i, law in sorted(at.items())
        if not (network.is_finished(i) or network.is_spanning(i))
    }
