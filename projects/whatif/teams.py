"""A second commissioning team: no fact of the log says how many there are, so it is a supposition. Pure."""

import math
from collections.abc import Iterable
from dataclasses import replace

from sites.uncertainty import Driver, Retests

MOST_TEAMS = 6


def with_teams(drivers: Iterable[Driver], teams: int) -> tuple[Driver, ...]:
    """The drivers when so many teams retest the systems of a hall at the same time, teams >= 1.

    Attempts that are owed one after another (sites/drivers.py: a hall has one team) are owed in rounds
    of so many. How likely the next attempt fails, and how long it takes, does not change.
    """
    return tuple(
        replace(driver, attempts_owed=math.ceil(driver.attempts_owed / teams))
        if isinstance(driver, Retests)
        else driver
        for driver in drivers
    )
