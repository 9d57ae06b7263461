"""What can go wrong with supplies, and how long it takes: DOMAIN.md D.3. Pure.

All figures are judgement as of 2026 unless D.3 names an anchor. Days are calendar days, triangular.
"""

from dataclasses import dataclass

from sites.uncertainty import ThreePoint


@dataclass(frozen=True, kw_only=True)
class IncidentKind:
    """rate: how often, in D.3's own words, since its units differ from kind to kind.

    excused: the usual position of contracts toward the customer; each contract has its own.
    """

    code: str
    title: str
    rate: str
    days: ThreePoint
    excused: str = "no"

    @property
    def mean_days(self) -> float:
        """Of the triangular law: the mean of its three points."""
        return (self.days.optimistic + self.days.likely + self.days.pessimistic) / 3


EXCUSED = {
    "WX-RAIN": "above baseline only",
    "WX-STORM": "yes",
    "WX-COLD": "above baseline only",
    "WX-HEAT": "above baseline only",
    "TR-BRIDGE": "sometimes",
    "PT-PORT": "sometimes",
    "CU-CUST": "rarely",
    "FA-FIRE": "yes",
    "LB-STRIKE": "sometimes",
    "CY-CYBER": "sometimes",
    "DE-REV": "if the customer caused it",
    "PM-PERMIT": "rarely",
    "UT-UTIL": "sometimes",
    "TP-DEV": "passed through",
}
"""The column "excusable" of D.3; all others are not."""


def _kind(code: str, title: str, rate: str, low: int, likely: int, high: int) -> IncidentKind:
    days = ThreePoint(optimistic=low, likely=likely, pessimistic=high)
    excused = EXCUSED.get(code, "no")
    return IncidentKind(code=code, title=title, rate=rate, days=days, excused=excused)


INCIDENT_KINDS: dict[str, IncidentKind] = {
    kind.code: kind
    for kind in (
        _kind("WX-RAIN", "prolonged rain, mud", "0.8 a year until dry-in", 3, 10, 60),
        _kind("WX-STORM", "hurricane, tornado, hail, flood", "0.1 a year", 5, 21, 90),
        _kind("WX-COLD", "freeze", "regional", 1, 5, 20),
        _kind("WX-HEAT", "heat", "regional", 1, 5, 20),
        _kind("TR-BRIDGE", "truck or load hits bridge", "0.2 % an oversize shipment", 7, 45, 210),
        _kind("TR-ACC", "road or rail accident", "0.3 % a shipment", 14, 60, 180),
        _kind("TR-PERMIT", "oversize permit", "15 % an oversize load", 3, 10, 30),
        _kind("PT-PORT", "port congestion, strike", "5 % an ocean shipment", 5, 14, 45),
        _kind("CU-CUST", "customs hold, tariff or export change", "5 %", 3, 15, 90),
        _kind("FA-FIRE", "factory fire, explosion", "0.2 % a supplier-year", 60, 150, 365),
        _kind("FA-QUEUE", "queue slip, component shortage", "20 % a line", 10, 30, 120),
        _kind("QA-NCR", "non-conformance or failed FAT", "5 % of units, 15 % of FATs", 5, 20, 75),
        _kind("QA-FIELD", "failure at energisation", "1 % of major units", 14, 60, 270),
        _kind("SU-INSOLV", "supplier insolvency", "0.5 % a year", 45, 120, 300),
        _kind("LB-STRIKE", "labour dispute", "0.05 a year", 3, 12, 60),
        _kind("LB-DRAIN", "crew poached to another site", "0.5 a year", 10, 25, 60),
        _kind("SF-STOP", "safety stand-down", "0.1 a year", 2, 7, 30),
        _kind("CY-CYBER", "cyber incident", "0.03 a year", 5, 15, 60),
        _kind("DE-REV", "design revision", "0.5 a year", 10, 40, 150),
        _kind("PM-PERMIT", "permit, zoning, appeal", "0.3 a year", 15, 60, 365),
        _kind("UT-UTIL", "utility construction or outage slip", "0.6 a year", 15, 60, 270),
        _kind("CX-CHAIN", "failed IST chain, controls defect", "25 % of halls", 3, 10, 35),
        _kind("TP-DEV", "third-party developer late", "30 % of leased sites", 15, 60, 180),
    )
}
