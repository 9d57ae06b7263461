"""The facts of supply: orders on their way to a site, and incidents that may hold things up.

Dates are calendar days at the site; days of an incident that concerns a supplier are days in UTC.
"""

from datetime import date
from enum import StrEnum

import msgspec

from eventlog.events import Event, event_type
from supply.incident_kinds import INCIDENT_KINDS


class Stage(StrEnum):
    """The last completed stage of a procurement line, in the order of DOMAIN.md D.2."""

    SLOT_RESERVED = "slot_reserved"
    ORDERED = "ordered"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RELEASED = "released"
    FABRICATED = "fabricated"
    FACTORY_TESTED = "factory_tested"
    SHIPPED = "shipped"
    CLEARED = "cleared"
    DELIVERED = "delivered"
    INSPECTED = "inspected"
    STORED = "stored"
    SET_IN_PLACE = "set_in_place"

    def is_after(self, other: "Stage") -> bool:
        order = list(Stage)
        return order.index(self) > order.index(other)


class SlipCause(StrEnum):
    """Why a supplier moved a promise (DOMAIN.md D.2, what goes wrong)."""

    SUBMITTAL = "submittal"
    DESIGN_CHANGE = "design_change"
    FACTORY_QUEUE = "factory_queue"
    COMPONENT_SHORTAGE = "component_shortage"
    FACTORY = "factory"
    FACTORY_TEST = "factory_test"
    FREIGHT = "freight"
    PORT = "port"
    CUSTOMS = "customs"
    PERMIT = "permit"
    SITE_NOT_READY = "site_not_ready"
    EXPEDITED = "expedited"


class IncidentCode(StrEnum):
    """The taxonomy of DOMAIN.md D.3."""

    WX_RAIN = "WX-RAIN"
    WX_STORM = "WX-STORM"
    WX_COLD = "WX-COLD"
    WX_HEAT = "WX-HEAT"
    TR_BRIDGE = "TR-BRIDGE"
    TR_ACC = "TR-ACC"
    TR_PERMIT = "TR-PERMIT"
    PT_PORT = "PT-PORT"
    CU_CUST = "CU-CUST"
    FA_FIRE = "FA-FIRE"
    FA_QUEUE = "FA-QUEUE"
    QA_NCR = "QA-NCR"
    QA_FIELD = "QA-FIELD"
    SU_INSOLV = "SU-INSOLV"
    LB_STRIKE = "LB-STRIKE"
    LB_DRAIN = "LB-DRAIN"
    SF_STOP = "SF-STOP"
    CY_CYBER = "CY-CYBER"
    DE_REV = "DE-REV"
    PM_PERMIT = "PM-PERMIT"
    UT_UTIL = "UT-UTIL"
    CX_CHAIN = "CX-CHAIN"
    TP_DEV = "TP-DEV"

    @property
    def label(self) -> str:
        return f"{self.value}: {INCIDENT_KINDS[self.value].title}"


class ScopeKind(StrEnum):
    """What an incident holds up."""

    SITE = "site"
    SUPPLIER = "supplier"
    ORDER = "order"
    PACKAGE = "package"
    ACTIVITY = "activity"


class DelayDays(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Three-point delay in calendar days, optimistic <= likely <= pessimistic."""

    optimistic: float
    likely: float
    pessimistic: float


class IncidentScope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an incident holds up, by kind: every field that follows from the kind is filled.

    A supplier's incident has no site: it touches each site that has an open order with the supplier.
    """

    kind: ScopeKind
    site: str = ""
    supplier: str = ""
    order: str = ""
    package: str = ""
    activity: str = ""


@event_type("supply.order_placed", permanent=("site", "number", "supplier"))
class OrderPlaced(Event):
    """A purchase order, or one lot of it, for a package of the schedule."""

    site: str
    number: str
    package: str
    supplier: str
    description: str
    lot: str
    promised_on: date
    on: date


@event_type("supply.promise_moved", permanent=("site", "number"))
class PromiseMoved(Event):
    """A supplier gave another date of delivery."""

    site: str
    number: str
    promised_on: date
    cause: SlipCause
    on: date


@event_type("supply.stage_completed", permanent=("site", "number"))
class StageCompleted(Event):
    """An order completed a stage on its way to the site."""

    site: str
    number: str
    stage: Stage
    on: date


@event_type("supply.delivered", permanent=("site", "number"))
class Delivered(Event):
    """An order reached the site."""

    site: str
    number: str
    on: date


@event_type("supply.incident_reported", permanent=("reference", "scope"))
class IncidentReported(Event):
    """Something happened that may hold up work, as it was first judged."""

    reference: str
    code: IncidentCode
    title: str
    scope: IncidentScope
    probability: float
    days: DelayDays
    on: date


@event_type("supply.incident_reassessed", permanent=("reference", "site", "supplier"))
class IncidentReassessed(Event):
    """A new judgement of an incident; it replaces the earlier one."""

    reference: str
    site: str
    supplier: str
    probability: float
    days: DelayDays
    on: date


@event_type("supply.incident_resolved", permanent=("reference", "site", "supplier"))
class IncidentResolved(Event):
    """An incident is over. days_lost: calendar days that it took in the end."""

    reference: str
    site: str
    supplier: str
    days_lost: float
    on: date
