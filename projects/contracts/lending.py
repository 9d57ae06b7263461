"""The only writers of the facts of facilities."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold
from projects import streams
from projects.commands import PLAIN_CODE
from projects.contracts import errors
from projects.contracts.checking import MOST_MINOR, reason_given, refuse_out_of_range
from projects.contracts.events import (
    BaseRateChanged,
    CovenantTested,
    CovenantWaived,
    FacilityAgreed,
    FacilityDrawn,
    FacilityRepaid,
    SpreadChanged,
)
from projects.contracts.inputs import AmountMinor, FacilityId, Reason
from projects.contracts.loan_projections import facilities
from projects.contracts.models import Facility
from projects.errors import BadCode
from projects.models import Contract
from projects.money.terms import WHOLE_BP, Currency
from projects.queries import project_named
from sites.commands import Day
from sites.days import day_at, noon
from sites.models import Site

DatedEvent = (
    FacilityDrawn
    | FacilityRepaid
    | SpreadChanged
    | BaseRateChanged
    | CovenantTested
    | CovenantWaived
)
MOST_RATIO = 100


@command
def agree_facility(
    *,
    code: Annotated[str, Help("Short and permanent, such as DDTL-1.")],
    contract_id: Annotated[
        UUID, Ref("projects.Contract"), Help("The contract it is lent against.")
    ],
    lender: Annotated[str, Longest(120)],
    commitment_minor: AmountMinor,
    base_rate_bp: Annotated[int, Help("Basis points a year, such as 400 for SOFR at 4%.")],
    spread_bp: Annotated[int, Help("Basis points a year over the base rate.")],
    commitment_ends_on: Annotated[date, Help("The last day on which it can be drawn.")],
    matures_on: date,
    covenant_dscr: Annotated[Decimal, Help("The least debt service coverage ratio, such as 1.15.")],
    opex_minor: Annotated[int, Help("Power, rent and operations of a year, in minor units.")],
    availability_bp: Annotated[int, Help("Of the fee that is received, in basis points.")] = 9_700,
    unused_fee_bp: Annotated[int, Help("Basis points a year of what is undrawn.")] = 0,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that a lender commits money against a contract."""
    if not PLAIN_CODE.fullmatch(code):
        raise BadCode(given=code)
    contract = Contract.objects.filter(pk=contract_id).first()
    if contract is None:
        raise errors.UnknownContract(contract=contract_id)
    stream = streams.facility_stream(code)
    known, version = fold(stream, facilities)
    if known:
        raise errors.FacilityAgreedAlready(facility=code)
    if standing := Facility.objects.filter(contract=contract.code).first():
        raise errors.ContractHasFacility(contract=contract.code, facility=standing.code)
    site = project_named(contract.project).site
    day = day_at(site, on, meta=meta)
    event = FacilityAgreed(
        code=code,
        contract=contract.code,
        lender=lender,
        currency=Currency(contract.currency),
        commitment_minor=commitment_minor,
        base_rate_bp=base_rate_bp,
        spread_bp=spread_bp,
        unused_fee_bp=unused_fee_bp,
        commitment_ends_on=commitment_ends_on,
        matures_on=matures_on,
        covenant_dscr=covenant_dscr,
        opex_minor=opex_minor,
        availability_bp=availability_bp,
        on=day,
    )
    refuse_bad_facility(event)
    at = noon(site, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def draw_facility(
    *, facility_id: FacilityId, amount_minor: AmountMinor, on: Day = None, meta: Meta
) -> Appended:
    """Record money taken from a facility."""
    row, version = _facility(facility_id)
    refuse_out_of_range("amount_minor", amount_minor, 1, MOST_MINOR)
    site, day = _when(row, on, meta)
    if day > row.commitment_ends_on:
        raise errors.CommitmentEnded(facility=row.code, ended_on=row.commitment_ends_on, on=day)
    left = row.commitment_minor - row.drawn_minor
    if amount_minor > left:
        raise errors.DrawnBeyondCommitment(facility=row.code, left=left, asked=amount_minor)
    event = FacilityDrawn(
        facility=row.code, currency=Currency(row.currency), amount_minor=amount_minor, on=day
    )
    return _append(row, event, version, site, meta)


@command
def repay_facility(
    *, facility_id: FacilityId, amount_minor: AmountMinor, on: Day = None, meta: Meta
) -> Appended:
    """Record principal paid back."""
    row, version = _facility(facility_id)
    refuse_out_of_range("amount_minor", amount_minor, 1, MOST_MINOR)
    site, day = _when(row, on, meta)
    left = row.drawn_minor - row.repaid_minor
    if amount_minor > left:
        raise errors.RepaidMoreThanDrawn(facility=row.code, left=left, asked=amount_minor)
    event = FacilityRepaid(
        facility=row.code, currency=Currency(row.currency), amount_minor=amount_minor, on=day
    )
    return _append(row, event, version, site, meta)


@command
def change_spread(
    *,
    facility_id: FacilityId,
    spread_bp: Annotated[int, Help("Basis points a year over the base rate.")],
    reason: Reason,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record another margin over the base rate, from a day on."""
    row, version = _facility(facility_id)
    refuse_out_of_range("spread_bp", spread_bp, 0, WHOLE_BP)
    if spread_bp == row.spread_bp:
        raise errors.SameSpread(facility=row.code, spread_bp=spread_bp)
    site, day = _when(row, on, meta)
    event = SpreadChanged(
        facility=row.code,
        was_bp=row.spread_bp,
        now_bp=spread_bp,
        reason=reason_given(reason),
        on=day,
    )
    return _append(row, event, version, site, meta)


@command
def change_base_rate(
    *,
    facility_id: FacilityId,
    base_rate_bp: Annotated[int, Help("Basis points a year, such as 375 for SOFR at 3.75%.")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record another base rate, from a day on."""
    row, version = _facility(facility_id)
    refuse_out_of_range("base_rate_bp", base_rate_bp, 0, WHOLE_BP)
    if base_rate_bp == row.base_rate_bp:
        raise errors.SameBaseRate(facility=row.code, base_rate_bp=base_rate_bp)
    site, day = _when(row, on, meta)
    event = BaseRateChanged(facility=row.code, was_bp=row.base_rate_bp, now_bp=base_rate_bp, on=day)
    return _append(row, event, version, site, meta)


@command
def record_covenant_test(
    *,
    facility_id: FacilityId,
    dscr: Annotated[Decimal, Help("The ratio as it was computed, such as 1.36.")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record the cover on a test date."""
    row, version = _facility(facility_id)
    refuse_out_of_range("dscr", dscr, -MOST_RATIO, MOST_RATIO)
    site, day = _when(row, on, meta)
    event = CovenantTested(facility=row.code, dscr=dscr, covenant_dscr=row.covenant_dscr, on=day)
    return _append(row, event, version, site, meta)


@command
def waive_covenant(
    *,
    facility_id: FacilityId,
    until: Annotated[date, Help("The last day without the covenant.")],
    reason: Reason,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that the lender does without the covenant until a day."""
    row, version = _facility(facility_id)
    site, day = _when(row, on, meta)
    if until < day:
        raise errors.WaivedIntoThePast(on=day, until=until)
    event = CovenantWaived(facility=row.code, until=until, reason=reason_given(reason), on=day)
    return _append(row, event, version, site, meta)


def refuse_bad_facility(agreed: FacilityAgreed) -> None:
    """Raises OutOfRange and MaturesTooSoon."""
    refuse_out_of_range("commitment_minor", agreed.commitment_minor, 1, MOST_MINOR)
    refuse_out_of_range("opex_minor", agreed.opex_minor, 0, MOST_MINOR)
    for field in ("base_rate_bp", "spread_bp", "unused_fee_bp"):
        refuse_out_of_range(field, getattr(agreed, field), 0, WHOLE_BP)
    refuse_out_of_range("availability_bp", agreed.availability_bp, 1, WHOLE_BP)
    refuse_out_of_range("covenant_dscr", agreed.covenant_dscr, 0, MOST_RATIO)
    if agreed.matures_on <= agreed.commitment_ends_on:
        raise errors.MaturesTooSoon(
            commitment_ends_on=agreed.commitment_ends_on, matures_on=agreed.matures_on
        )


def _facility(facility_id: UUID) -> tuple[Row, int]:
    row, version = fold(facility_id, facilities)
    if row is None:
        raise errors.UnknownFacility(facility=facility_id)
    return row, version


def _when(row: Row, on: date | None, meta: Meta) -> tuple[Site, date]:
    """The site whose days count, and the day. Raises UnknownContract, BeforeAgreement."""
    contract = Contract.objects.filter(code=row.contract).first()
    if contract is None:  # taken back since
        raise errors.UnknownContract(contract=row.contract)
    site = project_named(contract.project).site
    day = day_at(site, on, meta=meta)
    if day < row.agreed_on:
        raise errors.BeforeAgreement(facility=row.code, agreed_on=row.agreed_on, on=day)
    return site, day


def _append(row: Row, event: DatedEvent, version: int, site: Site, meta: Meta) -> Appended:
    stream, at = streams.facility_stream(row.code), noon(site, event.on)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)
