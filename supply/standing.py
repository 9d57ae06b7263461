"""The order or incident that a command is about, as it stands, or the refusal that it is not as it must be."""

from datetime import date
from uuid import UUID

from eventlog.projections import Row, fold
from supply import errors
from supply.projections import incidents, orders


def order_named(order_id: UUID) -> tuple[Row, int]:
    """The order and the version of its stream. Raises UnknownOrder."""
    order, version = fold(order_id, orders)
    if order is None:
        raise errors.UnknownOrder(order=order_id)
    return order, version


def open_order(order_id: UUID) -> tuple[Row, int]:
    """Raises UnknownOrder, OrderAlreadyDelivered."""
    order, version = order_named(order_id)
    if order.delivered_on:
        raise errors.OrderAlreadyDelivered(number=order.number, on=order.delivered_on)
    return order, version


def open_incident(incident_id: UUID) -> tuple[Row, int]:
    """The incident and the version of its stream. Raises UnknownIncident, IncidentAlreadyResolved."""
    incident, version = fold(incident_id, incidents)
    if incident is None:
        raise errors.UnknownIncident(incident=incident_id)
    if incident.resolved_on:
        raise errors.IncidentAlreadyResolved(reference=incident.reference, on=incident.resolved_on)
    return incident, version


def day_after_last_stage(order: Row, day: date) -> date:
    """The day, if nothing was completed after it. Raises StageBeforeEarlier."""
    if day < order.stage_on:
        raise errors.StageBeforeEarlier(
            number=order.number, stage=order.stage, last=order.stage_on, on=day
        )
    return day


def day_after_last_judgement(incident: Row, day: date) -> date:
    """The day, if nobody judged the incident after it. Raises IncidentFactTooOld."""
    if day < incident.assessed_on:
        raise errors.IncidentFactTooOld(
            reference=incident.reference, last=incident.assessed_on, on=day
        )
    return day
