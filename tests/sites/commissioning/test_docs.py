"""docs/commissioning.md says what the code does."""

import re
from pathlib import Path

import pytest
from django.urls import resolve

from sites.commissioning.deficiencies import CLOSE_WITHIN, Stage
from sites.commissioning.gates import NEEDS, Gate, State
from sites.commissioning.levels import LEVELS
from sites.commissioning.thresholds import LIMITS, WATER
from sites.commissioning.yields import FEWEST, PRIOR_TESTS
from sites.drivers import TEST_LEVELS
from tests.factories import NOWHERE

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "commissioning.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines()]


def test_it_has_every_level():
    for level in LEVELS.values():
        assert [level.level, level.title, level.proves, level.after or "-"] in ROWS


def test_it_has_every_need_of_every_gate():
    for gate in Gate:
        assert [gate.label, "; ".join(item.label for item in NEEDS[gate])] in ROWS
    for state in State:
        assert state.value in TEXT


def test_it_has_every_limit():
    limits = {(kind.words, each.quantity): each for kind, of in LIMITS.items() for each in of}
    told = {tuple(row[:2]): row[2] for row in ROWS if len(row) == 3}
    for (kind, quantity), limit in limits.items():
        tolerance = limit.judge(0).tolerance
        if tolerance:
            assert told[kind, quantity].startswith(tolerance)
    per_oem = ", ".join(each.quantity for each in WATER.values() if not each.judge(0).tolerance)
    assert "of the OEM" in told["water sample", per_oem]


def test_it_has_the_days_the_stages_and_the_yields():
    for priority, days in CLOSE_WITHIN.items():
        assert next(row for row in ROWS if row[0] == priority)[2] == str(days)
    for stage in set(Stage) - {Stage.WAIVED}:
        assert stage.value in TEXT
    for level, expected in TEST_LEVELS.items():
        assert f"{level} {expected.first_pass:.0%}" in TEXT
    assert f"below {FEWEST} first attempts" in TEXT
    assert f"count for {PRIOR_TESTS} tests" in TEXT


@pytest.mark.parametrize("address", sorted(set(re.findall(r"/api/v1/[\w/{}-]+/", TEXT))))
def test_its_addresses_are_there(address):
    found = resolve(address.replace("{id}", str(NOWHERE)))
    assert found.url_name != "unknown"
    assert "unknown_address" not in str(found.func)
