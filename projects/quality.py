"""What the page of a schedule's quality shows, as words made from the report."""

from collections.abc import Sequence
from dataclasses import dataclass

from projects.schedule.quality.results import (
    Check,
    Finding,
    Offender,
    Practice,
    Report,
    Status,
    Verdict,
    score,
)

MOST_SHOWN = 20

_STATUS_WORDS = {
    Status.PASSED: ("passed", "good"),
    Status.FAILED: ("failed", "bad"),
    Status.NOT_ASSESSED: ("not assessed", "note"),
}
_VERDICT_KINDS = {
    Verdict.SUPPORTED: "good",
    Verdict.CONTRADICTED: "bad",
    Verdict.NO_EVIDENCE: "note",
}


@dataclass(frozen=True, kw_only=True)
class Offenders:
    """The first of them, and how many more there are."""

    shown: Sequence[Offender]
    more: int

    @property
    def count(self) -> int:
        return len(self.shown) + self.more


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """kind: of the colour that the status has."""

    number: int
    name: str
    status: str
    kind: str
    metric: str
    threshold: str
    explained: str
    population: str
    source: str
    offenders: Offenders


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    name: str
    why: str
    figure: str
    offenders: Offenders


@dataclass(frozen=True, kw_only=True)
class PracticeLine:
    number: int
    name: str
    verdict: str
    kind: str
    evidence: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class BlockerLine:
    message: str
    offenders: Offenders


@dataclass(frozen=True, kw_only=True)
class QualityView:
    """score: in words, with what it is a share of."""

    report: Report
    score: str
    scored: str
    checks: Sequence[CheckLine]
    findings: Sequence[FindingLine]
    practices: Sequence[PracticeLine]
    characteristics: Sequence[PracticeLine]
    blockers: Sequence[BlockerLine]


def quality_view(report: Report) -> QualityView:
    assessed = [c for c in report.checks if c.status is not Status.NOT_ASSESSED]
    passed = sum(check.status is Status.PASSED for check in assessed)
    share = score(report)
    return QualityView(
        report=report,
        score="none" if share is None else f"{share:.0%}",
        scored=f"{passed} of {len(assessed)} assessed passed, "
        f"{len(report.checks) - len(assessed)} not assessed",
        checks=[_check_line(check) for check in report.checks],
        findings=[
            _finding_line(finding)
            for finding in report.findings
            if finding.offenders or finding.value is not None
        ],
        practices=[_practice_line(practice) for practice in report.practices],
        characteristics=[_practice_line(each) for each in report.characteristics],
        blockers=[
            BlockerLine(message=blocker.message, offenders=_offenders(blocker.offenders))
            for blocker in report.blockers
        ],
    )


def _check_line(check: Check) -> CheckLine:
    status, kind = _STATUS_WORDS[check.status]
    return CheckLine(
        number=check.point.number,
        name=check.point.name,
        status=status,
        kind=kind,
        metric="" if check.metric is None else str(check.metric),
        threshold=str(check.point.threshold),
        explained=check.reason or check.note,
        population=check.point.population,
        source=check.point.source,
        offenders=_offenders(check.offenders),
    )


def _finding_line(finding: Finding) -> FindingLine:
    figure = f"{len(finding.offenders)} of {finding.of}"
    return FindingLine(
        name=finding.name,
        why=finding.why,
        figure=figure if finding.value is None else f"{finding.value:.2f}",
        offenders=_offenders(finding.offenders),
    )


def _practice_line(practice: Practice) -> PracticeLine:
    return PracticeLine(
        number=practice.number,
        name=practice.name,
        verdict=str(practice.verdict),
        kind=_VERDICT_KINDS[practice.verdict],
        evidence=practice.evidence,
    )


def _offenders(offenders: Sequence[Offender]) -> Offenders:
    return Offenders(shown=offenders[:MOST_SHOWN], more=max(len(offenders) - MOST_SHOWN, 0))
