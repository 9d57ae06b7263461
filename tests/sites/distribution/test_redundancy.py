"""What a topology promises, and what of it stands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.distribution.redundancy import Redundancy, Unit, rank_of, redundancy_state
from sites.distribution.topologies import PATHS, Bears, Topology, installed_ratio, most_loading
from sites.distribution.wording import sentence_of

HALL_KW = 24_000


def unit(tag: str, path: str = "", *, kw: int = 3000, kind: str = "line_up", live: bool = True):
    return Unit(tag=tag, kind=kind, path=path, capacity_kw=kw, live=live)


def paths(*names: str, kw: int = HALL_KW, live: str = "ABCD") -> list[Unit]:
    return [unit(f"U-{name}", name, kw=kw, live=name in live) for name in names]


def blocks(count: int, *, live: int) -> list[Unit]:
    """Blocks of 3 MW, the last of them the reserve."""
    names = [*map(str, range(1, count)), "R"]
    return [unit(f"LU-{name}", name, live=i < live) for i, name in enumerate(names)]


def state(topology: Topology, units: list[Unit], load_kw: int = HALL_KW) -> Redundancy:
    return redundancy_state(topology, units, load_kw=load_kw)


def test_a_complete_2n_bears_the_loss_of_either_path():
    found = state(Topology.TWO_N, paths("A", "B"))

    assert (found.available_kw, found.after_path_kw) == (48_000, 24_000)
    assert (found.bears, found.holds) == (Bears.ANY_PATH, True)
    assert sentence_of(found) == "2N holds: any one path may fail and the load is still carried."


def test_of_a_2n_with_one_path_complete_only_n_is_there():
    found = state(Topology.TWO_N, paths("A", "B", live="A"))

    assert (found.available_kw, found.after_path_kw) == (24_000, 0)
    assert (found.bears, found.holds) == (Bears.NOTHING, False)
    assert sentence_of(found) == "2N: path A complete, path B not yet: N only."


def test_the_template_s_eight_and_one_blocks_bear_the_loss_of_one():
    """DOMAIN.md B.3: 8N+1 block-redundant line-ups of 3 MW for a hall of 24 MW."""
    whole, one_off, two_off = (
        state(Topology.BLOCK_REDUNDANT, blocks(9, live=n)) for n in (9, 8, 7)
    )

    assert whole.available_kw == 24_000  # the reserve stands by and adds nothing
    assert (whole.bears, whole.after_path_kw) == (Bears.ANY_PATH, 24_000)
    assert (one_off.bears, one_off.after_path_kw) == (Bears.NOTHING, 21_000)
    assert (two_off.bears, two_off.available_kw) == (None, 21_000)
    assert sentence_of(one_off) == "Block redundant: 8 blocks complete, block R not yet: N only."
    assert sentence_of(two_off).endswith("21 MW of the 24 MW load carried.")


def test_a_path_carries_what_its_weakest_stage_carries():
    chain = [
        unit("TX-A", "A", kw=30_000, kind="transformer"),
        unit("UPS-A1", "A", kw=12_000, kind="ups"),
        unit("UPS-A2", "A", kw=12_000, kind="ups", live=False),
        *paths("B"),
    ]

    found = state(Topology.TWO_N, chain)

    assert [(path.name, path.live_kw, path.designed_kw) for path in found.paths] == [
        ("A", 12_000, 24_000),
        ("B", 24_000, 24_000),
    ]
    assert (found.available_kw, found.after_asset_kw, found.bears) == (
        36_000,
        12_000,
        Bears.NOTHING,
    )


@pytest.mark.parametrize(
    ("topology", "chillers", "bears"),
    [
        (Topology.N, 15, Bears.NOTHING),
        (Topology.N_PLUS_1, 16, Bears.ANY_ASSET),
        (Topology.N_PLUS_2, 17, Bears.ANY_TWO_ASSETS),
    ],
)
def test_spare_chillers_on_one_loop_bear_as_many_failures(topology, chillers, bears):
    """24 MW by chillers of 1.6 MW (DOMAIN.md B.2): fifteen carry it."""
    units = [unit(f"CH-{i}", kw=1600, kind="chiller") for i in range(chillers)]

    found = state(topology, units)

    assert (found.bears, found.holds, found.after_path_kw) == (bears, True, None)
    assert found.loading == pytest.approx(15 / chillers)
    assert not state(topology, units[1:]).holds


def test_two_n_plus_one_bears_a_path_and_one_more():
    units = [unit(f"U-{p}{i}", p, kw=8000, kind="ups") for p in "AB" for i in range(4)]

    assert state(Topology.TWO_N_PLUS_1, units).bears is Bears.ANY_PATH_AND_ASSET
    assert state(Topology.TWO_N_PLUS_1, units[1:]).bears is Bears.ANY_PATH


@pytest.mark.parametrize(
    ("topology", "names", "kw"),
    [(Topology.THREE_TO_MAKE_TWO, "ABC", 12_000), (Topology.FOUR_TO_MAKE_THREE, "ABCD", 8000)],
)
def test_distributed_redundancy_makes_the_load_without_any_one_system(topology, names, kw):
    assert state(topology, paths(*names, kw=kw)).holds
    assert not state(topology, paths(*names, kw=kw, live=names[1:])).holds


@pytest.mark.parametrize(
    ("topology", "n", "ratio", "loading"),
    [
        (Topology.N, 4, 1.0, 1.0),
        (Topology.N_PLUS_1, 3, 4 / 3, 3 / 4),
        (Topology.TWO_N, 1, 2.0, 0.5),
        (Topology.THREE_TO_MAKE_TWO, 2, 1.5, 0.667),
        (Topology.FOUR_TO_MAKE_THREE, 3, 1.33, 0.75),
        (Topology.BLOCK_REDUNDANT, 8, 9 / 8, 1.0),
    ],
)
def test_installed_capacity_and_loading_are_those_of_the_handbook(topology, n, ratio, loading):
    """DOMAIN.md E.2, columns two and three."""
    assert installed_ratio(topology, n) == pytest.approx(ratio, abs=0.004)
    assert most_loading(topology, n) == pytest.approx(loading, abs=0.001)


def test_two_n_plus_one_is_more_than_twice_and_less_than_half_loaded():
    assert installed_ratio(Topology.TWO_N_PLUS_1, 3) > 2
    assert most_loading(Topology.TWO_N_PLUS_1, 3) < 0.5


def test_a_design_that_cannot_hold_its_promise_is_said_to():
    found = state(Topology.TWO_N, paths("A", "B", kw=16_000))

    assert not found.design_holds
    assert sentence_of(found).startswith("2N cannot hold as it is designed: even with everything")


def test_nothing_designed_and_nothing_live_are_told_apart():
    assert sentence_of(state(Topology.TWO_N, [])) == "2N: no assets are designed yet."
    idle = state(Topology.TWO_N, paths("A", "B", live=""))
    assert sentence_of(idle) == "2N: nothing is energised and passed yet."


def test_a_load_or_a_capacity_of_nothing_is_no_topology():
    with pytest.raises(ValueError, match="at least 1 kW"):
        state(Topology.N, [], load_kw=0)


@st.composite
def plants(draw: st.DrawFn) -> tuple[Topology, list[Unit]]:
    topology = draw(st.sampled_from(Topology))
    names = PATHS[topology] or ("1", "2", "3", "R")
    units = draw(
        st.lists(
            st.builds(
                Unit,
                tag=st.just("U"),
                kind=st.sampled_from(["transformer", "ups"]),
                path=st.sampled_from(names),
                capacity_kw=st.integers(1, 12_000),
                live=st.booleans(),
            ),
            min_size=1,
            max_size=7,
        )
    )
    return topology, units


@given(plants(), st.integers(1, 20_000), st.data())
def test_an_asset_that_is_energised_and_passed_never_lowers_the_state(plant, load_kw, data):
    topology, units = plant
    at = data.draw(st.integers(0, len(units) - 1))
    off, on = (
        state(topology, [*units[:at], replace(units[at], live=live), *units[at + 1 :]], load_kw)
        for live in (False, True)
    )

    assert rank_of(on) >= rank_of(off)
    assert on.available_kw >= off.available_kw
    assert on.after_asset_kw >= off.after_asset_kw
    assert (on.after_path_kw or 0) >= (off.after_path_kw or 0)


@given(plants(), st.integers(1, 20_000))
def test_less_is_carried_after_a_failure_and_a_path_holds_more_than_an_asset(plant, load_kw):
    found = state(*plant, load_kw)

    assert found.after_asset_kw <= found.available_kw
    assert found.after_path_kw is None or found.after_path_kw <= found.after_asset_kw


@given(st.integers(1, 50_000), st.integers(1, 5), st.sampled_from("AB"))
def test_a_complete_2n_without_one_path_is_n(load_kw, units_a_path, lost):
    size = -(-load_kw // units_a_path)
    units = [unit(f"{p}{i}", p, kw=size) for p in "AB" for i in range(units_a_path)]
    left = [replace(each, live=each.path != lost) for each in units]

    assert state(Topology.TWO_N, units, load_kw).holds
    without = state(Topology.TWO_N, left, load_kw)
    assert without.available_kw >= load_kw
    assert without.after_path_kw == 0
    assert not without.holds
