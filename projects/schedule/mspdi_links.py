"""The links of a Microsoft Project XML file, those of summaries handed down to their tasks. Pure.

Project lets a link into a summary hold all that is below it, and a link out of one wait for all of
it; what leaves a summary's start waits for its earliest task, taken as the file has dated them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from projects.schedule.fields import date_in
from projects.schedule.gathering import Gathered
from projects.schedule.model import (
    Activity,
    ActivityKind,
    Constraint,
    ConstraintKind,
    LagCalendar,
    Link,
    LinkType,
)
from projects.schedule.mspdi_fields import (
    ELAPSED_FORMATS,
    PERCENT_FORMATS,
    is_true,
    iso_minutes_in,
    whole_in,
)
from projects.schedule.mspdi_outline import Node
from projects.schedule.xml_records import Record

_TYPES = {"0": LinkType.FF, "1": LinkType.FS, "2": LinkType.SF, "3": LinkType.SS}
_FROM_FINISH = (LinkType.FS, LinkType.FF)
_TO_START = (LinkType.FS, LinkType.SS)
_MOST = 2_000_000


@dataclass(frozen=True, kw_only=True)
class Links:
    """demands: what tasks of other projects ask of ours, as dates, by UID."""

    links: tuple[Link, ...]
    demands: dict[str, list[Constraint]] = field(default_factory=dict)


def read_links(nodes: Sequence[Node], tasks: Mapping[str, Record], gathered: Gathered) -> Links:
    """nodes: the tasks to link. tasks: all of the file by UID, also those that are left out."""
    return _Links(nodes, tasks, gathered).read()


def where_work_ends(activities: Sequence[Activity], links: Sequence[Link]) -> list[Activity]:
    """Milestones that follow a finish or a lag stand where a day's work ends, not where it begins.

    Project leaves a milestone at the very minute at which what it waits for ends.
    """
    followers: dict[str, list[Link]] = {}
    for link in links:
        followers.setdefault(link.predecessor, []).append(link)
    starts = {a.code for a in activities if a.kind is ActivityKind.START_MILESTONE}
    ends: set[str] = {link.successor for link in links if link.lag > 0} & starts
    reached = [a.code for a in activities if a.code not in starts or a.code in ends]
    while reached:
        for link in followers.get(reached.pop(), ()):
            after = link.successor
            if after in starts and after not in ends and link.type in _FROM_FINISH:
                ends.add(after)
                reached.append(after)
    return [
        replace(a, kind=ActivityKind.FINISH_MILESTONE) if a.code in ends else a for a in activities
    ]


class _Links:
    def __init__(
        self, nodes: Sequence[Node], tasks: Mapping[str, Record], gathered: Gathered
    ) -> None:
        self._nodes = {node.uid: node for node in nodes}
        self._tasks, self._gathered = tasks, gathered
        self._found: dict[tuple[str, str, LinkType], Link] = {}
        self._demands: dict[str, list[Constraint]] = {}
        self._of_summaries: list[tuple[Node, Node, Link]] = []

    def read(self) -> Links:
        for node in self._nodes.values():
            for record in node.record.all("PredecessorLink"):
                self._read(node, record)
        for before, after, link in self._of_summaries:
            self._hand_down(before, after, link)
        return Links(links=tuple(self._found.values()), demands=self._demands)

    def _read(self, node: Node, record: Record) -> None:
        uid = record["PredecessorUID"]
        type_ = self._type(record)
        lag = self._lag(record, uid)
        before = self._nodes.get(uid)
        if before is None:
            self._note_absent(uid, record)
        elif type_ is None:
            return
        elif is_true(before.record, "ExternalTask"):
            self._demand(before.record, node, type_, lag)
        elif not is_true(node.record, "ExternalTask"):
            self._tie(before, node, _link(before, node, type_, lag))

    def _tie(self, before: Node, node: Node, link: Link) -> None:
        if before in node.above or node in before.above or before is node:
            self._gathered.note(f"The link {before.uid} to {node.uid} ties a summary to its own.")
        elif before.is_summary or node.is_summary:
            self._of_summaries.append((before, node, link))
        else:
            self._add(link)

    def _add(self, link: Link) -> None:
        """Of two links between the same ends the longer lag holds, as both would."""
        key = link.predecessor, link.successor, link.type
        known = self._found.get(key)
        if known is None or known.lag < link.lag:
            self._found[key] = link

    def _note_absent(self, uid: str, record: Record) -> None:
        if is_true(record, "CrossProject"):
            self._gathered.note("Links to tasks of other files are left out.")
        elif uid not in self._tasks:
            message = f"there is no task {uid[:40]!r}"
            code = "link_to_unknown_activity"
            self._gathered.problem(code, message, "PredecessorLink", record, "PredecessorUID")
        else:
            self._gathered.note("Links of inactive tasks are left out, as Project ignores them.")

    def _type(self, record: Record) -> LinkType | None:
        name = record["Type"] or "1"
        if name not in _TYPES:
            message = f"{name[:20]!r} is no known type of link"
            code = "unknown_link_type"
            self._gathered.problem(code, message, "PredecessorLink", record, "Type")
        return _TYPES.get(name)

    def _lag(self, record: Record, uid: str) -> tuple[int, LagCalendar | None]:
        """Work minutes, or clock minutes where elapsed. A share is one of the predecessor's length."""
        lag = whole_in(record, "LinkLag", "PredecessorLink", self._gathered)
        unit = record["LagFormat"]
        elapsed = unit in ELAPSED_FORMATS
        if unit in PERCENT_FORMATS and uid in self._tasks:
            task = self._tasks[uid]
            minutes = iso_minutes_in(task, "Duration", "Task", Gathered()) or 0
            elapsed = elapsed or task["DurationFormat"] in ELAPSED_FORMATS
            return round(minutes * lag / 100), _CALENDARS[elapsed]
        return round(lag / 10), _CALENDARS[elapsed and lag != 0]

    def _demand(
        self, ghost: Record, node: Node, type_: LinkType, lag: tuple[int, LagCalendar | None]
    ) -> None:
        """What a task of another file asks, which Project keeps here as a copy with its dates."""
        name = "Finish" if type_ in _FROM_FINISH else "Start"
        at = date_in(ghost, name, "Task", self._gathered)
        if at is None:
            return
        minutes, calendar = lag
        if calendar is LagCalendar.ROUND_THE_CLOCK:
            at += timedelta(minutes=minutes)
        elif minutes:
            self._gathered.note(f"The lag after task {ghost['UID']} of another file is left out.")
        kind = (
            ConstraintKind.EXTERNAL_EARLY_START
            if type_ in _TO_START
            else ConstraintKind.FINISH_ON_OR_AFTER
        )
        for leaf in node.leaves():
            self._demands.setdefault(leaf.uid, []).append(Constraint(kind=kind, at=at))

    def _hand_down(self, before: Node, after: Node, link: Link) -> None:
        senders = self._last_of(before, link.type)
        receivers = self._first_of(after, link.type)
        if len(self._found) + len(senders) * len(receivers) > _MOST:
            message = "the links of summaries unfold to millions"
            self._gathered.problem(
                "too_many_links", message, "Task", after.record, "PredecessorLink"
            )
            return
        for sender in senders:
            for receiver in receivers:
                self._add(_link(sender, receiver, link.type, (link.lag, link.lag_calendar)))

    def _last_of(self, summary: Node, type_: LinkType) -> list[Node]:
        """Of all tasks below, those that no other of them follows: the last to finish is there."""
        leaves = _real(summary)
        if not summary.is_summary:
            return leaves
        if type_ not in _FROM_FINISH:
            self._gathered.note(
                f"A link leaves the start of summary {summary.uid}: its earliest task is taken."
            )
            return sorted(leaves, key=lambda leaf: leaf.record["Start"] or "9")[:1]
        inside = {leaf.uid for leaf in leaves if not _is_fixed(leaf)}
        followed = {
            link.predecessor
            for link in self._found.values()
            if link.type is LinkType.FS and link.lag >= 0 and link.successor in inside
        }
        return [leaf for leaf in leaves if leaf.uid not in followed]

    def _first_of(self, summary: Node, type_: LinkType) -> list[Node]:
        """Of all tasks below, those that wait for no other of them: they pass the link on."""
        leaves = _real(summary)
        if not summary.is_summary or type_ not in _TO_START:
            return leaves
        inside = {leaf.uid for leaf in leaves if not _is_fixed(leaf)}
        waiting = {
            link.successor
            for link in self._found.values()
            if link.type in _TO_START and link.lag >= 0 and link.predecessor in inside
        }
        return [leaf for leaf in leaves if leaf.uid not in waiting]


_CALENDARS = {True: LagCalendar.ROUND_THE_CLOCK, False: None}


def _real(node: Node) -> list[Node]:
    return [leaf for leaf in node.leaves() if not is_true(leaf.record, "ExternalTask")]


def _is_fixed(node: Node) -> bool:
    """Its dates need not follow its links, so it passes no link on."""
    task = node.record
    return bool(
        is_true(task, "Manual")
        or task["ActualStart"]
        or task["ConstraintType"] not in ("", "0", "4", "6")
    )


def _link(before: Node, after: Node, type_: LinkType, lag: tuple[int, LagCalendar | None]) -> Link:
    return Link(
        predecessor=before.uid,
        successor=after.uid,
        type=type_,
        lag=lag[0],
        lag_calendar=lag[1],
    )
