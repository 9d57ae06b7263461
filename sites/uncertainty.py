"""The words in which the facts of a site become uncertainty in a schedule. Pure.

Each app's `drivers.py` turns its own state into these; `projects/risk` draws them. A driver names the
cause it stands for, the activities it touches, and the law it follows. Its key names its random
numbers: two sites that share a key share the draw without talking to each other.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sites.laws import Law


@dataclass(frozen=True, kw_only=True)
class Cause:
    """What a person is told moved the date. positions: the log positions of the facts behind it."""

    key: str
    label: str
    kind: str
    positions: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ThreePoint:
    """Optimistic, likely and pessimistic values in one unit, optimistic <= likely <= pessimistic."""

    optimistic: float
    likely: float
    pessimistic: float


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which activities a driver touches: those that meet every condition given. Empty: all of them.

    but_crafts, but_packages: those that are left out of what the others say.
    """

    codes: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    crafts: frozenset[str] = frozenset()
    packages: frozenset[str] = frozenset()
    halls: frozenset[str] = frozenset()
    cx_levels: frozenset[str] = frozenset()
    but_crafts: frozenset[str] = frozenset()
    but_packages: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class SharedPart:
    """What a quantity has in common with others: a share of its variance, drawn under a name of its own.

    share: 0 to 1. Whoever has a part of this name shares its draw, as with the key of a cause.
    """

    name: str
    share: float


@dataclass(frozen=True, kw_only=True)
class ShortWeek:
    """A week with too few heads. week: its Monday. covered: the share of the heads needed that is there,
    above 0 and below 1; so much of a full crew's work is done in it."""

    week: date
    covered: float


@dataclass(frozen=True, kw_only=True)
class Productivity:
    """Output per hour against the reference crew: durations grow by factor ** -labour share.

    median: the factor m of DOMAIN.md C.7, 1.0 for the reference crew. log_sd: sd of ln m, log-normal.
    One draw per iteration for every activity in scope. shared: of the variance of ln m, shares adding
    to 1 at most; the rest is the cause's own, and log_sd is what all of it comes to. measured: by what
    was earned on site, and not concluded from who is there. short: the weeks in which heads are missing,
    in order; they slow only what is worked in them, by covered ** labour share.
    """

    cause: Cause
    scope: Scope
    median: float
    log_sd: float
    shared: tuple[SharedPart, ...] = ()
    measured: bool = False
    short: tuple[ShortWeek, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tightness:
    """A labor market in which the same work takes so many times the hours that are usual.

    times_the_hours: a law above 0, three points alone being triangular. One draw per iteration, by which the
    output of every crew in scope is divided.
    """

    cause: Cause
    scope: Scope
    times_the_hours: ThreePoint | Law


@dataclass(frozen=True, kw_only=True)
class Delay:
    """Something that may happen and then holds up every activity in scope by the same calendar days.

    probability: 0 to 1. days: a law, three points alone being triangular; calendar days added to the finish of the open activities.
    A scope that names activities adds the days to each of them, one that names a package to its
    delivery; any other scope stops the work once: see projects/risk/delays.py.
    from_on: the day from which such a stop counts; None means from the data date.
    """

    cause: Cause
    scope: Scope
    probability: float
    days: ThreePoint | Law
    from_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Hold:
    """Something that may happen and then lets no work in scope go on until it is cleared.

    probability: 0 to 1. days: as of a Delay, calendar days from the day from_on to the clearing. What
    starts later than that loses nothing. A scope of packages and nothing else holds their open activities.
    """

    cause: Cause
    scope: Scope
    probability: float
    days: ThreePoint | Law
    from_on: date


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """The promised date of a package: what needs it cannot go on before it is on site.

    due_on: the supplier's promise, or the day of receipt once delivered. late_probability and
    late_days (triangular, calendar days): how the promise may still fail; probability 0 once delivered.
    """

    cause: Cause
    package: str
    due_on: date
    delivered: bool = False
    late_probability: float = 0.0
    late_days: ThreePoint = ThreePoint(optimistic=0, likely=0, pessimistic=0)


@dataclass(frozen=True, kw_only=True)
class OutsideDate:
    """A day promised by somebody outside: no activity in scope is finished before the end of it.

    It is a floor and no estimate: what the activity itself takes stands beside it. late_probability
    and late_days (triangular, calendar days): how the promise may still fail.
    """

    cause: Cause
    scope: Scope
    promised_on: date
    late_probability: float
    late_days: ThreePoint


@dataclass(frozen=True, kw_only=True)
class Weather:
    """Days lost to weather by the exposed activities.

    lost: days already lost; up to recorded_until that is all of them, and none is drawn.
    monthly_mean: mean days lost in each calendar month to come, January first; the count of a month
    is negative binomial with this dispersion (k of DOMAIN.md G.2).
    """

    cause: Cause
    scope: Scope
    lost: frozenset[date] = frozenset()
    monthly_mean: tuple[float, ...] = (0.0,) * 12
    dispersion: float = 3.0
    recorded_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Retests:
    """Further attempts at a failed commissioning test: each costs days of the activity in scope.

    fail_probability: of the next attempt, falling by `improvement` of the remaining gap to a sure pass
    at each further attempt. days: a law, three points alone being triangular; working
    days for one attempt. most: the cap on attempts.
    attempts_owed: attempts that are already certain (a failed test must be run at least once more).
    """

    cause: Cause
    scope: Scope
    fail_probability: float
    days: ThreePoint | Law
    attempts_owed: int = 0
    improvement: float = 0.5
    most: int = 8


class Joined(StrEnum):
    """What several factors make of one activity: their product, or only the largest of them."""

    SERIES = "series"
    PARALLEL = "parallel"


@dataclass(frozen=True, kw_only=True)
class Factor:
    """A risk that may happen and then multiplies the remaining duration of all that is open in scope.

    probability: 0 to 1. multiplier: a law above 0, three points alone being triangular; one draw per
    iteration for every activity in scope. joined: factors in series multiply; of those in parallel on
    one activity, for they overlap, the largest that happens counts, and multiplies those in series.
    """

    cause: Cause
    scope: Scope
    probability: float
    multiplier: ThreePoint | Law
    joined: Joined = Joined.SERIES


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A side path that may have to be gone: more work, within every open activity in scope.

    probability: 0 to 1. days: a law, working days, three points alone being triangular; one draw per
    iteration for every activity in scope.
    """

    cause: Cause
    scope: Scope
    probability: float
    days: ThreePoint | Law


Driver = (
    Productivity
    | Tightness
    | Delay
    | Hold
    | Delivery
    | OutsideDate
    | Weather
    | Retests
    | Factor
    | Branch
)
