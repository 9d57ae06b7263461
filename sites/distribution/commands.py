"""The only writers of how halls are fed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold, fold_parts
from eventlog.streams import stream_id
from sites.commands import Day, SiteCode
from sites.days import day_at, noon, site_named
from sites.distribution import errors
from sites.distribution.designing import refuse_unfit
from sites.distribution.events import (
    AssetAdded,
    AssetKind,
    AssetLine,
    AssetsDeEnergised,
    AssetsEnergised,
    AssetsInstalled,
    DistributionDesigned,
    Service,
)
from sites.distribution.projections import asset_id, distributions
from sites.distribution.projections import assets as assets_drawn
from sites.distribution.topologies import Topology
from sites.errors import UnknownHall
from sites.models import Site

DistributionId = Annotated[UUID, Ref("sites.Distribution")]
Tags = Annotated[tuple[str, ...], Help("Tags of its assets; all of which it can be said if empty.")]


def distribution_stream(site: str, hall: str, service: Service) -> UUID:
    return stream_id("distribution", site, hall, service.value)


@command
def design_distribution(
    *,
    site: SiteCode,
    hall: Annotated[str, Longest(20), Help("Name of the hall, such as A.")],
    service: Service,
    topology: Topology,
    load_kw: Annotated[int, Help("What has to be carried, kW.")],
    assets: Annotated[
        tuple[AssetLine, ...],
        Help("Path A or B, a block's number, R for the reserve, empty on one bus."),
    ] = (),
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record the topology of a hall's power or of a loop, with its assets; a revision gives all again."""
    place = site_named(site)
    if not place.halls.filter(name=hall).exists():
        raise UnknownHall(site=site, hall=hall)
    refuse_unfit(topology, load_kw, assets)
    stream = distribution_stream(site, hall, service)
    before, version = fold(stream, distributions)
    known, _ = fold_parts(stream, assets_drawn)
    if before and _as_designed(before, known) == (topology, load_kw, frozenset(assets)):
        raise errors.DesignedAlready(service=service.value.replace("_", " "), hall=hall)
    given = {line.tag for line in assets}
    day = day_at(place, on, meta=meta)
    event = DistributionDesigned(
        site=site,
        hall=hall,
        service=service,
        topology=topology,
        load_kw=load_kw,
        assets=assets,
        removed=tuple(sorted(row.tag for row in known.values() if row.tag not in given)),
        on=day,
    )
    at = noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def add_asset(
    *,
    distribution_id: DistributionId,
    tag: Annotated[str, Longest(40)],
    kind: AssetKind,
    path: Annotated[str, Longest(10), Help("A, B, a block's number, R; empty on one bus.")] = "",
    capacity_kw: Annotated[int, Help("What it carries, kW.")],
    system: Annotated[str, Longest(60), Help("Tag of the system it is tested with.")] = "",
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record one more asset in a design that stands."""
    told = _told(distribution_id, on, meta)
    if asset_id(distribution_id, tag) in told.assets:
        raise errors.AssetKnown(tag=tag, service=told.row.service, hall=told.row.hall)
    line = AssetLine(tag=tag, kind=kind, path=path, capacity_kw=capacity_kw, system=system)
    refuse_unfit(Topology(told.row.topology), told.row.load_kw, (line,))
    event = AssetAdded(
        site=told.site.code, hall=told.row.hall, service=told.service, asset=line, on=told.day
    )
    return told.append(event, meta)


@command
def install_assets(
    *, distribution_id: DistributionId, tags: Tags = (), on: Day = None, meta: Meta
) -> Appended:
    """Record that assets are set in place and connected."""
    told = _told(distribution_id, on, meta)
    chosen = told.chosen(tags, lambda asset: asset.installed_on is None)
    for asset in chosen:
        if asset.installed_on:
            raise errors.AssetInstalled(tag=asset.tag, on=asset.installed_on)
    event = AssetsInstalled(
        site=told.site.code,
        hall=told.row.hall,
        service=told.service,
        tags=tuple(asset.tag for asset in chosen),
        on=told.day,
    )
    return told.append(event, meta)


@command
def energise_assets(
    *, distribution_id: DistributionId, tags: Tags = (), on: Day = None, meta: Meta
) -> Appended:
    """Record that installed assets are live: voltage on, or the loop filled and running."""
    told = _told(distribution_id, on, meta)
    chosen = told.chosen(tags, lambda asset: bool(asset.installed_on) and not asset.energised_on)
    for asset in chosen:
        _refuse_energising(asset, told.day)
    event = AssetsEnergised(
        site=told.site.code,
        hall=told.row.hall,
        service=told.service,
        tags=tuple(asset.tag for asset in chosen),
        on=told.day,
    )
    return told.append(event, meta)


@command
def de_energise_assets(
    *,
    distribution_id: DistributionId,
    tags: Tags = (),
    reason: Annotated[str, Longest(4000)] = "",
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that live assets are off again."""
    told = _told(distribution_id, on, meta)
    chosen = told.chosen(tags, lambda asset: asset.energised_on is not None)
    for asset in chosen:
        if not asset.energised_on:
            raise errors.AssetNotLive(tag=asset.tag)
    event = AssetsDeEnergised(
        site=told.site.code,
        hall=told.row.hall,
        service=told.service,
        tags=tuple(asset.tag for asset in chosen),
        reason=reason,
        on=told.day,
    )
    return told.append(event, meta)


@dataclass(frozen=True, kw_only=True)
class _Told:
    """A distribution of which something is told, and the day it is told of."""

    stream: UUID
    version: int
    row: Row
    assets: dict[UUID, Row]
    site: Site
    day: date

    @property
    def service(self) -> Service:
        return Service(self.row.service)

    def chosen(self, tags: Sequence[str], fit: Callable[[Row], bool]) -> list[Row]:
        """The assets of these tags, or all that fit, in the order of their tags."""
        for tag in tags:
            if asset_id(self.stream, tag) not in self.assets:
                raise errors.UnknownAsset(tag=tag)
        if tags:
            found = [self.assets[asset_id(self.stream, tag)] for tag in sorted(set(tags))]
        else:
            found = sorted(filter(fit, self.assets.values()), key=lambda asset: str(asset.tag))
        if not found:
            raise errors.NothingLeftToDo
        return found

    def append(
        self, event: AssetAdded | AssetsInstalled | AssetsEnergised | AssetsDeEnergised, meta: Meta
    ) -> Appended:
        at = noon(self.site, self.day)
        return append(self.stream, event, expected_version=self.version, meta=meta, occurred_at=at)


def _told(distribution_id: UUID, on: date | None, meta: Meta) -> _Told:
    row, version = fold(distribution_id, distributions)
    if row is None:
        raise errors.UnknownDistribution(distribution=distribution_id)
    known, _ = fold_parts(distribution_id, assets_drawn)
    site = site_named(row.site_id)
    return _Told(
        stream=distribution_id,
        version=version,
        row=row,
        assets=known,
        site=site,
        day=day_at(site, on, meta=meta),
    )


def _refuse_energising(asset: Row, day: date) -> None:
    if asset.energised_on:
        raise errors.AssetLive(tag=asset.tag, on=asset.energised_on)
    if not asset.installed_on:
        raise errors.AssetNotInstalled(tag=asset.tag)
    if day < asset.installed_on:
        raise errors.BeforeInstalled(tag=asset.tag, installed_on=asset.installed_on, on=day)


def _as_designed(row: Row, known: dict[UUID, Row]) -> tuple[Topology, int, frozenset[AssetLine]]:
    lines = (
        AssetLine(
            tag=asset.tag,
            kind=AssetKind(asset.kind),
            path=asset.path,
            capacity_kw=asset.capacity_kw,
            system=asset.system,
        )
        for asset in known.values()
    )
    return Topology(row.topology), int(row.load_kw), frozenset(lines)
