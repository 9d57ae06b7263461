"""What no design may say: rules on plain values, raised as refusals."""

from collections.abc import Sequence

from sites.distribution import errors
from sites.distribution.events import AssetLine
from sites.distribution.topologies import PATHS, Topology
from sites.distribution.wording import name_of

LONGEST = {"tag": 40, "path": 10, "system": 60}


def refuse_unfit(topology: Topology, load_kw: int, assets: Sequence[AssetLine]) -> None:
    """Raises NoCapacity, TagTwice, TagUnfit and PathNotOfTopology."""
    if load_kw < 1:
        raise errors.NoCapacity(field="load_kw", what="A load", kw=load_kw)
    seen: set[str] = set()
    for asset in assets:
        if asset.tag in seen:
            raise errors.TagTwice(tag=asset.tag)
        seen.add(asset.tag)
        _refuse_unfit_asset(topology, asset)


def _refuse_unfit_asset(topology: Topology, asset: AssetLine) -> None:
    for name, most in LONGEST.items():
        least = 1 if name == "tag" else 0
        value = getattr(asset, name)
        if not least <= len(value) <= most:
            raise errors.TagUnfit(field_name=name, value=value, least=least, most=most)
    if asset.capacity_kw < 1:
        raise errors.NoCapacity(
            field="capacity_kw", what=f"The capacity of {asset.tag}", kw=asset.capacity_kw
        )
    paths = PATHS[topology]
    if (asset.path not in paths) if paths else not asset.path:
        raise errors.PathNotOfTopology(
            tag=asset.tag, path=asset.path, topology=name_of(topology), paths=_said(paths)
        )


def _said(paths: tuple[str, ...] | None) -> str:
    if paths is None:
        return "a name for each block"
    return "one bus, so leave it empty" if paths == ("",) else f"paths {', '.join(paths)}"
