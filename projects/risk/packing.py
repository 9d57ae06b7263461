"""Inputs by position as the arrays that the kernel reads by row. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from projects.risk.block import CLIMB_PART, Effects, Kind
from projects.risk.composition import Inputs
from projects.risk.extensions import AtPace, Climb, Extension, LaterFinish, LostInStop
from projects.risk.rows import Floats
from projects.schedule.calendars import Minutes

Note = tuple[int, int, int, int]

NEVER = 1 << 62
"""When the stretch after the last one begins."""


def packed_effects(
    inputs: Inputs,
    given: Mapping[int, Minutes],
    *,
    positions: Sequence[int],
    iterations: int,
    data_date: int,
) -> Effects:
    """positions: of the rows of the program. given: estimates drawn elsewhere, by position."""
    floors, extensions = Rows(iterations), Extensions(iterations)
    given_rows, slow_rows, added_rows = Rows(iterations), Rows(iterations), Rows(iterations)
    superseded = np.zeros(len(positions), np.int64)
    superseded[[i for i, at in enumerate(positions) if at in inputs.superseded]] = 1
    return Effects(
        given=given_rows.numbers(given, positions),
        given_rows=given_rows.packed(),
        slow=slow_rows.numbers(inputs.slow, positions),
        slow_rows=slow_rows.packed(),
        superseded=superseded,
        added=added_rows.numbers(inputs.added, positions),
        added_rows=added_rows.packed(),
        start_floor=floors.numbers(inputs.start_floor, positions),
        finish_floor=floors.numbers(inputs.finish_floor, positions),
        floor_rows=floors.packed(),
        **extensions.packed([inputs.extend.get(at, ()) for at in positions]),
        data_date=data_date,
    )


class Rows:
    """Rows of figures, each kept once however many positions share it."""

    def __init__(self, iterations: int) -> None:
        self._iterations = iterations
        self._rows: list[Minutes] = []
        self._numbers: dict[int, int] = {}

    def number(self, row: Minutes) -> int:
        if id(row) not in self._numbers:
            self._numbers[id(row)] = len(self._rows)
            self._rows.append(row)
        return self._numbers[id(row)]

    def numbers(self, rows: Mapping[int, Minutes], positions: Sequence[int]) -> Minutes:
        found = np.full(len(positions), -1, np.int64)
        if rows:
            found[:] = [self.number(rows[at]) if at in rows else -1 for at in positions]
        return found

    def packed(self) -> Minutes:
        packed = np.empty((len(self._rows), self._iterations), np.int64)
        for number, row in enumerate(self._rows):
            packed[number] = row
        return packed


@dataclass
class Extensions:
    """Extensions in the order of rows, and the climbs among them, each once.

    noted: of each extension, of which a hundred rows may share one, its kind, its number, when it begins and
    which row of figures says what it is behind.
    """

    iterations: int
    climbs: list[Climb] = field(default_factory=list)
    paces: list[AtPace] = field(default_factory=list)
    noted: dict[int, Note] = field(default_factory=dict)

    def packed(self, turns: Sequence[tuple[Extension, ...]]) -> dict[str, Any]:
        """The fields of Effects that are about extensions."""
        rows = Rows(self.iterations)
        each_once = {id(turn): turn for turn in turns}
        of_turn = {key: [self._note(e, rows) for e in turn] for key, turn in each_once.items()}
        notes = [note for turn in turns for note in of_turn[id(turn)]]
        kinds, numbers, begins, behind = np.array(notes, np.int64).reshape(-1, 4).T.copy()
        return {
            "extend_first": np.cumsum([0, *map(len, turns)]).astype(np.int64),
            "extend_kind": kinds,
            "extend_row": numbers,
            "extend_from": begins,
            "extend_behind": behind,
            "extend_rows": rows.packed(),
            **self._packed_climbs(),
            **self._packed_paces(),
        }

    def _note(self, extension: Extension, rows: Rows) -> Note:
        if id(extension) not in self.noted:
            self.noted[id(extension)] = self._added(extension, rows)
        return self.noted[id(extension)]

    def _added(self, extension: Extension, rows: Rows) -> Note:
        match extension:
            case LaterFinish():
                return Kind.LATER, rows.number(extension.minutes), 0, -1
            case LostInStop():
                behind = -1 if extension.behind is None else rows.number(extension.behind)
                return Kind.STOP, rows.number(extension.ends), extension.begins, behind
            case Climb():
                self.climbs.append(extension)
                return Kind.CLIMB, len(self.climbs) - 1, 0, -1
            case AtPace():
                self.paces.append(extension)
                return Kind.PACE, len(self.paces) - 1, 0, -1

    def _packed_climbs(self) -> dict[str, Any]:
        sizes = [climb.begins.size + 1 for climb in self.climbs]
        tables = [_table(climb.begins) for climb in self.climbs]
        return {
            "climb_first": np.cumsum([0, *sizes]).astype(np.int64),
            "climb_begins": _joined([np.append(climb.begins, NEVER) for climb in self.climbs]),
            "climb_length": _joined([np.append(climb.length, 0) for climb in self.climbs]),
            "climb_table": _joined(tables),
            "climb_table_first": np.cumsum([0, *(table.size for table in tables)]).astype(np.int64),
            "climb_inverse": np.concatenate([[], *(np.append(c.inverse, 0) for c in self.climbs)]),
            "climb_lost": self._stacked([c.lost for c in self.climbs]),
        }

    def _packed_paces(self) -> dict[str, Any]:
        sizes = [pace.begins.size for pace in self.paces]
        return {
            "pace_first": np.cumsum([0, *sizes]).astype(np.int64),
            "pace_begins": _joined([pace.begins for pace in self.paces]),
            "pace_rate": _joined([pace.pace for pace in self.paces]),
            "pace_done": _joined([pace.done for pace in self.paces]),
        }

    def _stacked(self, parts: Sequence[Floats]) -> Floats:
        """Of several one above the other; of one it itself, for it may be large."""
        none = np.empty((0, self.iterations))
        return parts[0] if len(parts) == 1 else np.concatenate([none, *parts])


def _table(begins: Minutes) -> Minutes:
    """The last stretch that has begun, for each part of time from the first on."""
    parts = np.arange(begins[0], begins[-1] + CLIMB_PART, CLIMB_PART)
    return np.searchsorted(begins, parts, side="right") - 1


def _joined(parts: Sequence[Minutes]) -> Minutes:
    return np.concatenate([np.empty(0, np.int64), *parts]).astype(np.int64)
