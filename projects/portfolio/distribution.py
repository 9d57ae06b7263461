"""All that one forecast of a tranche says: percentiles, mean, chance and lateness, each with its error."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from projects.models import Forecast, ForecastDraws
from projects.portfolio import charts
from projects.portfolio.combining import draws_name
from projects.risk.draws import Days
from projects.risk.spread import FIFTHS, Bar, chance_error, histogram, quantiles_as_days


@dataclass(frozen=True, kw_only=True)
class Percentile:
    """error_days: Monte Carlo error, None where the forecast is from before it was recorded."""

    percent: int
    day: date
    error_days: float | None


@dataclass(frozen=True, kw_only=True)
class BarLine:
    """A bar of the histogram in words."""

    first: date
    last: date
    words: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """One forecast of one tranche. draws: of its iterations where they are kept, days after the data date."""

    forecast: Forecast
    draws: Days | None

    @property
    def percentiles(self) -> list[Percentile]:
        """P5, P10 ... P95."""
        errors = self.forecast.error_days or [None] * len(FIFTHS)
        return [
            Percentile(percent=p, day=self._day(p), error_days=error)
            for p, error in zip(FIFTHS, errors, strict=True)
        ]

    @property
    def s_curve(self) -> list[Percentile]:
        """The day of every percentile, P1 to P99."""
        return [Percentile(percent=p, day=self._day(p), error_days=None) for p in range(1, 100)]

    def _day(self, percent: int) -> date:
        return date.fromisoformat(self.forecast.quantiles[percent - 1])

    @property
    def mean(self) -> date | None:
        return self.forecast.mean

    @property
    def mean_error_days(self) -> float | None:
        sd = self.forecast.sd_days
        return None if sd is None else sd / self.forecast.iterations**0.5

    @property
    def sd_days(self) -> float | None:
        return self.forecast.sd_days

    @property
    def chance_of_missing(self) -> float:
        return self.forecast.chance_of_missing

    @property
    def chance_error(self) -> float:
        return chance_error(self.chance_of_missing, iterations=self.forecast.iterations)

    @property
    def chance_error_points(self) -> float:
        return 100 * self.chance_error

    @property
    def expected_days_late(self) -> float:
        return self.forecast.expected_days_late

    @property
    def expected_days_late_error(self) -> float | None:
        return self.forecast.expected_days_late_error

    @property
    def p80_days_late(self) -> int:
        """In time counts 0."""
        return max(0, self.forecast.days_late)

    @property
    def p80_days_late_error(self) -> float:
        """That of P80: whole days of the same percentile."""
        return self.forecast.p80_error_days

    @cached_property
    def histogram(self) -> tuple[Bar, ...]:
        """Of every iteration, or, of an older forecast, of its 99 percentiles."""
        base = self.forecast.data_date
        days = self.draws
        if days is None:
            days = quantiles_as_days([self._day(p) for p in range(1, 100)], base=base)
        return histogram(days, base=base, starts_on=self.forecast.starts_on)

    @property
    def from_draws(self) -> bool:
        return self.draws is not None

    @property
    def bars(self) -> list[BarLine]:
        return [
            BarLine(first=bar.first, last=bar.last, words=f"{bar.share:.1%}")
            for bar in self.histogram
        ]

    @property
    def histogram_chart(self) -> str:
        return charts.histogram(self.histogram, starts_on=self.forecast.starts_on)


def said_by(forecast: Forecast) -> Said:
    """The forecast with its draws, if they are kept."""
    return said_of([forecast])[forecast.project, forecast.tranche]


def said_of(forecasts: Collection[Forecast]) -> dict[tuple[str, str], Said]:
    """By project and tranche, of forecasts one for each tranche; one query for all."""
    projects = {forecast.project for forecast in forecasts}
    kept = {
        (each.project, each.tranche, each.as_of, each.sha256): each
        for each in ForecastDraws.objects.filter(project__in=projects)
    }
    return {
        (each.project, each.tranche): Said(forecast=each, draws=draws.days if draws else None)
        for each in forecasts
        for draws in (kept.get(draws_name(each)),)
    }
