"""The only writers of a project's facts."""

import re
from datetime import date
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold, fold_parts, hold
from projects import errors, streams
from projects.alerts.watching import watch
from projects.contracts.checking import refuse_bad_capacity, refuse_bad_terms
from projects.contracts.inputs import (
    AcceptanceCriteria,
    CapBp,
    FeeMinor,
    GraceDays,
    LongStopDays,
    RateMinor,
    ShareBp,
    TermMonths,
)
from projects.contracts.selling import refuse_sold_twice
from projects.events import (
    ActivityFinished,
    ActivityProgressed,
    ActivityStarted,
    ContractSigned,
    ForecastIssued,
    MilestoneReached,
    ProjectKind,
    ProjectRegistered,
    TrancheStartAmended,
    TrancheTerms,
)
from projects.models import Activity, Calendar, Customer, Forecast, Tranche
from projects.money.terms import (
    CapBasis,
    Currency,
    DeliveryTerms,
    FeeBasis,
    RateTier,
    RemedyForm,
    TermKind,
    Workload,
)
from projects.projections import activities, contracts, projects, tranches
from projects.queries import project_named
from projects.schedule.model import MILESTONES
from sites.commands import Day, SiteCode
from sites.days import day_at, noon, site_named
from sites.models import Site

ActivityId = Annotated[UUID, Ref("projects.Activity")]

SHARED_SEED = 20_260_101
"""Of every project that is given no other: what bears on two sites is then drawn once for both.

What is a project's own is drawn under its name, so that two projects still differ (projects/risk/engine.py).
"""

PLAIN_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")  # it stands in addresses


@command
def register_project(
    *,
    code: Annotated[str, Help("Short and permanent, such as NTX-1.")],
    name: Annotated[str, Longest(120)],
    site: SiteCode,
    kind: ProjectKind,
    starts_on: Annotated[date, Help("Day of LNTP: day 0 of a schedule without dates.")],
    calendar: Annotated[str, Ref("projects.Calendar")],
    seed: Annotated[int | None, Help("Of the random numbers. Empty: as of all projects.")] = None,
    meta: Meta,
) -> Appended:
    """Begin to track a build."""
    if not PLAIN_CODE.fullmatch(code):
        raise errors.BadCode(given=code)
    site_named(site)
    if not Calendar.objects.filter(code=calendar).exists():
        raise errors.UnknownCalendar(calendar=calendar)
    stream = streams.project_stream(code)
    known, version = fold(stream, projects)
    if known:
        raise errors.ProjectAlreadyRegistered(project=code)
    event = ProjectRegistered(
        code=code,
        name=name,
        site=site,
        kind=kind,
        starts_on=starts_on,
        calendar=calendar,
        seed=SHARED_SEED if seed is None else seed,
    )
    return append(stream, event, expected_version=version, meta=meta)


@command
def sign_contract(
    *,
    code: Annotated[str, Help("Number of the contract.")],
    customer: Annotated[str, Ref("projects.Customer")],
    project: Annotated[str, Help("Code of the project.")],
    tranches: tuple[TrancheTerms, ...],
    currency: Currency = Currency.USD,
    fee_basis: FeeBasis = FeeBasis.MW_MONTH,
    fee_minor: FeeMinor = 0,
    term_months: TermMonths = 0,
    term_kind: TermKind = TermKind.SLIDES,
    grace_days: GraceDays = 0,
    remedy: RemedyForm = RemedyForm.NONE,
    rate_minor: RateMinor = 0,
    tiers: tuple[RateTier, ...] = (),
    share_bp: ShareBp = 0,
    cap_basis: CapBasis = CapBasis.NONE,
    cap_bp: CapBp = 0,
    long_stop_days: LongStopDays = 0,
    workload: Workload = Workload.NOT_SAID,
    acceptance_criteria: AcceptanceCriteria = "",
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record a signed contract, its tranches and the terms of them all.

    Each tranche is ready when its milestone is reached. Where one has other terms, amend it afterwards.
    """
    if not PLAIN_CODE.fullmatch(code):
        raise errors.BadCode(given=code)
    site = _site_of(project)
    if not Customer.objects.filter(code=customer).exists():
        raise errors.UnknownCustomer(customer=customer)
    terms = DeliveryTerms(
        fee_basis=fee_basis,
        fee_minor=fee_minor,
        term_months=term_months,
        term_kind=term_kind,
        grace_days=grace_days,
        remedy=remedy,
        rate_minor=rate_minor,
        tiers=tuple(tiers),
        share_bp=share_bp,
        cap_basis=cap_basis,
        cap_bp=cap_bp,
        long_stop_days=long_stop_days,
        workload=workload,
        acceptance_criteria=acceptance_criteria,
    )
    _check_terms(project, tranches)
    refuse_bad_terms(terms)
    refuse_bad_capacity(site.code, tranches, terms)
    refuse_sold_twice(site.code, tranches, contract=code)
    stream = streams.contract_stream(code)
    known, version = fold(stream, contracts)
    if known:
        raise errors.ContractAlreadySigned(contract=code)
    day = day_at(site, on, meta=meta)
    event = ContractSigned(
        code=code,
        customer=customer,
        project=project,
        on=day,
        tranches=tuple(tranches),
        currency=currency,
        terms=terms,
    )
    at = noon(site, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def amend_tranche_start(
    *,
    tranche_id: Annotated[UUID, Ref("projects.Tranche")],
    now_due_on: Annotated[date, Help("The contract start that both parties agreed.")],
    reason: Annotated[str, Longest(4000)],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that the parties moved a tranche's contract start."""
    row = Tranche.objects.filter(pk=tranche_id).first()
    if row is None:
        raise errors.UnknownTranche(tranche=tranche_id)
    stream = streams.contract_stream(row.contract)
    terms, version = fold_parts(stream, tranches)
    tranche = terms[tranche_id]
    if tranche.starts_on == now_due_on:
        raise errors.SameStart(tranche=tranche.code, on=now_due_on)
    site = _site_of(tranche.project)
    day = day_at(site, on, meta=meta)
    event = TrancheStartAmended(
        project=tranche.project,
        tranche=tranche.code,
        was_due_on=tranche.starts_on,
        now_due_on=now_due_on,
        reason=reason,
        on=day,
    )
    at = noon(site, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def start_activity(*, activity_id: ActivityId, on: Day = None, meta: Meta) -> Appended:
    """Record that work on an activity has begun."""
    activity = _work(activity_id)
    site, day = _when(activity, on, meta)
    if activity.started_on:
        raise errors.AlreadyStarted(activity=activity.code, on=activity.started_on)
    event = ActivityStarted(project=activity.project, activity=activity.code, on=day)
    return _append(activity, event, site, day, meta)


@command
def progress_activity(
    *,
    activity_id: ActivityId,
    remaining_days: Annotated[float, Help("Working days left at the end of the day.")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Report what is left of an activity."""
    activity = _work(activity_id)
    site, day = _when(activity, on, meta)
    if remaining_days < 0:
        raise errors.NegativeRemaining(days=remaining_days)
    _refuse_unless_under_way(activity, day)
    event = ActivityProgressed(
        project=activity.project, activity=activity.code, remaining_days=remaining_days, on=day
    )
    return _append(activity, event, site, day, meta)


@command
def finish_activity(*, activity_id: ActivityId, on: Day = None, meta: Meta) -> Appended:
    """Record that work on an activity is complete."""
    activity = _work(activity_id)
    site, day = _when(activity, on, meta)
    _refuse_unless_under_way(activity, day)
    event = ActivityFinished(project=activity.project, activity=activity.code, on=day)
    return _append(activity, event, site, day, meta)


@command
def reach_milestone(*, activity_id: ActivityId, on: Day = None, meta: Meta) -> Appended:
    """Record that a milestone is reached."""
    milestone = _activity(activity_id)
    if milestone.kind not in MILESTONES:
        raise errors.NotAMilestone(activity=milestone.code)
    if milestone.finished_on:
        raise errors.AlreadyFinished(activity=milestone.code, on=milestone.finished_on)
    site, day = _when(milestone, on, meta)
    event = MilestoneReached(project=milestone.project, milestone=milestone.code, on=day)
    return _append(milestone, event, site, day, meta)


@command
def issue_forecast(*, forecast: ForecastIssued, meta: Meta) -> Appended:
    """Record a computed forecast, and what it raises or clears, in one transaction.

    A forecast of an older position than the newest one fills in history and wakes nobody.
    """
    issued = append(streams.forecast_stream(forecast.project), forecast, meta=meta)
    newer = Forecast.objects.filter(project=forecast.project, as_of__gt=forecast.as_of)
    if not newer.exists():
        watch(forecast, position=issued.position, meta=Meta(actor=meta.actor, now=meta.now))
    return issued


def _site_of(project: str) -> Site:
    return project_named(project).site


def _check_terms(project: str, terms: tuple[TrancheTerms, ...]) -> None:
    if not terms:
        raise errors.NoTranches
    taken = set(Tranche.objects.filter(project=project).values_list("code", flat=True))
    planned = set(Activity.objects.filter(project=project).values_list("code", flat=True))
    for each in terms:
        if not PLAIN_CODE.fullmatch(each.code):
            raise errors.BadCode(given=each.code, field="tranches")
        if each.code in taken:
            raise errors.TrancheNamedTwice(tranche=each.code, project=project)
        if each.milestone not in planned:
            raise errors.UnknownMilestone(project=project, milestone=each.milestone)
        taken.add(each.code)


def _activity(activity_id: UUID) -> Row:
    activity = hold(activities, activity_id)
    if activity is None:
        raise errors.UnknownActivity(activity=activity_id)
    return activity


def _work(activity_id: UUID) -> Row:
    """An activity that takes time and is not finished."""
    activity = _activity(activity_id)
    if activity.kind in MILESTONES:
        raise errors.MilestoneHasNoWork(activity=activity.code)
    if activity.finished_on:
        raise errors.AlreadyFinished(activity=activity.code, on=activity.finished_on)
    return activity


def _refuse_unless_under_way(activity: Row, day: date) -> None:
    if activity.started_on is None:
        raise errors.NotStarted(activity=activity.code)
    if day < activity.started_on:
        raise errors.FinishBeforeStart(
            activity=activity.code, started_on=activity.started_on, on=day
        )
    if activity.reported_on and day < activity.reported_on:
        raise errors.ReportOutOfOrder(
            activity=activity.code, reported_on=activity.reported_on, on=day
        )


def _when(activity: Row, on: date | None, meta: Meta) -> tuple[Site, date]:
    site = _site_of(activity.project)
    return site, day_at(site, on, meta=meta)


def _append(
    activity: Row,
    event: ActivityStarted | ActivityProgressed | ActivityFinished | MilestoneReached,
    site: Site,
    day: date,
    meta: Meta,
) -> Appended:
    stream = streams.schedule_stream(activity.project)
    return append(stream, event, meta=meta, occurred_at=noon(site, day))
