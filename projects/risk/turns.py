"""Extensions that follow one another at many positions, taken turn by turn instead of position by position. Pure."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from projects.risk.extensions import Extension
from projects.schedule.calendars import Minutes


class Turn:
    """Which extension comes at this turn at each position, one at most; many positions share one."""

    def __init__(self, positions: int) -> None:
        self._number = np.full(positions, -1, np.int64)
        self._extensions: dict[int, tuple[int, Extension]] = {}

    def add(self, at: int, extension: Extension) -> None:
        new = len(self._extensions), extension
        self._number[at] = self._extensions.setdefault(id(extension), new)[0]

    def on(self, at: Minutes) -> Iterator[tuple[Extension, Minutes]]:
        """Each, and where in `at`, which are positions, it comes."""
        numbers = self._number[at]
        for number, extension in self._extensions.values():
            yield extension, np.flatnonzero(numbers == number)


def turns_of(extensions: Mapping[int, Sequence[Extension]], positions: int) -> list[Turn]:
    """extensions: by position, of which there are so many, in the order in which they follow one another."""
    turns: list[Turn] = []
    for at, each in extensions.items():
        turns += [Turn(positions) for _ in each[len(turns) :]]
        for turn, extension in zip(turns, each, strict=False):
            turn.add(at, extension)
    return turns
