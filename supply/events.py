"""The facts of supply: orders on their way to a site, and incidents that may hold things up.

Dates are calendar days at the site; days of an incident that concerns a supplier are days in UTC.
"""

from datetime import date
from enum import StrEnum

import msgspec

from eventlog.events import Body, Event, event_type, upcast
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
    REGION = "region"
    CRAFT = "craft"


class EffectKind(StrEnum):
    """What an incident does (DOMAIN.md D.3, effects)."""

    EXTEND_STAGE = "extend_stage"
    EXTEND_ACTIVITY = "extend_activity"
    BLOCK_UNTIL_CLEARED = "block_until_cleared"
    DESTROY_UNIT = "destroy_unit"
    LOWER_PRODUCTIVITY = "lower_productivity"
    CHANGE_CONTRACT_DATE = "change_contract_date"


class Excusable(StrEnum):
    """Whether the contract excuses the days that an incident costs."""

    UNDECIDED = "undecided"
    EXCUSABLE = "excusable"
    NOT_EXCUSABLE = "not_excusable"


class MitigationState(StrEnum):
    PLANNED = "planned"
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"


class DelayDays(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Three-point delay in calendar days, optimistic <= likely <= pessimistic."""

    optimistic: float
    likely: float
    pessimistic: float


class IncidentScope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an incident holds up, by kind: every field that follows from the kind is filled.

    A supplier's incident has no site: it touches each site that has an open order with the supplier.
    Nor has a region's: it touches each site in the region.
    """

    kind: ScopeKind
    site: str = ""
    supplier: str = ""
    order: str = ""
    package: str = ""
    activity: str = ""
    region: str = ""
    craft: str = ""


class IncidentEffect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an incident does. stage: the one it lengthens. factor: output per hour against usual, below 1."""

    kind: EffectKind
    stage: Stage | None = None
    factor: float | None = None


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


@event_type("supply.incident_reported", schema=2, permanent=("reference", "scope"))
class IncidentReported(Event):
    """Something happened that may hold up work, as it was first judged."""

    reference: str
    code: IncidentCode
    title: str
    scope: IncidentScope
    effect: IncidentEffect
    excusable: Excusable
    probability: float
    days: DelayDays
    on: date


@upcast(IncidentReported, from_schema=1)
def report_gained_effect(body: Body) -> Body:
    """Schema 1 knew no region, craft or effect: every incident then lengthened what it held up."""
    return {
        **body,
        "scope": {**body["scope"], "region": "", "craft": ""},
        "effect": {"kind": "extend_activity", "stage": None, "factor": None},
        "excusable": "undecided",
    }


@event_type(
    "supply.incident_reassessed", schema=2, permanent=("reference", "site", "supplier", "region")
)
class IncidentReassessed(Event):
    """A new judgement of an incident; it replaces the earlier one."""

    reference: str
    site: str
    supplier: str
    region: str
    excusable: Excusable
    probability: float
    days: DelayDays
    on: date


@upcast(IncidentReassessed, from_schema=1)
def reassessment_gained_region(body: Body) -> Body:
    """Schema 1 knew no region, and nobody had decided what is excused."""
    return {**body, "region": "", "excusable": "undecided"}


@event_type(
    "supply.incident_resolved", schema=2, permanent=("reference", "site", "supplier", "region")
)
class IncidentResolved(Event):
    """An incident is over. days_lost: calendar days that it took in the end."""

    reference: str
    site: str
    supplier: str
    region: str
    days_lost: float
    on: date


@upcast(IncidentResolved, from_schema=1)
def resolution_gained_region(body: Body) -> Body:
    """Schema 1 knew no region."""
    return {**body, "region": ""}
