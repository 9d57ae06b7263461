"""The facts of commissioning beside tests: files, the life of deficiencies, water, burn-in, gates.

Dates are calendar days at the site.
"""

from datetime import date

from eventlog.events import Event, event_type
from sites.commissioning.gates import Gate, Item, SignedOff
from sites.commissioning.readings import Reading
from sites.events import CxLevel, Priority


@event_type(
    "sites.test_file_attached",
    permanent=("site", "level", "procedure", "attempt", "name", "sha256"),
)
class TestFileAttached(Event):
    """A file of an attempt at a test: a trend, a report, a photograph. Its bytes are kept once."""

    site: str
    level: CxLevel
    procedure: str
    attempt: int
    name: str
    sha256: str
    on: date


@event_type("sites.deficiency_assigned", permanent=("site", "reference"))
class DeficiencyAssigned(Event):
    """Somebody is to correct it."""

    site: str
    reference: str
    assignee: str
    on: date


@event_type("sites.deficiency_fixed", permanent=("site", "reference"))
class DeficiencyFixed(Event):
    """Corrected, as those say who did it."""

    site: str
    reference: str
    fixed_by: str
    correction: str
    on: date


@event_type("sites.deficiency_verified", permanent=("site", "reference"))
class DeficiencyVerified(Event):
    """Somebody named has seen that it is corrected."""

    site: str
    reference: str
    verified_by: str
    on: date


@event_type("sites.deficiency_rejected", permanent=("site", "reference"))
class DeficiencyRejected(Event):
    """What was said to be corrected is not: back to whom it is assigned."""

    site: str
    reference: str
    rejected_by: str
    reason: str
    on: date


@event_type("sites.deficiency_waived", permanent=("site", "reference"))
class DeficiencyWaived(Event):
    """Accepted as it is, by somebody named and for a reason."""

    site: str
    reference: str
    waived_by: str
    reason: str
    on: date


@event_type("sites.deficiency_prioritised", permanent=("site", "reference"))
class DeficiencyPrioritised(Event):
    """Judged more or less urgent than before."""

    site: str
    reference: str
    was: Priority
    now: Priority
    reason: str
    on: date


@event_type("sites.loop_flushed", permanent=("site", "hall", "number"))
class LoopFlushed(Event):
    """A flush of one coolant loop. readings carry the limits that held."""

    site: str
    hall: str
    number: int
    loop: str
    by: str
    readings: tuple[Reading, ...]
    on: date


@event_type("sites.water_sampled", permanent=("site", "hall", "number"))
class WaterSampled(Event):
    """A sample of the liquid in one coolant loop. readings carry the limits that held."""

    site: str
    hall: str
    number: int
    loop: str
    sample_point: str
    lab: str
    readings: tuple[Reading, ...]
    on: date


@event_type("sites.racks_burned_in", permanent=("site", "hall", "number"))
class RacksBurnedIn(Event):
    """Sustained load on the racks of a hall, and what it brought out."""

    site: str
    hall: str
    number: int
    racks: int
    racks_accepted: int
    gpus: int
    gpus_returned: int
    by: str
    readings: tuple[Reading, ...]
    on: date


@event_type("sites.cluster_tested", permanent=("site", "hall", "number"))
class ClusterTested(Event):
    """Fabric and collectives of a cluster against what was agreed."""

    site: str
    hall: str
    number: int
    cluster: str
    witness: str
    readings: tuple[Reading, ...]
    on: date


@event_type("sites.gate_signed_off", permanent=("site", "hall", "gate"))
class GateSignedOff(Event):
    """Needs of a gate that no record shows, confirmed by somebody named with the evidence."""

    site: str
    hall: str
    gate: Gate
    items: tuple[SignedOff, ...]
    by: str
    on: date


@event_type("sites.gate_item_waived", permanent=("site", "hall", "gate", "item"))
class GateItemWaived(Event):
    """A gate may be passed without this. about: what was missing then; what goes missing later is not waived."""

    site: str
    hall: str
    gate: Gate
    item: Item
    about: tuple[str, ...]
    waived_by: str
    reason: str
    on: date


@event_type("sites.gate_passed", permanent=("site", "hall", "gate"))
class GatePassed(Event):
    """Everything that the gate needs was there, or waived. waived: the needs that were."""

    site: str
    hall: str
    gate: Gate
    passed_by: str
    waived: tuple[Item, ...]
    on: date
