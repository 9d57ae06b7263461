"""The facts of a project: its contract, its schedule, its progress, its forecasts and its alerts.

Dates are calendar days at the site. Probabilities run from 0 to 1.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from eventlog.events import Body, Event, event_type, upcast
from projects.money.terms import Commitment, Currency, DeliveryTerms
from projects.planning.mapping import Ties
from projects.schedule.difference import Change
from projects.schedule.model import Schedule


class ProjectKind(StrEnum):
    """A fit-out starts at another developer's powered shell, a greenfield build at LNTP."""

    GREENFIELD = "greenfield"
    FIT_OUT = "fit_out"


@dataclass(frozen=True, kw_only=True)
class TrancheTerms:
    """Part of the contract capacity with its own start: ready when its milestone is reached.

    halls: names of halls of the site, separated by spaces, where the parties named any.
    """

    code: str
    milestone: str
    power_mw: Decimal
    starts_on: date
    halls: str = ""
    gpus: int = 0
    commitment: Commitment = Commitment.CONTRACTED


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A cause and the days by which P80 would be earlier without it, same random numbers."""

    key: str
    kind: str
    label: str
    days: float
    positions: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TrancheForecast:
    """When a tranche will be ready. quantiles: the dates of P1 to P99, 99 of them.

    mean: the day on which the mean falls. error_days: Monte Carlo errors of P5, P10 ... P95. draws_sha256:
    of the days of all iterations, as projects/risk/draws.py stores them.
    """

    code: str
    milestone: str
    starts_on: date
    p10: date
    p50: date
    p80: date
    p90: date
    quantiles: tuple[date, ...]
    p80_error_days: float
    chance_of_missing: float
    expected_days_late: float
    reasons: tuple[Reason, ...]
    mean: date | None = None
    sd_days: float | None = None
    error_days: tuple[float, ...] = ()
    expected_days_late_error: float | None = None
    draws_sha256: str = ""


@event_type("projects.project_registered", amendable=False)
class ProjectRegistered(Event):
    """A build begins to be tracked. seed: of all its random numbers, for ever."""

    code: str
    name: str
    site: str
    kind: ProjectKind
    starts_on: date
    calendar: str
    seed: int


@event_type("projects.contract_signed", schema=2, permanent=("code", "customer", "project"))
class ContractSigned(Event):
    """A customer takes capacity in tranches, each from its own date, all on the same terms at first."""

    code: str
    customer: str
    project: str
    on: date
    tranches: tuple[TrancheTerms, ...]
    currency: Currency
    terms: DeliveryTerms


@upcast(ContractSigned, from_schema=1)
def contract_gained_terms(body: Body) -> Body:
    """Schema 1 had the capacity and its starts only: no fee and no remedy was recorded then."""
    unsaid = {"halls": "", "gpus": 0, "commitment": "contracted"}
    terms = {
        "fee_basis": "mw_month",
        "fee_minor": 0,
        "term_months": 0,
        "term_kind": "slides",
        "grace_days": 0,
        "remedy": "none",
        "rate_minor": 0,
        "tiers": [],
        "share_bp": 0,
        "cap_basis": "none",
        "cap_bp": 0,
        "long_stop_days": 0,
        "workload": "not_said",
        "acceptance_criteria": "",
    }
    tranches = [{**tranche, **unsaid} for tranche in body["tranches"]]
    return {**body, "tranches": tranches, "currency": "USD", "terms": terms}


@event_type("projects.tranche_start_amended", permanent=("project", "tranche"))
class TrancheStartAmended(Event):
    """The parties moved the contract start of a tranche."""

    project: str
    tranche: str
    was_due_on: date
    now_due_on: date
    reason: str
    on: date


@event_type("projects.schedule_imported", schema=2, amendable=False)
class ScheduleImported(Event):
    """A schedule revision as the file gave it; file_sha256 names the original bytes we keep."""

    project: str
    revision: int
    file_name: str
    file_sha256: str
    schedule: Schedule
    removed: tuple[str, ...]


@upcast(ScheduleImported, from_schema=1)
def schedule_gained_the_options_of_its_tool(body: Body) -> Body:
    """Schema 1 kept two of the options; the other ones were P6's own, as its two readers were."""
    schedule = dict(body["schedule"])
    options = {name: schedule.pop(name) for name in ("lag_calendar", "progress_rule")}
    return {**body, "schedule": {**schedule, "options": options}}


class RevisionChanges(Event):
    """What a revision of the schedule changed, of one kind; the import before it has all the rest."""

    project: str
    revision: int
    changes: tuple[Change, ...]


@event_type("projects.schedule_progressed", amendable=False)
class ScheduleProgressed(RevisionChanges):
    """Work started, went on or ended, as the new file reports it."""


@event_type("projects.worked_out_of_sequence", amendable=False)
class WorkedOutOfSequence(RevisionChanges):
    """Work was begun or ended before the logic allowed it."""


@event_type("projects.activities_edited", amendable=False)
class ActivitiesEdited(RevisionChanges):
    """Activities were added, removed, renamed or given another calendar or place."""


@event_type("projects.logic_edited", amendable=False)
class LogicEdited(RevisionChanges):
    """Links were added, deleted or given another lag."""


@event_type("projects.durations_edited", amendable=False)
class DurationsEdited(RevisionChanges):
    """The planned duration of work was changed."""


@event_type("projects.actuals_edited", amendable=False)
class ActualsEdited(RevisionChanges):
    """An actual date that stood was changed afterwards."""


@event_type("projects.constraints_edited", amendable=False)
class ConstraintsEdited(RevisionChanges):
    """Constraints were added, removed or moved."""


@event_type("projects.calendars_edited", amendable=False)
class CalendarsEdited(RevisionChanges):
    """Working time was changed."""


@event_type("projects.options_edited", amendable=False)
class OptionsEdited(RevisionChanges):
    """The way in which dates are computed was changed, or where the project begins or must end."""


@dataclass(frozen=True, kw_only=True)
class Blocking:
    """Why a schedule must not be simulated, and which activities are to blame."""

    code: str
    message: str
    activities: tuple[str, ...]


@event_type("projects.schedule_assessed", amendable=False)
class ScheduleAssessed(Event):
    """What a revision is worth: its finish, the DCMA checks it fails, and what keeps it from simulation.

    finish: on the wall clock of the site. score: share of the assessed checks that passed, 0 to 1.
    """

    project: str
    revision: int
    finish: datetime
    score: float | None
    failed: tuple[str, ...]
    not_assessed: tuple[str, ...]
    blockers: tuple[Blocking, ...]


@event_type("projects.simulation_allowed", permanent=("project", "revision"))
class SimulationAllowed(Event):
    """Somebody takes it upon themselves to simulate a revision in spite of what blocks it."""

    project: str
    revision: int
    blockers: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class BaselineDates:
    """What was agreed of an activity. start, finish: on the wall clock of the site."""

    code: str
    start: datetime
    finish: datetime
    work_minutes: int


@event_type("projects.baseline_set", permanent=("project", "name", "revision"))
class BaselineSet(Event):
    """The dates of a revision, as they were computed then, are what later ones are held against."""

    project: str
    name: str
    revision: int
    finish: datetime
    activities: tuple[BaselineDates, ...]


@dataclass(frozen=True, kw_only=True)
class MappedActivity:
    code: str
    ties: Ties


@event_type("projects.activities_mapped", amendable=False)
class ActivitiesMapped(Event):
    """What the mapping rules tie activities to, each with all its ties; the file's where no rule speaks."""

    project: str
    activities: tuple[MappedActivity, ...]


@event_type("projects.activity_mapped", permanent=("project", "activity"))
class ActivityMapped(Event):
    """A person said what an activity is tied to. It outweighs rules and files, those to come too."""

    project: str
    activity: str
    ties: Ties


@event_type("projects.activity_started", permanent=("project", "activity"))
class ActivityStarted(Event):
    """Work on an activity has begun."""

    project: str
    activity: str
    on: date


@event_type("projects.activity_progressed", permanent=("project", "activity"))
class ActivityProgressed(Event):
    """What is left of an activity at the end of a day, in working days of its calendar."""

    project: str
    activity: str
    remaining_days: float
    on: date


@event_type("projects.activity_finished", permanent=("project", "activity"))
class ActivityFinished(Event):
    """Work on an activity is complete."""

    project: str
    activity: str
    on: date


@event_type("projects.milestone_reached", permanent=("project", "milestone"))
class MilestoneReached(Event):
    """A milestone is true from this day on."""

    project: str
    milestone: str
    on: date


@event_type("projects.forecast_issued", schema=2, amendable=False)
class ForecastIssued(Event):
    """A forecast is a fact: what was said, from which facts, and all it takes to say it again.

    as_of: the log position whose facts it knew. data_date: the first day it does not know.
    """

    project: str
    as_of: int
    data_date: date
    seed: int
    iterations: int
    engine_version: str
    input_digest: str
    tranches: tuple[TrancheForecast, ...]


@upcast(ForecastIssued, from_schema=1)
def forecast_gained_its_spread(body: Body) -> Body:
    """Schema 1 said no mean, one error, and kept no draws: they are not known, but can be recomputed."""
    unsaid: Body = {
        "mean": None,
        "sd_days": None,
        "error_days": [],
        "expected_days_late_error": None,
        "draws_sha256": "",
    }
    return {**body, "tranches": [{**tranche, **unsaid} for tranche in body["tranches"]]}


@dataclass(frozen=True, kw_only=True)
class ForecastScored:
    """What the forecast of one tranche was worth, held against the day on which it was ready.

    starts_on: the contract start, which was the date promised last. cpm: the date of the remaining
    network as it was known then, if all went as planned. lead_days: from data date to the day reached.
    pit: where in its distribution that day fell. held: whether it came no later than P10, P50, P80, P90.
    crps_days, pinball_days (mean of those four): lost days, 0 best. brier: of the chance of missing.
    bias_days: P50 less the day reached. Definitions: projects/risk/scoring.
    """

    as_of: int
    tranche: str
    data_date: date
    starts_on: date
    cpm: date
    lead_days: int
    chance_of_missing: float
    missed: bool
    pit: float
    held: tuple[bool, ...]
    crps_days: float
    pinball_days: float
    brier: float
    bias_days: float


@event_type("projects.forecasts_scored", amendable=False)
class ForecastsScored(Event):
    """A milestone was reached, or the day was corrected: what its forecasts were worth."""

    project: str
    milestone: str
    reached_on: date
    scores: tuple[ForecastScored, ...]


@dataclass(frozen=True, kw_only=True)
class TrancheForecastName:
    """A forecast of one tranche: as_of is the log position that it knew."""

    as_of: int
    tranche: str


@event_type("projects.scores_withdrawn", amendable=False)
class ScoresWithdrawn(Event):
    """The milestone turned out not to be reached, or not after these forecasts."""

    project: str
    milestone: str
    forecasts: tuple[TrancheForecastName, ...]


@event_type("projects.alert_raised", amendable=False)
class AlertRaised(Event):
    """A tranche crossed its threshold. forecast: the log position of the forecast that crossed."""

    project: str
    site: str
    tranche: str
    milestone: str
    forecast: int
    since: date
    starts_on: date
    p80: date
    days_late: int
    chance_of_missing: float
    reasons: tuple[Reason, ...]


@event_type("projects.alert_cleared", amendable=False)
class AlertCleared(Event):
    """A tranche fell back under the lower threshold."""

    project: str
    tranche: str
    forecast: int
    on: date
    p80: date
    chance_of_missing: float
