"""Figures that people give about mitigations, refused where they cannot be."""

import re

from supply.figures import MOST_DAYS
from supply.mitigation import errors

MOST_COST = 10**15
_CURRENCY = re.compile(r"[A-Z]{3}")


def possible_cost(cost_minor: int) -> int:
    if not 0 <= cost_minor <= MOST_COST:
        raise errors.CostOutOfRange(cost=cost_minor, most=MOST_COST)
    return cost_minor


def possible_currency(currency: str) -> str:
    if not _CURRENCY.fullmatch(currency):
        raise errors.NotACurrency(currency=currency)
    return currency


def possible_days_saved(days: float) -> float:
    if not 0 <= days <= MOST_DAYS:  # also refuses a NaN
        raise errors.DaysSavedOutOfRange(days=days, most=MOST_DAYS)
    return days
