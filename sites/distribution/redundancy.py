"""What a topology still carries when something fails. Pure.

A path carries what its weakest stage carries: the sum of the live assets of one kind, the least over
the kinds that its design has. Only what is live counts: energised, and passed with its system.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sites.distribution.topologies import (
    PATHS,
    PROMISE,
    Bears,
    Topology,
    ladder_of,
    most_loading,
    needed_units,
    on_one_bus,
    rank,
)

Live = frozenset[int]
Carries = Callable[[Live], int]


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

    after_path_kw is None on one bus, after_two_assets_kw on several paths. bears: the most that may fail while the load is carried, None
    if the load is not carried at all. designed: the same of the design with everything live.
    loading: the most that a unit in use is loaded, a share of its rating; None without units.
    """

    topology: Topology
    load_kw: int
    available_kw: int
    after_asset_kw: int
    after_two_assets_kw: int | None
    after_path_kw: int | None
    bears: Bears | None
    designed: Bears | None
    paths: tuple[PathState, ...]
    loading: float | None

    @property
    def holds(self) -> bool:
        """Whether what the topology promises is so."""
        return rank(self.topology, self.bears) >= rank(self.topology, PROMISE[self.topology])

    @property
    def design_holds(self) -> bool:
        return rank(self.topology, self.designed) >= rank(self.topology, PROMISE[self.topology])


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
    one_bus = on_one_bus(topology)
    return Redundancy(
        topology=topology,
        load_kw=load_kw,
        available_kw=carries(live),
        after_asset_kw=_worst(carries, live, _singles(live)),
        after_two_assets_kw=_worst(carries, live, _pairs(live)) if one_bus else None,
        after_path_kw=None if one_bus else _worst(carries, live, paths.values()),
        bears=_bears(topology, units, live, load_kw),
        designed=_bears(topology, units, frozenset(range(len(units))), load_kw),
        paths=tuple(_path_state(name, units, of, live) for name, of in paths.items()),
        loading=_loading(topology, units, paths.values()),
    )


def _loading(topology: Topology, units: Sequence[Unit], paths: Iterable[Live]) -> float | None:
    """By the third column of E.2, from how many units the longest stage of a path has."""
    stages = [Counter(units[i].kind for i in path).most_common(1) for path in paths]
    longest = max((count for stage in stages for _, count in stage), default=0)
    return most_loading(topology, needed_units(topology, longest)) if longest else None


def rank_of(state: Redundancy) -> int:
    """How far up the ladder of its topology a state stands: 0 while the load is not carried."""
    return rank(state.topology, state.bears)


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
    if on_one_bus(topology):
        return {"": frozenset(range(len(units)))}
    found: dict[str, Live] = dict.fromkeys(names or (), frozenset())
    for i, unit in enumerate(units):
        found[unit.path] = found.get(unit.path, frozenset()) | {i}
    return found


def _singles(live: Iterable[int]) -> list[Live]:
    return [frozenset({i}) for i in live]


def _pairs(live: Live) -> list[Live]:
    """Any two, and each alone."""
    return [frozenset({i, j}) for i in live for j in live if i <= j]


def _worst(carries: Carries, live: Live, losses: Iterable[Live]) -> int:
    return min((carries(live - lost) for lost in losses), default=0)


def _bears(topology: Topology, units: Sequence[Unit], live: Live, load_kw: int) -> Bears | None:
    """The highest rung whose losses, and those of every rung below it, leave the load carried."""
    carries = _carried(topology, units)
    reached: Bears | None = None
    for rung in ladder_of(topology):
        losses = _losses(rung, live, _paths(topology, units).values())
        if _worst(carries, live, losses) < load_kw:
            break
        reached = rung
    return reached


def _losses(rung: Bears, live: Live, paths: Iterable[Live]) -> list[Live]:
    match rung:
        case Bears.NOTHING:
            return [frozenset()]
        case Bears.ANY_ASSET:
            return _singles(live)
        case Bears.ANY_TWO_ASSETS:
            return _pairs(live)
        case Bears.ANY_PATH:
            return list(paths)
        case Bears.ANY_PATH_AND_ASSET:
            return [path | {i} for path in paths for i in live]


def _path_state(name: str, units: Sequence[Unit], path: Live, live: Live) -> PathState:
    return PathState(
        name=name,
        designed_kw=_of_path(units, path, path),
        live_kw=_of_path(units, path, live),
    )
