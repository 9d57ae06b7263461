"""Since when a kind of constraint has bound a date without a break, from what was said of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from projects.risk.binding import KindShare

LEAST_LEAD = 0.01
"""A kind that is led by less than one part in a hundred of the path still binds: two kinds of nearly the
same length would else take turns from forecast to forecast, and each turn would look like news."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What one forecast knew. position: the last log position that it took in. on: its last known day.

    kinds: the most time first; none where the milestone was reached. None: it was not asked then.
    """

    position: int
    on: date
    kinds: tuple[KindShare, ...] | None


@dataclass(frozen=True, kw_only=True)
class Since:
    """kind: what binds. position, on: of the first forecast from which on it has bound without a break.

    after: the position of the forecast before that one, the facts since which made it bind; None where
    nothing is known of the time before: then it may have bound for longer. before: what bound then.
    """

    kind: str
    position: int
    on: date
    after: int | None
    before: str | None

    @property
    def may_be_longer(self) -> bool:
        return self.after is None


def since_when(history: Sequence[Known]) -> Since | None:
    """history: what each forecast said, the oldest first. None where the newest said nothing, or that
    nothing binds."""
    if not history or not history[-1].kinds:
        return None
    kind, first = history[-1].kinds[0].kind, history[-1]
    for earlier in reversed(history[:-1]):
        if not earlier.kinds:
            break
        if not _binds(kind, earlier.kinds):
            before = earlier.kinds[0].kind
            return _since(kind, first, after=earlier.position, before=before)
        first = earlier
    return _since(kind, first)


def _since(
    kind: str, first: Known, *, after: int | None = None, before: str | None = None
) -> Since:
    return Since(kind=kind, position=first.position, on=first.on, after=after, before=before)


def _binds(kind: str, kinds: Sequence[KindShare]) -> bool:
    share = next((each.share for each in kinds if each.kind == kind), 0.0)
    return share > max(each.share for each in kinds) - LEAST_LEAD
