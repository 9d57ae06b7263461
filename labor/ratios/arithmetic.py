"""How many apprentices a ratio rule allows: DOMAIN.md C.2. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    HEADCOUNT = "headcount"
    HOURS = "hours"


class Window(StrEnum):
    DAY = "day"
    WEEK = "week"


class RuleScope(StrEnum):
    JOBSITE = "jobsite"
    EMPLOYER = "employer"


class Direction(StrEnum):
    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, kw_only=True)
class RatioTerms:
    """first: journeys for the first apprentice; then: journeys for each further one, both at least 1.

    Of direction MAX so many journeys may have no more apprentices, of MIN they must have as many.
    Raises ValueError for a rule with less than one journey to an apprentice.
    """

    first: int
    then: int
    direction: Direction = Direction.MAX

    def __post_init__(self) -> None:
        if self.first < 1 or self.then < 1:
            raise ValueError(f"{self} asks for no journey to an apprentice")

    def apprentices_for(self, journeys: int) -> int:
        """A_max of C.2: 0 if J < first, else 1 + floor((J - first) / then)."""
        return 0 if journeys < self.first else 1 + (journeys - self.first) // self.then

    def journeys_for(self, apprentices: int) -> int:
        """The fewest journeys for which the rule gives so many apprentices."""
        return 0 if apprentices <= 0 else self.first + self.then * (apprentices - 1)

    def __str__(self) -> str:
        most = "at most" if self.direction is Direction.MAX else "at least"
        each = f", then 1:{self.then}" if self.then != self.first else ""
        return f"{most} 1:{self.first}{each}"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Journeys and apprentices held against a rule. Heads, or whole hours.

    limit: what the rule gives these journeys. excess_apprentices: above the most or below the fewest,
    at least 0. missing_journeys: that would make as many apprentices lawful; 0 under a MIN rule,
    where more journeys only ask for more apprentices.
    """

    journeys: int
    apprentices: int
    limit: int
    excess_apprentices: int
    missing_journeys: int

    @property
    def is_breach(self) -> bool:
        return self.excess_apprentices > 0


def reading(terms: RatioTerms, *, journeys: int, apprentices: int) -> Reading:
    """Raises ValueError on fewer than none of either."""
    if journeys < 0 or apprentices < 0:
        raise ValueError("there are no fewer than no heads")
    limit = terms.apprentices_for(journeys)
    is_most = terms.direction is Direction.MAX
    excess = apprentices - limit if is_most else limit - apprentices
    missing = terms.journeys_for(apprentices) - journeys if is_most else 0
    return Reading(
        journeys=journeys,
        apprentices=apprentices,
        limit=limit,
        excess_apprentices=max(0, excess),
        missing_journeys=max(0, missing),
    )
