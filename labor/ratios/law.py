"""Ratio rules as their sources state them: DOMAIN.md C.2. Pure.

Where to begin, not legal advice: whoever runs a project reads the law and edits these. Only rules that a
source states without doubt stand here; Wisconsin's and Michigan's were read at second hand, and
Washington's text was not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from labor.ratios.arithmetic import Basis, Direction, Window

READ_ON = date(2026, 11, 25)

DELAWARE = "Delaware apprentice ratios, delawarebusinesstimes.com/news/vwpt-rutherford-apprentice"
CALIFORNIA = "California Labor Code 1777.5, public works: an hour for every five"
INSIDE = "Typical of inside agreements, 1:1 to 2:3 on a job: engineering judgement, no text of law"

JURISDICTIONS: Mapping[str, str] = {
    "US-DE": "Delaware",
    "US-CA-PW": "California, public works",
    "INSIDE": "A typical inside agreement",
}


@dataclass(frozen=True, kw_only=True)
class Law:
    """A rule before somebody keeps it as reference data. craft: empty for every craft."""

    code: str
    jurisdiction: str
    craft: str
    first: int
    then: int
    source: str
    direction: Direction = Direction.MAX
    basis: Basis = Basis.HEADCOUNT
    window: Window = Window.DAY
    counts_helpers: bool = True


def _delaware(craft: str, first: int, then: int) -> Law:
    return Law(
        code=f"DE-{craft}",
        jurisdiction="US-DE",
        craft=craft,
        first=first,
        then=then,
        source=DELAWARE,
    )


RULES: tuple[Law, ...] = (
    _delaware("ELEC", 1, 3),
    _delaware("SMW", 4, 4),
    _delaware("PIPE", 3, 3),
    _delaware("PLUM", 3, 3),
    _delaware("SPRK", 1, 1),
    _delaware("LAB", 3, 3),
    Law(
        code="CA-PW",
        jurisdiction="US-CA-PW",
        craft="",
        first=5,
        then=5,
        source=CALIFORNIA,
        direction=Direction.MIN,
        basis=Basis.HOURS,
        window=Window.WEEK,
        counts_helpers=False,
    ),
    Law(
        code="INSIDE-ELEC",
        jurisdiction="INSIDE",
        craft="ELEC",
        first=1,
        then=1,
        source=INSIDE,
    ),
)
