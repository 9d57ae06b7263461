"""Each fact as a sentence that a person would say. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from string import Formatter
from typing import Any, Protocol
from uuid import UUID

from eventlog.amendments import Corrected, Retracted
from eventlog.doors.svg import day_text
from eventlog.events import Event
from eventlog.streams import part_id
from projects import events as projects
from projects.charts import moved_text
from projects.contracts.sentences import SENTENCES as OF_CONTRACTS
from projects.timeline_labor import LABOR
from projects.timeline_planning import PLANNING
from projects.timeline_sites import SITES
from projects.timeline_supply import SUPPLY

NOBODY: Mapping[UUID, str] = {}


class Told(Protocol):
    """What a sentence is made from: any fact as the log gives it."""

    @property
    def stream(self) -> UUID: ...
    @property
    def type(self) -> str: ...
    @property
    def event(self) -> Any: ...


def subject_of(fact: Told) -> UUID:
    """The id of the row that a fact is about: a part of its stream if it names one, else all of it."""
    part = getattr(fact.event, "activity", "") or getattr(fact.event, "milestone", "")
    return part_id(fact.stream, part) if part else fact.stream


def sentence_of(fact: Told, names: Mapping[UUID, str] = NOBODY) -> str:
    """What a fact says. names: what people call its subject, by id, as facts give its code only."""
    event = fact.event
    said = SENTENCES.get(type(event))
    if said is None:
        return fact.type.partition(".")[2].replace("_", " ").capitalize() + "."
    if callable(said):
        return said(event)
    name = names.get(subject_of(fact), "")
    sentence = _WORDS.vformat(said, (), {**_fields(event), "name_of_subject": name})
    return " ".join(sentence.split())


class _Words(Formatter):
    """Dates and codes in words; numbers without needless zeros."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, date):
            return day_text(value)
        if isinstance(value, Enum):
            return str(value.value).replace("_", " ")
        if isinstance(value, float) and not format_spec:
            return f"{value:g}"
        return str(super().format_field(value, format_spec))


_WORDS = _Words()


def _fields(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in type(event).__struct_fields__}


def _contract(event: projects.ContractSigned) -> str:
    parts = (
        f"{each.code} {each.power_mw:g} MW from {day_text(each.starts_on)}"
        for each in event.tranches
    )
    return f"Contract {event.code} signed with {event.customer}: {'; '.join(parts)}."


def _amendment(event: projects.TrancheStartAmended) -> str:
    moved = moved_text((event.now_due_on - event.was_due_on).days)
    because = f": {event.reason}" if event.reason else ""
    return (
        f"Contract start of {event.tranche} moved from {day_text(event.was_due_on)} to "
        f"{day_text(event.now_due_on)} ({moved}){because}."
    )


def _forecast(event: projects.ForecastIssued) -> str:
    parts = (
        f"{each.code} P80 {day_text(each.p80)}, {each.chance_of_missing:.0%} chance of missing"
        for each in event.tranches
    )
    return f"Forecast of data date {day_text(event.data_date)}: {'; '.join(parts)}."


def _scored(event: projects.ForecastsScored) -> str:
    return (
        f"{len(event.scores)} forecasts of {event.milestone} scored against "
        f"{day_text(event.reached_on)}, when it was reached."
    )


def _withdrawn(event: projects.ScoresWithdrawn) -> str:
    return f"{len(event.forecasts)} forecasts of {event.milestone} are no longer scored."


def _raised(event: projects.AlertRaised) -> str:
    side = moved_text(event.days_late).replace("later", "after").replace("earlier", "before")
    where = "on" if event.days_late == 0 else side
    return (
        f"Alert raised for {event.tranche}: P80 {day_text(event.p80)} is {where} the contract "
        f"start {day_text(event.starts_on)}, {event.chance_of_missing:.0%} chance of missing it."
    )


SENTENCES: dict[type[Event], str | Callable[[Any], str]] = {
    Retracted: "Fact {position} taken back: {reason}",
    Corrected: "Fact {position} corrected: {reason}",
    **PLANNING,
    **LABOR,
    **SUPPLY,
    **SITES,
    **OF_CONTRACTS,
    projects.ProjectRegistered: "{code} {name} tracked as a {kind} build from {starts_on}.",
    projects.ContractSigned: _contract,
    projects.TrancheStartAmended: _amendment,
    projects.ActivityStarted: "{activity} {name_of_subject} started.",
    projects.ActivityProgressed: (
        "{activity} {name_of_subject}: {remaining_days} working days left."
    ),
    projects.ActivityFinished: "{activity} {name_of_subject} finished.",
    projects.MilestoneReached: "Milestone {milestone} {name_of_subject} reached.",
    projects.ForecastIssued: _forecast,
    projects.ForecastsScored: _scored,
    projects.ScoresWithdrawn: _withdrawn,
    projects.AlertRaised: _raised,
    projects.AlertCleared: (
        "Alert cleared for {tranche}: P80 {p80}, {chance_of_missing:.0%} chance of missing."
    ),
}
