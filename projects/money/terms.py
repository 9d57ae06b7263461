"""What parties agree about a tranche: fee, term, remedy and cap. Pure.

Amounts are integers in the minor unit of the contract's currency; shares are basis points of one
(10,000 is the whole); nought stands for "not agreed". Words: DOMAIN.md part H.
"""

from dataclasses import dataclass
from enum import StrEnum

WHOLE_BP = 10_000
DAYS_A_YEAR = 365


class Currency(StrEnum):
    """Those that contracts may be in, by their ISO 4217 code."""

    USD = "USD"
    EUR = "EUR"
    GBP = "GBP"
    CAD = "CAD"
    AUD = "AUD"
    NOK = "NOK"
    SEK = "SEK"
    JPY = "JPY"
    KRW = "KRW"


class FeeBasis(StrEnum):
    """What the agreed fee is paid for."""

    MW_MONTH = "mw_month"
    GPU_HOUR = "gpu_hour"
    YEAR = "year"

    @property
    def label(self) -> str:
        words = {FeeBasis.MW_MONTH: "MW and month", FeeBasis.GPU_HOUR: "GPU and hour"}
        return f"for each {words.get(self, 'year')}"


class TermKind(StrEnum):
    """Whether a late start moves the end of the term too, or shortens it."""

    SLIDES = "slides"
    FIXED_END = "fixed_end"

    @property
    def label(self) -> str:
        return "slides with the start" if self is TermKind.SLIDES else "has a fixed end"


class RemedyForm(StrEnum):
    """How a remedy grows with the days late: the six forms of DOMAIN.md F.2, or none."""

    NONE = "none"
    PER_DAY = "per_day"
    PER_MW_DAY = "per_mw_day"
    PER_WEEK = "per_week"
    TIERED_MW_DAY = "tiered_mw_day"
    SHARE_OF_FEE = "share_of_fee"
    CREDIT = "credit"

    @property
    def label(self) -> str:
        return {
            RemedyForm.NONE: "none",
            RemedyForm.PER_DAY: "a rate for each day",
            RemedyForm.PER_MW_DAY: "a rate for each MW and day",
            RemedyForm.PER_WEEK: "a rate for each week that has begun",
            RemedyForm.TIERED_MW_DAY: "tiers for each MW and day",
            RemedyForm.SHARE_OF_FEE: "a share of the daily fee",
            RemedyForm.CREDIT: "a credit of a share of the daily fee",
        }[self]


class CapBasis(StrEnum):
    """What the cap of a remedy is a share of."""

    NONE = "none"
    ANNUAL_FEE = "annual_fee"
    TRANCHE_VALUE = "tranche_value"

    @property
    def label(self) -> str:
        words = {
            CapBasis.ANNUAL_FEE: "a year's fee",
            CapBasis.TRANCHE_VALUE: "the whole term's fee",
        }
        return f"a share of {words[self]}" if self in words else "no cap"


class Commitment(StrEnum):
    """Whether the customer must take the capacity, or may."""

    CONTRACTED = "contracted"
    OPTION = "option"


class Workload(StrEnum):
    """What the customer runs: an inference load can start on part of a hall, a large training run not."""

    NOT_SAID = "not_said"
    TRAINING = "training"
    INFERENCE = "inference"
    MIXED = "mixed"


@dataclass(frozen=True, kw_only=True)
class RateTier:
    """A rate for the payable days after the first `after_days`, until the next tier begins."""

    after_days: int
    rate_minor: int


@dataclass(frozen=True, kw_only=True)
class DeliveryTerms:
    """The terms of one tranche. Without arguments: nothing agreed but the start.

    fee_minor: for each MW and month, GPU and hour, or year. rate_minor: of the remedy, for each day,
    MW-day or started week. share_bp: of the daily fee, where the remedy is a share of it.
    long_stop_days: after the contract start, as excused days move it.
    """

    fee_basis: FeeBasis = FeeBasis.MW_MONTH
    fee_minor: int = 0
    term_months: int = 0
    term_kind: TermKind = TermKind.SLIDES
    grace_days: int = 0
    remedy: RemedyForm = RemedyForm.NONE
    rate_minor: int = 0
    tiers: tuple[RateTier, ...] = ()
    share_bp: int = 0
    cap_basis: CapBasis = CapBasis.NONE
    cap_bp: int = 0
    long_stop_days: int = 0
    workload: Workload = Workload.NOT_SAID
    acceptance_criteria: str = ""
