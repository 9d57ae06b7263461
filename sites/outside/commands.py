"""The only writers of what developers promise."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Help, Longest, Ref
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import Row, fold, fold_parts
from eventlog.streams import stream_id
from sites.commands import Day, Line, SiteCode
from sites.days import day_at, noon, site_named
from sites.outside import errors
from sites.outside.drivers import DEVELOPER_CONFIDENCE
from sites.outside.events import (
    DeveloperMilestoneMoved,
    DeveloperMilestonePromised,
    DeveloperMilestoneReached,
    DeveloperStep,
)
from sites.outside.plans import gated
from sites.outside.projections import developer_milestones, developer_promises

MilestoneId = Annotated[UUID, Ref("sites.DeveloperMilestone")]
Gated = Annotated[
    str,
    Longest(60),
    Help("Code of the activity that cannot be finished before it; empty if none waits."),
]
Confidence = Annotated[
    float | None,
    Help("Chance that the date is kept, 0 to 1; when left empty the usual one, or what it was."),
]
Reason = Annotated[str, Longest(4000), Help("Why the date moved, as they tell it.")]


def milestone_stream(site: str, reference: str) -> UUID:
    return stream_id("developer milestone", site, reference)


@command
def promise_developer_milestone(
    *,
    site: SiteCode,
    reference: Annotated[str, Longest(40), Help("Short name, unique at the site: SHELL-A.")],
    developer: Annotated[Line, Help("Who promises it.")],
    step: DeveloperStep,
    promised_on: date,
    activity: Gated = "",
    confidence: Confidence = None,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record when a third-party developer says that something will be ready."""
    place = site_named(site)
    stream = milestone_stream(site, reference)
    milestone, version = fold(stream, developer_milestones)
    if milestone:
        raise errors.DeveloperMilestoneKnown(
            reference=reference, site=site, promised_on=milestone.promised_on
        )
    day = day_at(place, on, meta=meta)
    event = DeveloperMilestonePromised(
        site=site,
        reference=reference,
        developer=developer,
        step=step,
        promised_on=promisable(promised_on),
        activity=gated(site, activity),
        confidence=chance_of(confidence, usual=DEVELOPER_CONFIDENCE),
        on=day,
    )
    at = noon(place, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=at)


@command
def move_developer_milestone(
    *,
    milestone_id: MilestoneId,
    promised_on: date,
    reason: Reason = "",
    confidence: Confidence = None,
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that a developer names another day, or that we trust the day less or more."""
    milestone, version = _open(milestone_id)
    place = site_named(milestone.site_id)
    day = day_at(place, on, meta=meta)
    refuse_older(day, fold_parts(milestone_id, developer_promises)[0])
    chance = chance_of(confidence, usual=milestone.confidence)
    if (promised_on, chance) == (milestone.promised_on, milestone.confidence):
        raise errors.NothingMoves(promised_on=promised_on)
    event = DeveloperMilestoneMoved(
        site=place.code,
        reference=milestone.reference,
        move=milestone.moves + 1,
        was_promised_on=milestone.promised_on,
        promised_on=promisable(promised_on),
        confidence=chance,
        reason=reason,
        on=day,
    )
    at = noon(place, day)
    return append(milestone_id, event, expected_version=version, meta=meta, occurred_at=at)


@command
def reach_developer_milestone(*, milestone_id: MilestoneId, on: Day = None, meta: Meta) -> Appended:
    """Record that a developer has handed it over."""
    milestone, version = _open(milestone_id)
    place = site_named(milestone.site_id)
    day = day_at(place, on, meta=meta)
    event = DeveloperMilestoneReached(site=place.code, reference=milestone.reference, on=day)
    at = noon(place, day)
    return append(milestone_id, event, expected_version=version, meta=meta, occurred_at=at)


def promisable(day: date) -> date:
    """A day that somebody may promise. Raises PromiseOutOfRange."""
    if not 2000 <= day.year <= 2099:
        raise errors.PromiseOutOfRange(promised_on=day)
    return day


def refuse_older(day: date, promises: Mapping[UUID, Row]) -> None:
    """Raises PromiseOlderThanLast: who promises anew does so after the promise that is moved."""
    last = max((promise.said_on for promise in promises.values()), default=day)
    if day < last:
        raise errors.PromiseOlderThanLast(last=last, on=day)


def chance_of(confidence: float | None, *, usual: float) -> float:
    """Raises NoConfidence for what is no chance."""
    if confidence is None:
        return usual
    if not 0 <= confidence <= 1:
        raise errors.NoConfidence(confidence=confidence)
    return confidence


def _open(milestone_id: UUID) -> tuple[Row, int]:
    milestone, version = fold(milestone_id, developer_milestones)
    if milestone is None:
        raise errors.UnknownDeveloperMilestone(milestone=milestone_id)
    if milestone.reached_on:
        raise errors.DeveloperMilestoneWasReached(
            reference=milestone.reference, on=milestone.reached_on
        )
    return milestone, version
