"""The outline of a Microsoft Project XML file: which tasks are summaries, and of what. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from projects.schedule.gathering import Gathered
from projects.schedule.mspdi_fields import is_true, whole_in
from projects.schedule.xml_records import Record


@dataclass
class Node:
    """A task in the outline. number: 1.2.3; above: its summaries, the nearest first."""

    record: Record
    level: int
    number: str = ""
    above: tuple["Node", ...] = ()
    below: list["Node"] = field(default_factory=list)

    @property
    def uid(self) -> str:
        return self.record["UID"]

    @property
    def is_summary(self) -> bool:
        return bool(self.below)

    @property
    def wbs(self) -> str:
        """A summary is its own node; what is no summary lies under the nearest one."""
        if self.is_summary:
            return self.number
        return self.above[0].number if self.above else ""

    def leaves(self) -> list["Node"]:
        found, open_nodes = [], [self]
        while open_nodes:
            node = open_nodes.pop()
            if node.is_summary:
                open_nodes += reversed(node.below)
            else:
                found.append(node)
        return found


def read_outline(tasks: Sequence[Record], gathered: Gathered) -> list[Node]:
    """Active tasks in file order, without blank lines and the summary of the whole project."""
    nodes: list[Node] = []
    top: list[Node] = []
    path: list[Node] = []
    inactive = []
    for record in tasks:
        if is_true(record, "IsNull"):
            continue
        level = _level(record, gathered)
        if record["UID"] == "0" or level <= 0:
            continue
        if not is_true(record, "Active", default=True):
            inactive.append(record["UID"])
            continue
        while path and path[-1].level >= level:
            path.pop()
        siblings = path[-1].below if path else top
        node = Node(record, level, above=tuple(reversed(path)))
        siblings.append(node)
        node.number = record["OutlineNumber"] or _counted(path, len(siblings))
        nodes.append(node)
        path.append(node)
    gathered.note_each("Inactive tasks are left out", inactive)
    return nodes


def _counted(path: Sequence[Node], place: int) -> str:
    return f"{path[-1].number}.{place}" if path else str(place)


def _level(record: Record, gathered: Gathered) -> int:
    """Tools that imitate Project may leave out one of level and number, or both."""
    if record["OutlineLevel"]:
        return whole_in(record, "OutlineLevel", "Task", gathered, default=1)
    return record["OutlineNumber"].count(".") + 1
