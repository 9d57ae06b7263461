"""Figures that people give about orders and incidents, refused where they cannot be."""

from datetime import date

from supply import errors
from supply.events import DelayDays

MOST_DAYS = 3650
LAST_PROMISE = date(2099, 12, 31)


def possible_promise(promised_on: date, *, placed_on: date) -> date:
    if not placed_on <= promised_on <= LAST_PROMISE:
        raise errors.PromiseOutOfRange(promised_on=promised_on, placed_on=placed_on)
    return promised_on


def possible_probability(probability: float) -> float:
    if not 0 <= probability <= 1:  # also refuses a NaN
        raise errors.ProbabilityOutOfRange(probability=probability)
    return probability


def days_in_order(optimistic: float, likely: float, pessimistic: float) -> DelayDays:
    if not 0 <= optimistic <= likely <= pessimistic <= MOST_DAYS:
        raise errors.DaysNotInOrder(
            optimistic=optimistic, likely=likely, pessimistic=pessimistic, most=MOST_DAYS
        )
    return DelayDays(optimistic=optimistic, likely=likely, pessimistic=pessimistic)


def possible_days_lost(days: float) -> float:
    if not 0 <= days <= MOST_DAYS:
        raise errors.DaysLostOutOfRange(days=days, most=MOST_DAYS)
    return days
