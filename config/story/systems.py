"""The systems of a hall and their commissioning, as far as the activities of the hall have come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from config.story.as_built import Worked
from config.story.diary import Diary
from config.story.script import Finding, Story
from eventlog.streams import part_id
from sites import commands as sites
from sites.events import CxLevel, Outcome, SystemKind

AGENT = "commissioning agent"


@dataclass(frozen=True, kw_only=True)
class SystemCard:
    """A system that every hall has. tested_by: the end of the hall's activity that tests a level."""

    tag: str
    name: str
    kind: SystemKind
    tested_by: Mapping[CxLevel, str]


ELECTRICAL = {CxLevel.L3: "180", CxLevel.L4: "210"}
MECHANICAL = {CxLevel.L3: "190", CxLevel.L4: "220"}

SYSTEMS = (
    SystemCard(tag="UPS", name="UPS line-ups", kind=SystemKind.POWER, tested_by=ELECTRICAL),
    SystemCard(tag="GEN", name="Diesel generators", kind=SystemKind.POWER, tested_by=ELECTRICAL),
    SystemCard(
        tag="CHW", name="Chillers and fan walls", kind=SystemKind.COOLING, tested_by=MECHANICAL
    ),
    SystemCard(
        tag="CDU", name="CDUs and coolant loops", kind=SystemKind.COOLING, tested_by=MECHANICAL
    ),
    SystemCard(tag="BMS", name="BMS and EPMS", kind=SystemKind.CONTROLS, tested_by=MECHANICAL),
)


def tell_systems(diary: Diary, story: Story, went: Mapping[str, Worked]) -> None:
    """Registered with the first work in the hall, energised and tested with the hall's activities."""
    for hall in story.place.halls:
        for card in SYSTEMS:
            _tell_system(diary, hall, card, went)
    for attempt in story.attempts:
        _tell_test(diary, attempt.on, attempt.tag, CxLevel.L5, attempt.procedure, attempt.outcome)
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
    for level, number in card.tested_by.items():
        for on, outcome in _attempts(went[f"H{hall}-{number}"], level, tag):
            _tell_test(diary, on, tag, level, f"{level} {card.name}", outcome)


def _attempts(work: Worked, level: CxLevel, tag: str) -> Iterator[tuple[date, Outcome]]:
    """The generators fail their first L4 in every hall; all else passes the first time."""
    if level is CxLevel.L4 and tag.startswith("GEN"):
        yield work.starts_on, Outcome.FAIL
    yield work.ends_on, Outcome.PASS


def _tell_test(
    diary: Diary, on: date, tag: str, level: CxLevel, procedure: str, outcome: Outcome
) -> None:
    tested = {
        "system_id": sites.system_stream(diary.site, tag),
        "level": level,
        "procedure": procedure,
        "outcome": outcome,
        "witness": "Owner and commissioning agent",
        "on": on,
    }
    diary.note(on, sites.record_test, f"{tag}/{procedure}", by=AGENT, inputs=tested)


def _tell_finding(diary: Diary, finding: Finding) -> None:
    system = sites.system_stream(diary.site, finding.tag)
    raised = {
        "system_id": system,
        "reference": finding.reference,
        "priority": finding.priority,
        "description": finding.what,
        "on": finding.on,
    }
    diary.note(finding.on, sites.raise_deficiency, finding.reference, by=AGENT, inputs=raised)
    if finding.closed_on:
        closed = {
            "deficiency_id": part_id(system, "deficiency", finding.reference),
            "resolution": "Corrected, retested and verified.",
            "on": finding.closed_on,
        }
        diary.note(
            finding.closed_on, sites.close_deficiency, finding.reference, by=AGENT, inputs=closed
        )
