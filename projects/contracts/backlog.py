"""Whose promises the portfolio rests on: shares of the backlog, options, ratings, and the limits. Pure.

Amounts of different currencies are never added: each currency is a backlog of its own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from eventlog.doors.money import money_text
from projects.contracts.ratings import Rating
from projects.contracts.wording import share_text
from projects.money.rounding import rounded
from projects.money.terms import WHOLE_BP


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One tranche. value_minor: what is still to come of its term, for an option what would come."""

    customer: str
    customer_name: str
    rating: str
    currency: str
    option: bool
    value_minor: int
    power_mw: Decimal


@dataclass(frozen=True, kw_only=True)
class Share:
    """A part of a whole in basis points, and the limit, None without one. whole: what it is a part of."""

    key: str
    label: str
    value_minor: int
    power_mw: Decimal
    share_bp: int
    limit_bp: int | None
    whole: str
    currency: str

    @property
    def value(self) -> str:
        return money_text(self.value_minor, self.currency)

    @property
    def share(self) -> str:
        return share_text(self.share_bp)

    @property
    def limit(self) -> str:
        return "none set" if self.limit_bp is None else f"at most {share_text(self.limit_bp)}"

    @property
    def above(self) -> bool:
        return self.limit_bp is not None and self.share_bp > self.limit_bp

    @property
    def words(self) -> str:
        """What the share means, and that it is too much where it is."""
        holds = f"{self.label}: {share_text(self.share_bp)} of {self.whole}"
        if self.limit_bp is None:
            return f"{holds}; no limit is set."
        side = "above" if self.above else "within"
        return f"{holds}, {side} the limit of {share_text(self.limit_bp)}."


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """Of one currency: what customers must pay, and how it is shared out, largest first."""

    currency: str
    value_minor: int
    option_value_minor: int
    power_mw: Decimal
    customers: tuple[Share, ...]
    commitments: tuple[Share, ...]
    ratings: tuple[Share, ...]

    @property
    def value(self) -> str:
        return money_text(self.value_minor, self.currency)

    @property
    def option_value(self) -> str:
        return money_text(self.option_value_minor, self.currency)

    @property
    def above(self) -> tuple[Share, ...]:
        """Everything that is above its limit."""
        everything = (*self.customers, *self.commitments, *self.ratings)
        return tuple(share for share in everything if share.above)


def backlogs_of(
    promises: Iterable[Promise], limits: Mapping[str, int | None]
) -> tuple[Backlog, ...]:
    """One for each currency, the largest first. limits: basis points by kind."""
    by_currency: dict[str, list[Promise]] = defaultdict(list)
    for promise in promises:
        by_currency[promise.currency].append(promise)
    found = (_backlog(currency, each, limits) for currency, each in by_currency.items())
    return tuple(sorted(found, key=lambda each: (-each.value_minor, each.currency)))


def _backlog(currency: str, promises: list[Promise], limits: Mapping[str, int | None]) -> Backlog:
    firm = [each for each in promises if not each.option]
    options = [each for each in promises if each.option]
    names = {each.customer: each.customer_name for each in promises}
    customers = _shares(
        firm, by=lambda each: each.customer, names=names, limit=lambda _: limits["customer"]
    )
    ratings = _shares(
        firm,
        by=lambda each: _graded(each.rating),
        names={"grade": "Investment grade", "other": "Below investment grade or unrated"},
        limit=lambda key: limits["not_investment_grade"] if key == "other" else None,
    )
    commitments = _shares(
        promises,
        by=lambda each: "option" if each.option else "contracted",
        names={"option": "Options", "contracted": "Contracted capacity"},
        limit=lambda key: limits["option"] if key == "option" else None,
        whole="all that is contracted or optional",
    )
    return Backlog(
        currency=currency,
        value_minor=sum(each.value_minor for each in firm),
        option_value_minor=sum(each.value_minor for each in options),
        power_mw=sum((each.power_mw for each in firm), Decimal(0)),
        customers=customers,
        commitments=commitments,
        ratings=ratings,
    )


def _graded(rating: str) -> str:
    return "grade" if rating == Rating.INVESTMENT_GRADE else "other"


def _shares(
    promises: list[Promise],
    *,
    by: Callable[[Promise], str],
    names: Mapping[str, str],
    limit: Callable[[str], int | None],
    whole: str = "the backlog",
) -> tuple[Share, ...]:
    value: dict[str, int] = defaultdict(int)
    power: dict[str, Decimal] = defaultdict(Decimal)
    for promise in promises:
        value[by(promise)] += promise.value_minor
        power[by(promise)] += promise.power_mw
    total = sum(value.values())
    shares = (
        Share(
            key=key,
            label=names[key],
            value_minor=value[key],
            power_mw=power[key],
            share_bp=rounded(value[key] * WHOLE_BP, total) if total else 0,
            limit_bp=limit(key),
            whole=whole,
            currency=promises[0].currency,
        )
        for key in value
    )
    return tuple(sorted(shares, key=lambda share: (-share.value_minor, share.key)))
