"""What applied mitigations make of an incident. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from sites.uncertainty import ThreePoint


@dataclass(frozen=True, kw_only=True)
class Relief:
    """What one applied mitigation brings. days_saved: calendar days. probability: None as judged."""

    days_saved: float
    probability: float | None = None
    positions: tuple[int, ...] = ()


def relieved(
    probability: float, days: ThreePoint, reliefs: Iterable[Relief]
) -> tuple[float, ThreePoint]:
    """The judgement of an incident after its mitigations: days saved add up, the least probability holds.

    No point falls below 0, and no mitigation makes an incident likelier than it was judged.
    """
    reliefs = tuple(reliefs)
    saved = sum(relief.days_saved for relief in reliefs)
    lowered = (r.probability for r in reliefs if r.probability is not None)
    points = ThreePoint(
        optimistic=max(0.0, days.optimistic - saved),
        likely=max(0.0, days.likely - saved),
        pessimistic=max(0.0, days.pessimistic - saved),
    )
    return min((probability, *lowered)), points
