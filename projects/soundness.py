"""What no fact of a project or its contract may say: what commands refuse, a correction is refused too."""

from collections.abc import Sequence
from decimal import Decimal

from eventlog.events import Event
from eventlog.soundness import sound
from projects.contracts.checking import (
    MOST_DAYS,
    MOST_MINOR,
    refuse_bad_capacity,
    refuse_bad_terms,
    refuse_out_of_range,
)
from projects.contracts.events import (
    BaseRateChanged,
    CovenantTested,
    DaysExcused,
    FacilityAgreed,
    FacilityDrawn,
    FacilityRepaid,
    SpreadChanged,
    TermsAmended,
    TrancheAccepted,
)
from projects.contracts.lending import MOST_RATIO, refuse_bad_facility
from projects.errors import NegativeRemaining
from projects.events import ActivityProgressed, ContractSigned
from projects.money.terms import WHOLE_BP
from projects.queries import project_named


@sound(ActivityProgressed)
def remaining_is_not_negative(progress: ActivityProgressed, others: Sequence[Event]) -> None:
    if progress.remaining_days < 0:
        raise NegativeRemaining(days=progress.remaining_days)


@sound(ContractSigned)
def contract_is_possible(contract: ContractSigned, others: Sequence[Event]) -> None:
    refuse_bad_terms(contract.terms)
    site = project_named(contract.project).site
    refuse_bad_capacity(site.code, contract.tranches, contract.terms)


@sound(TermsAmended)
def terms_are_possible(amended: TermsAmended, others: Sequence[Event]) -> None:
    refuse_bad_terms(amended.now)


@sound(DaysExcused)
def excused_days_are_possible(excused: DaysExcused, others: Sequence[Event]) -> None:
    refuse_out_of_range("days", excused.days, 1, MOST_DAYS)


@sound(TrancheAccepted)
def accepted_is_within_the_tranche(accepted: TrancheAccepted, others: Sequence[Event]) -> None:
    """No more than the contract delivers, with what was accepted before and since."""
    power = [
        each.power_mw
        for contract in others
        if isinstance(contract, ContractSigned)
        for each in contract.tranches
        if each.code == accepted.tranche
    ]
    before = [
        each.power_mw
        for each in others
        if isinstance(each, TrancheAccepted) and each.tranche == accepted.tranche
    ]
    left = sum(power, Decimal(0)) - sum(before, Decimal(0))
    refuse_out_of_range("power_mw", accepted.power_mw, Decimal("0.01"), left)


@sound(FacilityAgreed)
def facility_is_possible(agreed: FacilityAgreed, others: Sequence[Event]) -> None:
    refuse_bad_facility(agreed)


@sound(FacilityDrawn, FacilityRepaid)
def amount_is_possible(moved: FacilityDrawn | FacilityRepaid, others: Sequence[Event]) -> None:
    refuse_out_of_range("amount_minor", moved.amount_minor, 1, MOST_MINOR)


@sound(SpreadChanged, BaseRateChanged)
def rate_is_possible(changed: SpreadChanged | BaseRateChanged, others: Sequence[Event]) -> None:
    refuse_out_of_range("now_bp", changed.now_bp, 0, WHOLE_BP)


@sound(CovenantTested)
def cover_is_possible(tested: CovenantTested, others: Sequence[Event]) -> None:
    refuse_out_of_range("dscr", tested.dscr, -MOST_RATIO, MOST_RATIO)
