"""What is refused of assessments of a market."""

from eventlog.errors import Refusal


class MarketOfNoSite(Refusal):
    code = "market_of_no_site"
    says = "No site is in region {region}: its market would bear on nothing."
    field = "region"
    status = 422


class MarketNotPlanned(Refusal):
    code = "market_not_planned"
    says = "No schedule in {region} has the {what} {name}: its market would bear on nothing."
    field = "craft_or_package"
    status = 422


class MarketFactorOutOfRange(Refusal):
    code = "market_factor_out_of_range"
    says = "{factor:g} is no factor: give one from {least:g} to {most:g}, 1 being as usual."
    status = 422


class MarketFactorsOutOfOrder(Refusal):
    code = "market_factors_out_of_order"
    says = (
        "Give optimistic <= likely <= pessimistic, not {optimistic:g}, {likely:g}, {pessimistic:g}."
    )
    field = "likely_factor"
    status = 422


class MarketAsAssessed(Refusal):
    code = "market_as_assessed"
    says = "That is how it was assessed on {on}, after the same source."
    field = "likely_factor"


class MarketOlderThanLast(Refusal):
    code = "market_older_than_last"
    says = "The last word on this market is of {last}; one of {on} is older."
    field = "on"


class UnknownMarket(Refusal):
    code = "unknown_market"
    says = "There is no assessment {market}."
    field = "market_id"
    status = 404


class MarketWasWithdrawn(Refusal):
    code = "market_was_withdrawn"
    says = "It was withdrawn on {on}."
