"""What the reasons of a forecast say to people, on its page and in its mail. Pure."""

from collections.abc import Iterable
from datetime import date

from projects.charts import days_text

LEAST_DAYS = 0.5
"""What is less would not be seen in a date."""


def gain_words(days: float) -> str:
    """What P80 would gain if a cause went away today."""
    if abs(days) < LEAST_DAYS:
        return "no sooner without it"
    return f"{days_text(abs(round(days)))} {'sooner' if days > 0 else 'later'} without it"


def against_start(on: date, *, starts_on: date) -> str:
    """`39 days after its contract start`."""
    days = (on - starts_on).days
    if not days:
        return "on its contract start"
    return f"{days_text(abs(days))} {'after' if days > 0 else 'before'} its contract start"


def rest_of_days(p80: date, without_causes: date, told: Iterable[float]) -> int:
    """What is left of whole days, so that those told lead from the one date to the other."""
    return (p80 - without_causes).days - sum(map(round, told))
