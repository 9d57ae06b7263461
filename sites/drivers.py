"""From the weather and the test records of a site to drivers of its schedule. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sites.commissioning.yields import learnt_fail_share
from sites.uncertainty import Cause, Retests, Scope, ThreePoint, Weather


class Climate(StrEnum):
    ARID = "arid"
    SOUTH = "south"
    MID_ATLANTIC = "mid_atlantic"
    NORTH = "north"
    PACIFIC_NORTHWEST = "pacific_northwest"


LOST_DAYS_BY_MONTH: dict[Climate, tuple[float, ...]] = {
    Climate.ARID: (0.75,) * 12,
    Climate.SOUTH: (3.0, 3.0, 3.0, 3.0, 4.5, 4.5, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0),
    Climate.MID_ATLANTIC: (3.5,) * 12,
    Climate.NORTH: (6.5, 6.5, 6.5, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 6.5, 6.5),
    Climate.PACIFIC_NORTHWEST: (7.5, 7.5, 7.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 7.5, 7.5),
}
"""Mean days lost a month, January first: the middle of the ranges of DOMAIN.md G.2 (judgement there),
which leaves the milder months of the two last ones open; those are ours. NOAA normals replace them."""

IMPROVEMENT = 0.5
MOST_ATTEMPTS = 8


@dataclass(frozen=True, kw_only=True)
class LevelYield:
    """First-pass yield and calendar of one retest, working days: DOMAIN.md E.4, judgement there."""

    first_pass: float
    retest_days: ThreePoint


def _level(first_pass: float, low: float, likely: float, high: float) -> LevelYield:
    days = ThreePoint(optimistic=low, likely=likely, pessimistic=high)
    return LevelYield(first_pass=first_pass, retest_days=days)


TEST_LEVELS: dict[str, LevelYield] = {
    "L1": _level(0.85, 10, 15, 30),
    "L2": _level(0.90, 1, 2, 5),
    "L3": _level(0.80, 1, 3, 10),
    "L4": _level(0.75, 1, 3, 8),
    "L5": _level(0.60, 2, 5, 15),
    "L12": _level(0.70, 1, 2, 6),
}


@dataclass(frozen=True, kw_only=True)
class SiteWeather:
    """monthly_mean: days lost in each month, January first. lost: the days recorded as lost."""

    site: str
    monthly_mean: tuple[float, ...]
    lost: frozenset[date] = frozenset()
    positions: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HallTests:
    """The tests of one level in one hall. failing: systems whose last test failed.

    attempts: the most that any of those has had. positions: in the log. first_passed, first_failed:
    first attempts at the level in all halls of the site, which one team tests with one discipline.
    """

    site: str
    hall: str
    level: str
    failing: int
    attempts: int
    positions: tuple[int, ...] = ()
    first_passed: int = 0
    first_failed: int = 0


def weather_driver(weather: SiteWeather) -> Weather:
    lost = len(weather.lost)
    days = f": {lost} day{'s' if lost != 1 else ''} lost so far" if lost else ""
    return Weather(
        cause=Cause(
            key=f"weather:{weather.site}",
            label=f"Weather at {weather.site}{days}",
            kind="weather",
            positions=weather.positions,
        ),
        scope=Scope(),
        lost=weather.lost,
        monthly_mean=weather.monthly_mean,
    )


def retest_driver(tests: HallTests, *, crew_output: float = 1.0) -> Retests | None:
    """The retests that failed systems owe, one after another: a hall has one commissioning team.

    None while nothing fails: the schedule's own durations carry the ordinary retests (Hx-240 of
    REF-72), and counting those again would be wrong. crew_output: m of the crew that built it; the
    chance to fail is multiplied by m ** -0.5 (E.4). What the yield of E.4 expects is learnt from the
    site's own first attempts as far as there are any. Raises KeyError for a level not in TEST_LEVELS.
    """
    if not tests.failing:
        return None
    level = TEST_LEVELS[tests.level]
    first = learnt_fail_share(
        level.first_pass, passed=tests.first_passed, failed=tests.first_failed
    )
    fails = first * crew_output**-0.5 * (1 - IMPROVEMENT) ** tests.attempts
    return Retests(
        cause=Cause(
            key=f"tests:{tests.site}:{tests.hall}:{tests.level}",
            label=_tests_label(tests),
            kind="commissioning",
            positions=tests.positions,
        ),
        scope=Scope(halls=frozenset({tests.hall}), cx_levels=frozenset({tests.level})),
        fail_probability=min(fails, 1.0),
        days=level.retest_days,
        attempts_owed=min(tests.failing, MOST_ATTEMPTS),
        improvement=IMPROVEMENT,
        most=MOST_ATTEMPTS,
    )


def _tests_label(tests: HallTests) -> str:
    systems = "1 system" if tests.failing == 1 else f"{tests.failing} systems"
    return f"Hall {tests.hall} at {tests.site}: {systems} to retest at {tests.level}"
