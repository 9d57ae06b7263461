"""A delayed-draw loan: interest during construction, amortisation, cover, and what a slip does to it. Pure.

Source of all formulas: DOMAIN.md F.4. Interest is ACT/360; rates are basis points a year, the base rate
never below 0; ratios are decimals of 28 digits, so that two machines compute the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects.money.rounding import rounded
from projects.money.terms import DAYS_A_YEAR, WHOLE_BP

INTEREST_YEAR = 360
MONTHS_A_YEAR = 12
MOST_DAYS = 3650
"""A covenant that ten years of slip do not break is not broken by slip."""

NEVER: Decimal = Decimal("Infinity")


@dataclass(frozen=True, kw_only=True)
class Draw:
    """Money taken on a day; repaid money is a negative draw."""

    on: date
    amount_minor: int


def yearly_rate_bp(*, base_bp: int, spread_bp: int) -> int:
    """y = SOFR + spread, SOFR floored at 0."""
    return max(0, base_bp) + spread_bp


def interest_minor(balance_minor: int, *, rate_bp: int, days: int) -> int:
    """B * y * n / 360: what so many days cost."""
    return rounded(balance_minor * rate_bp * days, WHOLE_BP * INTEREST_YEAR)


def unused_fee_minor(undrawn_minor: int, *, fee_bp: int, days: int) -> int:
    """f * undrawn * days / 360."""
    return interest_minor(max(0, undrawn_minor), rate_bp=fee_bp, days=days)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A loan on a day. balance: draws and all that was capitalised; interest, fees: of that."""

    balance_minor: int
    drawn_minor: int
    interest_minor: int
    fees_minor: int


def capitalised(
    draws: Iterable[Draw],
    *,
    rates: Sequence[tuple[date, int]],
    until: date,
    commitment_minor: int = 0,
    unused_fee_bp: int = 0,
) -> Standing:
    """B(t+1) = B(t) * (1 + y * days / 360) + draws + fees, from the first draw until a day.

    rates: from which day which yearly rate, in order, at least one. Interest and the fee on
    what is undrawn are added to the balance whenever it or the rate changes.
    """
    told = sorted((draw for draw in draws if draw.on <= until), key=lambda draw: draw.on)
    if not told:
        return Standing(balance_minor=0, drawn_minor=0, interest_minor=0, fees_minor=0)
    days = sorted(
        {d.on for d in told} | {on for on, _ in rates if told[0].on < on < until} | {until}
    )
    balance = drawn = interest = fees = 0
    for begins, ends in zip(days, [*days[1:], until], strict=True):
        taken = sum(draw.amount_minor for draw in told if draw.on == begins)
        balance, drawn = balance + taken, drawn + taken
        span, rate = (ends - begins).days, _rate_on(rates, begins)
        cost = interest_minor(balance, rate_bp=rate, days=span)
        fee = unused_fee_minor(commitment_minor - drawn, fee_bp=unused_fee_bp, days=span)
        balance, interest, fees = balance + cost + fee, interest + cost, fees + fee
    return Standing(
        balance_minor=balance, drawn_minor=drawn, interest_minor=interest, fees_minor=fees
    )


def _rate_on(rates: Sequence[tuple[date, int]], day: date) -> int:
    """The rate of a day; before the first it is the first."""
    known = [rate for on, rate in rates if on <= day]
    return known[-1] if known else rates[0][1]


def level_payment(balance: Decimal, *, rate_bp: int, months: Decimal) -> Decimal:
    """A = B * i / (1 - (1+i)^-N), i = y/12: the monthly payment that repays B in N months, N > 0."""
    if rate_bp == 0:
        return balance / months
    i = Decimal(rate_bp) / (WHOLE_BP * MONTHS_A_YEAR)
    return balance * i / (1 - (1 + i) ** -months)


@dataclass(frozen=True, kw_only=True)
class Instalment:
    """One month: what is paid as interest and as principal, and what is left."""

    interest_minor: int
    principal_minor: int
    balance_minor: int


def amortisation(balance_minor: int, *, rate_bp: int, months: int) -> tuple[Instalment, ...]:
    """The plan of whole months. Principal sums to the balance: the last instalment takes the rest."""
    payment = int(level_payment(Decimal(balance_minor), rate_bp=rate_bp, months=Decimal(months)))
    plan, left = [], balance_minor
    for month in range(1, months + 1):
        interest = rounded(left * rate_bp, WHOLE_BP * MONTHS_A_YEAR)
        principal = left if month == months else min(left, max(0, payment - interest))
        left -= principal
        plan.append(
            Instalment(interest_minor=interest, principal_minor=principal, balance_minor=left)
        )
    return tuple(plan)


@dataclass(frozen=True, kw_only=True)
class Loan:
    """The debt that a tranche carries. Maturity is fixed: a slip eats the months that pay it back.

    debt_minor: at the contract start, before the interest of a slip. months: from contract start to
    maturity. cash_minor: CFADS of a year before damages; covenant: the least DSCR.
    """

    debt_minor: int
    rate_bp: int
    months: Decimal
    cash_minor: int
    covenant: Decimal

    def interest_minor(self, days_late: int) -> int:
        """dIDC(n) = B * y * n / 360."""
        return interest_minor(self.debt_minor, rate_bp=self.rate_bp, days=days_late)

    def dscr(self, days_late: int, *, damages_minor: int = 0) -> Decimal:
        """CFADS / (interest + scheduled principal) of the year after a start so many days late.

        N' = N - n * 12/365, B' = B * (1 + y*n/360). damages_minor: what of them ranks before the debt.
        0 where no month is left to pay in; NEVER (infinite) without debt.
        """
        months = self.months - Decimal(days_late * MONTHS_A_YEAR) / DAYS_A_YEAR
        debt = Decimal(self.debt_minor) * (
            1 + Decimal(self.rate_bp * days_late) / (WHOLE_BP * INTEREST_YEAR)
        )
        if not debt:
            return NEVER
        if months <= 0:
            return Decimal(0)
        service = MONTHS_A_YEAR * level_payment(debt, rate_bp=self.rate_bp, months=months)
        return (self.cash_minor - damages_minor) / service

    def headroom(self, days_late: int) -> Decimal:
        """DSCR less covenant; negative where it is broken."""
        return self.dscr(days_late) - self.covenant

    def headroom_minor(self, days_late: int) -> int:
        """The cash of a year that could go missing before the covenant breaks; negative once it has."""
        ratio = self.dscr(days_late)
        if not ratio or ratio == NEVER:
            return self.cash_minor if ratio else 0
        return round(self.cash_minor - self.covenant * self.cash_minor / ratio)

    def breaks_after_days(self) -> int | None:
        """n*: the most days of slip at which DSCR >= covenant, bisected.

        -1: it is broken without any slip. None: MOST_DAYS of slip do not break it.
        """
        if self.headroom(MOST_DAYS) >= 0:
            return None
        low, high = -1, MOST_DAYS
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.headroom(middle) >= 0 else (low, middle)
        return low


def loan_to_value(debt_minor: int, *, collateral_minor: int, contract_minor: int) -> Decimal:
    """LTV = debt / (depreciated collateral + contract value as defined)."""
    return Decimal(debt_minor) / (collateral_minor + contract_minor)


def months_between(begins: date, ends: date) -> Decimal:
    """Months as cover counts them: calendar days * 12/365."""
    return Decimal((ends - begins).days * MONTHS_A_YEAR) / DAYS_A_YEAR
