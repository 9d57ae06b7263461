"""What `manage.py simulate` prints of a case, and how far that is from what its file expects. Pure."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import numpy as np

from projects.risk.cases.figures import STATISTICS, Figure, figure, figures_of, statistic
from projects.risk.cases.sampling import Sample
from projects.risk.percentiles import Values
from projects.risk.rows import Floats

DIGITS = 6
_AN_ORACLES_OWN = 0.5 * 10**-DIGITS

Report = dict[str, Any]


def case_report(sample: Sample) -> Report:
    """case, finish, milestones (every activity) and the figures by name, in days of the case.

    errors: the Monte Carlo standard error of each figure and of the finish. Where the file has an
    oracle, standard_errors: how many of these each lies from it (null: it differs where nothing is
    left to chance), and not_computed: what of it says
    nothing to us.
    """
    figures = figures_of(sample)
    report: Report = {
        "case": sample.case.name,
        "iterations": sample.iterations,
        "finish": _statistics(sample.finish, sample.half_a_minute),
        "milestones": [
            {"id": code, "name": code, **_statistics(sample.finish_of(code), sample.half_a_minute)}
            for code in sample.case.activities
        ],
        **{name: _rounded(each.value) for name, each in figures.items()},
        "errors": _errors(sample, figures),
    }
    if sample.case.oracle:
        apart = standard_errors(sample)
        report["standard_errors"] = {
            name: each if isfinite(each) else None for name, each in apart.items()
        }
        unknown = [name for name in sample.case.oracle if figure(sample, name) is None]
        report["not_computed"] = unknown
    return report


def standard_errors(sample: Sample) -> dict[str, float]:
    """By name, how many standard errors what was drawn lies from what the file expects."""
    found = {}
    for name, expected in sample.case.oracle.items():
        if name in STATISTICS and name.startswith("p"):
            found[name] = _rank_apart(sample.finish, int(name[1:]) / 100, expected, sample)
        elif (drawn := figure(sample, name)) is not None:
            found[name] = _apart(drawn, expected)
    return {name: round(value, 2) for name, value in found.items()}


def _apart(drawn: Figure, expected: Any) -> float:
    """The furthest of its values; nothing within the last digit of either."""
    wanted = np.atleast_1d(np.asarray(expected, float))
    if wanted.shape != (len(drawn.values),):
        return float("inf")
    gap = np.abs(np.array(drawn.values) - wanted) - drawn.unit - _AN_ORACLES_OWN
    errors = np.array(drawn.errors)
    if (gap[errors == 0] > 0).any():
        return float("inf")
    return float(np.divide(gap, errors, out=np.zeros_like(gap), where=errors > 0).max(initial=0))


def _rank_apart(days: Floats, level: float, expected: float, sample: Sample) -> float:
    """By the share of draws up to it, which is the level or, at a jump, on both sides of it."""
    unit = sample.half_a_minute + _AN_ORACLES_OWN
    below, upto = (days < expected - unit).mean(), (days <= expected + unit).mean()
    gap = max(below - level, level - upto, 0)
    return float(gap / np.sqrt(level * (1 - level) / days.size))


def case_table(report: Report, oracle: Mapping[str, Any]) -> str:
    """The same for people, one line for each finish and for each figure."""
    rows = [{"id": "finish", **report["finish"]}, *report["milestones"]]
    names = [*report["errors"]]
    width = max(map(len, [*(row["id"] for row in rows), *names]))
    lines = [f"{'':{width}} " + " ".join(f"{name:>10}" for name in STATISTICS)]
    for row in rows:
        figures = " ".join(f"{row[name]:>10.3f}" for name in STATISTICS)
        lines.append(f"{row['id']:{width}} {figures}")
    lines += [_line(report, name, oracle, width) for name in names]
    return "\n".join(lines)


def _line(report: Report, name: str, oracle: Mapping[str, Any], width: int) -> str:
    value = report["finish"].get(name, report.get(name))
    told = f"{name:{width}} {_told(value):>10} ± {_told(report['errors'][name])}"
    if name in report.get("standard_errors", {}):
        apart = report["standard_errors"][name]
        away = "differs" if apart is None else f"{apart:.1f} errors away"
        told += f"  expected {_told(oracle[name])}: {away}"
    return told


def _told(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    return " ".join(f"{each:.4f}" for each in values)


def _errors(sample: Sample, figures: dict[str, Figure]) -> Report:
    of_finish = {name: statistic(sample.finish, name, sample.half_a_minute) for name in STATISTICS}
    return {
        name: _rounded(list(each.errors) if each.is_list else each.errors[0])
        for name, each in (of_finish | figures).items()
    }


def _statistics(days: Values, unit: float) -> Report:
    return {name: _rounded(statistic(days, name, unit).value) for name in STATISTICS}


def _rounded(value: float | list[float]) -> float | list[float]:
    if isinstance(value, list):
        return [round(float(each), DIGITS) for each in value]
    return round(float(value), DIGITS)
