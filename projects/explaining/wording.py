"""Causes and facts as a person reads them. Pure."""

from collections.abc import Mapping
from uuid import UUID

from projects.explaining.grouping import Group
from projects.timeline import NOBODY, sentence_of

TIME = "Time passed without news"
OTHERS = "All other causes"
TIME_WHY = (
    "What was neither finished nor reported until the later data date had yet to be done then."
)


def title_of(group: Group, names: Mapping[UUID, str] = NOBODY) -> str:
    """A fact alone is its own title; several are titled by what they are about."""
    if len(group.facts) == 1:
        return sentence_of(group.facts[0], names)
    count = f"{len(group.facts)} facts"
    return f"{group.name or _subject(group) or _last(group, names)}: {count}"


def _subject(group: Group) -> str:
    """`Order LVB-PO-XFMR`, `Incident LVB-TR-1`, `Crew Electrical`."""
    events = [fact.event for fact in group.facts]
    for kind, field in (("Order", "number"), ("Incident", "reference"), ("Crew", "name")):
        code = next((named for event in events if (named := getattr(event, field, ""))), "")
        if code:
            return f"{kind} {code}"
    return ""


def _last(group: Group, names: Mapping[UUID, str]) -> str:
    return sentence_of(group.facts[-1], names).rstrip(".")
