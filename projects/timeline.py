"""Each fact as a sentence that a person would say. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from string import Formatter
from typing import Any, Protocol
from uuid import UUID

from eventlog.amendments import Corrected, Retracted
from eventlog.doors.money import money_text
from eventlog.doors.svg import day_text
from eventlog.events import Event
from eventlog.streams import part_id
from labor import events as labor
from projects import events as projects
from projects.charts import moved_text
from projects.contracts.sentences import SENTENCES as OF_CONTRACTS
from projects.timeline_commissioning import COMMISSIONING
from sites import events as sites
from sites.distribution import events as distribution
from sites.distribution.wording import name_of
from sites.outside import events as outside
from sites.utility import events as utility
from sites.weather import events as weather
from supply import events as supply
from supply.mitigation import events as mitigation
from supply.tracking import events as tracking

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


def _import(event: projects.ScheduleImported) -> str:
    taken_out = f", {len(event.removed)} taken out" if event.removed else ""
    return (
        f"Schedule revision {event.revision} imported from {event.file_name}: "
        f"{len(event.schedule.activities)} activities, {len(event.schedule.links)} links{taken_out}."
    )


_CHANGED: dict[type[Event], tuple[str, str]] = {
    projects.ScheduleProgressed: ("report of progress", "reports of progress"),
    projects.WorkedOutOfSequence: ("activity out of sequence", "activities out of sequence"),
    projects.ActivitiesEdited: ("edit of an activity", "edits of activities"),
    projects.LogicEdited: ("edit of a link", "edits of links"),
    projects.DurationsEdited: ("edit of a planned duration", "edits of planned durations"),
    projects.ActualsEdited: (
        "actual date changed afterwards",
        "actual dates changed afterwards",
    ),
    projects.ConstraintsEdited: ("edit of a constraint", "edits of constraints"),
    projects.CalendarsEdited: ("edit of a calendar", "edits of calendars"),
    projects.OptionsEdited: ("edit of the project's own dates", "edits of the project's own dates"),
}
_TOLD_OF = 3


def _changes(event: projects.RevisionChanges) -> str:
    """How many changes a revision made of one kind, with the first of them."""
    count, some = len(event.changes), event.changes[:_TOLD_OF]
    first = "; ".join(
        f"{each.subject} {each.field} {each.before or 'none'} > {each.after or 'none'}"
        for each in some
    )
    more = f"; and {count - len(some)} more" if count > len(some) else ""
    return f"Revision {event.revision}, {count} {_CHANGED[type(event)][count > 1]}: {first}{more}."


def _assessment(event: projects.ScheduleAssessed) -> str:
    score = (
        "no DCMA check assessed"
        if event.score is None
        else f"{event.score:.0%} of DCMA checks passed"
    )
    blocked = "".join(f" Not simulated: {each.message}" for each in event.blockers)
    return f"Revision {event.revision} ends {day_text(event.finish)}, {score}.{blocked}"


def _baseline(event: projects.BaselineSet) -> str:
    return (
        f"Revision {event.revision} set as baseline {event.name}, to end {day_text(event.finish)}."
    )


def _mapping(event: projects.ActivitiesMapped) -> str:
    return f"Mapping rules tied {len(event.activities)} activities to the build."


def _tied(event: projects.ActivityMapped) -> str:
    ties = event.ties
    said = [
        f"{name.replace('_', ' ')} {value}"
        for name in ("craft", "package", "order", "system", "cx_level")
        if (value := getattr(ties, name))
    ]
    if ties.weather_exposed is not None:
        said.append("out in the weather" if ties.weather_exposed else "sheltered")
    return f"{event.activity} tied to {', '.join(said)}."


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


def _mix(event: labor.CrewMobilised | labor.MixReported, verb: str) -> str:
    mix = event.mix
    return (
        f"Crew {event.name} ({event.craft}) {verb} {mix.heads} heads, "
        f"{mix.journey_level} of them journey level."
    )


def _planned_weather(event: weather.WeatherDaysPlanned) -> str:
    return f"{sum(event.days)} weather days a year planned, after {event.basis}."


def _designed(event: distribution.DistributionDesigned) -> str:
    count = len(event.assets)
    return (
        f"{_service(event)} of hall {event.hall} designed as {name_of(event.topology)} for "
        f"{event.load_kw / 1000:g} MW, {count} asset{'s' if count != 1 else ''}."
    )


def _assets(
    event: (
        distribution.AssetsInstalled | distribution.AssetsEnergised | distribution.AssetsDeEnergised
    ),
    done: str,
) -> str:
    some = ", ".join(event.tags[:_TOLD_OF])
    more = f" and {len(event.tags) - _TOLD_OF} more" if len(event.tags) > _TOLD_OF else ""
    return f"{_service(event)} of hall {event.hall}: {some}{more} {done}."


def _service(event: Any) -> str:
    return str(event.service.value).replace("_", " ").capitalize()


def _left(event: labor.HeadsLeft) -> str:
    return (
        f"{event.moved.heads} heads of crew {event.name} ({event.craft}) went over to "
        f"{event.to_name} at {event.to_site}: {event.mix.heads} are left."
    )


def _joined(event: labor.HeadsJoined) -> str:
    return (
        f"{event.moved.heads} heads of {event.from_name} at {event.from_site} joined crew "
        f"{event.name} ({event.craft}), now {event.mix.heads}."
    )


def _week(event: labor.WeekWorked) -> str:
    worked = event.straight_hours + event.overtime_hours
    overtime = f" ({event.overtime_hours:,.0f} of them overtime)" if event.overtime_hours else ""
    earned = "" if event.earned_hours is None else f", {event.earned_hours:,.0f} earned"
    done = f": {event.quantity:,g} {event.unit}" if event.quantity is not None else ""
    return f"Crew {event.name} worked {worked:,.0f} hours{overtime}{earned}{done}."


def _breach(event: labor.RatioBreached) -> str:
    too = "many" if event.direction == "max" else "few"
    unit = " hours" if event.basis == "hours" else ""
    return (
        f"Ratio rule {event.rule} ({event.says}) broken by {event.craft}: {event.apprentices:,}"
        f"{unit} of apprentices to {event.journeys:,} of journey level, "
        f"{event.excess_apprentices:,} too {too}."
    )


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
    projects.ProjectRegistered: "{code} {name} tracked as a {kind} build from {starts_on}.",
    projects.ContractSigned: _contract,
    projects.TrancheStartAmended: _amendment,
    **OF_CONTRACTS,
    projects.ScheduleImported: _import,
    **dict.fromkeys(_CHANGED, _changes),
    projects.ScheduleAssessed: _assessment,
    projects.SimulationAllowed: "Revision {revision} simulated all the same: {reason}",
    projects.BaselineSet: _baseline,
    projects.ActivitiesMapped: _mapping,
    projects.ActivityMapped: _tied,
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
    labor.CrewMobilised: lambda event: _mix(event, "came on site with"),
    labor.MixReported: lambda event: _mix(event, "counted at"),
    labor.CrewDemobilised: "Crew {name} left the site.",
    labor.HeadsLeft: _left,
    labor.HeadsJoined: _joined,
    labor.ShiftPatternSet: (
        "Crew {name} works {hours_per_day} hours on {days_per_week} days a week, {shift} shift."
    ),
    labor.WeekWorked: _week,
    labor.RatioBreached: _breach,
    labor.RatioLifted: "Ratio rule {rule} no longer holds for {craft}.",
    labor.RatioRestored: "Ratio rule {rule} ({says}) kept again by {craft}.",
    supply.OrderPlaced: (
        "Order {number} for {package} placed with {supplier}, promised for {promised_on}."
    ),
    supply.PromiseMoved: "Order {number} is now promised for {promised_on}, because of {cause}.",
    supply.StageCompleted: "Order {number}: {stage}.",
    tracking.StagePromised: "Order {number}: {stage} promised for {promised_on}.",
    tracking.StageForecast: "Order {number}: {stage} forecast for {forecast_on}.",
    supply.Delivered: "Order {number} delivered.",
    supply.IncidentReported: (
        "Incident {reference}, {title}: {probability:.0%} likely to cost {days.likely} days "
        "({days.optimistic} to {days.pessimistic})."
    ),
    supply.IncidentReassessed: (
        "Incident {reference} reassessed: {probability:.0%} likely to cost {days.likely} days "
        "({days.optimistic} to {days.pessimistic})."
    ),
    mitigation.MitigationPlanned: lambda event: (
        f"Against incident {event.reference}: {event.name} planned,"
        f" for {money_text(event.cost_minor, event.currency)}."
    ),
    mitigation.MitigationApplied: "Against incident {reference}: {name} applied.",
    mitigation.MitigationWithdrawn: "Against incident {reference}: {name} withdrawn, {reason}.",
    supply.IncidentResolved: "Incident {reference} resolved: it took {days_lost} days.",
    sites.SystemRegistered: "System {tag}, {name}, registered in hall {hall}.",
    sites.SystemEnergised: "System {name_of_subject} energised.",
    sites.TestRecorded: (
        "System {name_of_subject}: {level} test {procedure}, attempt {attempt}: {outcome}."
    ),
    sites.DeficiencyRaised: (
        "System {name_of_subject}: {priority} deficiency {reference} raised: {description}"
    ),
    sites.DeficiencyClosed: "System {name_of_subject}: deficiency {reference} closed.",
    **COMMISSIONING,
    sites.WeatherDayLost: "A day lost to {cause}.",
    weather.WeatherDaysPlanned: _planned_weather,
    outside.DeveloperMilestonePromised: (
        "{developer} promises {step} {reference} for {promised_on}, {confidence:.0%} sure."
    ),
    outside.DeveloperMilestoneMoved: (
        "{reference} is now promised for {promised_on}, {confidence:.0%} sure. {reason}"
    ),
    outside.DeveloperMilestoneReached: "{reference} was handed over.",
    utility.UtilityAgreementSigned: (
        "{utility} agreed to supply {power_mw:g} MW at {voltage_kv:g} kV from {service_on}."
    ),
    utility.UtilityPowerPromised: (
        "The utility promises {step} for {promised_on}, {confidence:.0%} sure."
    ),
    utility.UtilityPowerMoved: (
        "The utility's {step} is now promised for {promised_on}, {confidence:.0%} sure. {reason}"
    ),
    utility.UtilityPowerEnergised: "The utility energised {step}.",
    distribution.DistributionDesigned: _designed,
    distribution.AssetAdded: "{service} of hall {hall}: {asset.tag} added to the design.",
    distribution.AssetsInstalled: lambda event: _assets(event, "installed"),
    distribution.AssetsEnergised: lambda event: _assets(event, "energised"),
    distribution.AssetsDeEnergised: lambda event: _assets(event, "taken off again"),
}
