"""What docs/supply.md shows is what the code answers."""

import doctest
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_examples_of_the_page_on_supply_are_true() -> None:
    found = doctest.testfile(str(DOCS / "supply.md"), module_relative=False, encoding="utf-8")

    assert found.attempted > 15
    assert not found.failed
