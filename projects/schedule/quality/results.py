"""What an assessment of a schedule says: frozen data, from one metric up to the whole report. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from projects.schedule.model import Link, SourceFormat


class Status(StrEnum):
    """Not assessed is said where data are missing. It is never a pass."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_ASSESSED = "not_assessed"


class Verdict(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NO_EVIDENCE = "no evidence"


class Baseline(StrEnum):
    """What baseline dates are: those of the file's own baseline, or else its planned dates.

    Planned dates are what P6 compares with where the current project serves as its own baseline.
    """

    OF_FILE = "of_file"
    PLANNED_DATES = "planned_dates"


class Unit(StrEnum):
    PERCENT = "%"
    COUNT = "count"
    RATIO = "ratio"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A figure with what it was made of. denominator: for a count, how many were looked at."""

    numerator: float
    denominator: float
    unit: Unit

    @property
    def value(self) -> float:
        match self.unit:
            case Unit.COUNT:
                return self.numerator
            case Unit.PERCENT:
                return 100 * self.numerator / self.denominator
            case Unit.RATIO:
                return self.numerator / self.denominator

    def __str__(self) -> str:
        made_of = f"{self.numerator:.10g} of {self.denominator:.10g}"
        match self.unit:
            case Unit.COUNT:
                return made_of
            case Unit.PERCENT:
                return f"{self.value:.1f} %, {made_of}"
            case Unit.RATIO:
                return f"{self.value:.2f}"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """Where a metric passes. hundredths: the limit of a percentage or ratio; a count's is 0."""

    at_least: bool
    hundredths: int
    unit: Unit

    @property
    def limit(self) -> float:
        return self.hundredths / 100 if self.unit is Unit.RATIO else self.hundredths

    def holds(self, metric: Metric) -> bool:
        """Without a division, so that a metric at its very limit passes."""
        if self.unit is Unit.COUNT:
            return metric.numerator <= self.hundredths
        found, limit = metric.numerator * 100, self.hundredths * metric.denominator
        return found >= limit if self.at_least else found <= limit

    def __str__(self) -> str:
        unit = " %" if self.unit is Unit.PERCENT else ""
        number = f"{self.limit:.2f}" if self.unit is Unit.RATIO else f"{self.limit:g}"
        return f"{'>=' if self.at_least else '<='} {number}{unit}"


@dataclass(frozen=True, kw_only=True)
class Offender:
    """An activity or a link that offends, the figure by which it does, and that figure in words."""

    detail: str
    activity: str = ""
    link: Link | None = None
    figure: float | None = None

    @property
    def codes(self) -> str:
        if self.link is None:
            return self.activity
        return f"{self.link.predecessor} {self.link.type} {self.link.successor}"


@dataclass(frozen=True, kw_only=True)
class Point:
    """One of the DCMA's checks: what it asks of whom, and who says so."""

    number: int
    key: str
    name: str
    threshold: Threshold
    population: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """A point as a schedule meets it. reason: why it was not assessed. note: what else to know."""

    point: Point
    status: Status
    metric: Metric | None = None
    offenders: tuple[Offender, ...] = ()
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What no standard sets a limit to, and a planner wants to see. of: how many were looked at."""

    key: str
    name: str
    why: str
    offenders: tuple[Offender, ...] = ()
    of: int = 0
    value: float | None = None


@dataclass(frozen=True, kw_only=True)
class Practice:
    """One of GAO's ten, or one of its four characteristics: number 0. evidence: a sentence each."""

    number: int
    name: str
    verdict: Verdict
    evidence: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Blocker:
    """Why a schedule must not be simulated. number: of the DCMA's check."""

    code: str
    number: int
    message: str
    offenders: tuple[Offender, ...]


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that is said of one schedule."""

    name: str
    source: SourceFormat
    data_date: datetime
    activity_count: int
    incomplete_count: int
    link_count: int
    baseline: Baseline
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    practices: tuple[Practice, ...]
    characteristics: tuple[Practice, ...]
    blockers: tuple[Blocker, ...]


def score(report: Report) -> float | None:
    """The share of the assessed DCMA checks that passed, in [0, 1]; None where none was assessed.

    What was not assessed counts neither way, so compare revisions by the number assessed too.
    """
    assessed = [check for check in report.checks if check.status is not Status.NOT_ASSESSED]
    if not assessed:
        return None
    return sum(check.status is Status.PASSED for check in assessed) / len(assessed)


def judged(
    point: Point, numerator: float, denominator: float, offenders: list[Offender], note: str = ""
) -> Check:
    """The check with its figures. Without anything to look at, it is not assessed."""
    if not denominator:
        return not_assessed(point, f"nothing to assess: there are no {point.population}")
    metric = Metric(numerator=numerator, denominator=denominator, unit=point.threshold.unit)
    status = Status.PASSED if point.threshold.holds(metric) else Status.FAILED
    return Check(point=point, status=status, metric=metric, offenders=tuple(offenders), note=note)


def not_assessed(point: Point, reason: str, metric: Metric | None = None) -> Check:
    return Check(point=point, status=Status.NOT_ASSESSED, metric=metric, reason=reason)
