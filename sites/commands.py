"""The only writers of a site's facts."""

from datetime import date
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold, fold_parts
from eventlog.streams import part_id, stream_id
from sites import errors
from sites.commissioning.commands import known_deficiency, refuse_backwards
from sites.commissioning.deficiencies import FROM, Stage
from sites.commissioning.errors import (
    DeficiencyNotVerified,
    DeficiencyOver,
    PassedBefore,
    ReadingOutOfTolerance,
    ReadingUnusable,
)
from sites.commissioning.readings import Reading, out_of_tolerance, unusable
from sites.commissioning.streams import deficiency_id as id_of_deficiency
from sites.days import day_at, noon, site_named
from sites.events import (
    PASSED,
    CxLevel,
    DeficiencyClosed,
    DeficiencyRaised,
    Outcome,
    Priority,
    SystemEnergised,
    SystemKind,
    SystemRegistered,
    TestRecorded,
    WeatherCause,
    WeatherDayLost,
)
from sites.projections import deficiencies, systems, tests, weather_days

Line = Annotated[str, Longest(120)]
SiteCode = Annotated[str, Ref("sites.Site")]
SystemId = Annotated[UUID, Ref("sites.System")]
Day = Annotated[date | None, Help("Calendar day at the site; today when left empty.")]


def system_stream(site: str, tag: str) -> UUID:
    return stream_id("system", site, tag)


def weather_stream(site: str) -> UUID:
    return stream_id("weather", site)


@command
def register_system(
    *,
    site: SiteCode,
    hall: Annotated[str, Longest(20), Help("Name of the hall, such as A.")],
    tag: Annotated[str, Longest(60), Help("Asset tag, unique at the site.")],
    name: Line,
    kind: SystemKind,
    meta: Meta,
) -> Appended:
    """Register a system that will be commissioned."""
    place = site_named(site)
    if not place.halls.filter(name=hall).exists():
        raise errors.UnknownHall(site=site, hall=hall)
    stream = system_stream(site, tag)
    system, version = fold(stream, systems)
    if system:
        raise errors.SystemAlreadyRegistered(tag=tag, hall=system.hall, site=site)
    event = SystemRegistered(site=site, hall=hall, tag=tag, name=name, kind=kind)
    return append(stream, event, expected_version=version, meta=meta)


@command
def energise_system(*, system_id: SystemId, on: Day = None, meta: Meta) -> Appended:
    """Record the first application of voltage to a system."""
    system, version = _system(system_id)
    if system.energised_on:
        raise errors.AlreadyEnergised(tag=system.tag, on=system.energised_on)
    site = site_named(system.site_id)
    day = day_at(site, on, meta=meta)
    event = SystemEnergised(site=site.code, on=day)
    at = noon(site, day)
    return append(system_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def record_test(
    *,
    system_id: SystemId,
    level: CxLevel,
    procedure: Annotated[Line, Help("Test procedure and revision.")],
    outcome: Outcome,
    witness: Annotated[Line, Help("Who witnessed it.")] = "",
    attempt: Annotated[int | None, Help("1 for the first; the next one when left empty.")] = None,
    readings: Annotated[
        tuple[Reading, ...],
        Help("What was measured, such as: voltage, 480.5, V, 456, 504. An empty bound is open."),
    ] = (),
    again_because: Annotated[
        str, Longest(4000), Help("Why a test is run again that was passed before.")
    ] = "",
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record one attempt at a commissioning test."""
    system, version = _system(system_id)
    site = site_named(system.site_id)
    day = day_at(site, on, meta=meta)
    earlier = _attempts(system_id, level, procedure)
    due = len(earlier) + 1
    if attempt not in (None, due):
        raise errors.AttemptOutOfOrder(
            procedure=procedure, level=level.value, due=due, attempt=attempt
        )
    if earlier and day < earlier[-1].on:
        raise errors.TestBeforePredecessor(attempt=due - 1, on=earlier[-1].on)
    if earlier and earlier[-1].outcome in PASSED and not again_because.strip():
        raise PassedBefore(procedure=procedure, level=level.value, attempt=due - 1)
    refuse_readings(readings, outcome)
    event = TestRecorded(
        site=site.code,
        level=level,
        procedure=procedure,
        attempt=due,
        outcome=outcome,
        witness=witness,
        readings=readings,
        again_because=again_because.strip(),
        on=day,
    )
    at = noon(site, day)
    return append(system_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def raise_deficiency(
    *,
    system_id: SystemId,
    reference: Annotated[str, Longest(60), Help("Number in the issue log, unique for the system.")],
    priority: Priority,
    description: Annotated[str, Longest(4000)],
    level: Annotated[CxLevel | None, Help("At whose tests it was found, if at any.")] = None,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record something found wrong with a system."""
    system, version = _system(system_id)
    known, _ = fold_parts(system_id, deficiencies)
    if id_of_deficiency(system_id, reference) in known:
        raise errors.DeficiencyAlreadyRaised(reference=reference)
    site = site_named(system.site_id)
    day = day_at(site, on, meta=meta)
    event = DeficiencyRaised(
        site=site.code,
        reference=reference,
        priority=priority,
        description=description,
        level=level,
        on=day,
    )
    at = noon(site, day)
    return append(system_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def close_deficiency(
    *,
    deficiency_id: Annotated[UUID, Ref("sites.Deficiency")],
    resolution: Annotated[str, Longest(4000), Help("What was done and who verified it.")] = "",
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that a deficiency is corrected and verified."""
    stream, found, version = known_deficiency(deficiency_id)
    if found.closed_on:
        raise errors.DeficiencyAlreadyClosed(reference=found.reference, on=found.closed_on)
    if found.state == Stage.WAIVED:
        raise DeficiencyOver(reference=found.reference, state=found.state)
    if found.state not in FROM["close"]:
        raise DeficiencyNotVerified(reference=found.reference, state=found.state)
    site = site_named(found.site_id)
    day = day_at(site, on, meta=meta)
    if day < found.raised_on:
        raise errors.ClosedBeforeRaised(
            reference=found.reference, raised_on=found.raised_on, on=day
        )
    refuse_backwards(found, day)
    event = DeficiencyClosed(
        site=site.code, reference=found.reference, resolution=resolution, on=day
    )
    at = noon(site, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def lose_weather_day(
    *, site: SiteCode, cause: WeatherCause, on: Day = None, meta: Meta
) -> Appended:
    """Record a day on which at least half of the exposed work was lost to weather."""
    place = site_named(site)
    day = day_at(place, on, meta=meta)
    stream = weather_stream(site)
    known, version = fold_parts(stream, weather_days)
    if part_id(stream, day.isoformat()) in known:
        raise errors.WeatherDayAlreadyRecorded(site=site, on=day)
    event = WeatherDayLost(site=site, on=day, cause=cause)
    at = noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


def _system(system_id: UUID) -> tuple[Row, int]:
    system, version = fold(system_id, systems)
    if system is None:
        raise errors.UnknownSystem(system=system_id)
    return system, version


def _attempts(system_id: UUID, level: CxLevel, procedure: str) -> list[Row]:
    rows, _ = fold_parts(system_id, tests)
    same = [row for row in rows.values() if (row.level, row.procedure) == (level, procedure)]
    return sorted(same, key=lambda row: int(row.attempt))


def refuse_readings(readings: tuple[Reading, ...], outcome: Outcome) -> None:
    for reading in unusable(readings):
        raise ReadingUnusable(reading=reading)
    if outcome in PASSED and (outside := out_of_tolerance(readings)):
        raise ReadingOutOfTolerance(readings="; ".join(map(str, outside)))
