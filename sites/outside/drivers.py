"""From promises of others to floors in the schedule: kept, or late as others are late. Pure."""

from dataclasses import dataclass
from datetime import date

from sites.uncertainty import Cause, OutsideDate, Scope, ThreePoint

DEVELOPER_CONFIDENCE = 0.70
"""A developer is late on 30 % of leased sites: TP-DEV of DOMAIN.md D.3, judgement there."""

DEVELOPER_LATE_DAYS = ThreePoint(optimistic=15, likely=60, pessimistic=180)
"""Calendar days, TP-DEV of D.3."""

UTILITY_CONFIDENCE = 0.55
"""exp(-0.6): no slip in a year of waiting, at UT-UTIL's rate of 0.6 a year (D.3, judgement there)."""

UTILITY_LATE_DAYS = ThreePoint(optimistic=15, likely=60, pessimistic=270)
"""Calendar days, UT-UTIL of D.3."""


@dataclass(frozen=True, kw_only=True)
class OpenPromise:
    """A promise that is not kept yet. key: names its draws. who: said what, in words.

    first_promised_on: before any move. activity: the code it gates. confidence: chance of being kept.
    """

    key: str
    who: str
    activity: str
    promised_on: date
    first_promised_on: date
    moves: int
    confidence: float
    late_days: ThreePoint
    positions: tuple[int, ...] = ()


def outside_driver(promise: OpenPromise) -> OutsideDate:
    """The activity is not finished before the promised day, nor, if the promise fails, long after it.

    Outside dates carry less confidence than our own: the chance to fail is what the confidence leaves.
    """
    return OutsideDate(
        cause=Cause(
            key=f"outside:{promise.key}",
            label=_label(promise),
            kind="outside",
            positions=promise.positions,
        ),
        scope=Scope(codes=frozenset({promise.activity})),
        promised_on=promise.promised_on,
        late_probability=1 - promise.confidence,
        late_days=promise.late_days,
    )


def _label(promise: OpenPromise) -> str:
    label = f"{promise.who} promised for {promise.promised_on}"
    if not promise.moves:
        return label
    times = "once" if promise.moves == 1 else f"{promise.moves} times"
    days = (promise.promised_on - promise.first_promised_on).days
    change = f"{abs(days)} days {'later' if days > 0 else 'earlier'}" if days else "back again"
    return f"{label} (moved {times}, {change})"
