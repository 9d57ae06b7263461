"""From orders and incidents to drivers of the schedules they bear on. Pure."""

import math
from dataclasses import dataclass
from datetime import date

from sites.uncertainty import Cause, Delay, Delivery, Hold, Productivity, Scope, ThreePoint
from supply.events import EffectKind
from supply.incident_kinds import INCIDENT_KINDS
from supply.mitigation.effects import Relief, relieved

QUEUE_PROBABILITY = 0.20
"""FA-QUEUE of DOMAIN.md D.3: one line in five slips in the factory's queue before it is shipped."""

TRANSIT_PROBABILITY = 0.05
"""PT-PORT of D.3, for a line on its way: the commonest of what may still hold it up."""


@dataclass(frozen=True, kw_only=True)
class OpenOrder:
    """An order as the log has it. first_promised_on: before any move. positions: in the log.

    forecast_on: our own forecast of the delivery, None unless it is newer than the promise.
    delivered_on: the day of receipt, None while it is out.
    """

    code: str
    package: str
    promised_on: date
    first_promised_on: date
    moves: int = 0
    shipped: bool = False
    forecast_on: date | None = None
    delivered_on: date | None = None
    positions: tuple[int, ...] = ()

    @property
    def expected_on(self) -> date:
        return self.delivered_on or self.forecast_on or self.promised_on


@dataclass(frozen=True, kw_only=True)
class Line:
    """An order that is still out and that an incident holds up. expected_on: without the incident."""

    package: str
    expected_on: date


@dataclass(frozen=True, kw_only=True)
class OpenIncident:
    """An incident that is not resolved. kind: a code of D.3. days: as last assessed.

    summary: in the words of whoever reported it. key: the same on every site that it touches.
    lines: the orders it holds up, those of them that its stage still lies ahead of. package: of a
    unit that it destroyed. factor: output against usual. reliefs: of the mitigations that were applied
    since it was judged.
    """

    key: str
    kind: str
    summary: str
    scope: Scope
    probability: float
    days: ThreePoint
    effect: EffectKind = EffectKind.EXTEND_ACTIVITY
    factor: float | None = None
    package: str = ""
    lines: tuple[Line, ...] = ()
    reliefs: tuple[Relief, ...] = ()
    occurred_on: date
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
        due_on=order.expected_on,
        delivered=delivered,
        late_probability=0.0 if delivered else chance,
        late_days=kind.days,
    )


def incident_drivers(
    incident: OpenIncident,
) -> tuple[Delay | Delivery | Hold | Productivity, ...]:
    """What an incident does to a schedule, after its mitigations (DOMAIN.md D.3, effects).

    A change of a contract date moves no work: it is for people to agree as an amendment.
    """
    probability, days = relieved(incident.probability, incident.days, incident.reliefs)
    match incident.effect:
        case EffectKind.EXTEND_ACTIVITY:
            return (_delay(incident, probability, days),)
        case EffectKind.EXTEND_STAGE:
            return tuple(_later(incident, line, probability, days) for line in incident.lines)
        case EffectKind.BLOCK_UNTIL_CLEARED:
            return (_hold(incident, incident.scope, probability, days),)
        case EffectKind.DESTROY_UNIT:
            return (_another_unit(incident, probability, days),)
        case EffectKind.LOWER_PRODUCTIVITY:
            return (_slower(incident, probability),)
        case EffectKind.CHANGE_CONTRACT_DATE:
            return ()


def _delay(incident: OpenIncident, probability: float, days: ThreePoint) -> Delay:
    return Delay(
        cause=_cause(incident),
        scope=incident.scope,
        probability=probability,
        days=days,
        from_on=incident.occurred_on,
    )


def _hold(incident: OpenIncident, scope: Scope, probability: float, days: ThreePoint) -> Hold:
    return Hold(
        cause=_cause(incident),
        scope=scope,
        probability=probability,
        days=days,
        from_on=incident.occurred_on,
    )


def _later(incident: OpenIncident, line: Line, probability: float, days: ThreePoint) -> Delivery:
    """The line is later by the days of the stage: what comes after it takes what it takes."""
    return Delivery(
        cause=_cause(incident),
        package=line.package,
        due_on=line.expected_on,
        late_probability=probability,
        late_days=days,
    )


def _another_unit(incident: OpenIncident, probability: float, days: ThreePoint) -> Delivery | Hold:
    """days: until another is on site. One that was there already is missed by the work that needs it."""
    if not incident.lines:
        package = Scope(packages=frozenset({incident.package}))
        return _hold(incident, package, probability, days)
    line = Line(package=incident.package, expected_on=incident.occurred_on)
    return _later(incident, line, probability, days)


def _slower(incident: OpenIncident, probability: float) -> Productivity:
    """Output is factor with the probability, else as usual: ln m has these two values.

    Given as the log-normal of the same mean and standard deviation of ln m: p ln f and
    |ln f| sqrt(p (1 - p)).
    """
    factor = 1.0 if incident.factor is None else incident.factor
    spread = math.sqrt(probability * (1 - probability))
    return Productivity(
        cause=_cause(incident),
        scope=incident.scope,
        median=factor**probability,
        log_sd=abs(math.log(factor)) * spread,
    )


def _cause(incident: OpenIncident) -> Cause:
    positions = [*incident.positions, *(p for r in incident.reliefs for p in r.positions)]
    return Cause(
        key=f"incident:{incident.key}",
        label=f"Incident {incident.kind}: {incident.summary}",
        kind="incident",
        positions=tuple(positions),
    )


def _order_label(order: OpenOrder) -> str:
    if order.delivered_on is not None:
        return f"Order {order.code} received {order.delivered_on}"
    label = f"Order {order.code} promised {order.promised_on}"
    if order.forecast_on is not None:
        label = f"{label}, forecast {order.forecast_on}"
    if not order.moves:
        return label
    times = "once" if order.moves == 1 else f"{order.moves} times"
    later = (order.promised_on - order.first_promised_on).days
    change = f"{abs(later)} days {'later' if later > 0 else 'earlier'}" if later else "back again"
    return f"{label} (moved {times}, {change})"
