"""A small uncertain network as a case file gives it: all times in days, worked day and night. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from projects.schedule.errors import Problem
from projects.schedule.model import LinkType
from sites.laws import Law
from sites.uncertainty import Joined


@dataclass(frozen=True, kw_only=True)
class CaseLink:
    before: str
    after: str
    type: LinkType = LinkType.FS
    lag: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Risk:
    """Something that may happen to the activities named, by one draw for all of them.

    effect: what the law is of. "mult": the factor of their durations; "delay": days added to each;
    "work": days of a side path within each; "stop": days from time 0 on which nothing named goes on.
    """

    id: str
    probability: float
    effect: str
    law: Law
    on: tuple[str, ...]
    joined: Joined = Joined.SERIES


@dataclass(frozen=True, kw_only=True)
class CaseRetest:
    """Attempts that fail by this probability, each costing days by the law, at most so many."""

    id: str
    probability: float
    law: Law
    most: int
    on: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """risks: drivers and incidents. mix: share of the crew and its output against the standard.

    oracle: what the file says that the answers are, by name; never read in computing any.
    passed_over: fields that say nothing here, and may be there by mistake.
    """

    name: str
    activities: Mapping[str, Law]
    links: tuple[CaseLink, ...] = ()
    drivers: tuple[Risk, ...] = ()
    incidents: tuple[Risk, ...] = ()
    retests: tuple[CaseRetest, ...] = ()
    contract_days: Mapping[str, float]
    mix: tuple[tuple[float, float], ...] = ()
    oracle: Mapping[str, Any]
    note: str = ""
    passed_over: tuple[Problem, ...] = ()

    @property
    def has_stops(self) -> bool:
        return any(risk.effect == "stop" for risk in (*self.drivers, *self.incidents))

    @property
    def productivity(self) -> float | None:
        """Output of one gang of this mix: the mean of its members' (DOMAIN.md C.7)."""
        return sum(share * output for share, output in self.mix) if self.mix else None
