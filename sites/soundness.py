"""What no fact of a site may say: what its commands refuse, a correction is refused too."""

from collections.abc import Sequence
from math import isclose

from eventlog.events import Event
from eventlog.soundness import sound
from sites.commands import refuse_readings
from sites.commissioning.errors import CountsNotAsRead, ReadingUnusable
from sites.commissioning.events import ClusterTested, LoopFlushed, RacksBurnedIn, WaterSampled
from sites.commissioning.hall_commands import percent
from sites.commissioning.readings import unusable
from sites.commissioning.thresholds import GPUS_RETURNED, RACKS_ACCEPTED
from sites.distribution.designing import refuse_unfit
from sites.distribution.events import AssetAdded, DistributionDesigned
from sites.events import TestRecorded
from sites.market.commands import refuse_impossible as refuse_impossible_market
from sites.market.events import MarketAssessed
from sites.outside.commands import chance_of, promisable
from sites.outside.events import DeveloperMilestoneMoved, DeveloperMilestonePromised
from sites.utility.commands import refuse_nothing
from sites.utility.events import (
    UtilityAgreementSigned,
    UtilityPowerMoved,
    UtilityPowerPromised,
)
from sites.weather.commands import refuse_impossible
from sites.weather.events import WeatherDaysPlanned

ROUNDING_PERCENT = 0.01

Promise = (
    DeveloperMilestonePromised | DeveloperMilestoneMoved | UtilityPowerPromised | UtilityPowerMoved
)
Measured = LoopFlushed | WaterSampled | RacksBurnedIn | ClusterTested


@sound(TestRecorded)
def no_pass_out_of_tolerance(test: TestRecorded, others: Sequence[Event]) -> None:
    refuse_readings(test.readings, test.outcome)


@sound(LoopFlushed, WaterSampled, RacksBurnedIn, ClusterTested)
def readings_judge(record: Measured, others: Sequence[Event]) -> None:
    for reading in unusable(record.readings):
        raise ReadingUnusable(reading=reading)


@sound(RacksBurnedIn)
def parts_are_of_their_whole(burn_in: RacksBurnedIn, others: Sequence[Event]) -> None:
    """And the readings, by which it is judged, say what the counts say."""
    told = {
        RACKS_ACCEPTED.quantity: percent(
            burn_in.racks_accepted, burn_in.racks, "racks", "racks_accepted"
        ),
        GPUS_RETURNED.quantity: percent(
            burn_in.gpus_returned, burn_in.gpus, "GPUs", "gpus_returned"
        ),
    }
    for reading in burn_in.readings:
        counted = told.get(reading.quantity, reading.value)
        if not isclose(reading.value, counted, abs_tol=ROUNDING_PERCENT):
            raise CountsNotAsRead(quantity=reading.quantity, read=reading.value, counted=counted)


@sound(DeveloperMilestonePromised, DeveloperMilestoneMoved, UtilityPowerPromised, UtilityPowerMoved)
def confidence_is_a_chance(promise: Promise, others: Sequence[Event]) -> None:
    chance_of(promise.confidence, usual=promise.confidence)
    promisable(promise.promised_on)


@sound(UtilityAgreementSigned)
def agreement_is_of_power(agreement: UtilityAgreementSigned, others: Sequence[Event]) -> None:
    refuse_nothing(power_mw=agreement.power_mw, voltage_kv=agreement.voltage_kv)
    promisable(agreement.service_on)


@sound(DistributionDesigned)
def design_fits_its_topology(design: DistributionDesigned, others: Sequence[Event]) -> None:
    refuse_unfit(design.topology, design.load_kw, design.assets)


@sound(AssetAdded)
def asset_fits_its_topology(added: AssetAdded, others: Sequence[Event]) -> None:
    designs = [each for each in others if isinstance(each, DistributionDesigned)]
    for design in designs[-1:]:
        refuse_unfit(design.topology, design.load_kw, (added.asset,))


@sound(WeatherDaysPlanned)
def months_have_the_days(plan: WeatherDaysPlanned, others: Sequence[Event]) -> None:
    refuse_impossible(plan.days)


@sound(MarketAssessed)
def factors_are_in_order(market: MarketAssessed, others: Sequence[Event]) -> None:
    refuse_impossible_market(market)
