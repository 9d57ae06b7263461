"""From the drivers' words to influences on one network. Pure."""

from projects.risk.crews import compile_productivity
from projects.risk.delays import compile_delay, compile_hold
from projects.risk.deliveries import compile_delivery
from projects.risk.effects import Influence
from projects.risk.factors import compile_branch, compile_factor
from projects.risk.markets import compile_tightness
from projects.risk.outside_dates import compile_outside_date
from projects.risk.retests import compile_retests
from projects.risk.weather import Planned, compile_weather
from projects.schedule.network import Network
from sites.uncertainty import (
    Branch,
    Delay,
    Delivery,
    Driver,
    Factor,
    Hold,
    OutsideDate,
    Productivity,
    Retests,
    Tightness,
    Weather,
)

_CHANCES = ("probability", "late_probability", "fail_probability")


def compile_driver(driver: Driver, network: Network, planned: Planned) -> Influence:
    """planned: gives the finishes by position as the schedule has them, for what looks so far ahead.

    Raises ValueError for a driver that cannot be: a chance outside 0 to 1, points out of order."""
    for named in _CHANCES:
        chance = getattr(driver, named, 0.0)
        if not 0 <= chance <= 1:
            raise ValueError(f"{driver.cause.key}: {named} {chance:g} is outside 0 to 1")
    match driver:
        case Productivity():
            return compile_productivity(driver, network)
        case Tightness():
            return compile_tightness(driver, network)
        case Delivery():
            return compile_delivery(driver, network)
        case Delay():
            return compile_delay(driver, network)
        case Hold():
            return compile_hold(driver, network)
        case OutsideDate():
            return compile_outside_date(driver, network)
        case Weather():
            return compile_weather(driver, network, planned)
        case Retests():
            return compile_retests(driver, network)
        case Factor():
            return compile_factor(driver, network)
        case Branch():
            return compile_branch(driver, network)
