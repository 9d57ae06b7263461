"""In which order activities stand in a Microsoft Project file, and below which summaries. Pure.

Project has no WBS apart from its outline. A schedule that comes from Project brings its summaries as
activities; for any other, a summary is made for each node of the WBS.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from projects.schedule.model import Activity, ActivityKind, Schedule, SourceFormat

_LARGEST_UID = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Line:
    """One task: an activity, or a summary made for the node at path, activity being None.

    number: its place in the outline, 1.2.3. below: the activities under it, for a summary.
    """

    uid: int
    number: str
    path: str
    activity: Activity | None = None
    below: tuple[Activity, ...] = ()

    @property
    def level(self) -> int:
        return self.number.count(".") + 1


@dataclass
class _Node:
    path: tuple[str, ...]
    activities: list[Activity] = field(default_factory=list)
    nodes: dict[str, "_Node"] = field(default_factory=dict)

    def all(self) -> Iterator[Activity]:
        yield from self.activities
        for node in self.nodes.values():
            yield from node.all()


def outline(schedule: Schedule) -> list[Line]:
    uids = task_uids(schedule.activities)
    if brings_its_outline(schedule):
        return list(_own(schedule.activities, uids))
    root = _Node(())
    for activity in schedule.activities:
        node = root
        for name in activity.wbs.split(".") if activity.wbs else ():
            node = node.nodes.setdefault(name, _Node((*node.path, name)))
        node.activities.append(activity)
    return list(_made(root, "", uids, _numbers_after(uids.values())))


def task_uids(activities: Iterable[Activity]) -> dict[str, int]:
    """UID by code: the code itself where all are numbers as Project gives them, else 1, 2, 3."""
    codes = [activity.code for activity in activities]
    if all(map(_is_uid, codes)):
        return {code: int(code) for code in codes}
    return {code: number for number, code in enumerate(codes, start=1)}


def brings_its_outline(schedule: Schedule) -> bool:
    """Every activity lies below a summary that stands before it, or at the top."""
    if schedule.source is not SourceFormat.MSPDI:
        return False
    known = {""}
    for activity in schedule.activities:
        if activity.kind is ActivityKind.SUMMARY:
            known.add(activity.wbs)
        elif activity.wbs not in known:
            return False
    return True


def _own(activities: Iterable[Activity], uids: dict[str, int]) -> Iterator[Line]:
    places: dict[str, int] = {}
    for activity in activities:
        number = activity.wbs
        if activity.kind is not ActivityKind.SUMMARY:
            places[number] = places.get(number, 0) + 1
            number = f"{number}.{places[number]}".lstrip(".")
        else:
            above = number.rpartition(".")[0]
            places[above] = places.get(above, 0) + 1
        uid = uids[activity.code]
        yield Line(uid=uid, number=number, path=activity.wbs, activity=activity)


def _made(node: _Node, number: str, uids: dict[str, int], unused: Iterator[int]) -> Iterator[Line]:
    path = ".".join(node.path)
    if node.path:
        yield Line(uid=next(unused), number=number, path=path, below=tuple(node.all()))
    place = 0
    for activity in node.activities:
        place += 1
        at = f"{number}.{place}".lstrip(".")
        yield Line(uid=uids[activity.code], number=at, path=path, activity=activity)
    for below in node.nodes.values():
        place += 1
        yield from _made(below, f"{number}.{place}".lstrip("."), uids, unused)


def _numbers_after(taken: Iterable[int]) -> Iterator[int]:
    number = max(taken, default=0)
    while True:
        number += 1
        yield number


def _is_uid(code: str) -> bool:
    return (
        code.isascii()
        and code.isdecimal()
        and str(int(code)) == code
        and 0 < int(code) < _LARGEST_UID
    )
