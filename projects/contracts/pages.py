"""What the pages and the API show of money: slips tranche by tranche, facilities, and the backlog."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from eventlog.doors.money import money_text
from projects.contracts.agreed import is_option
from projects.contracts.backlog import Backlog, Promise, backlogs_of
from projects.contracts.limits import limits_bp
from projects.contracts.models import AgreedTerms, Amendment, Facility, FacilityDraw
from projects.contracts.slip_lines import SlipLine
from projects.contracts.slips import Slip, slips_of
from projects.contracts.wording import term_text
from projects.money.facility import Draw, Standing, capitalised, yearly_rate_bp
from projects.money.rounding import rounded
from projects.money.terms import DAYS_A_YEAR


@dataclass(frozen=True, kw_only=True)
class ExposurePage:
    """The whole portfolio: what slips cost, worst first, and whose promises it rests on."""

    lines: list[SlipLine]
    backlogs: tuple[Backlog, ...]
    facilities: list["FacilityPage"]


def exposure_page(*, on: date) -> ExposurePage:
    slips = slips_of(AgreedTerms.objects.select_related("customer"))
    return ExposurePage(
        lines=[SlipLine(slip=slip) for slip in sorted(slips, key=_dearest_first)],
        backlogs=backlogs_of(promises_of(slips, on=on), limits_bp()),
        facilities=[facility_page(each, on=on) for each in Facility.objects.all()],
    )


def _dearest_first(slip: Slip) -> tuple[int, int, str, str]:
    cost, row = slip.p80, slip.terms
    total = cost.remedy_minor + cost.revenue_minor + cost.interest_minor if cost else 0
    return (is_option(row), -total, row.project, row.tranche)


def promises_of(slips: Iterable[Slip], *, on: date) -> list[Promise]:
    """What is still to come of each tranche's term on a day."""
    return [_promise(slip, on=on) for slip in slips]


def _promise(slip: Slip, *, on: date) -> Promise:
    """Less what a fixed end loses at P50, and less what was billed since acceptance."""
    row, lost = slip.terms, slip.p50.lost_minor if slip.p50 else 0
    billed_days = max(0, (on - row.accepted_on).days) if row.accepted_on else 0
    billed = rounded(row.annual_fee_minor * billed_days, DAYS_A_YEAR)
    return Promise(
        customer=row.customer_id,
        customer_name=row.customer.name,
        rating=row.customer.rating_class,
        currency=row.currency,
        option=is_option(row),
        value_minor=max(0, row.value_minor - lost - billed),
        power_mw=row.power_mw,
    )


@dataclass(frozen=True, kw_only=True)
class FacilityPage:
    """A facility on a day, with its draws, and the interest that was added to it."""

    facility: Facility
    standing: Standing
    draws: list[FacilityDraw]
    slips: list[SlipLine]

    @property
    def rate(self) -> str:
        rate = yearly_rate_bp(base_bp=self.facility.base_rate_bp, spread_bp=self.facility.spread_bp)
        return f"{rate / 100:.2f}%"

    def money(self, minor: int) -> str:
        return money_text(minor, self.facility.currency)

    @property
    def figures(self) -> list[tuple[str, str]]:
        """What the facility amounts to, each with its name."""
        row, standing = self.facility, self.standing
        return [
            ("Commitment", self.commitment),
            ("Drawn", self.money(row.drawn_minor)),
            ("Left to draw", self.money(row.left_minor)),
            ("Interest capitalised", self.money(standing.interest_minor)),
            ("Unused fees", self.money(standing.fees_minor)),
            ("Balance", self.balance),
            ("Rate", f"{self.rate}, of it {row.spread_bp} bp spread"),
            ("Commitment ends", term_text(row.commitment_ends_on)),
            ("Matures", term_text(row.matures_on)),
            ("Covenant DSCR", str(row.covenant_dscr)),
            ("Last test", self._tested()),
            ("Waiver", f"until {term_text(row.waived_until)}" if row.waived_until else "none"),
        ]

    def _tested(self) -> str:
        row = self.facility
        if row.tested_on is None or row.tested_dscr is None:
            return "none yet"
        verdict = "passed" if row.tested_dscr >= row.covenant_dscr else "failed"
        return f"{row.tested_dscr} on {term_text(row.tested_on)}, {verdict}"

    @property
    def commitment(self) -> str:
        return self.money(self.facility.commitment_minor)

    @property
    def balance(self) -> str:
        return self.money(self.standing.balance_minor)

    @property
    def draw_lines(self) -> list[tuple[date, str]]:
        return [(draw.on, self.money(draw.amount_minor)) for draw in self.draws]


def facility_page(facility: Facility, *, on: date) -> FacilityPage:
    draws = list(FacilityDraw.objects.filter(facility=facility.code).order_by("on", "position"))
    terms = AgreedTerms.objects.filter(contract=facility.contract).select_related("customer")
    return FacilityPage(
        facility=facility,
        standing=standing_of(facility, draws, on=on),
        draws=draws,
        slips=[SlipLine(slip=slip) for slip in slips_of(terms)],
    )


def standing_of(facility: Facility, draws: Iterable[FacilityDraw], *, on: date) -> Standing:
    """The balance on a day: draws, and the interest and fees that were added to it."""
    rates = [
        (date.fromisoformat(day), yearly_rate_bp(base_bp=base, spread_bp=spread))
        for day, base, spread in sorted(facility.rates, key=itemgetter(0))
    ]
    return capitalised(
        [Draw(on=draw.on, amount_minor=draw.amount_minor) for draw in draws],
        rates=rates,
        until=on,
        commitment_minor=facility.commitment_minor,
        unused_fee_bp=facility.unused_fee_bp,
    )


@dataclass(frozen=True, kw_only=True)
class TermsPage:
    """The terms of one tranche: what they say, what they cost, how they came about."""

    line: SlipLine | None
    amendments: list[Amendment]
    handovers: list[tuple[date, str]]


def terms_page(row: AgreedTerms) -> TermsPage:
    slips = slips_of([row])
    amendments = Amendment.objects.filter(project=row.project, tranche=row.tranche)
    return TermsPage(
        line=SlipLine(slip=slips[0]) if slips else None,
        amendments=list(amendments),
        handovers=[(date.fromisoformat(day), power) for day, power in row.handovers],
    )
