"""The whole assessment of one schedule, and the same as plain JSON values. Pure."""

from collections.abc import Callable
from typing import Any

from projects.schedule.cpm import Analysis
from projects.schedule.model import Schedule
from projects.schedule.quality import (
    baseline_checks,
    critical_path_checks,
    date_checks,
    logic_checks,
)
from projects.schedule.quality.facts import Facts
from projects.schedule.quality.gao import characteristics, practices
from projects.schedule.quality.gate import blockers
from projects.schedule.quality.link_findings import link_findings
from projects.schedule.quality.progress_findings import progress_findings
from projects.schedule.quality.results import (
    Baseline,
    Blocker,
    Check,
    Finding,
    Metric,
    Offender,
    Practice,
    Report,
    Status,
    score,
)

Plain = dict[str, Any]

_CHECKS: tuple[Callable[[Facts], Check], ...] = (
    logic_checks.logic,
    logic_checks.leads,
    logic_checks.lags,
    logic_checks.relationship_types,
    date_checks.hard_constraints,
    date_checks.high_float,
    date_checks.negative_float,
    date_checks.high_duration,
    date_checks.invalid_dates,
    date_checks.resources,
    baseline_checks.missed_tasks,
    critical_path_checks.critical_path_test,
    critical_path_checks.cpli,
    baseline_checks.bei,
)


def assess(
    schedule: Schedule,
    analysis: Analysis,
    *,
    baseline: Baseline = Baseline.OF_FILE,
    simulated: str = "",
) -> Report:
    """Every check of a schedule with its dates; about one forward pass more, for check 12.

    analysis: of that schedule. baseline: what stands for it, see Baseline. simulated: a sentence
    on the risk analysis that was made of this schedule, "" for none.
    """
    facts = Facts(schedule, analysis, baseline=baseline)
    checks = tuple(check_of(facts) for check_of in _CHECKS)
    findings = (*link_findings(facts), *progress_findings(facts))
    followed = practices(facts, checks, findings, simulated=simulated)
    return Report(
        name=schedule.name,
        source=schedule.source,
        data_date=schedule.data_date,
        activity_count=len(facts.activities),
        incomplete_count=len(facts.incomplete),
        link_count=len(schedule.links),
        baseline=baseline,
        checks=checks,
        findings=findings,
        practices=followed,
        characteristics=characteristics(followed),
        blockers=blockers(facts),
    )


def as_plain(report: Report) -> Plain:
    """The report as JSON values: figures to four places, dates as ISO text with minutes."""
    share = score(report)
    assessed = [c for c in report.checks if c.status is not Status.NOT_ASSESSED]
    return {
        "name": report.name,
        "source": str(report.source),
        "data_date": report.data_date.isoformat(timespec="minutes"),
        "activities": report.activity_count,
        "incomplete": report.incomplete_count,
        "links": report.link_count,
        "baseline": str(report.baseline),
        "score": None if share is None else round(share, 4),
        "assessed": len(assessed),
        "passed": sum(check.status is Status.PASSED for check in assessed),
        "checks": [_check(check) for check in report.checks],
        "findings": [_finding(finding) for finding in report.findings],
        "gao": {
            "practices": [_practice(practice) for practice in report.practices],
            "characteristics": [_practice(each) for each in report.characteristics],
        },
        "may_be_simulated": not report.blockers,
        "blockers": [_blocker(blocker) for blocker in report.blockers],
    }


def _check(check: Check) -> Plain:
    point = check.point
    return {
        "number": point.number,
        "key": point.key,
        "name": point.name,
        "status": str(check.status),
        "reason": check.reason or None,
        "metric": None if check.metric is None else _metric(check.metric),
        "threshold": str(point.threshold),
        "offender_count": len(check.offenders),
        "offenders": [_offender(each) for each in check.offenders],
        "population": point.population,
        "source": point.source,
        "note": check.note or None,
    }


def _metric(metric: Metric) -> Plain:
    return {
        "value": _rounded(metric.value),
        "numerator": _rounded(metric.numerator),
        "denominator": _rounded(metric.denominator),
        "unit": str(metric.unit),
    }


def _rounded(value: float) -> float:
    """A whole number as an int, else four places."""
    return int(value) if value == int(value) else round(value, 4)


def _offender(offender: Offender) -> Plain:
    figure = None if offender.figure is None else _rounded(offender.figure)
    said = {"figure": figure, "detail": offender.detail}
    if offender.link is None:
        return {"activity": offender.activity, **said}
    link = offender.link
    ends = {"predecessor": link.predecessor, "successor": link.successor, "type": str(link.type)}
    return {**ends, **said}


def _finding(finding: Finding) -> Plain:
    return {
        "key": finding.key,
        "name": finding.name,
        "why": finding.why,
        "count": len(finding.offenders),
        "of": finding.of,
        "value": None if finding.value is None else _rounded(finding.value),
        "offenders": [_offender(each) for each in finding.offenders],
    }


def _practice(practice: Practice) -> Plain:
    numbered = {"number": practice.number} if practice.number else {}
    said = {"verdict": str(practice.verdict), "evidence": list(practice.evidence)}
    return {**numbered, "name": practice.name, **said}


def _blocker(blocker: Blocker) -> Plain:
    return {
        "code": blocker.code,
        "check": blocker.number,
        "message": blocker.message,
        "offenders": [_offender(each) for each in blocker.offenders],
    }
