"""The topologies of power and cooling: their paths, what they promise, what they cost. Pure."""

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


def on_one_bus(topology: Topology) -> bool:
    return PATHS[topology] == ("",)


def ladder_of(topology: Topology) -> tuple[Bears, ...]:
    """What may fail, from less to more, on one bus or on several paths."""
    return _LADDERS[on_one_bus(topology)]


def rank(topology: Topology, bears: Bears | None) -> int:
    """How far up its ladder: 0 while the load is not carried."""
    return 0 if bears is None else ladder_of(topology).index(bears) + 1


def needed_units(topology: Topology, units: int) -> int:
    """Of the units of a stage on one path, how many the load needs; at least one."""
    return max(1, units - _SPARE.get(topology, 0))


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


_SPARE = {Topology.N_PLUS_1: 1, Topology.N_PLUS_2: 2, Topology.TWO_N_PLUS_1: 1}

_LADDERS = {
    True: (Bears.NOTHING, Bears.ANY_ASSET, Bears.ANY_TWO_ASSETS),
    False: (Bears.NOTHING, Bears.ANY_ASSET, Bears.ANY_PATH, Bears.ANY_PATH_AND_ASSET),
}
