"""What lateness costs in every iteration: by tranche, contract, customer, and of all, in each currency."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from projects.contracts.models import AgreedTerms
from projects.contracts.slips import Slip, slips_of
from projects.money.iterations import Drawn, Money, drawn_of, money_of, together
from projects.portfolio.combining import Part


@dataclass(frozen=True, kw_only=True)
class Priced:
    """A tranche with its money in every iteration."""

    part: Part
    drawn: Drawn

    @property
    def terms(self) -> AgreedTerms:
        return self.part.terms


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """What some tranches of one currency come to together. name: of the tranche, contract or customer."""

    name: str
    label: str
    currency: str
    tranches: int
    money: Money
    dscr_at_p80: float | None = None


def priced(parts: Iterable[Part]) -> Iterator[Priced]:
    """By the terms that stand today, as the pages of slips have them; one by one, for of a thousand tranches
    the money of every iteration fills half a gigabyte."""
    rows = {part.terms.pk: part for part in parts}
    for slip in slips_of([part.terms for part in rows.values()]):
        yield _priced(rows[slip.terms.pk], slip)


def _priced(part: Part, slip: Slip) -> Priced:
    terms = part.terms
    left = (terms.long_stop_on - terms.starts_on).days if terms.long_stop_on else None
    drawn = drawn_of(slip.stakes, days_late=part.days_late, long_stop_days=left)
    return Priced(part=part, drawn=drawn)


def by_tranche(found: Iterable[Priced]) -> list[Exposure]:
    return _dearest_first(map(exposure_of, found))


def exposure_of(each: Priced) -> Exposure:
    """Of one tranche alone."""
    name = f"{each.terms.project} {each.terms.tranche}"
    return Exposure(
        name=name,
        label=name,
        currency=each.terms.currency,
        tranches=1,
        money=money_of([each.drawn]),
        dscr_at_p80=each.drawn.dscr_at_p80,
    )


def by_contract(found: Iterable[Priced]) -> list[Exposure]:
    return _grouped(found, lambda terms: (terms.contract, terms.contract))


def by_customer(found: Iterable[Priced]) -> list[Exposure]:
    return _grouped(found, lambda terms: (terms.customer_id, terms.customer.name))


def by_currency(found: Iterable[Priced]) -> list[Exposure]:
    """Of the whole portfolio: amounts of different currencies are never added."""
    return _grouped(found, lambda terms: (terms.currency, f"All in {terms.currency}"))


def _grouped(
    found: Iterable[Priced], names: Callable[[AgreedTerms], tuple[str, str]]
) -> list[Exposure]:
    groups: dict[tuple[str, str, str], Drawn] = {}
    tranches: Counter[tuple[str, str, str]] = Counter()
    for each in found:
        group = (*names(each.terms), each.terms.currency)
        tranches[group] += 1
        before = groups.get(group)
        groups[group] = together(before, each.drawn) if before else each.drawn
    return _dearest_first(
        Exposure(
            name=group[0],
            label=group[1],
            currency=group[2],
            tranches=tranches[group],
            money=money_of([drawn]),
        )
        for group, drawn in groups.items()
    )


def _dearest_first(exposures: Iterable[Exposure]) -> list[Exposure]:
    return sorted(
        exposures, key=lambda each: (each.currency, -each.money.total.expected.value, each.name)
    )
