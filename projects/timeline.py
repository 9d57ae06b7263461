"""Each fact as a sentence that a person would say. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from string import Formatter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from eventlog.events import Event
from labor import events as labor
from projects import events as projects
from projects.charts import day_text, moved_text
from sites import events as sites
from supply import events as supply

if TYPE_CHECKING:
    from eventlog.log import Fact


def sentence_of(fact: Fact[Any], names: Mapping[UUID, str] | None = None) -> str:
    """What a fact says. names: of the systems by stream, as the facts of a system do not repeat it."""
    event = fact.event
    said = _SAID.get(type(event))
    if said is None:
        return fact.type.partition(".")[2].replace("_", " ").capitalize() + "."
    if callable(said):
        return said(event)
    subject = (names or {}).get(fact.stream, "the system")
    sentence = _WORDS.vformat(said, (), {**_fields(event), "subject": subject})
    return sentence[0].upper() + sentence[1:]


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


def _import(event: projects.ScheduleImported) -> str:
    taken_out = f", {len(event.removed)} taken out" if event.removed else ""
    return (
        f"Schedule revision {event.revision} imported from {event.file_name}: "
        f"{len(event.schedule.activities)} activities, {len(event.schedule.links)} links{taken_out}."
    )


def _forecast(event: projects.ForecastIssued) -> str:
    parts = (
        f"{each.code} P80 {day_text(each.p80)}, {each.chance_of_missing:.0%} chance of missing"
        for each in event.tranches
    )
    return f"Forecast issued: {'; '.join(parts)}."


def _mix(event: labor.CrewMobilised | labor.MixReported, verb: str) -> str:
    mix = event.mix
    return (
        f"Crew {event.name} ({event.craft}) {verb} {mix.heads} heads, "
        f"{mix.journey_level} of them journey level."
    )


def _raised(event: projects.AlertRaised) -> str:
    side = moved_text(event.days_late).replace("later", "after").replace("earlier", "before")
    where = "on" if event.days_late == 0 else side
    return (
        f"Alert raised for {event.tranche}: P80 {day_text(event.p80)} is {where} the contract "
        f"start {day_text(event.starts_on)}, {event.chance_of_missing:.0%} chance of missing it."
    )


_SAID: dict[type[Event], str | Callable[[Any], str]] = {
    projects.ProjectRegistered: "{code} {name} tracked as a {kind} build from {starts_on}.",
    projects.ContractSigned: _contract,
    projects.TrancheStartAmended: _amendment,
    projects.ScheduleImported: _import,
    projects.ActivityStarted: "Activity {activity} started.",
    projects.ActivityProgressed: "Activity {activity}: {remaining_days} working days left.",
    projects.ActivityFinished: "Activity {activity} finished.",
    projects.MilestoneReached: "Milestone {milestone} reached.",
    projects.ForecastIssued: _forecast,
    projects.AlertRaised: _raised,
    projects.AlertCleared: (
        "Alert cleared for {tranche}: P80 {p80}, {chance_of_missing:.0%} chance of missing."
    ),
    labor.CrewMobilised: lambda event: _mix(event, "came on site with"),
    labor.MixReported: lambda event: _mix(event, "counted at"),
    labor.CrewDemobilised: "Crew {name} left the site.",
    supply.OrderPlaced: (
        "Order {number} for {package} placed with {supplier}, promised for {promised_on}."
    ),
    supply.PromiseMoved: "Order {number} is now promised for {promised_on}, because of {cause}.",
    supply.StageCompleted: "Order {number}: {stage}.",
    supply.Delivered: "Order {number} delivered.",
    supply.IncidentReported: (
        "Incident {reference}, {title}: {probability:.0%} likely to cost {days.likely} days "
        "({days.optimistic} to {days.pessimistic})."
    ),
    supply.IncidentReassessed: (
        "Incident {reference} reassessed: {probability:.0%} likely to cost {days.likely} days "
        "({days.optimistic} to {days.pessimistic})."
    ),
    supply.IncidentResolved: "Incident {reference} resolved: it took {days_lost} days.",
    sites.SystemRegistered: "System {tag}, {name}, registered in hall {hall}.",
    sites.SystemEnergised: "{subject} energised.",
    sites.TestRecorded: "{subject}: {level} test {procedure}, attempt {attempt}: {outcome}.",
    sites.DeficiencyRaised: "{subject}: {priority} deficiency {reference} raised: {description}",
    sites.DeficiencyClosed: "{subject}: deficiency {reference} closed.",
    sites.WeatherDayLost: "A day lost to {cause}.",
}
