"""What the page of what-if shows, as plain data."""

from dataclasses import dataclass
from datetime import UTC, datetime

from eventlog.doors.money import money_text
from eventlog.errors import Refusal
from projects.models import Project
from projects.whatif.answering import what_if
from projects.whatif.comparing import Difference, Money
from projects.whatif.mitigations import WhatIfForm
from projects.whatif.told import Answer, TrancheAnswer


@dataclass(frozen=True, kw_only=True)
class MoneyLine:
    label: str
    before: str
    after: str
    saved: str
    error: str


@dataclass(frozen=True, kw_only=True)
class SavingLine:
    """One change. money: remedies and revenue together; '' where no terms stand."""

    title: str
    p50_days: str
    p50_error: float
    p80_days: str
    p80_error: float
    chance_points: str
    chance_error: float
    money: str


@dataclass(frozen=True, kw_only=True)
class TranchePart:
    answer: TrancheAnswer
    money: list[MoneyLine]
    savings: list[SavingLine]

    @property
    def points(self) -> str:
        return _points(self.answer.whole)

    @property
    def points_error(self) -> float:
        return 100 * self.answer.whole.chance.error

    @property
    def kind(self) -> str:
        days = self.answer.whole.p80.days_saved
        return "better" if days > 0 else "worse" if days < 0 else "same"


def answered(project: Project, form: WhatIfForm) -> Answer | None:
    """The answer to a form that is valid; None, and said in the form, where it is refused."""
    try:
        return what_if(
            project.code,
            form.supposed(),
            teams=form.cleaned_data["teams"],
            now=datetime.now(UTC),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None


def parts_of(answer: Answer) -> list[TranchePart]:
    return [_part(tranche) for tranche in answer.tranches]


def _part(tranche: TrancheAnswer) -> TranchePart:
    said = tranche.whole
    lines = (
        ("Expected remedies", said.remedy),
        ("Expected revenue deferred or lost", said.revenue),
        ("Expected interest during construction", said.interest),
    )
    return TranchePart(
        answer=tranche,
        money=[
            _line(label, money, tranche.currency)
            for label, money in lines
            if money and (money.before_minor or money.after_minor)
        ],
        savings=[
            SavingLine(
                title=saving.title,
                p50_days=f"{saving.difference.p50.days_saved:+}",
                p50_error=saving.difference.p50.error_days,
                p80_days=f"{saving.difference.p80.days_saved:+}",
                p80_error=saving.difference.p80.error_days,
                chance_points=_points(saving.difference),
                chance_error=100 * saving.difference.chance.error,
                money=_money(saving.difference, tranche.currency),
            )
            for saving in tranche.savings
        ],
    )


def _line(label: str, money: Money, currency: str) -> MoneyLine:
    amounts = (money.before_minor, money.after_minor, money.saved_minor, money.error_minor)
    before, after, saved, error = (money_text(minor, currency) for minor in amounts)
    return MoneyLine(label=label, before=before, after=after, saved=saved, error=error)


def _money(said: Difference, currency: str) -> str:
    if said.remedy is None or said.revenue is None:
        return ""
    return money_text(said.remedy.saved_minor + said.revenue.saved_minor, currency)


def _points(said: Difference) -> str:
    return f"{100 * said.chance.saved:+.1f}"
