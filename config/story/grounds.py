"""What each site stands on and is fed by: campus, region, building, utility, planned weather days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sites.distribution.topologies import Topology
from sites.outside.events import DeveloperStep
from sites.utility.events import UtilityStep


@dataclass(frozen=True, kw_only=True)
class Word:
    """What a developer or a utility said of a date, how sure it then seemed, and why it moved."""

    promised_on: date
    confidence: float
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A milestone that a developer owes. said: by the day on which it was said, the first promise first."""

    reference: str
    step: DeveloperStep
    said: Mapping[date, Word]
    activity: str = ""
    reached_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Off:
    """Assets of a hall's power that were taken off again."""

    hall: str
    tags: tuple[str, ...]
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Tight:
    """How tight the labor market of the region was judged: times the hours, best, likely and worst."""

    times: tuple[float, float, float]
    source: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Beside a site's story. moves: what the utility said later; without any, its first word stands.

    labor_market: by the day of the judgement; told once for all sites of the region.
    """

    region: str
    utility: str
    power_mw: Decimal
    voltage_kv: Decimal
    campus: tuple[str, str] | None = None
    building: str = "1"
    developer: str = ""
    topology: Topology = Topology.BLOCK_REDUNDANT
    moves: Mapping[UtilityStep, Mapping[date, Word]] = field(default_factory=dict)
    owed: tuple[Owed, ...] = ()
    off: tuple[Off, ...] = ()
    labor_market: Mapping[date, Tight] = field(default_factory=dict)


GROUNDS = {
    "OCM": Ground(
        region="US Southwest",
        campus=("OCOTILLO", "Ocotillo Mesa campus (fictional)"),
        utility="Saguaro Power District (fictional)",
        power_mw=Decimal(90),
        voltage_kv=Decimal(138),
    ),
    "MUB": Ground(
        region="US Midwest",
        campus=("MUSKINGUM", "Muskingum Bend campus (fictional)"),
        utility="Bend Valley Transmission (fictional)",
        power_mw=Decimal(90),
        voltage_kv=Decimal(138),
        labor_market={
            date(2026, 4, 14): Tight(
                times=(0.98, 1.02, 1.10),
                source="Contractors' round of spring 2026 (fictional)",
            ),
            date(2026, 9, 22): Tight(
                times=(1.00, 1.05, 1.18),
                source="Contractors' round of autumn 2026 (fictional): three builds hire at once",
            ),
        },
    ),
    "CDP": Ground(
        region="US Texas",
        campus=("CEDAR", "Cedar Prairie campus (fictional)"),
        utility="Prairie Wires (fictional)",
        power_mw=Decimal(90),
        voltage_kv=Decimal(138),
        moves={
            UtilityStep.PERMANENT_POWER: {
                date(2026, 7, 8): Word(
                    promised_on=date(2027, 4, 30),
                    confidence=0.6,
                    reason="Line crews stood in the same rain.",
                )
            }
        },
    ),
    "LVB": Ground(
        region="US Northwest",
        utility="High Desert Power (fictional)",
        power_mw=Decimal(90),
        voltage_kv=Decimal(138),
        moves={
            UtilityStep.PERMANENT_POWER: {
                date(2026, 11, 10): Word(
                    promised_on=date(2027, 6, 18),
                    confidence=0.5,
                    reason="The witness test waits for the main transformer.",
                )
            }
        },
    ),
    "GRF": Ground(
        region="Nordics",
        campus=("GRANFJELL", "Granfjell campus (fictional)"),
        utility="Fjellnett (fictional)",
        power_mw=Decimal(90),
        voltage_kv=Decimal(132),
        off=(
            Off(
                hall="A",
                tags=("LU-A3",),
                on=date(2026, 11, 6),
                reason="Battery alarm on transfer, GRF-D-109.",
            ),
        ),
    ),
    "SBC": Ground(
        region="US Midwest",
        utility="Sable Valley Electric (fictional)",
        power_mw=Decimal(30),
        voltage_kv=Decimal("34.5"),
        building="Shell 2",
        developer="Ridgeline Shells (fictional)",
        topology=Topology.TWO_N,
    ),
    "FRP": Ground(
        region="US Mountain",
        utility="Front Range Light (fictional)",
        power_mw=Decimal(30),
        voltage_kv=Decimal("34.5"),
        building="North shell",
        developer="Ridgeline Shells (fictional)",
        topology=Topology.TWO_N,
        owed=(
            Owed(
                reference="DRY-IN",
                step=DeveloperStep.DRY_IN,
                said={date(2025, 12, 8): Word(promised_on=date(2026, 4, 30), confidence=0.7)},
                reached_on=date(2026, 6, 12),
            ),
            Owed(
                reference="SHELL",
                step=DeveloperStep.SHELL_HANDOVER,
                activity="TP-010",
                said={
                    date(2025, 12, 8): Word(promised_on=date(2026, 9, 4), confidence=0.7),
                    date(2026, 5, 20): Word(
                        promised_on=date(2026, 9, 25),
                        confidence=0.6,
                        reason="Dry-in came six weeks late.",
                    ),
                    date(2026, 7, 22): Word(
                        promised_on=date(2026, 10, 30),
                        confidence=0.5,
                        reason="Roofers left for another site.",
                    ),
                    date(2026, 9, 2): Word(
                        promised_on=date(2026, 12, 4),
                        confidence=0.4,
                        reason="Switchgear of the shell is late.",
                    ),
                    date(2026, 10, 28): Word(
                        promised_on=date(2027, 1, 22),
                        confidence=0.4,
                        reason="Monthly letter: inspection moved into the new year.",
                    ),
                },
            ),
            Owed(
                reference="POWER",
                step=DeveloperStep.POWER_AVAILABLE,
                said={date(2025, 12, 8): Word(promised_on=date(2026, 12, 18), confidence=0.6)},
            ),
        ),
    ),
}
