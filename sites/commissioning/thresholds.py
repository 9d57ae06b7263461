"""What water, flushes, burn-ins and clusters are held against. Pure.

Where the handbook has no figure (most of the chemistry: "limits per OEM"), the record must bring one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sites.commissioning.readings import Reading
from sites.commissioning.records import RecordKind


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """low, high: in unit, both may be reached; None is open."""

    quantity: str
    unit: str
    low: float | None = None
    high: float | None = None
    source: str

    def judge(
        self, value: float, *, low: float | None = None, high: float | None = None
    ) -> Reading:
        """A reading against this threshold; a bound given instead outweighs both of ours."""
        own = low is None and high is None
        return Reading(
            quantity=self.quantity,
            value=value,
            unit=self.unit,
            low=self.low if own else low,
            high=self.high if own else high,
        )


class WaterQuantity(StrEnum):
    """The water-quality record of DOMAIN.md E.3."""

    PH = "ph"
    CONDUCTIVITY = "conductivity"
    TURBIDITY = "turbidity"
    PARTICLES = "particles"
    COPPER = "copper"
    IRON = "iron"
    CHLORIDE = "chloride"
    SULPHATE = "sulphate"
    BACTERIA = "bacteria"
    INHIBITOR = "inhibitor"
    GLYCOL = "glycol"


_OEM = "limits per OEM (DOMAIN.md E.3)"


def _per_oem(quantity: str, unit: str) -> Threshold:
    return Threshold(quantity=quantity, unit=unit, source=_OEM)


WATER: Mapping[WaterQuantity, Threshold] = {
    WaterQuantity.PH: _per_oem("pH", "pH"),
    WaterQuantity.CONDUCTIVITY: _per_oem("conductivity", "uS/cm"),
    WaterQuantity.TURBIDITY: _per_oem("turbidity", "NTU"),
    WaterQuantity.PARTICLES: _per_oem("particles", "1/mL"),
    WaterQuantity.COPPER: _per_oem("copper", "mg/L"),
    WaterQuantity.IRON: _per_oem("iron", "mg/L"),
    WaterQuantity.CHLORIDE: _per_oem("chloride", "mg/L"),
    WaterQuantity.SULPHATE: _per_oem("sulphate", "mg/L"),
    WaterQuantity.BACTERIA: _per_oem("bacteria", "CFU/mL"),
    WaterQuantity.INHIBITOR: _per_oem("inhibitor", "%"),
    WaterQuantity.GLYCOL: Threshold(
        quantity="glycol", unit="%", low=25, high=30, source="DOMAIN.md E.3, PG25"
    ),
}

CLEAN_SAMPLES = 2
CLEAN_DAYS_APART = 1
"""Clean is shown by two samples 24 h apart, before cold plates connect: DOMAIN.md E.3, judgement there."""

FLUSH_VELOCITY = Threshold(
    quantity="flush velocity", unit="m/s", low=0.914, source="3 ft/s, DOMAIN.md E.3"
)
FLUSH_FILTER = Threshold(
    quantity="flush filter", unit="um", high=25, source="DOMAIN.md E.3, judgement there"
)
CLEAN_STRAINER = Threshold(
    quantity="strainer found clean",
    unit="times in a row",
    low=1,
    source="filter history of the clean-loop package, DOMAIN.md E.3; the number is ours",
)

BURN_IN_HOURS = Threshold(
    quantity="burn-in", unit="h", low=72, source="72 h at least, 168 h strict: DOMAIN.md E.7"
)
RACKS_ACCEPTED = Threshold(
    quantity="racks accepted", unit="%", low=100, source="100% or as contracted: DOMAIN.md E.7"
)
GPUS_RETURNED = Threshold(
    quantity="GPUs returned", unit="%", high=3, source="1 to 3%, DOMAIN.md E.7, judgement there"
)

BUS_BANDWIDTH = Threshold(
    quantity="NCCL bus bandwidth of the vendor's",
    unit="%",
    low=95,
    source="DOMAIN.md E.7, judgement there",
)
PORTS_AT_SPEED = Threshold(
    quantity="fabric ports at speed", unit="%", low=100, source="DOMAIN.md E.7"
)
LINK_ERRORS = Threshold(
    quantity="link errors over the soak", unit="errors", high=0, source="DOMAIN.md E.7"
)
UNCORRECTABLE_ERRORS = Threshold(
    quantity="uncorrectable ECC errors", unit="errors", high=0, source="DOMAIN.md E.7"
)
THROTTLED_GPUS = Threshold(quantity="throttled GPUs", unit="GPUs", high=0, source="DOMAIN.md E.7")

LIMITS: Mapping[RecordKind, Sequence[Threshold]] = {
    RecordKind.FLUSH: (FLUSH_VELOCITY, FLUSH_FILTER, CLEAN_STRAINER),
    RecordKind.WATER: tuple(WATER.values()),
    RecordKind.BURN_IN: (BURN_IN_HOURS, RACKS_ACCEPTED, GPUS_RETURNED),
    RecordKind.CLUSTER: (
        BUS_BANDWIDTH,
        PORTS_AT_SPEED,
        LINK_ERRORS,
        UNCORRECTABLE_ERRORS,
        THROTTLED_GPUS,
    ),
}
"""All of them, by what they judge."""
