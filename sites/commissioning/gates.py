"""The eight gates as data: what each needs, in words. Pure. Source: DOMAIN.md E.5 and E.6."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Gate(StrEnum):
    G1 = "G1"
    G2 = "G2"
    G3 = "G3"
    G4 = "G4"
    G5 = "G5"
    G6 = "G6"
    G7 = "G7"
    G8 = "G8"

    @property
    def label(self) -> str:
        return f"{self.value} {TITLES[self]}"


class State(StrEnum):
    NOT_READY = "not_ready"
    READY = "ready"
    PASSED = "passed"
    PASSED_WITH_WAIVERS = "passed_with_waivers"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


class Item(StrEnum):
    """One need of a gate."""

    NO_OPEN_P1 = "no_open_p1"
    L1_PASSED = "l1_passed"
    NCR_CLOSED = "ncr_closed"
    RECEIPT_PASSED = "receipt_passed"
    ROOM_READY = "room_ready"
    LIFT_PLAN = "lift_plan"
    L2_COMPLETE = "l2_complete"
    NETA_PASSED = "neta_passed"
    PROTECTION_SET = "protection_set"
    ARC_FLASH_LABELS = "arc_flash_labels"
    LOCK_OUT_PLAN = "lock_out_plan"
    FIRE_PROTECTION_LIVE = "fire_protection_live"
    GROUNDING_TESTED = "grounding_tested"
    BACK_FEED_CLEARED = "back_feed_cleared"
    PERMIT_SIGNED = "permit_signed"
    PRESSURE_TESTED = "pressure_tested"
    FLUSHED = "flushed"
    WATER_CLEAN = "water_clean"
    LEAK_DETECTION_LIVE = "leak_detection_live"
    L3_GREEN = "l3_green"
    POINT_TO_POINT = "point_to_point"
    CONTROLS_TUNED = "controls_tuned"
    L4_PASSED = "l4_passed"
    LOAD_BANKS_READY = "load_banks_ready"
    SECURITY_AND_FIRE_NORMAL = "security_and_fire_normal"
    IST_PASSED = "ist_passed"
    P2_ACCEPTED = "p2_accepted"
    TCO_GRANTED = "tco_granted"
    RACKS_LEAK_TESTED = "racks_leak_tested"
    BURN_IN_DONE = "burn_in_done"
    L12_MET = "l12_met"
    CUSTOMER_ACCEPTED = "customer_accepted"

    @property
    def label(self) -> str:
        return SIGNED.get(self) or _SHOWN[self]


@dataclass(frozen=True, kw_only=True)
class SignedOff:
    """A need that no record of ours shows, and where the evidence is."""

    item: Item
    evidence: str


TITLES: Mapping[Gate, str] = {
    Gate.G1: "Release to ship",
    Gate.G2: "Set",
    Gate.G3: "Energise",
    Gate.G4: "Fill",
    Gate.G5: "L4 start",
    Gate.G6: "IST start",
    Gate.G7: "RFU",
    Gate.G8: "RFS",
}

NEEDS: Mapping[Gate, Sequence[Item]] = {
    Gate.G1: (Item.NO_OPEN_P1, Item.L1_PASSED, Item.NCR_CLOSED),
    Gate.G2: (Item.NO_OPEN_P1, Item.RECEIPT_PASSED, Item.ROOM_READY, Item.LIFT_PLAN),
    Gate.G3: (
        Item.NO_OPEN_P1,
        Item.L2_COMPLETE,
        Item.NETA_PASSED,
        Item.PROTECTION_SET,
        Item.ARC_FLASH_LABELS,
        Item.LOCK_OUT_PLAN,
        Item.FIRE_PROTECTION_LIVE,
        Item.GROUNDING_TESTED,
        Item.BACK_FEED_CLEARED,
        Item.PERMIT_SIGNED,
    ),
    Gate.G4: (
        Item.NO_OPEN_P1,
        Item.PRESSURE_TESTED,
        Item.FLUSHED,
        Item.WATER_CLEAN,
        Item.LEAK_DETECTION_LIVE,
    ),
    Gate.G5: (Item.NO_OPEN_P1, Item.L3_GREEN, Item.POINT_TO_POINT, Item.CONTROLS_TUNED),
    Gate.G6: (
        Item.NO_OPEN_P1,
        Item.L4_PASSED,
        Item.LOAD_BANKS_READY,
        Item.SECURITY_AND_FIRE_NORMAL,
    ),
    Gate.G7: (Item.NO_OPEN_P1, Item.IST_PASSED, Item.P2_ACCEPTED, Item.TCO_GRANTED),
    Gate.G8: (
        Item.NO_OPEN_P1,
        Item.P2_ACCEPTED,
        Item.RACKS_LEAK_TESTED,
        Item.BURN_IN_DONE,
        Item.L12_MET,
        Item.CUSTOMER_ACCEPTED,
    ),
}
"""DOMAIN.md E.6; that an open P1 blocks every gate, and an open P2 the RFS, is of E.5."""

SIGNED: Mapping[Item, str] = {
    Item.RECEIPT_PASSED: "receipt inspection (L2a) passed",
    Item.ROOM_READY: "pad or room ready",
    Item.LIFT_PLAN: "lift plan approved",
    Item.NETA_PASSED: "NETA acceptance tests passed",
    Item.PROTECTION_SET: "protection settings loaded and checked",
    Item.ARC_FLASH_LABELS: "arc-flash labels in place",
    Item.LOCK_OUT_PLAN: "lock-out plan in force",
    Item.FIRE_PROTECTION_LIVE: "fire protection live",
    Item.GROUNDING_TESTED: "grounding tested",
    Item.BACK_FEED_CLEARED: "utility back-feed clearance (medium voltage)",
    Item.PERMIT_SIGNED: "permit or inspection signed off",
    Item.PRESSURE_TESTED: "loops pressure tested",
    Item.LEAK_DETECTION_LIVE: "leak detection live",
    Item.POINT_TO_POINT: "BMS and EPMS point-to-point at 100%",
    Item.CONTROLS_TUNED: "controls tuned",
    Item.LOAD_BANKS_READY: "load banks (air and liquid) and instruments ready",
    Item.SECURITY_AND_FIRE_NORMAL: "security and fire systems in normal mode",
    Item.TCO_GRANTED: "temporary certificate of occupancy granted",
    Item.RACKS_LEAK_TESTED: "racks leak-tested",
    Item.CUSTOMER_ACCEPTED: "customer acceptance signed",
}
"""What no record of ours shows: somebody named signs it off."""

_SHOWN: Mapping[Item, str] = {
    Item.NO_OPEN_P1: "no open P1",
    Item.L1_PASSED: "factory tests (L1) passed",
    Item.NCR_CLOSED: "non-conformances closed or waived",
    Item.L2_COMPLETE: "L2 complete",
    Item.FLUSHED: "every loop flushed",
    Item.WATER_CLEAN: "water quality passed",
    Item.L3_GREEN: "all L3 green",
    Item.L4_PASSED: "all L4 passed",
    Item.IST_PASSED: "integrated systems test (L5) passed",
    Item.P2_ACCEPTED: "P2 closed or waived",
    Item.BURN_IN_DONE: "burn-in done",
    Item.L12_MET: "L12 thresholds met",
}
"""What records show."""
