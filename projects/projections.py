"""From the facts of a project to its rows."""

from typing import Any

import msgspec

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from projects import models
from projects.contracts.loan_projections import draws, facilities
from projects.contracts.projections import agreed_terms, amendments
from projects.events import (
    ActivitiesMapped,
    ActivityFinished,
    ActivityMapped,
    ActivityProgressed,
    ActivityStarted,
    AlertCleared,
    AlertRaised,
    ContractSigned,
    ForecastIssued,
    MilestoneReached,
    ProjectRegistered,
    ScheduleImported,
    TrancheForecast,
    TrancheStartAmended,
    TrancheTerms,
)
from projects.planning.mapping import NAMES, Ties
from projects.planning.projections import baselines, changes, revisions
from projects.schedule.model import Activity
from projects.track.projections import scores

__all__ = (
    "agreed_terms",
    "amendments",
    "baselines",
    "changes",
    "draws",
    "facilities",
    "revisions",
    "scores",
)

projects = Projection(models.Project)
contracts = Projection(models.Contract)
tranches = Projection(models.Tranche)
activities = Projection(models.Activity)
forecasts = Projection(models.Forecast)
alerts = Projection(models.Alert)


@projects.on(ProjectRegistered)
def registered(_: Row | None, fact: Fact[ProjectRegistered]) -> Row:
    event = fact.event
    return Row(
        code=event.code,
        name=event.name,
        site_id=event.site,
        kind=event.kind.value,
        starts_on=event.starts_on,
        calendar=event.calendar,
        seed=event.seed,
    )


@contracts.on(ContractSigned)
def signed(_: Row | None, fact: Fact[ContractSigned]) -> Row:
    event = fact.event
    return Row(
        code=event.code,
        customer_id=event.customer,
        project=event.project,
        currency=event.currency.value,
        signed_on=event.on,
    )


def _terms(fact: Fact[ContractSigned]) -> Parts:
    return ((part_id(fact.stream, terms.code), terms) for terms in fact.event.tranches)


@tranches.on(ContractSigned, each=_terms)
def promised(_: Row | None, fact: Fact[ContractSigned], terms: TrancheTerms) -> Row:
    return Row(
        contract=fact.event.code,
        project=fact.event.project,
        code=terms.code,
        milestone=terms.milestone,
        power_mw=terms.power_mw,
        starts_on=terms.starts_on,
        signed_starts_on=terms.starts_on,
        amendments=0,
    )


def _amended_tranche(fact: Fact[TrancheStartAmended]) -> Parts:
    yield part_id(fact.stream, fact.event.tranche), fact.event


@tranches.on(TrancheStartAmended, each=_amended_tranche)
def amended(tranche: Row, fact: Fact[Any], event: TrancheStartAmended) -> Row:
    return tranche.but(starts_on=event.now_due_on, amendments=tranche.amendments + 1)


_NOTHING_TOLD = Row(
    started_on=None, finished_on=None, remaining_days=None, reported_on=None, said_by_hand={}
)


def _planned(fact: Fact[ScheduleImported]) -> Parts:
    event = fact.event
    days = {calendar.code: calendar.minutes_per_day for calendar in event.schedule.calendars}
    for activity in event.schedule.activities:
        yield part_id(fact.stream, activity.code), (activity, days[activity.calendar])
    for code in event.removed:
        yield part_id(fact.stream, code), None


@activities.on(ScheduleImported, each=_planned)
def planned(
    before: Row | None, fact: Fact[ScheduleImported], part: tuple[Activity, int] | None
) -> Row | None:
    """The plan of an activity; what has been reported of it outlives a new revision."""
    if part is None:
        return None
    activity, day = part
    told = before or _NOTHING_TOLD
    said = told.said_by_hand
    ties = Ties(**said).over(Ties.of(activity)) if said else activity
    started, finished = activity.started_at, activity.finished_at
    return Row(
        project=fact.event.project,
        code=activity.code,
        name=activity.name,
        kind=activity.kind.value,
        wbs=activity.wbs,
        phase=activity.phase,
        **{name: getattr(ties, name) for name in NAMES},
        said_by_hand=told.said_by_hand,
        likely_days=activity.likely / day,
        started_on=started.date() if started else told.started_on,
        finished_on=finished.date() if finished else told.finished_on,
        remaining_days=told.remaining_days,
        reported_on=told.reported_on,
    )


def _mapped(fact: Fact[ActivitiesMapped]) -> Parts:
    for activity in fact.event.activities:
        yield part_id(fact.stream, activity.code), activity.ties


@activities.on(ActivitiesMapped, each=_mapped)
def mapped(activity: Row, fact: Fact[Any], ties: Ties) -> Row:
    """What rules say, where no person has said otherwise."""
    stands = Ties(**activity.said_by_hand).over(ties)
    return activity.but(**{name: getattr(stands, name) for name in NAMES})


def _mapped_by_hand(fact: Fact[ActivityMapped]) -> Parts:
    yield part_id(fact.stream, fact.event.activity), fact.event.ties


@activities.on(ActivityMapped, each=_mapped_by_hand)
def mapped_by_hand(activity: Row, fact: Fact[Any], ties: Ties) -> Row:
    said = ties.over(Ties(**activity.said_by_hand))
    by_hand = {name: value for name in NAMES if (value := getattr(said, name)) not in ("", None)}
    return activity.but(**by_hand, said_by_hand=by_hand)


def _activity(fact: Fact[ActivityStarted | ActivityProgressed | ActivityFinished]) -> Parts:
    yield part_id(fact.stream, fact.event.activity), fact.event


@activities.on(ActivityStarted, each=_activity)
def started(activity: Row, fact: Fact[Any], event: ActivityStarted) -> Row:
    return activity.but(started_on=event.on)


@activities.on(ActivityProgressed, each=_activity)
def progressed(activity: Row, fact: Fact[Any], event: ActivityProgressed) -> Row:
    return activity.but(remaining_days=event.remaining_days, reported_on=event.on)


@activities.on(ActivityFinished, each=_activity)
def finished(activity: Row, fact: Fact[Any], event: ActivityFinished) -> Row:
    return activity.but(finished_on=event.on, remaining_days=0.0, reported_on=event.on)


def _milestone(fact: Fact[MilestoneReached]) -> Parts:
    yield part_id(fact.stream, fact.event.milestone), fact.event


@activities.on(MilestoneReached, each=_milestone)
def reached(milestone: Row, fact: Fact[Any], event: MilestoneReached) -> Row:
    return milestone.but(started_on=event.on, finished_on=event.on)


def _tranches(fact: Fact[ForecastIssued]) -> Parts:
    for tranche in fact.event.tranches:
        yield part_id(fact.stream, tranche.code, str(fact.event.as_of)), tranche


@forecasts.on(ForecastIssued, each=_tranches)
def forecast(_: Row | None, fact: Fact[ForecastIssued], tranche: TrancheForecast) -> Row:
    event = fact.event
    return Row(
        project=event.project,
        tranche=tranche.code,
        milestone=tranche.milestone,
        as_of=event.as_of,
        data_date=event.data_date,
        starts_on=tranche.starts_on,
        p10=tranche.p10,
        p50=tranche.p50,
        p80=tranche.p80,
        p90=tranche.p90,
        p80_error_days=tranche.p80_error_days,
        chance_of_missing=tranche.chance_of_missing,
        expected_days_late=tranche.expected_days_late,
        expected_days_late_error=tranche.expected_days_late_error,
        mean=tranche.mean,
        sd_days=tranche.sd_days,
        error_days=list(tranche.error_days),
        draws_sha256=tranche.draws_sha256,
        days_late=(tranche.p80 - tranche.starts_on).days,
        quantiles=[day.isoformat() for day in tranche.quantiles],
        reasons=msgspec.json.decode(msgspec.json.encode(tranche.reasons)),
        without_causes=tranche.without_causes,
        other_days=tranche.other_days,
        binding=msgspec.json.decode(msgspec.json.encode(tranche.binding)),
        seed=event.seed,
        iterations=event.iterations,
        engine_version=event.engine_version,
        input_digest=event.input_digest,
        issued_at=fact.recorded_at,
    )


@alerts.on(AlertRaised)
def alert_raised(alert: Row | None, fact: Fact[AlertRaised]) -> Row:
    event = fact.event
    return Row(
        project=event.project,
        tranche=event.tranche,
        site_id=event.site,
        open=True,
        since=event.since,
        cleared_on=None,
        days_late=event.days_late,
        chance_of_missing=event.chance_of_missing,
        raises=alert.raises + 1 if alert else 1,
    )


@alerts.on(AlertCleared)
def alert_cleared(alert: Row, fact: Fact[AlertCleared]) -> Row:
    event = fact.event
    return alert.but(open=False, cleared_on=event.on, chance_of_missing=event.chance_of_missing)
