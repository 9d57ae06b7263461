"""When a forecast crosses a tranche's threshold, and when it has fallen back. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Verdict(StrEnum):
    RAISE = "raise"
    CLEAR = "clear"
    STAY = "stay"


@dataclass(frozen=True, kw_only=True)
class AlertRule:
    """Two lines with a band between them: what wobbles inside the band changes nothing.

    Upper line: P80 after the contract start, or chance of missing it >= raise_chance.
    Lower line: P80 at least clear_margin_days before the contract start, and chance < clear_chance.
    Chances run from 0 to 1 with clear_chance <= raise_chance; days are calendar days, >= 0.
    Raises ValueError where the lower line would lie above the upper one.
    """

    raise_chance: float = 0.5
    clear_chance: float = 0.4
    clear_margin_days: int = 7

    def __post_init__(self) -> None:
        if not 0 <= self.clear_chance <= self.raise_chance <= 1 or self.clear_margin_days < 0:
            raise ValueError(f"{self} has no band between its two lines")

    def is_crossed(self, *, starts_on: date, p80: date, chance_of_missing: float) -> bool:
        return p80 > starts_on or chance_of_missing >= self.raise_chance

    def is_safe(self, *, starts_on: date, p80: date, chance_of_missing: float) -> bool:
        in_time = p80 + timedelta(days=self.clear_margin_days) <= starts_on
        return in_time and chance_of_missing < self.clear_chance


DEFAULT_RULE = AlertRule()


def judge(
    *, open: bool, starts_on: date, p80: date, chance_of_missing: float, rule: AlertRule
) -> Verdict:
    """What a forecast does to an alert: raise a closed one, clear an open one, or nothing."""
    if open:
        safe = rule.is_safe(starts_on=starts_on, p80=p80, chance_of_missing=chance_of_missing)
        return Verdict.CLEAR if safe else Verdict.STAY
    crossed = rule.is_crossed(starts_on=starts_on, p80=p80, chance_of_missing=chance_of_missing)
    return Verdict.RAISE if crossed else Verdict.STAY
