"""Measured quantities against their tolerances. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One measured quantity. value, low and high are in `unit`; a bound that is None is open."""

    quantity: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        """A stored reading reads back as it was written: whole numbers are floats, open bounds are said.

        msgspec leaves out what its decoder took from the class as a default.
        """
        for name in ("value", "low", "high"):
            number = getattr(self, name)
            object.__setattr__(self, name, None if number is None else float(number))

    @property
    def is_within(self) -> bool:
        """The bounds themselves are within."""
        return (self.low is None or self.low <= self.value) and (
            self.high is None or self.value <= self.high
        )

    @property
    def tolerance(self) -> str:
        """As people write it: `25 to 30 %`, `at least 72 h`, `at most 25 um`; "" when nothing bounds it."""
        match self.low, self.high:
            case None, None:
                return ""
            case low, None:
                return f"at least {low:g} {self.unit}"
            case None, high:
                return f"at most {high:g} {self.unit}"
            case low, high:
                return f"{low:g} to {high:g} {self.unit}"

    def __str__(self) -> str:
        said = f"{self.quantity} {self.value:g} {self.unit}"
        return f"{said} ({self.tolerance})" if self.tolerance else said


def out_of_tolerance(readings: Iterable[Reading]) -> list[Reading]:
    return [reading for reading in readings if not reading.is_within]


def unusable(readings: Iterable[Reading]) -> list[Reading]:
    """Those that judge nothing: of no quantity, no finite number, or a lower bound above the upper one."""
    return [reading for reading in readings if not _is_usable(reading)]


def _is_usable(reading: Reading) -> bool:
    numbers = [n for n in (reading.value, reading.low, reading.high) if n is not None]
    upside_down = (
        reading.low is not None and reading.high is not None and reading.low > reading.high
    )
    return bool(reading.quantity.strip()) and all(map(isfinite, numbers)) and not upside_down
