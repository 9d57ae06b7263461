"""Who and what more than one site has: customers, suppliers, steady crews, the usual purchases."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta

from config.story.script import Gang, Purchase
from labor.events import Craft
from labor.productivity import CrewMix
from sites.events import WeatherCause

CUSTOMERS = {
    "HALCYON": "Halcyon Models (fictional)",
    "NORTHLIGHT": "Northlight Cloud (fictional)",
    "MERIDIAN": "Meridian Search (fictional)",
}

SUPPLIERS = {
    "BRIGHTWATER": ("Brightwater Transformer Works (fictional)", "Fictland"),
    "KESTREL": ("Kestrel Switchgear (fictional)", "Fictland"),
    "ANVIL": ("Anvil Power Generation (fictional)", "Fictland"),
    "POLARLOOP": ("Polar Loop Cooling (fictional)", "Fictland"),
    "TESSERA": ("Tessera Compute (fictional)", "Fictland"),
    "WEFT": ("Weft Fabrics (fictional)", "Fictland"),
}

HIGH_VOLTAGE = {
    "XFMR": ("BRIGHTWATER", "Main power transformers 138/34.5 kV, three"),
    "HVGR": ("KESTREL", "HV breakers, relay panels and control house"),
    "MVSG": ("KESTREL", "34.5 kV switchgear line-ups"),
}
OF_A_HALL = {
    "LVSG": ("KESTREL", "LV switchgear and UPS boards"),
    "GENS": ("ANVIL", "3 MW diesel generators with enclosures"),
    "UPSS": ("ANVIL", "1.5 MW UPS modules"),
    "CHLR": ("POLARLOOP", "1.6 MW free-cooling chillers"),
    "CDUS": ("POLARLOOP", "1.3 MW coolant distribution units"),
    "GPUR": ("TESSERA", "Integrated GPU racks"),
    "NETW": ("WEFT", "Fabric switches, optics and cables"),
}


def purchases(
    *, high_voltage: bool = True, instead: Mapping[str, Purchase] | None = None
) -> tuple[Purchase, ...]:
    """The orders of a site; `instead` gives some packages a history of their own."""
    wanted = {**HIGH_VOLTAGE, **OF_A_HALL} if high_voltage else OF_A_HALL
    usual = {
        package: Purchase(package=package, supplier=supplier, what=what)
        for package, (supplier, what) in wanted.items()
    }
    return tuple({**usual, **(instead or {})}.values())


def balanced(heads: int) -> CrewMix:
    """One apprentice for each of journey level, the years equal: what schedules take for granted."""
    year = heads // 10
    foremen = max(1, heads // 20)
    journeypersons = heads - 5 * year - foremen
    return CrewMix(journeypersons=journeypersons, apprentices_by_year=(year,) * 5, foremen=foremen)


def steady(*crews: tuple[str, Craft, int, date]) -> tuple[Gang, ...]:
    """Crews of the reference mix: name, craft, heads, first day."""
    return tuple(
        Gang(name=name, craft=craft, mixes={on: balanced(heads)})
        for name, craft, heads, on in crews
    )


def lost_days(
    site: str, by_month: Mapping[str, int], cause: WeatherCause = WeatherCause.RAIN
) -> dict[date, WeatherCause]:
    """So many weekdays of each month ("2026-03"), which ones by lot: the same in every load."""
    lost: dict[date, WeatherCause] = {}
    for month, count in by_month.items():
        first = date.fromisoformat(f"{month}-01")
        days = [first + timedelta(days=n) for n in range(31)]
        working = [day for day in days if day.month == first.month and day.weekday() < 5]
        by_lot = sorted(working, key=lambda day: hashlib.sha256(f"{site} {day}".encode()).digest())
        lost |= dict.fromkeys(sorted(by_lot[:count]), cause)
    return lost
