"""What incidents really took, against what D.3 expects of their kind. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from supply.incident_kinds import INCIDENT_KINDS, IncidentKind

ENOUGH = 10
"""Fewer delays than this say too little to replace a judgement."""


@dataclass(frozen=True, kw_only=True)
class Observed:
    """The resolved incidents of one kind. Days are calendar days.

    resolved: all of them. count: those that took any time, of which mean_days is the mean, None without.
    prior_mean_days: the mean of D.3's triangular law, which is for those that take time.
    """

    kind: IncidentKind
    resolved: int
    count: int
    mean_days: float | None

    @property
    def prior_mean_days(self) -> float:
        return self.kind.mean_days

    @property
    def is_enough(self) -> bool:
        return self.count >= ENOUGH


def observed_delays(days_lost: Mapping[str, Iterable[float]]) -> tuple[Observed, ...]:
    """Every kind of D.3, in its order. days_lost: of resolved incidents, by code of D.3."""
    return tuple(_observed(kind, days_lost.get(code, ())) for code, kind in INCIDENT_KINDS.items())


def _observed(kind: IncidentKind, days_lost: Iterable[float]) -> Observed:
    lost = list(days_lost)
    delays = [days for days in lost if days > 0]
    mean = sum(delays) / len(delays) if delays else None
    return Observed(kind=kind, resolved=len(lost), count=len(delays), mean_days=mean)
