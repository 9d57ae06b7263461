"""Every figure and address of docs/labor.md."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from config.api import gathered
from eventlog.events import event_types
from labor.productivity import (
    BOOM_YEARS,
    EQUAL_YEARS,
    CrewMix,
    band_of,
    heads_by_year,
    productivity,
)
from labor.ratios.arithmetic import RatioTerms, reading
from labor.ratios.law import RULES
from labor.ratios.queries import FRESH
from labor.weeks import effects, mile
from projects.crewing.need import WEEKS_AHEAD

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "labor.md").read_text(encoding="utf-8")
YEARS = {"equal": EQUAL_YEARS, "boom": BOOM_YEARS}
NUMBERS = {8: "eight"}


def rows(heading: str) -> list[list[str]]:
    """The rows of the table whose first column is headed so."""
    table = TEXT.split(f"\n| {heading} |", 1)[1].split("\n\n", 1)[0]
    lines = table.splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def mix(journeys: str, others: str, years: str) -> CrewMix:
    shares = heads_by_year(int(others), YEARS[years])
    return CrewMix(journeypersons=int(journeys), apprentices_by_year=shares)


@pytest.mark.parametrize("row", rows("journey level"), ids=" ".join)
def test_each_crew_has_its_multiplier(row):
    journeys, others, years, span, *said = row
    found = band_of(mix(journeys, others, years))

    assert [f"{x:.2f}" for x in (found.p10, found.p50, found.p90)] == said
    assert f"{int(others) / int(journeys):.1f}" == span


@pytest.mark.parametrize("row", rows("weeks, each at 0.8 of what the formula says"), ids=" ".join)
def test_the_mile_moves_m_as_told(row):
    weeks, said = row
    formula = productivity(mix("20", "980", "boom"))
    measured = [
        mile.deviation(earned_hours=0.8 * formula.median, worked_hours=1, expected=formula.median)
    ] * int(weeks)

    assert f"{mile.updated(formula, measured).median:.2f}" == said


@pytest.mark.parametrize("row", rows("hours a week"), ids=" ".join)
def test_overtime_takes_what_is_told(row):
    hours, *said = row

    found = [effects.overtime_factor(float(hours), weeks) for weeks in (1, 3, 5, 7, 9)]
    assert [f"{x:.2f}" for x in found] == said
    assert found == [effects.overtime_factor(float(hours), weeks) for weeks in (2, 4, 6, 8, 99)]


@pytest.mark.parametrize("row", rows("rule"), ids=" ".join)
def test_each_rule_allows_what_is_told(row):
    code, first, then, journeys, apprentices, allowed, too_many = row
    (law,) = (law for law in RULES if law.code == code)
    found = reading(
        RatioTerms(first=law.first, then=law.then),
        journeys=int(journeys),
        apprentices=int(apprentices),
    )

    assert (law.first, law.then) == (int(first), int(then))
    assert (found.limit, found.excess_apprentices) == (int(allowed), int(too_many))


def test_what_stands_in_the_prose_stands_in_the_code():
    assert f"N(0, sd(ln m)^2 + {mile.FORMULA_SD:.2f}^2)" in TEXT
    assert f"N(d, {mile.WEEK_SD:.2f}^2)" in TEXT
    assert f"the newest {mile.WEEKS} measured weeks" in TEXT
    assert f"more than {effects.OVERTIME_ABOVE:.0f} hours a head" in TEXT
    assert f"{1 - effects.ABSENT_OUTPUT:.1%}".replace("%", " %") in TEXT
    assert f"the next {NUMBERS[WEEKS_AHEAD]} weeks" in TEXT
    assert f"the last {FRESH.days} days" in TEXT
    for weeks, gain in ((1, "1.35"), (9, "0.99")):
        assert f"{60 / 40 * effects.overtime_factor(60, weeks):.2f}" == gain
        assert gain in TEXT


def test_every_fact_of_labor_is_told_and_no_other():
    told = {row[0].strip("`") for row in rows("fact")}

    assert told == {name for name in event_types() if name.startswith("labor.")}


def test_every_address_and_command_of_the_text_is_there():
    served = {prefix for prefix, _, _ in gathered().registry}

    assert set(re.findall(r"/api/v1/([\w-]+)/", TEXT)) <= served
    assert set(re.findall(r"manage\.py (\w+)", TEXT)) <= get_commands().keys()
