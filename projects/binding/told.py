"""What binds the tranches of a project and since when, as plain values. Pure."""

from dataclasses import dataclass
from datetime import date

from projects.binding.since import Known, Since
from projects.explaining.told import FactTold
from projects.risk.binding import KindShare


@dataclass(frozen=True, kw_only=True)
class ActivityTold:
    """An activity of the kind that binds. days: that the driving path spends on it, as a mean."""

    code: str
    name: str
    days: float
    criticality: float


@dataclass(frozen=True, kw_only=True)
class TrancheBinding:
    """kinds: the most time first, empty once the milestone is reached. lead: of the first over the second.

    since: None where nothing binds any more. facts: those between the forecast before it and `since`,
    as far as they are told, reports of progress last and the newest first; more: how many are not.
    """

    tranche: str
    milestone: str
    kinds: tuple[KindShare, ...]
    lead_days: float
    lead_error_days: float
    too_close: bool
    activities: tuple[ActivityTold, ...]
    since: Since | None
    facts: tuple[FactTold, ...]
    more: int
    history: tuple[Known, ...]


@dataclass(frozen=True, kw_only=True)
class ProjectBinding:
    """as_of: the log position of the facts it is worked out from. data_date: the first day not known."""

    project: str
    as_of: int
    data_date: date
    iterations: int
    tranches: tuple[TrancheBinding, ...]
