"""Extensions that follow one another, by position, and turn by turn instead of position by position. Pure.

Hundreds of positions have the same ones and share one tuple of them: what is asked of a tuple is asked once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from projects.risk.extensions import Extension, LostInStop, turn_of
from projects.schedule.calendars import Minutes

Chain = tuple[Extension, ...]


def in_turn(extensions: Iterable[Mapping[int, Extension]]) -> dict[int, Chain]:
    """By position, in the order in which they follow one another."""
    found: dict[int, list[Extension]] = defaultdict(list)
    for each in extensions:
        for position, extension in each.items():
            found[position].append(extension)
    known: dict[tuple[int, ...], Chain] = {}
    turns = {}
    for position, here in found.items():
        names = tuple(map(id, here))
        if names not in known:
            known[names] = tuple(sorted(here, key=turn_of))
        turns[position] = known[names]
    return turns


def alike(turns: Mapping[int, Chain]) -> Iterable[tuple[Chain, list[int]]]:
    """Each tuple once, with the positions that share it."""
    found: dict[int, tuple[Chain, list[int]]] = {}
    for position, each in turns.items():
        found.setdefault(id(each), (each, []))[1].append(position)
    return found.values()


def changed(turns: Mapping[int, Chain], change: Callable[[Chain], Chain]) -> dict[int, Chain]:
    """Every tuple changed, and shared by the positions that share it now."""
    found: dict[int, Chain] = {}
    for each, positions in alike(turns):
        found |= dict.fromkeys(positions, change(each))
    return found


def apart(extensions: Chain) -> Chain:
    """In turn, each stop behind those before it: time in which two hold up the work is lost once."""
    found: list[Extension] = []
    until: Minutes | None = None
    for each in extensions:
        if isinstance(each, LostInStop):
            found.append(each if until is None else replace(each, behind=until))
            until = each.ends if until is None else np.maximum(until, each.ends)
        else:
            found.append(each)
    return tuple(found)


class Turn:
    """Which extension comes at this turn at each position, one at most; many positions share one."""

    def __init__(self, positions: int) -> None:
        self._number = np.full(positions, -1, np.int64)
        self._extensions: dict[int, tuple[int, Extension]] = {}

    def add(self, positions: Sequence[int], extension: Extension) -> None:
        new = len(self._extensions), extension
        self._number[positions] = self._extensions.setdefault(id(extension), new)[0]

    def on(self, at: Minutes) -> Iterator[tuple[Extension, Minutes]]:
        """Each, and where in `at`, which are positions, it comes."""
        numbers = self._number[at]
        for number, extension in self._extensions.values():
            yield extension, np.flatnonzero(numbers == number)


def turns_of(extensions: Mapping[int, Chain], positions: int) -> list[Turn]:
    """extensions: as in_turn() has them. positions: how many there are."""
    turns: list[Turn] = []
    for each, at in alike(extensions):
        turns += [Turn(positions) for _ in each[len(turns) :]]
        for turn, extension in zip(turns, each, strict=False):
            turn.add(at, extension)
    return turns
