"""What was measured, beside what was wanted: the lines of the printed table. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

HEADINGS = ("", "goal", "median", "middle half", "min - max", "")


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What a median must reach: at least this, or at most."""

    value: float
    at_most: bool = False

    def share(self, reached: float) -> float:
        """How much of the goal was reached; 1 or more is all of it."""
        return self.value / reached if self.at_most else reached / self.value


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure of one database, a value for each round.

    unit: "ratio" (a plain quotient within one round), "s" for seconds, or what is counted.
    """

    database: str
    section: str
    what: str
    values: tuple[float, ...]
    unit: str = "ratio"
    goal: Goal | None = None

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return "no goal"
        share = self.goal.share(self.median)
        return "reached" if share >= 1 else f"not reached: {share:.2f} of the goal"

    @property
    def cells(self) -> tuple[str, ...]:
        lowest, highest = min(self.values), max(self.values)
        return (
            self.what if self.unit == "ratio" else f"{self.what}, {self.unit}",
            self._wanted,
            self._shown(self.median),
            self._span(*self._middle_half),
            self._span(lowest, highest),
            self.verdict,
        )

    @property
    def _middle_half(self) -> tuple[float, float]:
        """The first and the third quartile: what a moment's stall of the disk does not move."""
        if len(self.values) == 1:
            return self.values[0], self.values[0]
        low, _, high = quantiles(self.values, n=4, method="inclusive")
        return low, high

    @property
    def _wanted(self) -> str:
        if self.goal is None:
            return "-"
        return f"{'<=' if self.goal.at_most else '>='} {self._shown(self.goal.value)}"

    def _span(self, low: float, high: float) -> str:
        return f"{self._shown(low)} - {self._shown(high)}"

    def _shown(self, value: float) -> str:
        return f"{value:.2f}" if self.unit in ("ratio", "s") else f"{value:,.0f}"


def table(lines: Sequence[Line]) -> Iterable[str]:
    """The lines under a heading for each database, in columns."""
    rows = [HEADINGS, *(line.cells for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for database in dict.fromkeys(line.database for line in lines):
        yield _aligned((database, *HEADINGS[1:]), widths)
        yield from (_aligned(line.cells, widths) for line in lines if line.database == database)


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = cells
    columns = [name.ljust(widths[0])]
    columns += [cell.rjust(wide) for cell, wide in zip(figures[:-1], widths[1:-1], strict=True)]
    return "  ".join((*columns, figures[-1])).rstrip()
