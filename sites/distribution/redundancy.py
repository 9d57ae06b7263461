"""What a topology still carries when something fails. Pure.

A path carries what its weakest stage carries: the sum of the live assets of one kind, the least over
the kinds that its design has. Only what is live counts: energised, and passed with its system.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Topology(StrEnum):
    """DOMAIN.md E.2; N+2 is what E.3's plant is commonly built to (B.2: chillers, CDUs)."""

    N = "N"
    N_PLUS_1 = "N+1"
    N_PLUS_2 = "N+2"
    TWO_N = "2N"
    TWO_N_PLUS_1 = "2(N+1)"
    THREE_TO_MAKE_TWO = "3N/2"
    FOUR_TO_MAKE_THREE = "4N/3"
    BLOCK_REDUNDANT = "block_redundant"


class Bears(StrEnum):
    """What may fail while the load is still carried."""

    NOTHING = "nothing"
    ANY_ASSET = "any_asset"
    ANY_TWO_ASSETS = "any_two_assets"
    ANY_PATH = "any_path"
    ANY_PATH_AND_ASSET = "any_path_and_asset"


PATHS: dict[Topology, tuple[str, ...] | None] = {
    Topology.N: ("",),
    Topology.N_PLUS_1: ("",),
    Topology.N_PLUS_2: ("",),
    Topology.TWO_N: ("A", "B"),
    Topology.TWO_N_PLUS_1: ("A", "B"),
    Topology.THREE_TO_MAKE_TWO: ("A", "B", "C"),
    Topology.FOUR_TO_MAKE_THREE: ("A", "B", "C", "D"),
    Topology.BLOCK_REDUNDANT: None,
}
"""The paths that a topology has; None where each block is one, under a name of its own."""

PROMISE: dict[Topology, Bears] = {
    Topology.N: Bears.NOTHING,
    Topology.N_PLUS_1: Bears.ANY_ASSET,
    Topology.N_PLUS_2: Bears.ANY_TWO_ASSETS,
    Topology.TWO_N: Bears.ANY_PATH,
    Topology.TWO_N_PLUS_1: Bears.ANY_PATH_AND_ASSET,
    Topology.THREE_TO_MAKE_TWO: Bears.ANY_PATH,
    Topology.FOUR_TO_MAKE_THREE: Bears.ANY_PATH,
    Topology.BLOCK_REDUNDANT: Bears.ANY_PATH,
}


@dataclass(frozen=True, kw_only=True)
class Unit:
    """An asset of the design. kind: its stage. live: energised and passed."""

    tag: str
    kind: str
    path: str
    capacity_kw: int
    live: bool = False


@dataclass(frozen=True, kw_only=True)
class PathState:
    """kW that a path carries by its design, and now."""

    name: str
    designed_kw: int
    live_kw: int

    @property
    def is_complete(self) -> bool:
        return 0 < self.designed_kw == self.live_kw


@dataclass(frozen=True, kw_only=True)
class Redundancy:
    """Capacity available, kW: with no failure, after the worst loss of one asset, and of one path.

    after_path_kw is None on one bus. bears: the most that may fail while the load is carried, None
    if the load is not carried at all. designed: the same of the design with everything live.
    """

    topology: Topology
    load_kw: int
    available_kw: int
    after_asset_kw: int
    after_path_kw: int | None
    bears: Bears | None
    designed: Bears | None
    paths: tuple[PathState, ...]

    @property
    def holds(self) -> bool:
        """Whether what the topology promises is so."""
        return _rank(self.topology, self.bears) >= _rank(self.topology, PROMISE[self.topology])

    @property
    def design_holds(self) -> bool:
        return _rank(self.topology, self.designed) >= _rank(self.topology, PROMISE[self.topology])


def redundancy_state(topology: Topology, units: Sequence[Unit], *, load_kw: int) -> Redundancy:
    """From what is energised and passed to what may fail. load_kw: of the hall, >= 1.

    Loads are taken to swap between paths as the topology means them to: of a block-redundant plant
    any block is taken over by the reserve. Raises ValueError for a load or a capacity below 1 kW.
    """
    if load_kw < 1 or any(unit.capacity_kw < 1 for unit in units):
        raise ValueError("loads and capacities are at least 1 kW")
    carries = _carried(topology, units)
    live = frozenset(i for i, unit in enumerate(units) if unit.live)
    paths = _paths(topology, units)
    on_one_bus = PATHS[topology] == ("",)
    return Redundancy(
        topology=topology,
        load_kw=load_kw,
        available_kw=carries(live),
        after_asset_kw=_worst(carries, live, _singles(live)),
        after_path_kw=None if on_one_bus else _worst(carries, live, paths.values()),
        bears=_bears(topology, units, live, load_kw),
        designed=_bears(topology, units, frozenset(range(len(units))), load_kw),
        paths=tuple(_path_state(name, units, of, live) for name, of in paths.items()),
    )


def rank_of(state: Redundancy) -> int:
    """How far up the ladder of its topology a state stands: 0 while the load is not carried."""
    return _rank(state.topology, state.bears)


def installed_ratio(topology: Topology, n: int) -> float:
    """Installed over needed capacity for n needed units: the second column of DOMAIN.md E.2.

    2(N+1) is given there as more than 2: it is 2 (n+1)/n. Raises ValueError for n below 1.
    """
    if n < 1:
        raise ValueError("at least one unit is needed")
    match topology:
        case Topology.N:
            return 1.0
        case Topology.N_PLUS_1 | Topology.BLOCK_REDUNDANT:
            return (n + 1) / n
        case Topology.N_PLUS_2:
            return (n + 2) / n
        case Topology.TWO_N:
            return 2.0
        case Topology.TWO_N_PLUS_1:
            return 2 * (n + 1) / n
        case Topology.THREE_TO_MAKE_TWO:
            return 3 / 2
        case Topology.FOUR_TO_MAKE_THREE:
            return 4 / 3


def most_loading(topology: Topology, n: int) -> float:
    """The most that a unit in use may be loaded, as a share of its rating: third column of E.2.

    The reserve of a block-redundant plant is loaded with nothing and the others fully.
    """
    return 1.0 if topology is Topology.BLOCK_REDUNDANT else 1 / installed_ratio(topology, n)


Live = frozenset[int]
Carries = Callable[[Live], int]


def _carried(topology: Topology, units: Sequence[Unit]) -> Carries:
    """What the topology carries with only these units live."""
    paths = list(_paths(topology, units).values())
    used = len(paths) - 1 if topology is Topology.BLOCK_REDUNDANT else len(paths)

    def carries(live: Live) -> int:
        of_paths = sorted((_of_path(units, path, live) for path in paths), reverse=True)
        return sum(of_paths[: max(used, 0)])

    return carries


def _of_path(units: Sequence[Unit], path: Live, live: Live) -> int:
    stages = dict.fromkeys((units[i].kind for i in path), 0)
    for i in path & live:
        stages[units[i].kind] += units[i].capacity_kw
    return min(stages.values(), default=0)


def _paths(topology: Topology, units: Sequence[Unit]) -> dict[str, Live]:
    """Units by path, every path of the topology among them, also one without units."""
    names = PATHS[topology]
    if names == ("",):
        return {"": frozenset(range(len(units)))}
    found: dict[str, Live] = dict.fromkeys(names or (), frozenset())
    for i, unit in enumerate(units):
        found[unit.path] = found.get(unit.path, frozenset()) | {i}
    return found


def _singles(live: Iterable[int]) -> list[Live]:
    return [frozenset({i}) for i in live]


def _worst(carries: Carries, live: Live, losses: Iterable[Live]) -> int:
    return min((carries(live - lost) for lost in losses), default=0)


def _bears(topology: Topology, units: Sequence[Unit], live: Live, load_kw: int) -> Bears | None:
    """The highest rung whose losses, and those of every rung below it, leave the load carried."""
    carries = _carried(topology, units)
    reached: Bears | None = None
    for rung in _LADDERS[PATHS[topology] == ("",)]:
        losses = _losses(rung, live, _paths(topology, units).values())
        if _worst(carries, live, losses) < load_kw:
            break
        reached = rung
    return reached


_LADDERS = {
    True: (Bears.NOTHING, Bears.ANY_ASSET, Bears.ANY_TWO_ASSETS),
    False: (Bears.NOTHING, Bears.ANY_ASSET, Bears.ANY_PATH, Bears.ANY_PATH_AND_ASSET),
}
"""What may fail, from less to more, on one bus and on several paths."""


def _losses(rung: Bears, live: Live, paths: Iterable[Live]) -> list[Live]:
    match rung:
        case Bears.NOTHING:
            return [frozenset()]
        case Bears.ANY_ASSET:
            return _singles(live)
        case Bears.ANY_TWO_ASSETS:
            return [frozenset({i, j}) for i in live for j in live if i <= j]
        case Bears.ANY_PATH:
            return list(paths)
        case Bears.ANY_PATH_AND_ASSET:
            return [path | {i} for path in paths for i in live]


def _rank(topology: Topology, bears: Bears | None) -> int:
    ladder = _LADDERS[PATHS[topology] == ("",)]
    return 0 if bears is None else ladder.index(bears) + 1


def _path_state(name: str, units: Sequence[Unit], path: Live, live: Live) -> PathState:
    return PathState(
        name=name,
        designed_kw=_of_path(units, path, path),
        live_kw=_of_path(units, path, live),
    )
