"""The newest forecasts of all sites, side by side: iteration k of one and of another are one world."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from projects.contracts.agreed import is_option
from projects.contracts.models import AgreedTerms
from projects.models import Forecast, ForecastDraws
from projects.queries import newest_forecasts
from projects.risk.draws import Days, digest_of

Kind = tuple[int, str, int]
"""Iterations, engine version and seed: only forecasts that share all three are one draw."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One contracted tranche. ready_on: (iterations,), as ordinals of `date`, one calendar for all sites."""

    terms: AgreedTerms
    forecast: Forecast
    ready_on: Days

    @property
    def days_late(self) -> Days:
        """Against the contract start as it stands today, negative where early."""
        return self.ready_on - self.terms.starts_on.toordinal()

    def day_at(self, percent: int) -> date:
        return date.fromisoformat(self.forecast.quantiles[percent - 1])


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A tranche that is no part of the picture, and why."""

    project: str
    tranche: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Combined:
    """All sites as one draw; kind is None while there is nothing to combine."""

    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]
    kind: Kind | None

    @property
    def iterations(self) -> int:
        return self.kind[0] if self.kind else 0

    @cached_property
    def days(self) -> Days:
        """(n_tranches, iterations) ordinals."""
        return np.array([part.ready_on for part in self.parts], np.int64)

    @cached_property
    def starts(self) -> Days:
        return np.array([part.terms.starts_on.toordinal() for part in self.parts], np.int64)

    @cached_property
    def hundredths(self) -> Days:
        """Power of each tranche in hundredths of a MW."""
        return np.array([round(part.terms.power_mw * 100) for part in self.parts], np.int64)


def combined(terms: Iterable[AgreedTerms] | None = None) -> Combined:
    """Everything that is contracted, or these terms of it; an option that lapsed is gone.

    What cannot be combined is named with the reason. The number of queries does not grow with the tranches.
    """
    rows = AgreedTerms.objects.select_related("customer") if terms is None else terms
    standing = [row for row in rows if row.lapsed_on is None]
    projects = {row.project for row in standing}
    newest = newest_forecasts().filter(project__in=projects)
    said = {(each.project, each.tranche): each for each in newest}
    draws_of_them = ForecastDraws.objects.filter(project__in=projects)
    kept = {(each.project, each.tranche, each.as_of, each.sha256): each for each in draws_of_them}
    parts: list[Part] = []
    left_out: list[LeftOut] = []
    for row in standing:
        forecast = said.get((row.project, row.tranche))
        draws = kept.get(draws_name(forecast)) if forecast else None
        if why := _why_not(row, forecast, draws):
            left_out.append(_left_out(row, why))
        elif forecast and draws:
            parts.append(Part(terms=row, forecast=forecast, ready_on=_ready_on(row, draws)))
    return _of_one_kind(parts, left_out)


def draws_name(forecast: Forecast) -> tuple[str, str, int, str]:
    """Under which the draws of a forecast are kept."""
    return forecast.project, forecast.tranche, forecast.as_of, forecast.draws_sha256


def _why_not(row: AgreedTerms, forecast: Forecast | None, draws: ForecastDraws | None) -> str:
    if is_option(row):
        return "an option: nobody has taken it, so it cannot be late"
    if forecast is None:
        return "not forecast yet"
    if not forecast.draws_sha256:
        return "forecast before draws were kept: the next forecast has them"
    if draws is None:
        return "its draws are not kept: manage.py rebuild_draws makes them again"
    if digest_of(draws.days) != forecast.draws_sha256:
        return "its draws are not those that it recorded: manage.py rebuild_draws makes them again"
    return ""


def _ready_on(row: AgreedTerms, draws: ForecastDraws) -> Days:
    """Once a tranche is accepted there is one day for it, in every world."""
    if row.accepted_on is None:
        return draws.ordinals
    return np.full(draws.iterations, row.accepted_on.toordinal(), np.int64)


def _of_one_kind(parts: Sequence[Part], left_out: Sequence[LeftOut]) -> Combined:
    """Those of the kind that most tranches have; of two kinds that as many have, the larger one."""
    counts = Counter(_kind(part.forecast) for part in parts)
    if not counts:
        return Combined(parts=(), left_out=tuple(left_out), kind=None)
    kind = max(counts, key=lambda each: (counts[each], each))
    others = [part for part in parts if _kind(part.forecast) != kind]
    told = [_left_out(part.terms, _differs(part.forecast, kind)) for part in others]
    return Combined(
        parts=tuple(part for part in parts if _kind(part.forecast) == kind),
        left_out=(*left_out, *told),
        kind=kind,
    )


def _kind(forecast: Forecast) -> Kind:
    return forecast.iterations, forecast.engine_version, forecast.seed


def _differs(forecast: Forecast, kind: Kind) -> str:
    """In what the forecast differs from those that are combined."""
    names = ("iterations", "engine", "seed")
    differing = [
        f"{name} {mine} where the others have {theirs}"
        for name, mine, theirs in zip(names, _kind(forecast), kind, strict=True)
        if mine != theirs
    ]
    return f"it is another draw: {', '.join(differing)}"


def _left_out(row: AgreedTerms, why: str) -> LeftOut:
    return LeftOut(project=row.project, tranche=row.tranche, why=why)


def days_between(parts: Sequence[Part], *, at_most: int) -> list[date]:
    """Days from before the first tranche may be ready until the last is, evenly spread, for a chart."""
    first = min(part.day_at(1) for part in parts)
    last = max(max(part.day_at(99), part.terms.starts_on) for part in parts)
    step = max(1, -(-(last - first).days // at_most))
    return [first + timedelta(days=n) for n in range(-step, (last - first).days + step + 1, step)]
