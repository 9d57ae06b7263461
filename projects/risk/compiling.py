"""From the drivers' words to influences on one network. Pure."""

from projects.risk.crews import compile_productivity
from projects.risk.delays import compile_delay, compile_hold
from projects.risk.deliveries import compile_delivery
from projects.risk.effects import Influence
from projects.risk.outside_dates import compile_outside_date
from projects.risk.retests import compile_retests
from projects.risk.weather import compile_weather
from projects.schedule.network import Network
from sites.uncertainty import (
    Delay,
    Delivery,
    Driver,
    Hold,
    OutsideDate,
    Productivity,
    Retests,
    Weather,
)


def compile_driver(driver: Driver, network: Network) -> Influence:
    match driver:
        case Productivity():
            return compile_productivity(driver, network)
        case Delivery():
            return compile_delivery(driver, network)
        case Delay():
            return compile_delay(driver, network)
        case Hold():
            return compile_hold(driver, network)
        case OutsideDate():
            return compile_outside_date(driver, network)
        case Weather():
            return compile_weather(driver, network)
        case Retests():
            return compile_retests(driver, network)
