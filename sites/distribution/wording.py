"""The redundancy of a hall in a sentence. Pure."""

from sites.distribution.redundancy import PathState, Redundancy
from sites.distribution.topologies import PROMISE, Bears, Topology

BEARING = {
    Bears.NOTHING: "the load is carried as long as nothing fails",
    Bears.ANY_ASSET: "any one asset may fail and the load is still carried",
    Bears.ANY_TWO_ASSETS: "any two assets may fail and the load is still carried",
    Bears.ANY_PATH: "any one path may fail and the load is still carried",
    Bears.ANY_PATH_AND_ASSET: "any path and one more asset may fail and the load is still carried",
}
ONLY = {Bears.NOTHING: "N only", Bears.ANY_ASSET: "N+1 only", Bears.ANY_PATH: "2N only"}
MOST_NAMED = 4


def sentence_of(state: Redundancy) -> str:
    """What stands and what that means: `2N: path A complete, path B not yet: N only.`"""
    name = name_of(state.topology)
    if not state.paths or all(path.designed_kw == 0 for path in state.paths):
        return f"{name}: no assets are designed yet."
    if state.holds:
        return f"{name} holds: {_bearing(state)}."
    if not state.design_holds:
        return f"{name} cannot hold as it is designed: {_short_of(state)}."
    if state.available_kw == 0:
        return f"{name}: nothing is energised and passed yet."
    return f"{name}: {_standing(state)}: {_consequence(state)}."


def name_of(topology: Topology) -> str:
    """`N+1`, `Block redundant`."""
    words = topology.value.replace("_", " ")
    return words if words.isupper() else words.capitalize()


def megawatts(kilowatts: int) -> str:
    return f"{kilowatts / 1000:g} MW"


def _bearing(state: Redundancy) -> str:
    """Also of more than was promised."""
    said = BEARING[state.bears or Bears.NOTHING]
    if state.topology is Topology.BLOCK_REDUNDANT:
        return said.replace("path", "block")
    return said


def _standing(state: Redundancy) -> str:
    if len(state.paths) == 1:
        return f"{megawatts(state.available_kw)} of {megawatts(state.load_kw)} energised and passed"
    kind = "block" if state.topology is Topology.BLOCK_REDUNDANT else "path"
    complete = [path for path in state.paths if path.is_complete]
    open_ = [path for path in state.paths if not path.is_complete]
    said = [f"{_named(kind, complete)} complete"] if complete else []
    said += [f"{_named(kind, open_)} not yet"] if open_ else []
    return ", ".join(said)


def _named(kind: str, paths: list[PathState]) -> str:
    if len(paths) > MOST_NAMED:
        return f"{len(paths)} {kind}s"
    names = " and ".join(path.name for path in paths)
    return f"{kind if len(paths) == 1 else f'{kind}s'} {names}"


def _consequence(state: Redundancy) -> str:
    if state.bears is None:
        return f"{megawatts(state.available_kw)} of the {megawatts(state.load_kw)} load carried"
    return ONLY.get(state.bears, BEARING[state.bears])


def _short_of(state: Redundancy) -> str:
    promised = BEARING[PROMISE[state.topology]]
    if state.designed is None:
        return f"all of it together carries less than {megawatts(state.load_kw)}"
    return f"even with everything live it is not so that {promised}"
