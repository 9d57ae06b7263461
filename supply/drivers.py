"""From orders and incidents to drivers of the schedules they bear on. Pure."""

from dataclasses import dataclass
from datetime import date

from sites.uncertainty import Cause, Delay, Delivery, Scope, ThreePoint
from supply.incident_kinds import INCIDENT_KINDS

QUEUE_PROBABILITY = 0.20
"""FA-QUEUE of DOMAIN.md D.3: one line in five slips in the factory's queue before it is shipped."""

TRANSIT_PROBABILITY = 0.05
"""PT-PORT of D.3, for a line on its way: the commonest of what may still hold it up."""


@dataclass(frozen=True, kw_only=True)
class OpenOrder:
    """An order as the log has it. first_promised_on: before any move. positions: in the log.

    delivered_on: the day of receipt, None while it is out.
    """

    code: str
    package: str
    promised_on: date
    first_promised_on: date
    moves: int = 0
    shipped: bool = False
    delivered_on: date | None = None
    positions: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OpenIncident:
    """An incident that is not resolved. kind: a code of D.3. days: as last assessed.

    summary: in the words of whoever reported it. key: the same on every site that it touches.
    """

    key: str
    kind: str
    summary: str
    scope: Scope
    probability: float
    days: ThreePoint
    occurred_on: date | None = None
    positions: tuple[int, ...] = ()


def order_driver(order: OpenOrder) -> Delivery:
    """The promise, and how it may still fail: in the queue until shipped, on the way after that."""
    kind = INCIDENT_KINDS["PT-PORT" if order.shipped else "FA-QUEUE"]
    delivered = order.delivered_on is not None
    chance = TRANSIT_PROBABILITY if order.shipped else QUEUE_PROBABILITY
    return Delivery(
        cause=Cause(
            key=f"order:{order.code}",
            label=_order_label(order),
            kind="supply",
            positions=order.positions,
        ),
        package=order.package,
        due_on=order.delivered_on or order.promised_on,
        delivered=delivered,
        late_probability=0.0 if delivered else chance,
        late_days=kind.days,
    )


def incident_driver(incident: OpenIncident) -> Delay:
    return Delay(
        cause=Cause(
            key=f"incident:{incident.key}",
            label=f"Incident {incident.kind}: {incident.summary}",
            kind="incident",
            positions=incident.positions,
        ),
        scope=incident.scope,
        probability=incident.probability,
        days=incident.days,
        from_on=incident.occurred_on,
    )


def _order_label(order: OpenOrder) -> str:
    if order.delivered_on is not None:
        return f"Order {order.code} received {order.delivered_on}"
    label = f"Order {order.code} promised {order.promised_on}"
    if not order.moves:
        return label
    times = "once" if order.moves == 1 else f"{order.moves} times"
    later = (order.promised_on - order.first_promised_on).days
    change = f"{abs(later)} days {'later' if later > 0 else 'earlier'}" if later else "back again"
    return f"{label} (moved {times}, {change})"
