"""What the page of the whole portfolio shows, as plain data: all sites as one draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from projects.contracts.models import AgreedTerms
from projects.portfolio import charts
from projects.portfolio.charts import ReadyPoint
from projects.portfolio.combining import Combined, combined, days_between
from projects.portfolio.money import (
    Exposure,
    by_contract,
    by_currency,
    by_customer,
    by_tranche,
    priced,
)
from projects.portfolio.wording import ExposureLine, chance_text, error_text
from projects.risk.joint import (
    Late,
    chances_if_apart,
    chances_of_at_least,
    late_ones,
    ready_by,
)
from projects.risk.spread import Estimate, chance_of, mean_of

POINTS = 60
"""Days on the chart of power, at most about so many."""


@dataclass(frozen=True, kw_only=True)
class AtLeast:
    """The chance that at least so many tranches are late. apart: if the sites shared nothing."""

    tranches: int
    chance: Estimate
    apart: float


@dataclass(frozen=True, kw_only=True)
class CustomerLine:
    """How late a customer's power is: the chance that any of it is, and how many MW are on average."""

    code: str
    name: str
    power_mw: float
    any_late: Estimate
    late_mw: Estimate
    exposures: list[ExposureLine]

    @property
    def late_words(self) -> str:
        return chance_text(self.any_late)

    @property
    def late_error(self) -> str:
        return error_text(self.any_late)


@dataclass(frozen=True, kw_only=True)
class ChanceLine:
    """The chance of at least so many, in words."""

    tranches: int
    chance: str
    error: str
    apart: str


@dataclass(frozen=True, kw_only=True)
class MoneyOfAll:
    """The same money, summed up four ways; the dearest first in each currency."""

    by_tranche: list[Exposure]
    by_contract: list[Exposure]
    by_customer: list[Exposure]
    in_all: list[Exposure]


@dataclass(frozen=True, kw_only=True)
class JointPage:
    """All sites as one draw."""

    combined: Combined

    @cached_property
    def late(self) -> Late:
        return late_ones(self.combined.days, self.combined.starts)

    @cached_property
    def chances(self) -> list[AtLeast]:
        """From at least one tranche on, up to all of them."""
        pairs = zip(chances_of_at_least(self.late), chances_if_apart(self.late), strict=True)
        return [
            AtLeast(tranches=count, chance=chance, apart=apart)
            for count, (chance, apart) in enumerate(pairs, start=1)
        ]

    @property
    def chance_lines(self) -> list[ChanceLine]:
        return [
            ChanceLine(
                tranches=each.tranches,
                chance=chance_text(each.chance),
                error=error_text(each.chance),
                apart=chance_text(Estimate(value=each.apart, error=0.0)),
            )
            for each in self.chances
        ]

    @property
    def telling(self) -> list[ChanceLine]:
        """The largest numbers that are reached with chances of 90, 50 and 10 in 100, each once."""
        found = {
            max((each.tranches for each in self.chances if each.chance.value >= level), default=0)
            for level in (0.9, 0.5, 0.1)
        }
        return [line for line in self.chance_lines if line.tranches in found]

    @cached_property
    def expected_late(self) -> Estimate:
        """How many tranches are late on average."""
        return mean_of(self.late.sum(axis=0))

    @cached_property
    def ready(self) -> list[ReadyPoint]:
        """Power ready by each of some days, with its band."""
        return ready_on(self.combined, days_between(self.combined.parts, at_most=POINTS))

    @cached_property
    def promised(self) -> list[tuple[date, float]]:
        """Day, and the MW whose contract start has come by then."""
        power: dict[date, float] = {}
        for part in self.combined.parts:
            day = part.terms.starts_on
            power[day] = power.get(day, 0.0) + float(part.terms.power_mw)
        days = sorted(power)
        return [(day, sum(power[d] for d in days if d <= day)) for day in days]

    @cached_property
    def ready_at_starts(self) -> list[tuple[float, ReadyPoint]]:
        """For every contract start: the MW promised by then, and what is ready."""
        points = ready_on(self.combined, [day for day, _ in self.promised])
        return [(mw, point) for (_, mw), point in zip(self.promised, points, strict=True)]

    @cached_property
    def money(self) -> MoneyOfAll:
        found = list(priced(self.combined.parts))
        return MoneyOfAll(
            by_tranche=by_tranche(found),
            by_contract=by_contract(found),
            by_customer=self._by_customer,
            in_all=by_currency(found),
        )

    @cached_property
    def _by_customer(self) -> list[Exposure]:
        """Alone, for whoever asks for no other sum."""
        return by_customer(priced(self.combined.parts))

    @property
    def tranche_lines(self) -> list[ExposureLine]:
        return _lines(self.money.by_tranche)

    @property
    def contract_lines(self) -> list[ExposureLine]:
        return _lines(self.money.by_contract)

    @property
    def lines_in_all(self) -> list[ExposureLine]:
        return _lines(self.money.in_all)

    @cached_property
    def customers(self) -> list[CustomerLine]:
        exposures = _lines(self._by_customer)
        made = [
            self._customer(terms, [e for e in exposures if e.exposure.name == terms.customer_id])
            for terms in _one_for_each_customer(part.terms for part in self.combined.parts)
        ]
        return sorted(made, key=lambda line: (-line.late_mw.value, line.code))

    def _customer(self, terms: AgreedTerms, exposures: list[ExposureLine]) -> CustomerLine:
        parts = self.combined.parts
        mine = np.array([part.terms.customer_id == terms.customer_id for part in parts])
        late, hundredths = self.late[mine], self.combined.hundredths[mine]
        return CustomerLine(
            code=terms.customer_id,
            name=terms.customer.name,
            power_mw=float(hundredths.sum()) / 100,
            any_late=chance_of(int(late.any(axis=0).sum()), iterations=self.combined.iterations),
            late_mw=mean_of((hundredths @ late) / 100),
            exposures=exposures,
        )

    @property
    def late_chart(self) -> str:
        chances = [each.chance.value for each in self.chances]
        return charts.at_least(chances, [each.apart for each in self.chances])

    @property
    def ready_chart(self) -> str:
        return charts.ready(self.ready, promised=self.promised)


def joint_page() -> JointPage:
    return JointPage(combined=combined())


def ready_on(found: Combined, days: Sequence[date]) -> list[ReadyPoint]:
    """Power ready by each of these days; at least one tranche must be combined."""
    ordinals = [day.toordinal() for day in days]
    return [
        ReadyPoint(
            day=date.fromordinal(point.on),
            low_mw=point.low / 100,
            middle_mw=point.middle / 100,
            high_mw=point.high / 100,
        )
        for point in ready_by(found.days, found.hundredths, ordinals)
    ]


def _one_for_each_customer(terms: Iterable[AgreedTerms]) -> list[AgreedTerms]:
    return list({row.customer_id: row for row in terms}.values())


def _lines(exposures: Iterable[Exposure]) -> list[ExposureLine]:
    return [ExposureLine(exposure=each) for each in exposures]
