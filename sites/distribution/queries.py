"""How the halls of a site are fed, and what may fail there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from eventlog.projections import replay
from sites.distribution.events import AssetKind
from sites.distribution.models import Asset, Distribution
from sites.distribution.projections import assets as drawn
from sites.distribution.projections import distributions
from sites.distribution.redundancy import Redundancy, Unit, redundancy_state
from sites.distribution.topologies import Topology
from sites.events import CxLevel, Outcome
from sites.models import CommissioningTest, System
from sites.projections import tests
from sites.streams import of_sites, streams_at

of_sites(Distribution)

PASSED_AT = CxLevel.L4
"""The level at which a system has shown that it does what it should, in all modes (DOMAIN.md E.1)."""

_PASSED = {Outcome.PASS.value, Outcome.PASS_WITH_COMMENT.value}


class AssetState(StrEnum):
    PLANNED = "planned"
    INSTALLED = "installed"
    ENERGISED = "energised"
    PASSED = "passed"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A distribution with its assets as they stand, and what that means."""

    distribution: Distribution
    assets: tuple[Asset, ...]
    passed: frozenset[str]
    redundancy: Redundancy

    def state_of(self, asset: Asset) -> AssetState:
        return state_of(asset, self.passed)


def standings_of(site: str) -> list[Standing]:
    """Every distribution of a site, hall by hall."""
    return standings_of_all(list(Distribution.objects.filter(site=site)))


def standing_of(distribution: Distribution) -> Standing:
    (standing,) = standings_of_all([distribution])
    return standing


def standings_of_all(found: Sequence[Distribution]) -> list[Standing]:
    """Of each, in their order: assets are read once, and tests once for each site."""
    of: dict[UUID, list[Asset]] = defaultdict(list)
    for asset in Asset.objects.filter(distribution_id__in=[each.pk for each in found]):
        of[asset.distribution_id].append(asset)
    passed = passed_at_sites({each.site_id for each in found})
    return [_standing(each, tuple(of[each.pk]), passed[each.site_id]) for each in found]


def state_of(asset: Asset, passed: Set[str]) -> AssetState:
    """passed: the tags of the systems of its site that have passed."""
    if asset.energised_on:
        return AssetState.PASSED if asset.system in passed else AssetState.ENERGISED
    return AssetState.INSTALLED if asset.installed_on else AssetState.PLANNED


def standing_as_of(distribution: Distribution, position: int) -> Standing | None:
    """As the log stood at a position, None if nothing was designed by then."""
    stream = distribution.pk
    before = replay(distributions, streams=[stream], until=position).get(stream)
    if before is None:
        return None
    rows = replay(drawn, streams=[stream], until=position).values()
    in_order = sorted(rows, key=lambda row: (str(row.path), str(row.tag)))
    passed = passed_systems(distribution.site_id, until=position)
    return _standing(Distribution(**before), tuple(Asset(**row) for row in in_order), passed)


def passed_systems(
    site: str, *, level: CxLevel = PASSED_AT, until: int | None = None
) -> frozenset[str]:
    """Tags of the systems whose last attempt at every procedure of the level passed; at least one.

    until: a log position, None for now.
    """
    last: dict[tuple[UUID, str], str] = {}
    for system, procedure, outcome in _attempts(site, level, until):
        last[system, procedure] = outcome
    tested = {system for system, _ in last}
    failing = {system for (system, _), outcome in last.items() if outcome not in _PASSED}
    tags = System.objects.filter(pk__in=tested - failing).values_list("tag", flat=True)
    return frozenset(tags)


def _attempts(site: str, level: CxLevel, until: int | None) -> Iterator[tuple[UUID, str, str]]:
    """System, procedure and outcome of each attempt, the later ones later."""
    if until is None:
        rows = CommissioningTest.objects.filter(site=site, level=level.value).order_by("attempt")
        yield from rows.values_list("system_id", "procedure", "outcome")
        return
    streams = list(System.objects.filter(site=site).values_list("pk", flat=True))
    told = replay(tests, streams=streams, until=until).values()
    for row in sorted(told, key=lambda row: int(row.attempt)):
        if row.level == level.value:
            yield row.system_id, row.procedure, row.outcome


def passed_at_sites(sites: Iterable[str]) -> dict[str, frozenset[str]]:
    return {site: passed_systems(site) for site in sites}


def streams_of(site: str) -> list[UUID]:
    return streams_at(site, Distribution)


def _standing(
    distribution: Distribution, assets: tuple[Asset, ...], passed: frozenset[str]
) -> Standing:
    units = [
        Unit(
            tag=asset.tag,
            kind=AssetKind(asset.kind).value,
            path=asset.path,
            capacity_kw=asset.capacity_kw,
            live=state_of(asset, passed) is AssetState.PASSED,
        )
        for asset in assets
    ]
    return Standing(
        distribution=distribution,
        assets=assets,
        passed=passed,
        redundancy=redundancy_state(
            Topology(distribution.topology), units, load_kw=distribution.load_kw
        ),
    )
