"""The slip of a tranche in the words of a page."""

from dataclasses import dataclass
from datetime import date

from eventlog.doors.money import money_text
from projects.contracts.agreed import is_option, terms_of
from projects.contracts.models import AgreedTerms
from projects.contracts.slips import Slip
from projects.contracts.wording import fee_text, remedy_text, term_text
from projects.money.facility import NEVER
from projects.money.slip import SlipCost
from projects.money.terms import TermKind


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """What a number of days late costs, in words."""

    label: str
    ready_on: date
    days_late: int
    remedy: str
    revenue: str
    interest: str
    dscr: str


@dataclass(frozen=True, kw_only=True)
class SlipLine:
    """One tranche on a page. columns: P50, P80 and P90, or the day of acceptance."""

    slip: Slip

    @property
    def terms(self) -> AgreedTerms:
        return self.slip.terms

    @property
    def is_option(self) -> bool:
        return is_option(self.terms)

    @property
    def fee(self) -> str:
        return fee_text(
            terms_of(self.terms),
            currency=self.terms.currency,
            annual_minor=self.terms.annual_fee_minor,
        )

    @property
    def remedy(self) -> str:
        return remedy_text(
            terms_of(self.terms), currency=self.terms.currency, cap_minor=self.terms.cap_minor
        )

    @property
    def remedy_is(self) -> str:
        return "Credit" if self.slip.stakes.remedy.is_credit else "Remedies"

    @property
    def revenue_is(self) -> str:
        return revenue_word(self.terms)

    @property
    def columns(self) -> list[Amounts]:
        if self.terms.accepted_on and self.slip.p80:
            return [self._amounts("Accepted", self.terms.accepted_on, self.slip.p80)]
        said = self.slip.forecast
        slip = self.slip
        if said is None or slip.p50 is None or slip.p80 is None or slip.p90 is None:
            return []
        return [
            self._amounts("P50", said.p50, slip.p50),
            self._amounts("P80", said.p80, slip.p80),
            self._amounts("P90", said.p90, slip.p90),
        ]

    @property
    def at_p80(self) -> Amounts | None:
        """P80, or what it came to; None for an option and before the first forecast."""
        shown = [] if self.is_option else self.columns
        return shown[min(1, len(shown) - 1)] if shown else None

    @property
    def expected_words(self) -> str:
        """What the remedies come to on average, and what the year of the start loses; '' once that is no
        forecast any more, or not yet."""
        slip, currency = self.slip, self.terms.currency
        if self.is_option or self.terms.accepted_on:
            return ""
        if slip.expected_remedy_minor is None or slip.out_of_year_minor is None:
            return ""
        expected = money_text(slip.expected_remedy_minor, currency)
        moved = money_text(slip.out_of_year_minor, currency)
        year = self.terms.starts_on.year
        return f"Expected {self.remedy_is.lower()}: {expected}. At P80 {year} loses {moved} of its fee."

    def _amounts(self, label: str, ready_on: date, cost: SlipCost) -> Amounts:
        currency = self.terms.currency
        return Amounts(
            label=label,
            ready_on=ready_on,
            days_late=cost.days_late,
            remedy=money_text(cost.remedy_minor, currency),
            revenue=money_text(cost.revenue_minor, currency),
            interest=money_text(cost.interest_minor, currency),
            dscr=ratio_text(cost),
        )

    @property
    def covenant_words(self) -> str:
        """Cover against the covenant, in words."""
        return covenant_text(self.slip)

    @property
    def covenant_is_broken(self) -> bool:
        return self.slip.headroom_days is not None and self.slip.headroom_days < 0

    @property
    def long_stop_words(self) -> str:
        day, chance = self.terms.long_stop_on, self.slip.long_stop_chance
        if day is None:
            return "none agreed"
        if chance is None:
            return term_text(day)
        if self.terms.accepted_on:
            return f"{term_text(day)}, {'passed' if chance else 'kept'}"
        likely = "under 1%" if chance == 0 else f"about {chance:.0%}"
        return f"{term_text(day)}, {likely} likely to be passed"


def revenue_word(terms: AgreedTerms) -> str:
    fixed = terms.term_kind == TermKind.FIXED_END.value
    return "Lost revenue" if fixed else "Deferred revenue"


def ratio_text(cost: SlipCost) -> str:
    if cost.dscr is None or cost.dscr == NEVER:
        return ""
    return f"{cost.dscr:.2f}"


def covenant_text(slip: Slip) -> str:
    """How many days of slip the covenant still bears at P80."""
    loan, breaks = slip.stakes.loan, slip.breaks_after_days
    if loan is None:
        return "no facility"
    if breaks is None:
        return f"no slip breaks it (covenant {loan.covenant})"
    if breaks < 0:
        return f"broken even without a slip (covenant {loan.covenant})"
    left = slip.headroom_days
    if left is None:
        return f"holds for {breaks} days of slip (covenant {loan.covenant})"
    if left < 0:
        return f"broken at P80: it held for {breaks} days of slip (covenant {loan.covenant})"
    return f"holds for {left} more days (covenant {loan.covenant})"
