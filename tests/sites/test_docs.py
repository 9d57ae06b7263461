"""What docs/sites.md says is so."""

import doctest
import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from eventlog.errors import Refusal
from eventlog.events import event_types
from sites.distribution.topologies import Topology, installed_ratio, most_loading
from sites.market.commands import LEAST_FACTOR, MOST_FACTOR
from sites.outside.drivers import (
    DEVELOPER_CONFIDENCE,
    DEVELOPER_LATE_DAYS,
    UTILITY_CONFIDENCE,
    UTILITY_LATE_DAYS,
)

DOC = Path(__file__).resolve().parents[2] / "docs" / "sites.md"
TEXT = DOC.read_text(encoding="utf-8")


def cells(first: str) -> list[str]:
    """The row of a table that begins with this cell."""
    (line,) = (line for line in TEXT.splitlines() if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_example_runs_as_printed():
    assert doctest.testfile(str(DOC), module_relative=False).failed == 0


def test_every_fact_and_refusal_named_is_one():
    named = set(re.findall(r"`(sites\.\w+)`", TEXT))
    assert named
    assert named <= set(event_types())
    codes = {kind.code for kind in Refusal.__subclasses__()}
    assert "gated_activity_not_planned" in codes


def test_every_address_leads_somewhere():
    for address in re.findall(r"`(?:GET )?(/api/v1/[a-z-]+/)", TEXT):
        try:
            view = resolve(address)
        except Resolver404:
            pytest.fail(address)
        assert "unknown_address" not in str(view.func), address


def test_the_figures_of_promises_are_those_used():
    for name, chance, days in (
        ("a developer", DEVELOPER_CONFIDENCE, DEVELOPER_LATE_DAYS),
        ("the utility", UTILITY_CONFIDENCE, UTILITY_LATE_DAYS),
    ):
        told = f"{days.optimistic:g}, {days.likely:g}, {days.pessimistic:g}"
        assert cells(name)[1:3] == [f"{chance:.0%}".replace("%", " %"), told]


@pytest.mark.parametrize("topology", Topology)
def test_the_figures_of_topologies_are_those_computed(topology: Topology):
    """At n = 3, the formulas of the table evaluated."""
    installed, loaded = cells(f"`{topology.value}`")[3:5]
    n = {"n": 3}
    as_python = installed.replace("2(n", "2*(n")
    assert eval(as_python, n) == pytest.approx(installed_ratio(topology, 3), abs=0.004)  # noqa: S307
    share = loaded.split(" %")[0]
    formula = share.replace("2(n", "2*(n") if "n" in share else f"{share}/100"
    assert eval(formula, n) == pytest.approx(most_loading(topology, 3), abs=0.001)  # noqa: S307


def test_what_is_said_of_markets_is_so():
    assert f"Factors lie from {LEAST_FACTOR:g} to {MOST_FACTOR:g}" in TEXT
    codes = {kind.code for kind in Refusal.__subclasses__()}
    assert {"market_of_no_site", "market_not_planned"} <= codes
