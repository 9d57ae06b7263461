"""Chances and amounts of a simulation in words."""

from collections.abc import Collection
from dataclasses import dataclass

from eventlog.doors.money import money_text
from projects.contracts.models import AgreedTerms
from projects.money.iterations import Sum
from projects.portfolio.combining import combined
from projects.portfolio.money import Exposure, exposure_of, priced
from projects.risk.spread import Estimate


def chance_text(chance: Estimate | None) -> str:
    """In whole percent; a chance that is neither 0 nor 1 is not rounded to them. '-' for none."""
    if chance is None:
        return "–"  # noqa: RUF001
    if 0 < chance.value < 0.01:
        return "under 1%"
    if 0.99 < chance.value < 1:
        return "over 99%"
    return f"{chance.value:.0%}"


def error_text(chance: Estimate | None) -> str:
    """The error of a chance in percentage points."""
    return "" if chance is None else f"± {100 * chance.error:.1f}"


@dataclass(frozen=True, kw_only=True)
class AmountText:
    """One amount: expected and P80 in words, with the error of each."""

    expected: str
    expected_error: str
    p80: str
    p80_error: str


def lines_of(projects: Collection[str]) -> dict[tuple[str, str], "ExposureLine"]:
    """The money of each tranche of some projects that has draws, by project and tranche."""
    terms = AgreedTerms.objects.filter(project__in=projects).select_related("customer")
    return {
        (each.terms.project, each.terms.tranche): ExposureLine(exposure=exposure_of(each))
        for each in priced(combined(terms).parts)
    }


@dataclass(frozen=True, kw_only=True)
class ExposureLine:
    """One line of money on a page."""

    exposure: Exposure

    def _money(self, minor: float) -> str:
        return money_text(round(minor), self.exposure.currency)

    def _amount(self, told: Sum) -> AmountText:
        return AmountText(
            expected=self._money(told.expected.value),
            expected_error=self._money(told.expected.error),
            p80=self._money(told.p80.value),
            p80_error=self._money(told.p80.error),
        )

    @property
    def remedy(self) -> AmountText:
        return self._amount(self.exposure.money.remedy)

    @property
    def revenue(self) -> AmountText:
        return self._amount(self.exposure.money.revenue)

    @property
    def interest(self) -> AmountText:
        return self._amount(self.exposure.money.interest)

    @property
    def total(self) -> AmountText:
        return self._amount(self.exposure.money.total)

    @property
    def value_of_a_day(self) -> str:
        return self._money(self.exposure.money.value_of_a_day.value)

    @property
    def value_error(self) -> str:
        return self._money(self.exposure.money.value_of_a_day.error)

    @property
    def breach(self) -> str:
        return chance_text(self.exposure.money.breach)

    @property
    def breach_error(self) -> str:
        return error_text(self.exposure.money.breach)

    @property
    def long_stop(self) -> str:
        return chance_text(self.exposure.money.long_stop)

    @property
    def long_stop_error(self) -> str:
        return error_text(self.exposure.money.long_stop)

    @property
    def dscr(self) -> str:
        ratio = self.exposure.dscr_at_p80
        return "" if ratio is None else f"{ratio:.2f}"
