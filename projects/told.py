"""What was told of the activities of a schedule besides their plan, as the log stood at one position."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from eventlog.events import name_of
from eventlog.facts import Fact
from eventlog.log import read
from eventlog.projections import Row, bring, keys_of
from eventlog.streams import part_id
from projects.events import ScheduleImported
from projects.projections import activities
from projects.streams import schedule_stream


def told_as_of(project: str, position: int) -> Iterable[Row]:
    """The rows of what has begun, was reported on, or was tied to something.

    All else is as the schedule has it, which no row need say: few of many activities are told of.
    """
    facts = list(read(streams=[schedule_stream(project)], until=position, types=activities.heard))
    told, rows = _told_of(facts), dict[UUID, Row]()
    for fact in facts:
        bring(activities, rows, fact, only=told)
    return rows.values()


def _told_of(facts: Sequence[Fact[Any]]) -> set[UUID]:
    imported = name_of(ScheduleImported)
    in_a_file = {
        part_id(fact.stream, activity.code)
        for fact in facts
        if fact.type == imported
        for activity in fact.event.schedule.activities
        if activity.started_at
    }
    return in_a_file | keys_of(activities, [fact for fact in facts if fact.type != imported])
