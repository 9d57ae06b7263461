"""Which facts tell of one cause, so that they move a date together. Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from eventlog.doors.svg import day_text
from eventlog.facts import Fact
from projects.events import (
    ActivityFinished,
    ActivityProgressed,
    ActivityStarted,
    MilestoneReached,
)

Facts = Sequence[Fact[Any]]
_PROGRESS = (ActivityStarted, ActivityProgressed, ActivityFinished, MilestoneReached)


class Span(StrEnum):
    """How much progress is told as one."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, kw_only=True)
class Group:
    """The facts of one cause, in log order. name: of the cause; '' for a stream of its own."""

    name: str
    facts: Facts

    @property
    def positions(self) -> frozenset[int]:
        return frozenset(fact.position for fact in self.facts)


def span_of(days: int) -> Span:
    """Progress by day over a month, by week over half a year, else by month: a list stays readable."""
    return Span.DAY if days <= 31 else Span.WEEK if days <= 183 else Span.MONTH


def grouped(
    facts: Iterable[Fact[Any]],
    *,
    schedule: UUID,
    together: Mapping[UUID, str],
    span: Span = Span.DAY,
) -> list[Group]:
    """The facts by cause, causes in the order in which we learnt of them.

    A stream is a cause: one crew, one order, one incident. schedule: the stream of the schedule, of
    which only what follows one another is taken together, as a day's progress rests on the day before.
    together: streams that are one cause, by its name.
    """
    found: dict[Hashable, tuple[str, list[Fact[Any]]]] = {}
    chapter, number = "", 0
    for fact in facts:
        name = together.get(fact.stream, "")
        key: Hashable = name or fact.stream
        if fact.stream == schedule:
            name = _chapter(fact, span)
            number += name != chapter
            chapter, key = name, (schedule, number)
        found.setdefault(key, (name, []))[1].append(fact)
    return [Group(name=name, facts=tuple(told)) for name, told in found.values()]


def _chapter(fact: Fact[Any], span: Span) -> str:
    if not isinstance(fact.event, _PROGRESS):
        return "The schedule"
    return f"Progress {_spanned(fact.event.on, span)}"


def _spanned(day: date, span: Span) -> str:
    if span is Span.DAY:
        return f"of {day_text(day)}"
    if span is Span.MONTH:
        return f"of {day:%b %Y}"
    year, week, _ = day.isocalendar()
    return f"from {day_text(date.fromisocalendar(year, week, 1))} on"
