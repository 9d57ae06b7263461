"""What the newest forecast of each tranche costs by its agreed terms. Nothing is stored: asked anew each time.

The number of queries does not grow with the number of tranches.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from eventlog.projections import Row
from projects import queries
from projects.contracts.agreed import is_option, remedy_on
from projects.contracts.models import AgreedTerms, Facility
from projects.models import Forecast
from projects.money.facility import Loan, months_between, yearly_rate_bp
from projects.money.remedies import Remedy
from projects.money.rounding import rounded
from projects.money.slip import SlipCost, Stakes, cost_of_slip
from projects.money.terms import WHOLE_BP, RemedyForm

Terms = AgreedTerms | Row
Lent = Facility | Row
"""As their tables hold them, or as the log stood at a position."""


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One tranche: its terms, its newest forecast, the facility behind it, and what the two cost."""

    terms: AgreedTerms
    forecast: Forecast | None
    facility: Facility | None
    stakes: Stakes

    def cost_at(self, ready_on: date) -> SlipCost:
        """What it costs to be ready on a day."""
        return cost_of_slip(self.stakes, days_late=(ready_on - self.terms.starts_on).days)

    @cached_property
    def p50(self) -> SlipCost | None:
        return self._cost_of(self.forecast.p50 if self.forecast else None)

    @cached_property
    def p80(self) -> SlipCost | None:
        return self._cost_of(self.forecast.p80 if self.forecast else None)

    @cached_property
    def p90(self) -> SlipCost | None:
        return self._cost_of(self.forecast.p90 if self.forecast else None)

    @property
    def expected_remedy_minor(self) -> int | None:
        """The mean of the remedy over the 99 percentiles of the forecast; what it came to once accepted."""
        if self.p80 is None or self.forecast is None or self.terms.accepted_on:
            return self.p80.remedy_minor if self.p80 else None
        starts_on = self.terms.starts_on
        days = [(date.fromisoformat(day) - starts_on).days for day in self.forecast.quantiles]
        excused, remedy = self.stakes.excused_days, self.stakes.remedy
        return rounded(sum(remedy.due_minor(d, excused_days=excused) for d in days), len(days))

    @property
    def out_of_year_minor(self) -> int | None:
        """What the calendar year of the contract start loses of the fee at P80, later or for good."""
        if self.p80 is None:
            return None
        starts_on = self.terms.starts_on
        return self.stakes.revenue.moved_out_of_year_minor(
            self.p80.days_late, starts_on=starts_on, ends_on=starts_on.replace(month=12, day=31)
        )

    def _cost_of(self, forecast_on: date | None) -> SlipCost | None:
        """Once a tranche is accepted, what it costs is no forecast any more."""
        day = self.terms.accepted_on or forecast_on
        return self.cost_at(day) if day else None

    @cached_property
    def breaks_after_days(self) -> int | None:
        """The most days of slip that the covenant bears; None without a facility, or if it bears all."""
        return self.stakes.loan.breaks_after_days() if self.stakes.loan else None

    @property
    def headroom_days(self) -> int | None:
        """Days of slip left at P80 before the covenant breaks; negative where P80 breaks it."""
        if self.breaks_after_days is None or self.p80 is None:
            return None
        return self.breaks_after_days - self.p80.days_late

    @property
    def long_stop_chance(self) -> float | None:
        """How likely the tranche is ready only after its long-stop."""
        return self._chance_after(self.terms.long_stop_on)

    @property
    def breach_chance(self) -> float | None:
        """How likely the slip breaks the covenant."""
        if self.breaks_after_days is None:
            return None
        return self._chance_after(self.terms.starts_on + timedelta(days=self.breaks_after_days))

    def _chance_after(self, day: date | None) -> float | None:
        """From the 99 percentiles of the forecast: to whole percents, as they are; once accepted, certain."""
        if day is None or is_option(self.terms):
            return None
        if self.terms.accepted_on:
            return float(self.terms.accepted_on > day)
        if self.forecast is None:
            return None
        by_then = bisect_right(self.forecast.quantiles, day.isoformat())
        return 0.0 if by_then == 99 else (100 - by_then) / 100


def slips_of(terms: Iterable[AgreedTerms]) -> list[Slip]:
    """The slips of these tranches, in their order; lapsed options are left out."""
    rows = [row for row in terms if row.lapsed_on is None]
    projects = {row.project for row in rows}
    newest = queries.newest_forecasts().filter(project__in=projects)
    forecasts = {(each.project, each.tranche): each for each in newest}
    contracts = {row.contract for row in rows}
    facilities = {each.contract: each for each in Facility.objects.filter(contract__in=contracts)}
    shares = _shares(contracts)
    return [
        Slip(
            terms=row,
            forecast=forecasts.get((row.project, row.tranche)),
            facility=facilities.get(row.contract),
            stakes=stakes_of(row, facilities.get(row.contract), share=shares.get(row.pk)),
        )
        for row in rows
    ]


def stakes_of(row: Terms, facility: Lent | None, *, share: Decimal | None) -> Stakes:
    """All that a slip of a tranche can cost. share: of its facility, by MW; None for an option.

    For an option no remedy is due, no revenue is promised and no debt is taken up.
    """
    remedy, revenue = remedy_on(row)
    if share is None or is_option(row):
        none = Remedy(
            form=RemedyForm.NONE, grace_days=0, power_mw=remedy.power_mw, annual_fee_minor=0
        )
        nothing = type(revenue)(annual_minor=0, term_months=0, term_kind=revenue.term_kind)
        return Stakes(remedy=none, revenue=nothing)
    loan = _loan(row, facility, share=share) if facility else None
    return Stakes(remedy=remedy, revenue=revenue, excused_days=row.excused_days, loan=loan)


def _loan(row: Terms, facility: Lent, *, share: Decimal) -> Loan:
    """The tranche's part of a facility as if all of it were drawn by the contract start."""
    debt = facility.commitment_minor - facility.repaid_minor
    receipts = rounded(row.annual_fee_minor * facility.availability_bp, WHOLE_BP)
    return Loan(
        debt_minor=int(debt * share),
        rate_bp=yearly_rate_bp(base_bp=facility.base_rate_bp, spread_bp=facility.spread_bp),
        months=months_between(row.starts_on, facility.matures_on),
        cash_minor=receipts - int(facility.opex_minor * share),
        covenant=facility.covenant_dscr,
    )


def _shares(contracts: Collection[str]) -> dict[object, Decimal]:
    return shares_of(AgreedTerms.objects.filter(contract__in=contracts, lapsed_on=None))


def shares_of(rows: Iterable[Terms]) -> dict[object, Decimal]:
    """Each contracted tranche's part of its contract's MW, by id; no part for an option."""
    taken = [row for row in rows if not is_option(row)]
    power: dict[str, Decimal] = {}
    for row in taken:
        power[row.contract] = power.get(row.contract, Decimal(0)) + row.power_mw
    return {row.id: row.power_mw / power[row.contract] for row in taken if power[row.contract]}
