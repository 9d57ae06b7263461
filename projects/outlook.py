"""One tranche as pages show it: what was promised, what its forecast says, and how that came about.

The number of queries does not grow with the number of tranches.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from projects import charts, queries
from projects.binding.history import kinds_of
from projects.binding.lines import BindingLine, recorded_lines
from projects.binding.wording import binds_words
from projects.charts import HistoryPoint, days_text, moved_text
from projects.contracts.models import AgreedTerms
from projects.models import Activity, Alert, Forecast, Project, Tranche
from projects.money.terms import Commitment
from projects.portfolio.distribution import Said, said_of
from projects.portfolio.wording import ExposureLine, lines_of
from projects.reasons import LEAST_DAYS, against_start, gain_words, rest_of_days

Name = tuple[str, str]
"""A tranche by the codes of its project and itself."""

POSITIONS_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class Trend:
    """How P80 moved since the forecast of an earlier data date."""

    days: int
    since: date

    @property
    def words(self) -> str:
        return moved_text(self.days)

    @property
    def arrow(self) -> str:
        return "→" if self.days == 0 else "↗" if self.days > 0 else "↘"

    @property
    def kind(self) -> str:
        return "same" if self.days == 0 else "worse" if self.days > 0 else "better"


@dataclass(frozen=True, kw_only=True)
class ReasonLine:
    """A cause, its share of P80 in days, what would be gained without it, and the facts behind it."""

    label: str
    days: int
    removal_days: float | None
    bar: str
    positions: tuple[int, ...]
    more: int

    @property
    def days_words(self) -> str:
        return f"{'+' if self.days > 0 else '−'}{days_text(abs(self.days))}"  # noqa: RUF001

    @property
    def removal_words(self) -> str:
        """Empty where that was not tried."""
        return "" if self.removal_days is None else gain_words(self.removal_days)


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """One tranche: what was promised, what its newest forecast says, and how that came about."""

    project: Project
    tranche: Tranche
    milestone: Activity | None
    forecast: Forecast | None
    history: tuple[HistoryPoint, ...]
    alert: Alert | None
    being_forecast: bool
    is_option: bool
    said: Said | None = None
    money: ExposureLine | None = None
    binding: BindingLine | None = None

    @property
    def above(self) -> bool:
        """Whether the tranche stands above its alert threshold."""
        return self.alert is not None and self.alert.open

    @property
    def reached_on(self) -> date | None:
        """The day on which the tranche was ready, None before."""
        return self.milestone.finished_on if self.milestone else None

    @property
    def late_words(self) -> str:
        """P80 against the contract start."""
        days = self.forecast.days_late if self.forecast else 0
        if days == 0:
            return "on the day"
        return f"{days_text(abs(days))} {'late' if days > 0 else 'early'}"

    @property
    def late_kind(self) -> str:
        return "bad" if self.forecast and self.forecast.days_late > 0 else "good"

    @property
    def chance_words(self) -> str:
        """In whole percent; a chance that is neither 0 nor 1 is not rounded to them."""
        chance = self.forecast.chance_of_missing if self.forecast else 0.0
        if 0 < chance < 0.01:
            return "under 1%"
        if 0.99 < chance < 1:
            return "over 99%"
        return f"{chance:.0%}"

    @property
    def chance_kind(self) -> str:
        """bad: as likely as not, or more; fair: more than 1 in 5, which P80 does not cover."""
        chance = self.forecast.chance_of_missing if self.forecast else 0.0
        return "bad" if chance >= 0.5 else "fair" if chance > 0.2 else "good"

    @cached_property
    def trend(self) -> Trend | None:
        if len(self.history) < 2:
            return None
        before, now = self.history[-2:]
        return Trend(days=(now.p80 - before.p80).days, since=before.data_date)

    @property
    def sparkline(self) -> str:
        return charts.sparkline([point.p80 for point in self.history])

    @cached_property
    def quantiles(self) -> tuple[date, ...]:
        """The days of P1 to P99."""
        assert self.forecast is not None
        return tuple(date.fromisoformat(day) for day in self.forecast.quantiles)

    @property
    def s_curve(self) -> str:
        assert self.forecast is not None
        return charts.s_curve(
            quantiles=self.quantiles,
            starts_on=self.forecast.starts_on,
            p50=self.forecast.p50,
            p80=self.forecast.p80,
        )

    @property
    def newest_first(self) -> tuple[HistoryPoint, ...]:
        return self.history[::-1]

    @property
    def history_chart(self) -> str:
        return charts.history(self.history)

    @cached_property
    def reasons(self) -> tuple[ReasonLine, ...]:
        """The reasons of the forecast that cost or save at least half a day, largest first."""
        given = self.forecast.reasons if self.forecast else []
        told = sorted(
            (reason for reason in given if abs(reason["days"]) >= LEAST_DAYS),
            key=lambda reason: -reason["days"],
        )
        most = max((abs(reason["days"]) for reason in told), default=0.0)
        return tuple(
            ReasonLine(
                label=reason["label"],
                days=round(reason["days"]),
                removal_days=reason["removal_days"],
                bar=charts.bar(reason["days"], of=most),
                positions=tuple(reason["positions"][:POSITIONS_SHOWN]),
                more=max(0, len(reason["positions"]) - POSITIONS_SHOWN),
            )
            for reason in told
        )

    @property
    def others_words(self) -> str:
        """What all causes that are no reason of their own do together; empty before that was recorded."""
        said = self.forecast
        if said is None or said.without_causes is None:
            return ""
        told = (line.days for line in self.reasons)
        days = rest_of_days(said.p80, said.without_causes, told)
        return f"{'−' if days < 0 else '+'}{days_text(abs(days))}"  # noqa: RUF001

    @property
    def base_words(self) -> str:
        """Where P80 would be without any cause, against the contract start."""
        said = self.forecast
        if said is None or said.without_causes is None:
            return ""
        return against_start(said.without_causes, starts_on=said.starts_on)

    @property
    def binds_words(self) -> str:
        return binds_words(kinds_of(self.forecast)) if self.forecast else ""

    @property
    def main_reason(self) -> ReasonLine | None:
        return next((line for line in self.reasons if line.days > 0), None)


def outlooks_of(projects: Iterable[Project], *, in_full: bool = False) -> list[Outlook]:
    """The tranches of some projects, worst first; those without a forecast come last.

    in_full: with the draws of their forecasts and what these cost, for pages that show them.
    """
    by_code = {project.code: project for project in projects}
    tranches = list(Tranche.objects.filter(project__in=by_code))
    newest = queries.newest_forecasts().filter(project__in=by_code)
    forecasts = {(each.project, each.tranche): each for each in newest}
    alerts = {
        (each.project, each.tranche): each for each in Alert.objects.filter(project__in=by_code)
    }
    history, milestones = history_of(by_code), _milestones(tranches)
    stale, options = queries.stale_codes(), _options(by_code)
    said = said_of(forecasts.values()) if in_full else {}
    money = lines_of(by_code) if in_full else {}
    binding = recorded_lines(by_code) if in_full else {}
    made = [
        Outlook(
            project=by_code[tranche.project],
            tranche=tranche,
            milestone=milestones.get((tranche.project, tranche.milestone)),
            forecast=forecasts.get((tranche.project, tranche.code)),
            history=history.get((tranche.project, tranche.code), ()),
            alert=alerts.get((tranche.project, tranche.code)),
            being_forecast=tranche.project in stale,
            is_option=tranche.pk in options,
            said=said.get((tranche.project, tranche.code)),
            money=money.get((tranche.project, tranche.code)),
            binding=binding.get((tranche.project, tranche.code)),
        )
        for tranche in tranches
    ]
    return sorted(made, key=_worst_first)


def _options(projects: Collection[str]) -> set[UUID]:
    """The tranches that the customer may take and has not: they cannot be late, and raise no alert."""
    open_options = AgreedTerms.objects.filter(
        project__in=projects, commitment=Commitment.OPTION.value
    )
    return set(open_options.values_list("pk", flat=True))


def _worst_first(outlook: Outlook) -> tuple[float, float, str, str]:
    """By the chance of missing, then by days late. An unknown chance sorts behind a chance of 0."""
    said = outlook.forecast
    chance, days = (said.chance_of_missing, said.days_late) if said else (-1.0, 0)
    return (-chance, -days, outlook.project.code, outlook.tranche.code)


def history_of(
    codes: Collection[str], *, until: int | None = None
) -> dict[Name, tuple[HistoryPoint, ...]]:
    """The last word of each data date, in order. until: a log position, for those that know no more."""
    days: dict[Name, dict[date, HistoryPoint]] = defaultdict(dict)
    said = Forecast.objects.filter(project__in=codes).order_by("as_of")
    said = said if until is None else said.filter(as_of__lte=until)
    for project, tranche, data_date, starts_on, p50, p80 in said.values_list(
        "project", "tranche", "data_date", "starts_on", "p50", "p80"
    ):
        point = HistoryPoint(data_date=data_date, starts_on=starts_on, p50=p50, p80=p80)
        days[project, tranche][data_date] = point
    return {name: tuple(found[day] for day in sorted(found)) for name, found in days.items()}


def _milestones(tranches: Collection[Tranche]) -> dict[Name, Activity]:
    codes = {tranche.milestone for tranche in tranches}
    of = {tranche.project for tranche in tranches}
    found = Activity.objects.filter(project__in=of, code__in=codes)
    return {(each.project, each.code): each for each in found}
