"""What an explanation says, as plain values. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Orders(StrEnum):
    """LEARNT: each cause on top of those we knew before. ALL: averaged over all orders."""

    LEARNT = "learnt"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class FactTold:
    """A fact of a step. day: at the site."""

    position: int
    day: date
    sentence: str


@dataclass(frozen=True, kw_only=True)
class StepTold:
    """One cause and by how many calendar days it moved P80, later if positive. facts: none of time."""

    title: str
    days: Decimal
    error_days: float
    facts: tuple[FactTold, ...] = ()
    causes: int = 1


@dataclass(frozen=True, kw_only=True)
class TrancheMove:
    """P80 of one tranche before and after, on the site's wall clock, and the steps between.

    The days of the steps add up to `days` exactly.
    """

    tranche: str
    milestone: str
    p80_before: datetime
    p80_after: datetime
    days: Decimal
    error_days: float
    steps: tuple[StepTold, ...]


@dataclass(frozen=True, kw_only=True)
class Explained:
    """since, until: log positions. still: causes with facts between them that bear on no date."""

    project: str
    since: int
    until: int
    data_date_before: date
    data_date_after: date
    iterations: int
    seed: int
    engine_version: str
    orders: Orders
    facts: int
    still: int
    moves: tuple[TrancheMove, ...]
