"""GAO's ten best practices and four characteristics, and what in a file bears on each. Pure.

Source: GAO-16-89G, Schedule Assessment Guide (December 2015). What a file cannot show, such as
whether it holds all work, has no evidence: the verdict then says so, and never "supported".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from projects.schedule.quality.facts import Facts
from projects.schedule.quality.results import Check, Finding, Practice, Status, Verdict

Fact = Callable[[Facts], str]


@dataclass(frozen=True, kw_only=True)
class _Question:
    """checks: numbers of the DCMA's. zero: findings of which one offender contradicts the practice.
    told: sentences that bear on it and decide nothing. needs: without it nothing supports it.
    """

    number: int
    name: str
    checks: tuple[int, ...] = ()
    zero: tuple[str, ...] = ()
    told: tuple[Fact, ...] = ()
    needs: Callable[[Facts], bool] = lambda facts: True


def _in_progress(facts: Facts) -> bool:
    return any(activity.started_at is not None for activity in facts.activities)


def _scope(facts: Facts) -> str:
    named = sum(bool(facts.activities[i].wbs) for i in facts.working)
    return (
        f"{named} of {len(facts.working)} activities stand in a work breakdown; "
        "work that the file leaves out cannot be seen in it."
    )


def _breakdown(facts: Facts) -> str:
    nodes = {facts.activities[i].wbs for i in facts.working} - {""}
    return f"The work breakdown has {len(nodes)} nodes with activities to roll up."


def _ranges(facts: Facts) -> str:
    ranged = sum(
        facts.activities[i].optimistic is not None and facts.activities[i].pessimistic is not None
        for i in facts.incomplete
    )
    return f"{ranged} of {len(facts.incomplete)} incomplete activities have a three-point duration."


def _progress(facts: Facts) -> str:
    begun = sum(facts.activities[i].started_at is not None for i in facts.working)
    done = len(facts.working) - len(facts.incomplete)
    return f"{begun} of {len(facts.working)} activities have started, {done} are complete."


def _baselined(facts: Facts) -> str:
    known = sum(facts.baseline_finish(i) is not None for i in facts.working)
    return f"{known} of {len(facts.working)} activities have a baseline finish."


_QUESTIONS = (
    _Question(number=1, name="Capture all activities", told=(_scope,)),
    _Question(
        number=2,
        name="Sequence all activities",
        checks=(1, 2, 3, 4, 5),
        zero=("dangling_starts", "dangling_finishes", "only_beside_effort"),
    ),
    _Question(number=3, name="Assign resources to all activities", checks=(10,)),
    _Question(number=4, name="Establish the duration of all activities", checks=(8,)),
    _Question(
        number=5,
        name="Verify that the schedule can be traced horizontally and vertically",
        checks=(1, 12),
        told=(_breakdown,),
    ),
    _Question(
        number=6,
        name="Confirm that the critical path is valid",
        checks=(5, 12),
        zero=("level_of_effort",),
    ),
    _Question(number=7, name="Ensure reasonable total float", checks=(6, 7, 13)),
    _Question(number=8, name="Conduct a schedule risk analysis", told=(_ranges,)),
    _Question(
        number=9,
        name="Update the schedule using actual progress and logic",
        checks=(9,),
        zero=("out_of_sequence", "invalid_actuals", "missing_remaining"),
        told=(_progress,),
        needs=_in_progress,
    ),
    _Question(number=10, name="Maintain a baseline schedule", checks=(11, 14), told=(_baselined,)),
)
_RISK_ANALYSIS = 8
_CHARACTERISTICS = {
    "Comprehensive": (1, 3, 4),
    "Well-constructed": (2, 6, 7),
    "Credible": (5, 8),
    "Controlled": (9, 10),
}


def practices(
    facts: Facts,
    checks: Sequence[Check],
    findings: Sequence[Finding],
    *,
    simulated: str = "",
) -> tuple[Practice, ...]:
    """The ten, each with the sentences for and against it.

    simulated: what is known of a risk analysis of this very schedule, a sentence; "" for none.
    """
    by_number = {check.point.number: check for check in checks}
    by_key = {finding.key: finding for finding in findings}
    return tuple(
        _answer(
            question,
            facts,
            [by_number[number] for number in question.checks],
            [by_key[key] for key in question.zero],
            simulated if question.number == _RISK_ANALYSIS else "",
        )
        for question in _QUESTIONS
    )


def _answer(
    question: _Question,
    facts: Facts,
    checks: Sequence[Check],
    findings: Sequence[Finding],
    simulated: str,
) -> Practice:
    against = any(check.status is Status.FAILED for check in checks)
    against |= any(finding.offenders for finding in findings)
    in_favor = any(check.status is Status.PASSED for check in checks) or bool(simulated)
    supported = in_favor and question.needs(facts)
    verdict = Verdict.SUPPORTED if supported else Verdict.NO_EVIDENCE
    return Practice(
        number=question.number,
        name=question.name,
        verdict=Verdict.CONTRADICTED if against else verdict,
        evidence=(
            *([simulated] if simulated else []),
            *map(sentence_of, checks),
            *(_finding_sentence(finding) for finding in findings if finding.of),
            *(told(facts) for told in question.told),
        ),
    )


def characteristics(found: Sequence[Practice]) -> tuple[Practice, ...]:
    """The four: supported only where each of its practices is, contradicted where one is."""
    by_number = {practice.number: practice for practice in found}
    return tuple(
        _characteristic(name, [by_number[number] for number in numbers])
        for name, numbers in _CHARACTERISTICS.items()
    )


def _characteristic(name: str, made_of: Sequence[Practice]) -> Practice:
    verdicts = {practice.verdict for practice in made_of}
    verdict = Verdict.NO_EVIDENCE
    if Verdict.CONTRADICTED in verdicts:
        verdict = Verdict.CONTRADICTED
    elif verdicts == {Verdict.SUPPORTED}:
        verdict = Verdict.SUPPORTED
    evidence = tuple(f"Practice {p.number}, {p.name}: {p.verdict}." for p in made_of)
    return Practice(number=0, name=name, verdict=verdict, evidence=evidence)


_SAID: Mapping[Status, str] = {
    Status.PASSED: "passed",
    Status.FAILED: "failed",
    Status.NOT_ASSESSED: "was not assessed",
}


def sentence_of(check: Check) -> str:
    point = check.point
    start = f"DCMA {point.number} ({point.name}) {_SAID[check.status]}"
    if check.status is Status.NOT_ASSESSED or check.metric is None:
        return f"{start}: {check.reason}."
    return f"{start}: {check.metric}, where {point.threshold} passes."


def _finding_sentence(finding: Finding) -> str:
    return f"{finding.name}: {len(finding.offenders)} of {finding.of}."
