"""From what developers said to the milestones they owe and the history of their promises."""

from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from sites.outside import models
from sites.outside.events import (
    DeveloperMilestoneMoved,
    DeveloperMilestonePromised,
    DeveloperMilestoneReached,
)

developer_milestones = Projection(models.DeveloperMilestone)
developer_promises = Projection(models.DeveloperPromise)


@developer_milestones.on(DeveloperMilestonePromised)
def promised(_: Row | None, fact: Fact[DeveloperMilestonePromised]) -> Row:
    event = fact.event
    return Row(
        site_id=event.site,
        reference=event.reference,
        developer=event.developer,
        step=event.step.value,
        activity=event.activity,
        first_promised_on=event.promised_on,
        promised_on=event.promised_on,
        moves=0,
        confidence=event.confidence,
        reached_on=None,
    )


@developer_milestones.on(DeveloperMilestoneMoved)
def moved(milestone: Row, fact: Fact[DeveloperMilestoneMoved]) -> Row:
    event = fact.event
    return milestone.but(
        promised_on=event.promised_on, confidence=event.confidence, moves=milestone.moves + 1
    )


@developer_milestones.on(DeveloperMilestoneReached)
def reached(milestone: Row, fact: Fact[DeveloperMilestoneReached]) -> Row:
    return milestone.but(reached_on=fact.event.on)


def _promise(fact: Fact[DeveloperMilestonePromised | DeveloperMilestoneMoved]) -> Parts:
    yield part_id(fact.stream, "promise", str(getattr(fact.event, "move", 0))), fact.event


@developer_promises.on(DeveloperMilestonePromised, each=_promise)
def first_said(_: Row | None, fact: Fact[Any], event: DeveloperMilestonePromised) -> Row:
    return _said(fact, event, moved_days=0, reason="")


@developer_promises.on(DeveloperMilestoneMoved, each=_promise)
def said_again(_: Row | None, fact: Fact[Any], event: DeveloperMilestoneMoved) -> Row:
    days = (event.promised_on - event.was_promised_on).days
    return _said(fact, event, moved_days=days, reason=event.reason)


def _said(
    fact: Fact[Any],
    event: DeveloperMilestonePromised | DeveloperMilestoneMoved,
    *,
    moved_days: int,
    reason: str,
) -> Row:
    return Row(
        milestone_id=fact.stream,
        site_id=event.site,
        reference=event.reference,
        said_on=event.on,
        promised_on=event.promised_on,
        moved_days=moved_days,
        confidence=event.confidence,
        reason=reason,
    )
