"""How long packages take from release to site, as of mid-2026: DOMAIN.md D.1. Pure.

What a procurement office begins with; the table that people edit, each range with its date and source,
is `LeadTimeRange`.
"""

from dataclasses import dataclass
from datetime import date

AS_OF = date(2026, 6, 30)
JUDGEMENT = "judgement"
DAYS_A_WEEK = 7


@dataclass(frozen=True, kw_only=True)
class LeadTime:
    """Weeks from release to site, low <= likely <= high. source: of the figures, in D.1's own marks."""

    package: str
    name: str
    low_weeks: float
    likely_weeks: float
    high_weeks: float
    source: str


def _line(package: str, name: str, low: int, likely: int, high: int, source: str) -> LeadTime:
    return LeadTime(
        package=package,
        name=name,
        low_weeks=low,
        likely_weeks=likely,
        high_weeks=high,
        source=f"DOMAIN.md D.1: {source}",
    )


LEAD_TIMES: dict[str, LeadTime] = {
    line.package: line
    for line in (
        _line("XFMR", "Main power transformer", 80, 128, 210, "S27, S28, S46; low is judgement"),
        _line("HVGR", "HV breakers, relays", 60, 120, 180, "S32; low is judgement"),
        _line("MVSG", "MV switchgear", 52, 72, 90, "S29, S30, S31; high is judgement"),
        _line("MVTX", "Unit transformers", 40, 60, 80, "S29, S33; low is judgement"),
        _line("LVSG", "LV switchgear", 30, 52, 65, "S33, S34"),
        _line("GENS", "Diesel generators 2-3 MW", 52, 88, 104, "S35, S38; S29 has 12-20, outlier"),
        _line("UPSS", "UPS", 20, 32, 54, "S29, S38"),
        _line("BATT", "UPS batteries", 18, 28, 40, JUDGEMENT),
        _line("BUSW", "Busway", 14, 26, 45, JUDGEMENT),
        _line("CHLR", "Chillers", 20, 44, 60, "S29, S31"),
        _line("CDUS", "Coolant distribution units", 18, 30, 50, "judgement; S36"),
        _line("CRAH", "CRAH, fan walls", 14, 28, 42, "S29, S38"),
        _line("PMOD", "Pipe racks, skids", 12, 20, 30, JUDGEMENT),
        _line("BMSC", "BMS, EPMS", 14, 22, 36, "S38; judgement"),
        _line("STEL", "Structural steel", 12, 18, 28, JUDGEMENT),
        _line("CLAD", "Wall panels", 12, 18, 26, JUDGEMENT),
        _line("FIBR", "Fibre, trunks", 12, 24, 40, JUDGEMENT),
        _line("GPUR", "GPU racks", 17, 36, 60, "S39b"),
        _line("NETW", "Switches and optics", 16, 30, 48, JUDGEMENT),
    )
}
