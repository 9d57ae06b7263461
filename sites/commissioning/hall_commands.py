"""The only writers of what is recorded of a hall: flushes, water, burn-ins, clusters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref
from eventlog.events import Event
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import fold_parts
from sites.commissioning import errors, thresholds
from sites.commissioning.commands import named
from sites.commissioning.events import ClusterTested, LoopFlushed, RacksBurnedIn, WaterSampled
from sites.commissioning.hall_projections import acceptances
from sites.commissioning.readings import Reading, unusable
from sites.commissioning.records import RecordKind
from sites.commissioning.streams import hall_stream
from sites.commissioning.thresholds import WATER, WaterQuantity
from sites.days import day_at, noon, site_named
from sites.errors import UnknownHall
from sites.models import Site

SiteCode = Annotated[str, Ref("sites.Site")]
HallName = Annotated[str, Longest(20), Help("Name of the hall, such as A.")]
Loop = Annotated[str, Longest(60), Help("Name of the coolant loop, such as TCS-A1.")]
By = Annotated[str, Longest(120), Help("Who did it, by name.")]
Day = Annotated[date | None, Help("Calendar day at the site; today when left empty.")]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One value of a water sample; limits of the OEM outweigh ours, and most have none of ours."""

    quantity: WaterQuantity
    value: float
    low: float | None = None
    high: float | None = None


@command
def record_flush(
    *,
    site: SiteCode,
    hall: HallName,
    loop: Loop,
    velocity_m_s: Annotated[float, Help("Lowest velocity in the loop, m/s; 0.914 is 3 ft/s.")],
    filter_micron: Annotated[float, Help("Rating of the flush filter, micrometres.")],
    clean_strainer_inspections: Annotated[
        int, Help("How many inspections in a row found the strainer clean.")
    ],
    by: By,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record the flush of one coolant loop."""
    readings = (
        _judged(thresholds.FLUSH_VELOCITY, velocity_m_s, "velocity_m_s"),
        _judged(thresholds.FLUSH_FILTER, filter_micron, "filter_micron"),
        _judged(
            thresholds.CLEAN_STRAINER, clean_strainer_inspections, "clean_strainer_inspections"
        ),
    )

    def decide(number: int, day: date) -> Event:
        who = named(by, "by")
        return LoopFlushed(
            site=site, hall=hall, number=number, loop=loop, by=who, readings=readings, on=day
        )

    return _record(site, hall, RecordKind.FLUSH, decide, on, meta)


@command
def record_water_sample(
    *,
    site: SiteCode,
    hall: HallName,
    loop: Loop,
    sample_point: Annotated[str, Longest(120)],
    lab: Annotated[str, Longest(120)],
    values: Annotated[
        tuple[Measured, ...],
        Help("Such as: ph, 8.4, 8, 10 with the OEM's limits; glycol, 27 is held against PG25."),
    ],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record a sample of the liquid in one coolant loop."""
    readings = _water(values)
    _, stream = hall_named(site, hall)
    _refuse_unknown_loop(stream, hall, loop)

    def decide(number: int, day: date) -> Event:
        return WaterSampled(
            site=site,
            hall=hall,
            number=number,
            loop=loop,
            sample_point=sample_point,
            lab=named(lab, "lab"),
            readings=readings,
            on=day,
        )

    return _record(site, hall, RecordKind.WATER, decide, on, meta)


@command
def record_burn_in(
    *,
    site: SiteCode,
    hall: HallName,
    hours: Annotated[float, Help("Of sustained load, the shortest of all racks.")],
    racks: Annotated[int, Help("In the hall or tranche.")],
    racks_accepted: int,
    gpus: int,
    gpus_returned: Annotated[int, Help("Returned to the vendor.")],
    by: By,
    least_hours: Annotated[float, Help("72 at least, 168 where the contract is strict.")] = 72.0,
    least_racks_percent: Annotated[float, Help("Of racks accepted, as contracted.")] = 100.0,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record sustained load on the racks of a hall, and what it brought out."""
    accepted = percent(racks_accepted, racks, "racks", "racks_accepted")
    returned = percent(gpus_returned, gpus, "GPUs", "gpus_returned")
    _refuse_measure(least_hours, "least_hours")
    if least_hours == 0:
        raise errors.BurnInOfNoHours
    _refuse_measure(least_racks_percent, "least_racks_percent")
    readings = (
        _judged(thresholds.BURN_IN_HOURS, hours, "hours", low=least_hours),
        thresholds.RACKS_ACCEPTED.judge(accepted, low=least_racks_percent),
        thresholds.GPUS_RETURNED.judge(returned),
    )

    def decide(number: int, day: date) -> Event:
        return RacksBurnedIn(
            site=site,
            hall=hall,
            number=number,
            racks=racks,
            racks_accepted=racks_accepted,
            gpus=gpus,
            gpus_returned=gpus_returned,
            by=named(by, "by"),
            readings=readings,
            on=day,
        )

    return _record(site, hall, RecordKind.BURN_IN, decide, on, meta)


@command
def record_cluster_test(
    *,
    site: SiteCode,
    hall: HallName,
    cluster: Annotated[str, Longest(60)],
    bus_bandwidth_percent: Annotated[
        float, Help("Lowest NCCL bus bandwidth of large collectives, percent of the vendor's.")
    ],
    ports: Annotated[int, Help("Fabric ports in use.")],
    ports_at_speed: int,
    link_errors: Annotated[int, Help("Over the soak.")],
    uncorrectable_errors: Annotated[int, Help("ECC errors that memory could not correct.")],
    throttled_gpus: int,
    witness: By,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record the acceptance test of a cluster (L12)."""
    at_speed = percent(ports_at_speed, ports, "ports", "ports_at_speed")
    readings = (
        _judged(thresholds.BUS_BANDWIDTH, bus_bandwidth_percent, "bus_bandwidth_percent"),
        thresholds.PORTS_AT_SPEED.judge(at_speed),
        _judged(thresholds.LINK_ERRORS, link_errors, "link_errors"),
        _judged(thresholds.UNCORRECTABLE_ERRORS, uncorrectable_errors, "uncorrectable_errors"),
        _judged(thresholds.THROTTLED_GPUS, throttled_gpus, "throttled_gpus"),
    )

    def decide(number: int, day: date) -> Event:
        return ClusterTested(
            site=site,
            hall=hall,
            number=number,
            cluster=cluster,
            witness=named(witness, "witness"),
            readings=readings,
            on=day,
        )

    return _record(site, hall, RecordKind.CLUSTER, decide, on, meta)


def hall_named(site: str, hall: str) -> tuple[Site, UUID]:
    """The site and the stream of one of its halls. Raises UnknownSite and UnknownHall."""
    place = site_named(site)
    if not place.halls.filter(name=hall).exists():
        raise UnknownHall(site=site, hall=hall)
    return place, hall_stream(site, hall)


def _record(
    site: str,
    hall: str,
    kind: RecordKind,
    decide: Callable[[int, date], Event],
    on: date | None,
    meta: Meta,
) -> Appended:
    """Append the next record of its kind in the hall."""
    place, stream = hall_named(site, hall)
    day = day_at(place, on, meta=meta)
    known, version = fold_parts(stream, acceptances)
    numbers = [int(row.number) for row in known.values() if row.kind == kind]
    event, at = decide(max(numbers, default=0) + 1, day), noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


def _refuse_unknown_loop(stream: UUID, hall: str, loop: str) -> None:
    """A design has no names of loops: those that were flushed are the loops there are."""
    known, _ = fold_parts(stream, acceptances)
    flushed = {row.subject for row in known.values() if row.kind == RecordKind.FLUSH}
    if flushed and loop not in flushed:
        raise errors.UnknownLoop(loop=loop, hall=hall, loops=", ".join(sorted(flushed)))


def _water(values: tuple[Measured, ...]) -> tuple[Reading, ...]:
    if not values:
        raise errors.NothingMeasured
    given = [each.quantity for each in values]
    if twice := next((each for each in given if given.count(each) > 1), None):
        raise errors.MeasuredTwice(quantity=twice.value)
    readings = tuple(WATER[e.quantity].judge(e.value, low=e.low, high=e.high) for e in values)
    if boundless := [each.quantity for each in readings if not each.tolerance]:
        raise errors.LimitMissing(quantities=", ".join(boundless))
    for reading in unusable(readings):
        raise errors.ReadingUnusable(reading=reading, field="values")
    return readings


def _judged(
    threshold: thresholds.Threshold, value: float, field: str, *, low: float | None = None
) -> Reading:
    _refuse_measure(value, field)
    return threshold.judge(float(value), low=low)


def _refuse_measure(value: float, field: str) -> None:
    if not isfinite(value) or value < 0:
        raise errors.NegativeMeasure(value=value, field=field)


def percent(part: int, whole: int, what: str, field: str) -> float:
    if not 0 <= part <= whole or not whole:
        raise errors.CountImpossible(part=part, whole=whole, what=what, field=field)
    return 100 * part / whole
