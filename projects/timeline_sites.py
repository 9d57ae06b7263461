"""The facts of sites, their systems and what they stand on as sentences. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from eventlog.events import Event
from projects.timeline_commissioning import COMMISSIONING
from sites import events as sites
from sites.distribution import events as distribution
from sites.distribution.wording import name_of
from sites.market import events as market
from sites.outside import events as outside
from sites.utility import events as utility
from sites.weather import events as weather

_TOLD_OF = 3


def _planned_weather(event: weather.WeatherDaysPlanned) -> str:
    return f"{sum(event.days)} weather days a year planned, after {event.basis}."


def _designed(event: distribution.DistributionDesigned) -> str:
    count = len(event.assets)
    return (
        f"{_service(event)} of hall {event.hall} designed as {name_of(event.topology)} for "
        f"{event.load_kw / 1000:g} MW, {count} asset{'s' if count != 1 else ''}."
    )


def _assets(
    event: (
        distribution.AssetsInstalled | distribution.AssetsEnergised | distribution.AssetsDeEnergised
    ),
    done: str,
) -> str:
    some = ", ".join(event.tags[:_TOLD_OF])
    more = f" and {len(event.tags) - _TOLD_OF} more" if len(event.tags) > _TOLD_OF else ""
    return f"{_service(event)} of hall {event.hall}: {some}{more} {done}."


def _market(event: market.MarketAssessed) -> str:
    return (
        f"{_named_market(event)}: {event.likely_factor:.2f} times as long as usual "
        f"({event.optimistic_factor:.2f} to {event.pessimistic_factor:.2f}), after {event.source}."
    )


def _named_market(event: market.MarketAssessed | market.MarketWithdrawn) -> str:
    of = f" for {event.craft_or_package}" if event.craft_or_package else ""
    return f"{event.side.value.capitalize()} market of {event.region}{of}"


def _service(event: Any) -> str:
    return str(event.service.value).replace("_", " ").capitalize()


SITES: Mapping[type[Event], str | Callable[[Any], str]] = {
    sites.SystemRegistered: "System {tag}, {name}, registered in hall {hall}.",
    sites.SystemEnergised: "System {name_of_subject} energised.",
    sites.TestRecorded: (
        "System {name_of_subject}: {level} test {procedure}, attempt {attempt}: {outcome}."
    ),
    sites.DeficiencyRaised: (
        "System {name_of_subject}: {priority} deficiency {reference} raised: {description}"
    ),
    sites.DeficiencyClosed: "System {name_of_subject}: deficiency {reference} closed.",
    **COMMISSIONING,
    sites.WeatherDayLost: "A day lost to {cause}.",
    weather.WeatherDaysPlanned: _planned_weather,
    outside.DeveloperMilestonePromised: (
        "{developer} promises {step} {reference} for {promised_on}, {confidence:.0%} sure."
    ),
    outside.DeveloperMilestoneMoved: (
        "{reference} is now promised for {promised_on}, {confidence:.0%} sure. {reason}"
    ),
    outside.DeveloperMilestoneReached: "{reference} was handed over.",
    utility.UtilityAgreementSigned: (
        "{utility} agreed to supply {power_mw:g} MW at {voltage_kv:g} kV from {service_on}."
    ),
    utility.UtilityPowerPromised: (
        "The utility promises {step} for {promised_on}, {confidence:.0%} sure."
    ),
    utility.UtilityPowerMoved: (
        "The utility's {step} is now promised for {promised_on}, {confidence:.0%} sure. {reason}"
    ),
    utility.UtilityPowerEnergised: "The utility energised {step}.",
    market.MarketAssessed: _market,
    market.MarketWithdrawn: lambda event: (
        f"{_named_market(event)} is as usual again. {event.reason}"
    ),
    distribution.DistributionDesigned: _designed,
    distribution.AssetAdded: "{service} of hall {hall}: {asset.tag} added to the design.",
    distribution.AssetsInstalled: lambda event: _assets(event, "installed"),
    distribution.AssetsEnergised: lambda event: _assets(event, "energised"),
    distribution.AssetsDeEnergised: lambda event: _assets(event, "taken off again"),
}
