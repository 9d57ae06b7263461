"""Single fields of a case, read with every problem noted instead of the first one raised. Pure."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

import numpy as np

from projects.risk.laws import faults, lowest, quantiles
from projects.risk.rows import MOST_MINUTES
from projects.schedule.calendars import DAY
from projects.schedule.errors import Problem
from sites.laws import BetaPert, Discrete, Fixed, Law, LogNormal, Triangular, Uniform

MOST_DAYS = MOST_MINUTES // DAY


def _points(kind: type[Triangular] | type[BetaPert]) -> Callable[..., Law]:
    return lambda low, mode, high: kind(optimistic=low, likely=mode, pessimistic=high)


_LAWS: dict[str, tuple[Callable[..., Law], str]] = {
    "fixed": (lambda value: Fixed(value=value), "value"),
    "uniform": (lambda low, high: Uniform(least=low, most=high), "least, most"),
    "tri": (_points(Triangular), "optimistic, likely, pessimistic"),
    "pert": (_points(BetaPert), "optimistic, likely, pessimistic"),
    "lognormal": (lambda median, sd: LogNormal(median=median, log_sd=sd), "median, log_sd"),
}
_ALSO = {"triangular": "tri", "betapert": "pert", "const": "fixed", "logn": "lognormal"}
_DISCRETE = "discrete"
_WIDEST_LOG_SD = 2.0
"""One draw in six would be more than seven times the median: a mean and an sd in days were meant."""


class Fields:
    """What is wrong with one case, as it is being read. Every reader gives None where it noted something."""

    def __init__(self, case: str) -> None:
        self.case = case
        self.problems: list[Problem] = []
        self.passed_over: list[Problem] = []

    def pass_over(self, field: str) -> None:
        """Tell of what is not read, and is no reason to refuse the case."""
        problem = Problem(
            code="field_passed_over",
            message="is not known, and was passed over",
            table=self.case,
            field=field,
        )
        self.passed_over.append(problem)

    def note(self, field: str, message: str, code: str = "case_refused") -> None:
        self.problems.append(Problem(code=code, message=message, table=self.case, field=field))

    def number(self, field: str, value: Any) -> float | None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            self.note(field, f"{value!r} is no number")
            return None
        return float(value)

    def probability(self, field: str, value: Any) -> float | None:
        number = self.number(field, value)
        if number is not None and not 0 <= number <= 1:
            self.note(field, f"probability {number:g} is outside 0 to 1")
            return None
        return number

    def count(self, field: str, value: Any) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.note(field, f"{value!r} is no count")
            return None
        return value

    def records(self, field: str, value: Any) -> list[tuple[str, Mapping[str, Any]]]:
        """The objects of a list with the field that each is, by id where it has one."""
        if not isinstance(value, list):
            self.note(field, "is no list")
            return []
        found = []
        for place, item in enumerate(value):
            here = f"{field}[{place}]"
            if not isinstance(item, Mapping):
                self.note(here, "is no object")
                continue
            found.append((f"{field}.{item['id']}" if "id" in item else here, item))
        return found

    def names(self, field: str, value: Any, known: Mapping[str, Any]) -> tuple[str, ...]:
        """Activities, each of which must be there: one, or a list of them."""
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not names:
            self.note(field, "names no activity")
            return ()
        return tuple(name for name in names if self.name(field, name, known))

    def name(self, field: str, value: Any, known: Mapping[str, Any]) -> bool:
        if isinstance(value, str) and value in known:
            return True
        self.note(field, f"there is no activity {value}", "link_to_unknown_activity")
        return False

    def law(self, field: str, value: Any, *, above_zero: bool = False) -> Law | None:
        """Of a number, or of [kind, figure, ...]; nothing of it below 0."""
        law = self._law(field, value)
        if law is None:
            return None
        wrong = _wrong(law, is_factor=above_zero)
        for fault in wrong:
            self.note(field, fault)
        return None if wrong else law

    def _law(self, field: str, value: Any) -> Law | None:
        if not isinstance(value, list):
            number = self.number(field, value)
            return None if number is None else Fixed(value=number)
        kind, figures = (value[0] if value else None), value[1:]
        if kind == _DISCRETE:
            return self._discrete(field, figures)
        kind = _ALSO.get(str(kind), str(kind))
        if kind not in _LAWS:
            known = ", ".join([*_LAWS, _DISCRETE])
            self.note(field, f"{kind!r} is no law: it is one of {known}", "law_unknown")
            return None
        make, takes = _LAWS[kind]
        if len(figures) != len(takes.split(",")):
            self.note(field, f"{kind} takes {takes}, not {len(figures)} figures")
            return None
        return self._made(field, make, figures)

    def _discrete(self, field: str, figures: list[Any]) -> Law | None:
        """[[value, chance], ...]"""
        pairs = figures[0] if len(figures) == 1 else None
        if not isinstance(pairs, list) or not all(
            isinstance(pair, list) and len(pair) == 2 for pair in pairs
        ):
            self.note(field, "discrete takes [[value, chance], ...]")
            return None
        return self._made(field, _of_pairs, [figure for pair in pairs for figure in pair])

    def _made(self, field: str, make: Callable[..., Law], figures: list[Any]) -> Law | None:
        numbers = [self.number(field, figure) for figure in figures]
        return None if None in numbers else make(*numbers)


def _wrong(law: Law, *, is_factor: bool) -> list[str]:
    wrong = list(faults(law))
    if isinstance(law, LogNormal) and law.log_sd > _WIDEST_LOG_SD:
        wrong.append(f"log_sd {law.log_sd:g} is of the logarithm, and cannot be days")
    if wrong:
        return wrong
    if lowest(law) < 0:
        return [f"{lowest(law):g} is negative"]
    if is_factor and not lowest(law) > 0:
        return ["a factor of 0"]
    if highest(law) > MOST_DAYS:
        return [f"{highest(law):,.0f} {_too_much(is_factor)}"]
    return []


def _too_much(is_factor: bool) -> str:
    return (
        "as a factor makes a day longer than 31 years"
        if is_factor
        else "days are longer than 31 years"
    )


def highest(law: Law) -> float:
    """What is passed once in a thousand million draws."""
    return float(quantiles(law, np.array([1 - 1e-9]))[0])


def _of_pairs(*figures: float) -> Law:
    return Discrete(values=figures[::2], chances=figures[1::2])
