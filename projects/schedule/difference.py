"""What differs between two revisions of a schedule, sorted into progress and edits. Pure.

Progress is what a report is for: work starts, goes on and ends. Everything else that changes is an
edit, and a planner has to be able to tell the two apart: a day that was saved by cutting a duration
or deleting a link was not saved on site.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from projects.schedule.model import Activity, Link, Schedule, WorkCalendar
from projects.schedule.saying import as_hours, said, said_of_lag
from projects.schedule.sequence import out_of_sequence


class ChangeKind(StrEnum):
    PROGRESS = "progress"
    OUT_OF_SEQUENCE = "out_of_sequence"
    ACTIVITIES = "activities"
    LOGIC = "logic"
    DURATIONS = "durations"
    ACTUALS = "actuals"
    CONSTRAINTS = "constraints"
    CALENDARS = "calendars"
    OPTIONS = "options"

    @property
    def is_edit(self) -> bool:
        return self not in (ChangeKind.PROGRESS, ChangeKind.OUT_OF_SEQUENCE)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that differs, as a person reads it. before, after: "" where there was nothing.

    subject: the code of an activity or calendar, or the name of the schedule.
    """

    subject: str
    field: str
    before: str = ""
    after: str = ""


Difference = Mapping[ChangeKind, tuple[Change, ...]]
Kinds = Iterator[tuple[ChangeKind, Change]]

_ACTUALS = ("started_at", "finished_at")
_PROGRESS = ("remaining", "suspended_at", "resumed_at", "expected_finish")
_DURATIONS = ("likely", "optimistic", "pessimistic")
_MOVED_BY_EVERY_RUN = ("planned_start", "planned_finish")
"""P6 moves the planned dates of unstarted work whenever it schedules: that is no edit."""
_ATTRIBUTES = tuple(
    field.name
    for field in fields(Activity)
    if field.name
    not in ("code", "constraints", *_ACTUALS, *_PROGRESS, *_DURATIONS, *_MOVED_BY_EVERY_RUN)
)
_WORDS = {
    "started_at": "actual start",
    "finished_at": "actual finish",
    "remaining": "remaining duration",
    "likely": "planned duration",
    "optimistic": "optimistic duration",
    "pessimistic": "pessimistic duration",
}
_OF_THE_PROJECT = ("planned_start", "must_finish_by", "default_calendar")


def difference(before: Schedule, after: Schedule) -> Difference:
    """Every change by kind; a kind without any is left out."""
    found: dict[ChangeKind, list[Change]] = {kind: [] for kind in ChangeKind}
    for kind, change in _changes(before, after):
        found[kind].append(change)
    return {kind: tuple(changes) for kind, changes in found.items() if changes}


def _changes(before: Schedule, after: Schedule) -> Kinds:
    old = {activity.code: activity for activity in before.activities}
    new = {activity.code: activity for activity in after.activities}
    yield from _members(ChangeKind.ACTIVITIES, old, new)
    for code, activity in new.items():
        if code in old:
            yield from _of_an_activity(old[code], activity)
    yield from _logic(before.links, after.links)
    yield from _calendars(before.calendars, after.calendars)
    yield from _of_the_schedule(before, after)
    known = {(link.predecessor, link.successor) for link in out_of_sequence(before)}
    for link in out_of_sequence(after):
        if (link.predecessor, link.successor) not in known:
            change = Change(
                subject=link.successor,
                field=f"{link.type} from {link.predecessor}",
                before="kept",
                after="broken",
            )
            yield ChangeKind.OUT_OF_SEQUENCE, change


def _members(
    kind: ChangeKind,
    old: Mapping[str, Activity] | Mapping[str, WorkCalendar],
    new: Mapping[str, Activity] | Mapping[str, WorkCalendar],
) -> Kinds:
    for code in sorted(new.keys() - old.keys()):
        yield kind, Change(subject=code, field="added", after=new[code].name)
    for code in sorted(old.keys() - new.keys()):
        yield kind, Change(subject=code, field="removed", before=old[code].name)


def _of_an_activity(old: Activity, new: Activity) -> Kinds:
    if old == new:
        return
    for name in _ACTUALS:
        stood = getattr(old, name) is not None
        kind = ChangeKind.ACTUALS if stood else ChangeKind.PROGRESS
        yield from _field(kind, new.code, name, old, new)
    yield from _fields(ChangeKind.PROGRESS, new.code, _PROGRESS, old, new)
    yield from _fields(ChangeKind.DURATIONS, new.code, _DURATIONS, old, new)
    yield from _fields(ChangeKind.CONSTRAINTS, new.code, ("constraints",), old, new)
    yield from _fields(ChangeKind.ACTIVITIES, new.code, _ATTRIBUTES, old, new)


def _of_the_schedule(old: Schedule, new: Schedule) -> Kinds:
    back = new.data_date < old.data_date  # nobody progresses into the past
    moved = ChangeKind.OPTIONS if back else ChangeKind.PROGRESS
    yield from _fields(moved, new.name, ("data_date",), old, new)
    yield from _fields(ChangeKind.OPTIONS, new.name, _OF_THE_PROJECT, old, new)
    names = tuple(field.name for field in fields(new.options))
    yield from _fields(ChangeKind.OPTIONS, new.name, names, old.options, new.options)


def _logic(before: Iterable[Link], after: Iterable[Link]) -> Kinds:
    old, new = _by_ends(before), _by_ends(after)
    for ends in [*new, *(ends for ends in old if ends not in new)]:
        was, now = old.get(ends), new.get(ends)
        if was != now:
            predecessor, successor, type = ends
            yield (
                ChangeKind.LOGIC,
                Change(
                    subject=successor,
                    field=f"{type} from {predecessor}",
                    before=said_of_lag(was) if was else "",
                    after=said_of_lag(now) if now else "deleted",
                ),
            )


def _by_ends(links: Iterable[Link]) -> dict[tuple[str, str, str], Link]:
    return {(link.predecessor, link.successor, link.type.value): link for link in links}


def _calendars(before: Iterable[WorkCalendar], after: Iterable[WorkCalendar]) -> Kinds:
    old = {calendar.code: calendar for calendar in before}
    new = {calendar.code: calendar for calendar in after}
    yield from _members(ChangeKind.CALENDARS, old, new)
    for code in sorted(new.keys() & old.keys()):
        names = ("name", "week", "minutes_per_day")
        yield from _fields(ChangeKind.CALENDARS, code, names, old[code], new[code])
        yield from _exceptions(old[code], new[code])


def _exceptions(old: WorkCalendar, new: WorkCalendar) -> Kinds:
    for on in sorted(old.exceptions.keys() | new.exceptions.keys()):
        was, now = old.exceptions.get(on), new.exceptions.get(on)
        if was != now:
            before, after = ("as usual" if each is None else as_hours(each) for each in (was, now))
            change = Change(subject=new.code, field=on.isoformat(), before=before, after=after)
            yield ChangeKind.CALENDARS, change


def _fields(kind: ChangeKind, subject: str, names: Iterable[str], old: Any, new: Any) -> Kinds:
    for name in names:
        yield from _field(kind, subject, name, old, new)


def _field(kind: ChangeKind, subject: str, name: str, old: Any, new: Any) -> Kinds:
    was, now = getattr(old, name), getattr(new, name)
    if was != now:
        words = _WORDS.get(name, name.replace("_", " "))
        yield kind, Change(subject=subject, field=words, before=said(was), after=said(now))
