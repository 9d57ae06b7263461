"""The facts of a contract after its signature, and of the facility that is drawn against it.

Those of a tranche stand in the stream of its contract, those of a facility in its own. Days are calendar
days at the site; amounts are integers in the minor unit of the contract's currency.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from eventlog.events import Event, event_type
from projects.money.terms import Currency, DeliveryTerms


class ExcuseCause(StrEnum):
    """Why a delay is not the builder's to answer for."""

    FORCE_MAJEURE = "force_majeure"
    CUSTOMER = "customer"
    CHANGE_ORDER = "change_order"


@event_type("projects.tranche_terms_amended", permanent=("project", "tranche"))
class TermsAmended(Event):
    """The parties changed terms of a tranche other than its start: what stood, and what stands."""

    project: str
    tranche: str
    was: DeliveryTerms
    now: DeliveryTerms
    reason: str
    on: date


@event_type("projects.days_excused", permanent=("project", "tranche"))
class DaysExcused(Event):
    """The customer granted days for which no remedy is due. They move the long-stop too."""

    project: str
    tranche: str
    days: int
    cause: ExcuseCause
    reason: str
    on: date


@event_type("projects.tranche_accepted", permanent=("project", "tranche"))
class TrancheAccepted(Event):
    """The customer accepted a tranche, or the part of it that is handed over so far."""

    project: str
    tranche: str
    power_mw: Decimal
    on: date


@event_type("projects.option_exercised", permanent=("project", "tranche"))
class OptionExercised(Event):
    """The customer takes the capacity that it might have taken."""

    project: str
    tranche: str
    on: date


@event_type("projects.option_lapsed", permanent=("project", "tranche"))
class OptionLapsed(Event):
    """The customer does not take the capacity that it might have taken."""

    project: str
    tranche: str
    reason: str
    on: date


@event_type("projects.facility_agreed", permanent=("code", "contract"))
class FacilityAgreed(Event):
    """A lender commits money against a contract.

    Rates are basis points a year. opex_minor, availability_bp: of the lender's base case, for a year of
    all its tranches in service.
    """

    code: str
    contract: str
    lender: str
    currency: Currency
    commitment_minor: int
    base_rate_bp: int
    spread_bp: int
    unused_fee_bp: int
    commitment_ends_on: date
    matures_on: date
    covenant_dscr: Decimal
    opex_minor: int
    availability_bp: int
    on: date


@event_type("projects.facility_drawn", permanent=("facility", "currency"))
class FacilityDrawn(Event):
    """Money was taken from a facility."""

    facility: str
    currency: Currency
    amount_minor: int
    on: date


@event_type("projects.facility_repaid", permanent=("facility", "currency"))
class FacilityRepaid(Event):
    """Principal was paid back."""

    facility: str
    currency: Currency
    amount_minor: int
    on: date


@event_type("projects.spread_changed", permanent=("facility",))
class SpreadChanged(Event):
    """The margin over the base rate is another from a day on."""

    facility: str
    was_bp: int
    now_bp: int
    reason: str
    on: date


@event_type("projects.base_rate_changed", permanent=("facility",))
class BaseRateChanged(Event):
    """The base rate, such as SOFR, is another from a day on."""

    facility: str
    was_bp: int
    now_bp: int
    on: date


@event_type("projects.covenant_tested", permanent=("facility",))
class CovenantTested(Event):
    """The cover was computed on a test date, and held against the covenant."""

    facility: str
    dscr: Decimal
    covenant_dscr: Decimal
    on: date


@event_type("projects.covenant_waived", permanent=("facility",))
class CovenantWaived(Event):
    """The lender does without the covenant until a day."""

    facility: str
    until: date
    reason: str
    on: date
