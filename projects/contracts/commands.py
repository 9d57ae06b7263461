"""The only writers of what becomes of a contract after it is signed: amendments, acceptance, options."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold_parts
from projects import streams
from projects.contracts import errors
from projects.contracts.agreed import is_option, terms_of
from projects.contracts.checking import (
    MOST_DAYS,
    reason_given,
    refuse_bad_terms,
    refuse_huge_fee,
    refuse_out_of_range,
)
from projects.contracts.events import (
    DaysExcused,
    ExcuseCause,
    OptionExercised,
    OptionLapsed,
    TermsAmended,
    TrancheAccepted,
)
from projects.contracts.inputs import (
    AcceptanceCriteria,
    CapBp,
    FeeMinor,
    GraceDays,
    LongStopDays,
    RateMinor,
    Reason,
    ShareBp,
    TermMonths,
    TrancheId,
)
from projects.contracts.models import AgreedTerms
from projects.contracts.projections import agreed_terms
from projects.errors import UnknownTranche
from projects.money.terms import (
    CapBasis,
    DeliveryTerms,
    FeeBasis,
    RateTier,
    RemedyForm,
    TermKind,
    Workload,
)
from projects.queries import project_named
from sites.commands import Day
from sites.days import day_at, noon

DatedEvent = TermsAmended | DaysExcused | TrancheAccepted | OptionExercised | OptionLapsed


@command
def amend_terms(
    *,
    tranche_id: TrancheId,
    reason: Reason,
    fee_basis: FeeBasis | None = None,
    fee_minor: FeeMinor | None = None,
    term_months: TermMonths | None = None,
    term_kind: TermKind | None = None,
    grace_days: GraceDays | None = None,
    remedy: RemedyForm | None = None,
    rate_minor: RateMinor | None = None,
    tiers: Annotated[tuple[RateTier, ...] | None, Help("All of them; none leaves them.")] = None,
    share_bp: ShareBp | None = None,
    cap_basis: CapBasis | None = None,
    cap_bp: CapBp | None = None,
    long_stop_days: LongStopDays | None = None,
    workload: Workload | None = None,
    acceptance_criteria: AcceptanceCriteria | None = None,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that the parties changed terms of a tranche. What is left empty stays as it is."""
    row, version = _tranche(tranche_id)
    given: dict[str, Any] = {
        "fee_basis": fee_basis,
        "fee_minor": fee_minor,
        "term_months": term_months,
        "term_kind": term_kind,
        "grace_days": grace_days,
        "remedy": remedy,
        "rate_minor": rate_minor,
        "tiers": tuple(tiers) if tiers else None,
        "share_bp": share_bp,
        "cap_basis": cap_basis,
        "cap_bp": cap_bp,
        "long_stop_days": long_stop_days,
        "workload": workload,
        "acceptance_criteria": acceptance_criteria,
    }
    was = terms_of(row)
    now = replace(was, **{name: value for name, value in given.items() if value is not None})
    _refuse_bad_amendment(row, was, now)
    event = TermsAmended(
        project=row.project,
        tranche=row.tranche,
        was=was,
        now=now,
        reason=reason_given(reason),
        on=_day(row, on, meta),
    )
    return _append(row, event, version, meta)


@command
def excuse_days(
    *,
    tranche_id: TrancheId,
    days: Annotated[int, Help("Calendar days granted, beside those granted before.")],
    cause: ExcuseCause,
    reason: Reason,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record days for which the customer asks no remedy. They move the long-stop too."""
    row, version = _tranche(tranche_id)
    refuse_out_of_range("days", days, 1, MOST_DAYS)
    event = DaysExcused(
        project=row.project,
        tranche=row.tranche,
        days=days,
        cause=cause,
        reason=reason_given(reason),
        on=_day(row, on, meta),
    )
    return _append(row, event, version, meta)


@command
def accept_tranche(
    *,
    tranche_id: TrancheId,
    power_mw: Annotated[Decimal | None, Help("The MW handed over; all if left empty.")] = None,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that the customer accepted a tranche, or a part of it."""
    row, version = _tranche(tranche_id)
    _refuse_lapsed(row)
    if is_option(row):
        raise errors.StillAnOption(tranche=row.tranche)
    if row.accepted_on:
        raise errors.AcceptedAlready(tranche=row.tranche, on=row.accepted_on)
    left = row.power_mw - row.accepted_mw
    power = left if power_mw is None else power_mw
    refuse_out_of_range("power_mw", power, Decimal("0.01"), 100_000)
    if power > left:
        raise errors.MoreThanIsLeft(tranche=row.tranche, left_mw=left, power_mw=power)
    day = _day(row, on, meta)
    event = TrancheAccepted(project=row.project, tranche=row.tranche, power_mw=power, on=day)
    return _append(row, event, version, meta)


@command
def exercise_option(*, tranche_id: TrancheId, on: Day = None, meta: Meta) -> Appended:
    """Record that the customer takes the capacity of an option."""
    row, version = _option(tranche_id)
    event = OptionExercised(project=row.project, tranche=row.tranche, on=_day(row, on, meta))
    return _append(row, event, version, meta)


@command
def let_option_lapse(
    *, tranche_id: TrancheId, reason: Reason, on: Day = None, meta: Meta
) -> Appended:
    """Record that the customer does not take the capacity of an option."""
    row, version = _option(tranche_id)
    event = OptionLapsed(
        project=row.project,
        tranche=row.tranche,
        reason=reason_given(reason),
        on=_day(row, on, meta),
    )
    return _append(row, event, version, meta)


def _tranche(tranche_id: UUID) -> tuple[Row, int]:
    """The terms of a tranche, and the version of its contract."""
    known = AgreedTerms.objects.filter(pk=tranche_id).first()
    if known is None:
        raise UnknownTranche(tranche=tranche_id)
    rows, version = fold_parts(streams.contract_stream(known.contract), agreed_terms)
    return rows[tranche_id], version


def _option(tranche_id: UUID) -> tuple[Row, int]:
    row, version = _tranche(tranche_id)
    _refuse_lapsed(row)
    if not is_option(row):
        raise errors.NotAnOption(tranche=row.tranche)
    return row, version


def _refuse_lapsed(row: Row) -> None:
    if row.lapsed_on:
        raise errors.OptionHasLapsed(tranche=row.tranche, on=row.lapsed_on)


def _refuse_bad_amendment(row: Row, was: DeliveryTerms, now: DeliveryTerms) -> None:
    _refuse_lapsed(row)
    if now == was:
        raise errors.NothingAmended(tranche=row.tranche)
    refuse_bad_terms(now)
    refuse_huge_fee(now, power_mw=row.power_mw, gpus=row.gpus)
    if now.fee_minor and now.fee_basis is FeeBasis.GPU_HOUR and not row.gpus:
        raise errors.NoGpusToPayFor(tranche=row.tranche, field="fee_basis")


def _day(row: Row, on: date | None, meta: Meta) -> date:
    return day_at(project_named(row.project).site, on, meta=meta)


def _append(row: Row, event: DatedEvent, version: int, meta: Meta) -> Appended:
    stream = streams.contract_stream(row.contract)
    at = noon(project_named(row.project).site, event.on)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)
