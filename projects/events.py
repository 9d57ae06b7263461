"""The facts of a project: its contract, its progress, its forecasts and its alerts; those of its wings.

Dates are calendar days at the site. Probabilities run from 0 to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from eventlog.events import Body, Event, event_type, upcast
from projects.money.terms import Commitment, Currency, DeliveryTerms
from projects.planning.events import (
    ActivitiesEdited,
    ActivitiesMapped,
    ActivityMapped,
    ActualsEdited,
    BaselineDates,
    BaselineSet,
    Blocking,
    CalendarsEdited,
    ConstraintsEdited,
    DurationsEdited,
    LogicEdited,
    MappedActivity,
    OptionsEdited,
    RevisionChanges,
    ScheduleAssessed,
    ScheduleImported,
    ScheduleProgressed,
    SimulationAllowed,
    WorkedOutOfSequence,
)
from projects.track.events import (
    ForecastScored,
    ForecastsScored,
    ScoresWithdrawn,
    TrancheForecastName,
)

__all__ = (
    "ActivitiesEdited",
    "ActivitiesMapped",
    "ActivityMapped",
    "ActualsEdited",
    "BaselineDates",
    "BaselineSet",
    "Blocking",
    "CalendarsEdited",
    "ConstraintsEdited",
    "DurationsEdited",
    "ForecastScored",
    "ForecastsScored",
    "LogicEdited",
    "MappedActivity",
    "OptionsEdited",
    "RevisionChanges",
    "ScheduleAssessed",
    "ScheduleImported",
    "ScheduleProgressed",
    "ScoresWithdrawn",
    "SimulationAllowed",
    "TrancheForecastName",
    "WorkedOutOfSequence",
)


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
    """A cause and its share of P80, in days later; the shares of all causes add up.

    removal_days: by which P80 would be sooner if it went away today, same random numbers; None where that
    was not tried. Up to schema 2 of forecasts `days` was that figure.
    """

    key: str
    kind: str
    label: str
    days: float
    positions: tuple[int, ...] = ()
    removal_days: float | None = None


@dataclass(frozen=True, kw_only=True)
class KindShare:
    """A kind of constraint with the days of the driving path that are its own, and their share, 0 to 1."""

    kind: str
    days: float
    share: float


@dataclass(frozen=True, kw_only=True)
class TrancheForecast:
    """When a tranche will be ready. quantiles: the dates of P1 to P99, 99 of them.

    mean: the day on which the mean falls. error_days: Monte Carlo errors of P5, P10 ... P95. draws_sha256:
    of the days of all iterations, as projects/risk/draws.py stores them. without_causes: P80
    without any cause; from it the reasons and other_days, what all other causes do, lead to P80. binding: what the driving path consists of, the largest part first.
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
    without_causes: date | None = None
    other_days: float | None = None
    binding: tuple[KindShare, ...] = ()


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


@event_type("projects.forecast_issued", schema=3, amendable=False)
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


@upcast(ForecastIssued, from_schema=2)
def forecast_gained_shares(body: Body) -> Body:
    """Schema 2 said of a reason what is gained without it; its share, and what binds, are not known."""
    return {
        **body,
        "tranches": [
            {
                **tranche,
                "reasons": _removals(tranche["reasons"]),
                "without_causes": None,
                "other_days": None,
                "binding": [],
            }
            for tranche in body["tranches"]
        ],
    }


def _removals(reasons: Sequence[Body]) -> list[Body]:
    return [{**reason, "removal_days": reason["days"]} for reason in reasons]


@event_type("projects.alert_raised", schema=2, amendable=False)
class AlertRaised(Event):
    """A tranche crossed its threshold. forecast: the log position of the forecast that crossed.

    reasons, without_causes, other_days: as the forecast has them.
    """

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
    without_causes: date | None = None
    other_days: float | None = None


@upcast(AlertRaised, from_schema=1)
def alert_gained_shares(body: Body) -> Body:
    """As forecast_gained_shares."""
    unsaid: Body = {"without_causes": None, "other_days": None}
    return {**body, **unsaid, "reasons": _removals(body["reasons"])}


@event_type("projects.alert_cleared", amendable=False)
class AlertCleared(Event):
    """A tranche fell back under the lower threshold."""

    project: str
    tranche: str
    forecast: int
    on: date
    p80: date
    chance_of_missing: float
