"""The probabilities and indices of a case, each by the name that says what it is of. Pure.

ci, si, ssi, cri_r and cri_rho are those of Vanhoucke 2010 (Omega 38): criticality, significance and
schedule sensitivity index, and cruciality as Pearson's and Spearman's correlation.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.stats import rankdata

from projects.risk.cases.sampling import Sample
from projects.risk.percentiles import percentile
from projects.risk.program import Bools
from projects.risk.rows import Floats

MOST_PAIRED = 8
"""Activities of which every pair is correlated unasked."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """values: one, or those of a list. errors: Monte Carlo standard error of each.

    unit: half the step between values of this kind, as far as the engine tells them apart.
    """

    values: tuple[float, ...]
    errors: tuple[float, ...]
    unit: float = 0.0
    is_list: bool = False

    @property
    def value(self) -> float | list[float]:
        return list(self.values) if self.is_list else self.values[0]


def figures_of(sample: Sample) -> dict[str, Figure]:
    """All that the case asks for by what it holds, and all that its oracle names and we know."""
    names = dict.fromkeys([*_usual(sample), *sample.case.oracle])
    found = {name: figure(sample, name) for name in names if name not in STATISTICS}
    return {name: each for name, each in found.items() if each is not None}


def figure(sample: Sample, name: str) -> Figure | None:
    """None for a name that says nothing of this case."""
    for pattern, read in _READERS:
        matched = pattern.fullmatch(name)
        found = read(sample, *matched.groups()) if matched else None
        if found is not None:
            return found
    return None


def _usual(sample: Sample) -> Iterator[str]:
    case, codes = sample.case, tuple(sample.case.activities)
    planned = f"{round(sample.planned, 3):g}"
    yield "deterministic"
    yield from (f"p_on_time_{planned}", f"p_miss_deterministic_{planned}")
    if len(codes) > 1:
        yield from (f"ci_{code}" for code in codes)
    if (case.drivers or case.incidents) and len(codes) <= MOST_PAIRED:
        yield from (f"corr_{one}{other}" for one, other in combinations(codes, 2))
    if case.incidents:
        yield "p_no_delay"
    if case.retests:
        yield from ("p_count", "p_finish_first_time")
    yield from (f"p_late_{code}" for code in case.contract_days)
    if len(case.contract_days) > 1:
        both = "both" if len(case.contract_days) == 2 else "all"
        yield from (f"p_{both}_late", f"p_{both}_late_if_independent")
    if case.mix:
        yield from ("productivity", "duration")


# Statistics of a finish

STATISTICS = ("mean", "sd", "p10", "p50", "p80", "p90")


def statistic(days: Floats, name: str, unit: float) -> Figure:
    """mean, sd, or a percentile as p80, with its error."""
    if name == "mean":
        return _mean(days, unit)
    if name == "sd":
        return _sd(days, unit)
    level, ordered = int(name[1:]) / 100, np.sort(days)
    spread = np.sqrt(days.size * level * (1 - level))
    low, high = (
        ordered[int(np.clip(days.size * level + side * spread, 0, days.size - 1))]
        for side in (-1, 1)
    )
    return Figure(values=(percentile(ordered, level),), errors=((high - low) / 2,), unit=unit)


def _mean(days: Floats, unit: float) -> Figure:
    spread = days.std(ddof=1) if days.size > 1 else 0.0
    return Figure(values=(float(days.mean()),), errors=(spread / np.sqrt(days.size),), unit=unit)


def _sd(days: Floats, unit: float) -> Figure:
    """Its error by the fourth moment: of no law in particular."""
    if days.size < 2 or not days.std():
        return Figure(values=(0.0,), errors=(0.0,), unit=unit)
    away = (days - days.mean()) ** 2
    error = away.std() / np.sqrt(days.size) / (2 * days.std())
    return Figure(values=(float(days.std(ddof=1)),), errors=(float(error),), unit=unit)


# Probabilities


def _share(hits: Bools) -> Figure:
    chance = float(hits.mean())
    return Figure(values=(chance,), errors=(np.sqrt(chance * (1 - chance) / hits.size),))


def _on_time(sample: Sample, days: str) -> Figure:
    return _share(sample.finish <= float(days))


def _missed(sample: Sample, days: str) -> Figure:
    return _share(sample.finish > float(days))


def _undelayed(sample: Sample) -> Figure | None:
    if not sample.case.incidents:
        return None
    return _share(sample.finish == sample.without_incidents)


def _counts(sample: Sample) -> Figure | None:
    if not sample.case.retests:
        return None
    counted = np.bincount(sample.attempts, minlength=sample.most_attempts + 1)
    shares = counted / sample.iterations
    errors = np.sqrt(shares * (1 - shares) / sample.iterations)
    return Figure(values=tuple(shares.tolist()), errors=tuple(errors.tolist()), is_list=True)


def _first_time(sample: Sample) -> Figure | None:
    return _share(sample.attempts == 0) if sample.case.retests else None


def _late(sample: Sample, code: str) -> Figure | None:
    if code not in sample.case.contract_days:
        return None
    return _share(_is_late(sample, code))


def _all_late(sample: Sample) -> Figure | None:
    late = [_is_late(sample, code) for code in sample.case.contract_days]
    return _share(np.all(late, axis=0)) if len(late) > 1 else None


def _all_late_by_chance(sample: Sample) -> Figure | None:
    """If each were late by its own chance and nothing were shared; error by the rule of products."""
    if len(sample.case.contract_days) < 2:
        return None
    shares = np.array([_is_late(sample, code).mean() for code in sample.case.contract_days])
    product = float(shares.prod())
    relative = ((1 - shares) / np.maximum(shares, 1 / sample.iterations)).sum() / sample.iterations
    return Figure(values=(product,), errors=(product * float(np.sqrt(relative)),))


def _is_late(sample: Sample, code: str) -> Bools:
    return sample.finish_of(code) > sample.case.contract_days[code]


# Of activities


def _of_activity(read: Callable[[Sample, str], Figure | None]) -> Callable[..., Figure | None]:
    return lambda sample, code: read(sample, code) if code in sample.case.activities else None


def _by_slack(read: Callable[[Sample, str], Figure | None]) -> Callable[..., Figure | None]:
    """A stop makes work last longer by when it is done, so that no late date can be told from it."""
    told = _of_activity(read)
    return lambda sample, code: None if sample.case.has_stops else told(sample, code)


def _critical(sample: Sample, code: str) -> Figure:
    return _share(sample.slack_of(code) <= 0)


def _significance(sample: Sample, code: str) -> Figure:
    took, slack = sample.duration_of(code), np.maximum(sample.slack_of(code), 0)
    weight = np.divide(took, took + slack, out=np.zeros_like(took), where=took + slack > 0)
    return _mean(weight * sample.finish / sample.finish.mean(), 0.0)


def _sensitivity(sample: Sample, code: str) -> Figure:
    spread = sample.finish.std()
    ratio = sample.duration_of(code).std() / spread if spread else 0.0
    critical = _critical(sample, code)
    (chance,), (error,) = critical.values, critical.errors
    return Figure(values=(float(ratio * chance),), errors=(float(ratio * error),))


def _cruciality(sample: Sample, code: str) -> Figure | None:
    return _correlation(sample.duration_of(code), sample.finish)


def _cruciality_of_ranks(sample: Sample, code: str) -> Figure | None:
    return _correlation(rankdata(sample.duration_of(code)), rankdata(sample.finish))


def _correlated(sample: Sample, pair: str) -> Figure | None:
    """corr_AB or corr_A_B: of the durations of two activities."""
    codes = sample.case.activities
    for at in range(1, len(pair)):
        one, other = pair[:at], pair[at:].removeprefix("_")
        if one in codes and other in codes:
            return _correlation(sample.duration_of(one), sample.duration_of(other))
    return None


def _correlation(one: Floats, other: Floats) -> Figure | None:
    """Its error as of two rows that are each other's linear function plus noise."""
    if not (one.std() and other.std()):
        return None
    found = float(np.corrcoef(one, other)[0, 1])
    return Figure(values=(found,), errors=((1 - found**2) / np.sqrt(one.size),), unit=1e-6)


# Of the whole


def _planned(sample: Sample) -> Figure:
    return Figure(values=(sample.planned,), errors=(0.0,), unit=sample.half_a_minute)


def _productivity(sample: Sample) -> Figure | None:
    found = sample.case.productivity
    return None if found is None else Figure(values=(found,), errors=(0.0,))


def _named_statistic(sample: Sample, name: str, code: str | None = None) -> Figure | None:
    if code is not None and code not in sample.case.activities:
        return None
    days = sample.finish if code is None else sample.finish_of(code)
    return statistic(days, name, sample.half_a_minute)


_DAYS = r"(\d+(?:\.\d+)?)"
_READERS: tuple[tuple[re.Pattern[str], Callable[..., Figure | None]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"p_(?:on_time|le)_{_DAYS}", _on_time),
        (rf"p_(?:miss_deterministic|miss|late)_{_DAYS}", _missed),
        (r"p_no_delay", _undelayed),
        (r"p_count", _counts),
        (r"p_finish_first_time", _first_time),
        (r"p_late_(.+)", _late),
        (r"p_(?:both|all)_late", _all_late),
        (r"p_(?:both|all)_late_if_independent", _all_late_by_chance),
        (r"ci_(.+)", _by_slack(_critical)),
        (r"si_(.+)", _by_slack(_significance)),
        (r"ssi_(.+)", _by_slack(_sensitivity)),
        (r"cri_r_(.+)", _of_activity(_cruciality)),
        (r"cri_rho_(.+)", _of_activity(_cruciality_of_ranks)),
        (r"corr_(.+)", _correlated),
        (r"deterministic", _planned),
        (r"productivity", _productivity),
        (r"duration", lambda sample: _named_statistic(sample, "mean")),
        (r"(mean|sd|p\d\d)", _named_statistic),
        (r"(mean|sd|p\d\d)_(.+)", _named_statistic),
    )
)
