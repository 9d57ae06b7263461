"""What an answer to "what if" says, as plain values. Pure."""

from dataclasses import dataclass
from datetime import date

from projects.whatif.comparing import Difference


@dataclass(frozen=True, kw_only=True)
class Saving:
    """What one change does on top of those before it. title: the supposed fact in words."""

    title: str
    difference: Difference


@dataclass(frozen=True, kw_only=True)
class TrancheAnswer:
    """One tranche. whole: all changes together; savings: one by one, in the order given.

    starts_before, starts_after: the contract start. currency: '' where no terms stand.
    """

    tranche: str
    milestone: str
    starts_before: date
    starts_after: date
    currency: str
    whole: Difference
    savings: tuple[Saving, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """as_of: the log position that the branch begins at. teams: commissioning teams a hall."""

    project: str
    as_of: int
    data_date: date
    iterations: int
    seed: int
    engine_version: str
    teams: int
    tranches: tuple[TrancheAnswer, ...]
