"""From designs and the facts of their assets to distributions and assets."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from sites.distribution import models
from sites.distribution.events import (
    AssetAdded,
    AssetLine,
    AssetsDeEnergised,
    AssetsEnergised,
    AssetsInstalled,
    DistributionDesigned,
)

distributions = Projection(models.Distribution)
assets = Projection(models.Asset)


def asset_id(distribution: UUID, tag: str) -> UUID:
    return part_id(distribution, "asset", tag)


@distributions.on(DistributionDesigned)
def designed(before: Row | None, fact: Fact[DistributionDesigned]) -> Row:
    event = fact.event
    return Row(
        site_id=event.site,
        hall=event.hall,
        service=event.service.value,
        topology=event.topology.value,
        load_kw=event.load_kw,
        designed_on=event.on,
        revisions=before.revisions + 1 if before else 0,
    )


def _lines(fact: Fact[DistributionDesigned]) -> Parts:
    for line in fact.event.assets:
        yield asset_id(fact.stream, line.tag), line
    for tag in fact.event.removed:
        yield asset_id(fact.stream, tag), None


@assets.on(DistributionDesigned, each=_lines)
def drawn(
    asset: Row | None, fact: Fact[DistributionDesigned], line: AssetLine | None
) -> Row | None:
    return None if line is None else _asset(asset, fact, line)


def _line(fact: Fact[AssetAdded]) -> Parts:
    yield asset_id(fact.stream, fact.event.asset.tag), fact.event.asset


@assets.on(AssetAdded, each=_line)
def added(asset: Row | None, fact: Fact[AssetAdded], line: AssetLine) -> Row:
    return _asset(asset, fact, line)


def _asset(before: Row | None, fact: Fact[Any], line: AssetLine) -> Row:
    """What was done to an asset stays with its tag when the design is revised."""
    event = fact.event
    return Row(
        distribution_id=fact.stream,
        site_id=event.site,
        hall=event.hall,
        service=event.service.value,
        tag=line.tag,
        kind=line.kind.value,
        path=line.path,
        capacity_kw=line.capacity_kw,
        system=line.system,
        installed_on=before.installed_on if before else None,
        energised_on=before.energised_on if before else None,
    )


def _tags(
    fact: Fact[AssetsInstalled | AssetsEnergised | AssetsDeEnergised],
) -> Iterable[tuple[UUID, Any]]:
    return ((asset_id(fact.stream, tag), fact.event) for tag in fact.event.tags)


@assets.on(AssetsInstalled, each=_tags)
def installed(asset: Row, _: Fact[Any], event: AssetsInstalled) -> Row:
    return asset.but(installed_on=event.on)


@assets.on(AssetsEnergised, each=_tags)
def energised(asset: Row, _: Fact[Any], event: AssetsEnergised) -> Row:
    return asset.but(energised_on=event.on)


@assets.on(AssetsDeEnergised, each=_tags)
def de_energised(asset: Row, _: Fact[Any], event: AssetsDeEnergised) -> Row:
    return asset.but(energised_on=None)
