"""The form of a story: what there is at a site, and how the build went. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from labor.events import Craft
from labor.productivity import CrewMix
from projects.events import ProjectKind, TrancheTerms
from sites.commissioning.readings import Reading
from sites.events import CxLevel, Outcome, Priority, WeatherCause
from supply.events import EffectKind, IncidentCode, SlipCause, Stage

TOLD_UNTIL = date(2026, 11, 18)
"""The last day of every story. The clock of the demo is fixed: nothing depends on today."""


@dataclass(frozen=True, kw_only=True)
class Gang:
    """A crew of one craft. mixes: from which day which heads; the first is the mobilisation."""

    name: str
    craft: Craft
    mixes: Mapping[date, CrewMix]
    until: date = TOLD_UNTIL


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """An order for a package, on site when the schedule's delivery activity is finished.

    moves: what the supplier said on a day, the new promise and its cause; without any, a promise
    that turned out late was moved half way through fabrication. forecasts: what our own expediter said
    on a day, a stage and its date.
    """

    package: str
    supplier: str
    what: str
    moves: Mapping[date, tuple[date, SlipCause]] = field(default_factory=dict)
    forecasts: Mapping[date, tuple[Stage, date]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """An incident as judged on a day: probability, and calendar days as three points."""

    probability: float
    days: tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """A mitigation. cost_minor: whole minor units, such as cents. applied_on: None while it is planned."""

    name: str
    what: str
    cost_minor: int
    currency: str
    days_saved: float
    planned_on: date
    applied_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Mishap:
    """An incident: on an order's package, on an activity, at a supplier, on every site of a region, or on
    the whole site if on none.

    stage: that it lengthens, with that effect. over: the day it was resolved and the days it took.
    """

    reference: str
    code: IncidentCode
    title: str
    judged: Mapping[date, Judgement]
    order: str = ""
    activity: str = ""
    supplier: str = ""
    region: str = ""
    effect: EffectKind = EffectKind.EXTEND_ACTIVITY
    stage: Stage | None = None
    remedies: tuple[Remedy, ...] = ()
    over: tuple[date, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One attempt at a test of a system beyond those that the schedule's own progress implies.

    trend: the text of a file that was kept with it.
    """

    on: date
    tag: str
    procedure: str
    outcome: Outcome
    readings: tuple[Reading, ...] = ()
    trend: str = ""


class Turn(StrEnum):
    ASSIGN = "assign"
    FIX = "fix"
    VERIFY = "verify"
    REJECT = "reject"
    WAIVE = "waive"
    PRIORITISE = "prioritise"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One turn in the life of a deficiency. why: what was done, or the reason."""

    on: date
    turn: Turn
    who: str = ""
    why: str = ""
    priority: Priority | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A deficiency, closed or still open. level: at whose tests it was found."""

    tag: str
    reference: str
    priority: Priority
    what: str
    on: date
    level: CxLevel | None = None
    steps: tuple[Step, ...] = ()
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Course:
    """How the build went, where that was not as planned.

    pace: actual over planned duration, before chance; paces: of single activities, instead of both.
    held: activities that ended no sooner than on a day, for a reason outside the schedule. lost: the
    days that the weather took.
    """

    pace: float = 1.0
    paces: Mapping[str, float] = field(default_factory=dict)
    held: Mapping[str, date] = field(default_factory=dict)
    lost: Mapping[date, WeatherCause] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A site: its halls by name with their critical IT MW, and who is mailed when it slips."""

    code: str
    name: str
    zone: str
    monthly_weather_days: tuple[float, ...]
    halls: Mapping[str, int]
    mails: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Story:
    """One site from its first day to TOLD_UNTIL. schedule: a folder of projects/reference."""

    place: Place
    project: str
    name: str
    kind: ProjectKind
    schedule: str
    calendar: str
    starts_on: date
    contract: str
    customer: str
    signed_on: date
    tranches: tuple[TrancheTerms, ...]
    course: Course = Course()
    gangs: tuple[Gang, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    mishaps: tuple[Mishap, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    findings: tuple[Finding, ...] = ()
