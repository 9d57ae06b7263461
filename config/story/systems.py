"""The systems of a hall and their commissioning, as far as the activities of the hall have come."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from config.story.as_built import Worked
from config.story.diary import Diary
from config.story.measured import measured
from config.story.script import Attempt, Finding, Step, Story, Turn
from eventlog.commands import Command
from eventlog.doors.inputs import Upload
from sites import commands as sites
from sites.commissioning import commands as commissioning
from sites.commissioning.readings import Reading
from sites.commissioning.streams import attempt_id, deficiency_id
from sites.events import CxLevel, Outcome, SystemKind

AGENT = "commissioning agent"


@dataclass(frozen=True, kw_only=True)
class SystemCard:
    """A system that every hall has. tested_by: the end of the hall's activity that tests a level.

    set_by: the activity that sets it in its place, before which it was tested in the factory.
    """

    tag: str
    name: str
    kind: SystemKind
    set_by: str
    tested_by: Mapping[CxLevel, str]


ELECTRICAL = {CxLevel.L2: "150", CxLevel.L3: "180", CxLevel.L4: "210"}
MECHANICAL = {CxLevel.L2: "150", CxLevel.L3: "190", CxLevel.L4: "220"}

SHIPPING = timedelta(days=30)
"""From the test in the factory to the place in the hall."""

SYSTEMS = (
    SystemCard(
        tag="UPS",
        name="UPS line-ups",
        kind=SystemKind.POWER,
        set_by="030",
        tested_by=ELECTRICAL,
    ),
    SystemCard(
        tag="GEN",
        name="Diesel generators",
        kind=SystemKind.POWER,
        set_by="040",
        tested_by=ELECTRICAL,
    ),
    SystemCard(
        tag="CHW",
        name="Chillers and fan walls",
        kind=SystemKind.COOLING,
        set_by="090",
        tested_by=MECHANICAL,
    ),
    SystemCard(
        tag="CDU",
        name="CDUs and coolant loops",
        kind=SystemKind.COOLING,
        set_by="100",
        tested_by=MECHANICAL,
    ),
    SystemCard(
        tag="BMS",
        name="BMS and EPMS",
        kind=SystemKind.CONTROLS,
        set_by="130",
        tested_by=MECHANICAL,
    ),
)

STEPS: Mapping[Turn, tuple[Command, str, str]] = {
    Turn.ASSIGN: (commissioning.assign_deficiency, "assignee", ""),
    Turn.FIX: (commissioning.fix_deficiency, "fixed_by", "correction"),
    Turn.VERIFY: (commissioning.verify_deficiency, "verified_by", ""),
    Turn.REJECT: (commissioning.reject_deficiency_fix, "rejected_by", "reason"),
    Turn.WAIVE: (commissioning.waive_deficiency, "waived_by", "reason"),
    Turn.PRIORITISE: (commissioning.prioritise_deficiency, "", "reason"),
}
"""The command of each turn, and what it calls who and why."""


def tell_systems(diary: Diary, story: Story, went: Mapping[str, Worked]) -> None:
    """Registered with the first work in the hall, energised and tested with the hall's activities."""
    for hall in story.place.halls:
        for card in SYSTEMS:
            _tell_system(diary, hall, card, went)
    tries: Counter[str] = Counter()
    for attempt in story.attempts:
        _tell_attempt(diary, attempt, tries)
    for finding in story.findings:
        _tell_finding(diary, finding)


def _tell_system(diary: Diary, hall: str, card: SystemCard, went: Mapping[str, Worked]) -> None:
    tag = f"{card.tag}-{hall}"
    system = sites.system_stream(diary.site, tag)
    begun, live = went[f"H{hall}-010"].starts_on, went[f"H{hall}-170"].ends_on
    registered = {
        "site": diary.site,
        "hall": hall,
        "tag": tag,
        "name": f"{card.name}, hall {hall}",
        "kind": card.kind,
    }
    diary.note(begun, sites.register_system, tag, by=AGENT, inputs=registered)
    energised = {"system_id": system, "on": live}
    diary.note(live, sites.energise_system, tag, by=AGENT, inputs=energised)
    accepted = factory_tested_on(card, hall, went)
    _tell_test(diary, accepted, tag, CxLevel.L1, f"L1 {card.name}", Outcome.PASS)
    for level, number in card.tested_by.items():
        for on, outcome in _attempts(went[f"H{hall}-{number}"], level, tag):
            readings = measured(card.tag, level, outcome, hall=hall)
            _tell_test(diary, on, tag, level, f"{level} {card.name}", outcome, readings)


def factory_tested_on(card: SystemCard, hall: str, went: Mapping[str, Worked]) -> date:
    """Some weeks before it is set, and no sooner than the system is known in the hall."""
    return max(went[f"H{hall}-010"].starts_on, went[f"H{hall}-{card.set_by}"].starts_on - SHIPPING)


def _attempts(work: Worked, level: CxLevel, tag: str) -> Iterator[tuple[date, Outcome]]:
    """The generators fail their first L4 in every hall; all else passes the first time."""
    if level is CxLevel.L4 and tag.startswith("GEN"):
        yield work.starts_on, Outcome.FAIL
    yield work.ends_on, Outcome.PASS


def _tell_test(
    diary: Diary,
    on: date,
    tag: str,
    level: CxLevel,
    procedure: str,
    outcome: Outcome,
    readings: tuple[Reading, ...] = (),
) -> None:
    tested = {
        "system_id": sites.system_stream(diary.site, tag),
        "level": level,
        "procedure": procedure,
        "outcome": outcome,
        "witness": "Owner and commissioning agent",
        "readings": readings,
        "on": on,
    }
    diary.note(on, sites.record_test, f"{tag}/{procedure}", by=AGENT, inputs=tested)


def _tell_attempt(diary: Diary, attempt: Attempt, tries: Counter[str]) -> None:
    level, tag, procedure = CxLevel.L5, attempt.tag, attempt.procedure
    _tell_test(diary, attempt.on, tag, level, procedure, attempt.outcome, attempt.readings)
    tries[f"{tag}/{procedure}"] += 1
    if attempt.trend:
        system, number = sites.system_stream(diary.site, tag), tries[f"{tag}/{procedure}"]
        kept = {
            "test_id": attempt_id(system, level, procedure, number),
            "file": Upload(f"{tag}-trend-{number}.csv", attempt.trend.encode()),
        }
        diary.note(
            attempt.on, commissioning.attach_test_file, f"{tag}/{number}", by=AGENT, inputs=kept
        )


def _tell_finding(diary: Diary, finding: Finding) -> None:
    system = sites.system_stream(diary.site, finding.tag)
    raised = {
        "system_id": system,
        "reference": finding.reference,
        "priority": finding.priority,
        "description": finding.what,
        "level": finding.level,
        "on": finding.on,
    }
    diary.note(finding.on, sites.raise_deficiency, finding.reference, by=AGENT, inputs=raised)
    found = deficiency_id(system, finding.reference)
    for step in finding.steps:
        command, who, why = STEPS[step.turn]
        inputs = {"deficiency_id": found, "on": step.on, **_said(step, who, why)}
        diary.note(step.on, command, finding.reference, by=AGENT, inputs=inputs)
    if finding.closed_on:
        closed = {
            "deficiency_id": found,
            "resolution": "Corrected, retested and verified.",
            "on": finding.closed_on,
        }
        diary.note(
            finding.closed_on, sites.close_deficiency, finding.reference, by=AGENT, inputs=closed
        )


def _said(step: Step, who: str, why: str) -> dict[str, object]:
    said = {who: step.who, why: step.why, "priority": step.priority}
    return {name: value for name, value in said.items() if name and value}
