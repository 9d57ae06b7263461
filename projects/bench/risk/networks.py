"""Random networks to be simulated, bare and with every kind of driver on them. Pure."""

from datetime import date, datetime, timedelta

import numpy as np

from projects.risk.engine import World
from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.model import Activity, Link, Schedule, SourceFormat
from sites.uncertainty import (
    Cause,
    Delay,
    Delivery,
    Driver,
    Productivity,
    Scope,
    ThreePoint,
    Weather,
)

_BEGINS = datetime.fromisoformat("2026-01-05T08:00")
_CRAFTS = ("ELEC", "PIPE", "SHEET", "IRON")
_PHASES = ("CIVIL", "SHELL", "FITOUT", "FITOUT", "COMMISSION")
_PACKAGES = tuple(f"PKG-{number:02}" for number in range(1, 9))
_ORDERED_EVERY = 20
"""One activity in so many is the delivery of a package."""
_REACH = 20
"""Predecessors stand at most one part in so many of the network before their successor."""
_INCIDENTS = 6
_DAY = FIVE_DAYS.minutes_per_day


def random_network(activities: int, *, seed: int) -> Schedule:
    """Finish to start on one calendar, two predecessors each, three points: the same for the same seed.

    Nothing in it but what a plain program in NumPy can do as well.
    """
    draws = np.random.default_rng([seed, activities])
    likely = _DAY * draws.integers(1, 20, activities)
    low = (likely * draws.uniform(0.7, 0.95, activities)).astype(np.int64)
    high = (likely * draws.uniform(1.1, 2.0, activities)).astype(np.int64)
    made = tuple(_activity(i, int(low[i]), int(likely[i]), int(high[i])) for i in range(activities))
    reach = max(activities // _REACH, 2)
    pairs = {
        (int(before), i)
        for i in range(1, activities)
        for before in draws.integers(max(i - reach, 0), i, 2)
    }
    return Schedule(
        name="BENCH",
        source=SourceFormat.XER,
        data_date=_BEGINS,
        activities=made,
        links=tuple(
            Link(predecessor=made[before].code, successor=made[after].code)
            for before, after in sorted(pairs, key=lambda pair: pair[::-1])
        ),
        calendars=(FIVE_DAYS,),
        default_calendar=FIVE_DAYS.code,
        planned_start=_BEGINS,
    )


def _activity(i: int, low: int, likely: int, high: int) -> Activity:
    ordered = not i % _ORDERED_EVERY
    return Activity(
        code=f"A{10 * (i + 1):06}",
        name=f"Work {i + 1}",
        calendar=FIVE_DAYS.code,
        optimistic=low,
        likely=likely,
        pessimistic=high,
        phase="PROCURE" if ordered else _PHASES[i % len(_PHASES)],
        craft="" if ordered else _CRAFTS[i % len(_CRAFTS)],
        package=_PACKAGES[i // _ORDERED_EVERY % len(_PACKAGES)] if ordered else "",
    )


def bare(schedule: Schedule, *, seed: int) -> World:
    return World(schedule=schedule, seed=seed, project="BENCH")


def full(schedule: Schedule, *, seed: int) -> World:
    """Weather, a crew for each craft, incidents that stop a craft or a phase, and deliveries."""
    drivers = (_weather(), *_crews(), *_incidents(), *_deliveries())
    return World(schedule=schedule, seed=seed, project="BENCH", drivers=drivers)


def _weather() -> Driver:
    """Lost days by month as a wet site in a temperate climate has them; a figure to compute with."""
    means = (6.0, 5.0, 5.0, 4.0, 3.0, 2.0, 1.0, 1.0, 2.0, 3.0, 5.0, 6.0)
    return Weather(cause=_cause("weather"), scope=Scope(), monthly_mean=means)


def _crews() -> list[Driver]:
    return [
        Productivity(
            cause=_cause(f"crew {craft}"),
            scope=Scope(crafts=frozenset({craft})),
            median=0.9,
            log_sd=0.1,
        )
        for craft in _CRAFTS
    ]


def _incidents() -> list[Driver]:
    scopes = [Scope(crafts=frozenset({craft})) for craft in _CRAFTS]
    scopes += [Scope(phases=frozenset({phase})) for phase in ("CIVIL", "FITOUT")]
    return [
        Delay(
            cause=_cause(f"incident {number}"),
            scope=scope,
            probability=0.3,
            days=ThreePoint(optimistic=2, likely=5, pessimistic=20),
        )
        for number, scope in enumerate(scopes[:_INCIDENTS], start=1)
    ]


def _deliveries() -> list[Driver]:
    return [
        Delivery(
            cause=_cause(f"order {package}"),
            package=package,
            due_on=_promised(number),
            late_probability=0.4,
            late_days=ThreePoint(optimistic=5, likely=20, pessimistic=90),
        )
        for number, package in enumerate(_PACKAGES, start=1)
    ]


def _promised(number: int) -> date:
    return _BEGINS.date() + timedelta(days=30 * number)


def _cause(key: str) -> Cause:
    return Cause(key=key, label=key, kind="bench")
