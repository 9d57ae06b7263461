"""The facts of mitigations. Each stands in the stream of the incident that it is meant for."""

from datetime import date

from eventlog.events import Event, event_type

WHOSE = ("reference", "site", "supplier", "region", "name")
"""What a mitigation is against: reference and place are those of the incident."""


@event_type("supply.mitigation_planned", permanent=WHOSE)
class MitigationPlanned(Event):
    """Something that may be done against an incident.

    cost_minor: whole minor units of the currency. days_saved: calendar days off each of the three
    points. probability: of the incident, once it is applied; None leaves it as judged.
    """

    reference: str
    site: str
    supplier: str
    region: str
    name: str
    what: str
    cost_minor: int
    currency: str
    days_saved: float
    probability: float | None
    on: date


@event_type("supply.mitigation_applied", permanent=WHOSE)
class MitigationApplied(Event):
    """It was done. cost_minor: what it really cost."""

    reference: str
    site: str
    supplier: str
    region: str
    name: str
    cost_minor: int
    on: date


@event_type("supply.mitigation_withdrawn", permanent=WHOSE)
class MitigationWithdrawn(Event):
    """It will not be done, or is no longer."""

    reference: str
    site: str
    supplier: str
    region: str
    name: str
    reason: str
    on: date
