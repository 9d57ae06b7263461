from typing import Any
from uuid import UUID

import pytest

from eventlog.corrections import correct, retract
from sites.commands import record_test
from sites.distribution.commands import (
    add_asset,
    de_energise_assets,
    design_distribution,
    energise_assets,
    install_assets,
)
from sites.distribution.events import AssetKind, AssetLine, Service
from sites.distribution.models import Asset, Distribution
from sites.distribution.queries import AssetState, standing_of
from sites.distribution.topologies import Bears, Topology
from sites.events import CxLevel, Outcome
from sites.models import System
from tests.factories import APRIL_1, MARCH_2, MAY_1, MAY_4, NOWHERE, a_site, a_system, refused, said

pytestmark = pytest.mark.django_db


def ups(path: str, number: int = 1, *, kw: int = 24_000, system: str = "UPS-1") -> AssetLine:
    return AssetLine(f"U-{path}{number}", AssetKind.UPS, kw, path, system)


def designed(*assets: AssetLine, **other: Any) -> UUID:
    given = {"site": a_site().code, "hall": "A", "service": Service.POWER, "load_kw": 24_000}
    lines = assets or (ups("A"), ups("B"))
    inputs = {**given, "topology": Topology.TWO_N, "assets": lines, "on": MARCH_2, "meta": said()}
    return design_distribution(**{**inputs, **other}).stream


def live(distribution: UUID, *tags: str) -> None:
    install_assets(distribution_id=distribution, tags=tags, on=APRIL_1, meta=said())
    energise_assets(distribution_id=distribution, tags=tags, on=MAY_1, meta=said())


def attempted(
    outcome: Outcome, tag: str = "UPS-1", level: CxLevel = CxLevel.L4, **more: str
) -> int:
    system = _known(tag) or a_system(tag)
    given = {"level": level, "procedure": "FPT", "outcome": outcome, "on": MAY_4, **more}
    return record_test(system_id=system, **given, meta=said()).position


def _known(tag: str) -> UUID | None:
    return System.objects.filter(tag=tag).values_list("pk", flat=True).first()


def states(distribution: UUID) -> dict[str, AssetState]:
    standing = standing_of(Distribution.objects.get(pk=distribution))
    return {asset.tag: standing.state_of(asset) for asset in standing.assets}


def bears(distribution: UUID) -> Bears | None:
    return standing_of(Distribution.objects.get(pk=distribution)).redundancy.bears


def test_a_hall_is_redundant_once_both_paths_are_energised_and_passed() -> None:
    power = designed()
    live(power, "U-A1")
    assert states(power) == {"U-A1": AssetState.ENERGISED, "U-B1": AssetState.PLANNED}
    assert bears(power) is None

    attempted(Outcome.PASS)
    assert bears(power) is Bears.NOTHING

    live(power, "U-B1")
    assert set(states(power).values()) == {AssetState.PASSED}
    assert bears(power) is Bears.ANY_PATH


def test_a_failed_retest_takes_the_pass_away() -> None:
    power = designed()
    live(power)
    attempted(Outcome.PASS)
    attempted(Outcome.FAIL, again_because="The firmware of the UPS was changed.")

    assert bears(power) is None


def test_a_pass_at_a_lower_level_is_not_enough() -> None:
    power = designed()
    live(power)
    attempted(Outcome.PASS, level=CxLevel.L3)

    assert set(states(power).values()) == {AssetState.ENERGISED}


def test_a_path_that_is_off_again_is_installed_only() -> None:
    power = designed()
    live(power)
    attempted(Outcome.PASS)
    de_energise_assets(distribution_id=power, tags=("U-B1",), reason="Alarm", on=MAY_4, meta=said())

    assert states(power)["U-B1"] is AssetState.INSTALLED
    assert bears(power) is Bears.NOTHING


def test_no_tags_are_all_of_which_it_can_be_said() -> None:
    power = designed()
    install_assets(distribution_id=power, tags=("U-A1",), on=MARCH_2, meta=said())
    install_assets(distribution_id=power, on=APRIL_1, meta=said())

    assert dict(Asset.objects.values_list("tag", "installed_on")) == {
        "U-A1": MARCH_2,
        "U-B1": APRIL_1,
    }
    with refused("no_assets_left", "tags"):
        install_assets(distribution_id=power, on=APRIL_1, meta=said())


def test_a_revised_design_keeps_what_was_done_to_the_assets_that_stay() -> None:
    power = designed()
    live(power)
    designed(ups("A"), ups("A", 2), ups("B", 2), on=MAY_4)

    rows = {asset.tag: asset for asset in Asset.objects.all()}
    assert set(rows) == {"U-A1", "U-A2", "U-B2"}
    assert (rows["U-A1"].energised_on, rows["U-A2"].energised_on) == (MAY_1, None)
    assert Distribution.objects.get().revisions == 1


def test_one_more_asset_is_added_to_a_design() -> None:
    power = designed()
    more = {"tag": "U-A2", "kind": AssetKind.UPS, "path": "A", "capacity_kw": 1000}
    add_asset(distribution_id=power, **more, on=APRIL_1, meta=said())

    assert Asset.objects.get(tag="U-A2").distribution_id == power
    with refused("asset_known", "tag"):
        add_asset(distribution_id=power, **more, on=APRIL_1, meta=said())


def test_the_same_design_is_refused_and_another_load_is_not() -> None:
    designed()
    with refused("distribution_designed_already"):
        designed()
    designed(load_kw=20_000)


@pytest.mark.parametrize(
    ("code", "field", "other"),
    [
        ("unknown_hall", "hall", {"hall": "Z"}),
        ("capacity_not_positive", "load_kw", {"load_kw": 0}),
        ("capacity_not_positive", "capacity_kw", {"assets": (ups("A", kw=0),)}),
        ("asset_tag_twice", None, {"assets": (ups("A"), ups("A"))}),
        ("asset_tag_unfit", None, {"assets": (AssetLine("", AssetKind.UPS, 1, "A"),)}),
        ("path_not_of_topology", None, {"assets": (ups("C"),)}),
        ("path_not_of_topology", None, {"topology": Topology.N}),
        (
            "path_not_of_topology",
            None,
            {"topology": Topology.BLOCK_REDUNDANT, "assets": (ups(""),)},
        ),
        ("day_in_future", "on", {"on": MAY_4.replace(year=2030)}),
    ],
)
def test_what_is_no_design_is_refused(code: str, field: str | None, other: dict[str, Any]) -> None:
    a_site()
    with refused(code, field):
        designed(**other)


def test_an_asset_is_installed_before_it_is_live_and_each_once() -> None:
    power = designed()
    given = {"distribution_id": power, "tags": ("U-A1",), "meta": said()}
    with refused("asset_not_installed", "tags"):
        energise_assets(**given, on=MAY_1)
    with refused("asset_not_energised", "tags"):
        de_energise_assets(**given, on=MAY_1)
    install_assets(**given, on=APRIL_1)
    with refused("asset_installed_already", "tags"):
        install_assets(**given, on=MAY_1)
    with refused("energised_before_installed", "on"):
        energise_assets(**given, on=MARCH_2)
    energise_assets(**given, on=MAY_1)
    with refused("asset_energised_already", "tags"):
        energise_assets(**given, on=MAY_4)


def test_an_unknown_asset_or_distribution_is_refused() -> None:
    power = designed()
    with refused("unknown_asset", "tags"):
        install_assets(distribution_id=power, tags=("X",), on=MAY_1, meta=said())
    with refused("unknown_distribution", "distribution_id"):
        install_assets(distribution_id=NOWHERE, meta=said())


def test_a_fact_that_others_rest_on_is_not_retracted_and_a_wrong_tag_is_corrected() -> None:
    power = designed()
    fact = install_assets(distribution_id=power, tags=("U-A1",), on=APRIL_1, meta=said())
    design = Distribution.objects.get().position
    with refused("others_rest_on_it"):
        retract(position=design, reason="Never meant", meta=said())

    correct(position=fact.position, payload={"tags": ["U-B1"]}, reason="Other path", meta=said())

    assert dict(Asset.objects.values_list("tag", "installed_on")) == {
        "U-A1": None,
        "U-B1": APRIL_1,
    }
