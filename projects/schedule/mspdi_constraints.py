"""Constraints of Microsoft Project tasks, their own and those of the summaries above them. Pure.

A deadline holds late dates and nothing else: kept as a late finish demanded from outside.
"""

from projects.schedule.fields import date_in
from projects.schedule.gathering import Gathered
from projects.schedule.model import Constraint, ConstraintKind
from projects.schedule.mspdi_fields import is_true
from projects.schedule.mspdi_outline import Node

_AS_SOON_AS_POSSIBLE, _AS_LATE_AS_POSSIBLE = "0", "1"
_DATED = {
    "4": ConstraintKind.START_ON_OR_AFTER,
    "5": ConstraintKind.START_ON_OR_BEFORE,
    "6": ConstraintKind.FINISH_ON_OR_AFTER,
    "7": ConstraintKind.FINISH_ON_OR_BEFORE,
}
_MUST = {"2": ConstraintKind.MANDATORY_START, "3": ConstraintKind.MANDATORY_FINISH}
_LINKS_FIRST = {"2": ConstraintKind.START_ON, "3": ConstraintKind.FINISH_ON}
_FROM_A_SUMMARY = (ConstraintKind.START_ON_OR_AFTER, ConstraintKind.FINISH_ON_OR_BEFORE)


class Constraints:
    """honored: the project's option that tasks keep their constraint dates whatever links ask."""

    def __init__(self, *, honored: bool, gathered: Gathered) -> None:
        self._kinds = _DATED | (_MUST if honored else _LINKS_FIRST)
        self._gathered = gathered
        self._manual: list[str] = []

    def of(self, node: Node) -> tuple[Constraint, ...]:
        if is_true(node.record, "Manual"):
            found = self._pinned(node)
        else:
            found = [*self._own(node), *self._inherited(node)]
        deadline = date_in(node.record, "Deadline", "Task", self._gathered)
        if deadline:
            found.append(Constraint(kind=ConstraintKind.EXTERNAL_LATE_FINISH, at=deadline))
        return tuple(dict.fromkeys(found))

    def note_manual(self) -> None:
        text = "Tasks scheduled by hand stay at their dates, whatever links ask"
        self._gathered.note_each(text, self._manual)

    def note_on_summaries(self, nodes: list[Node]) -> None:
        """Project hands down no-earlier and no-later; any other it does not offer for a summary."""
        others = [
            node.uid
            for node in nodes
            if node.is_summary and any(c.kind not in _FROM_A_SUMMARY for c in self._own(node))
        ]
        self._gathered.note_each("Constraints of summaries are left out", others)

    def _pinned(self, node: Node) -> list[Constraint]:
        name = "ManualStart" if node.record["ManualStart"] else "Start"
        at = date_in(node.record, name, "Task", self._gathered)
        if at is None or node.record["ActualStart"]:
            return []
        self._manual.append(node.uid)
        return [Constraint(kind=ConstraintKind.MANDATORY_START, at=at)]

    def _own(self, node: Node) -> list[Constraint]:
        task = node.record
        number = task["ConstraintType"] or _AS_SOON_AS_POSSIBLE
        if number == _AS_SOON_AS_POSSIBLE:
            return []
        if number == _AS_LATE_AS_POSSIBLE:
            return [Constraint(kind=ConstraintKind.AS_LATE_AS_POSSIBLE)]
        if number not in self._kinds:
            message = f"{number[:20]!r} is no known kind of constraint"
            self._gathered.problem("unknown_constraint", message, "Task", task, "ConstraintType")
            return []
        at = date_in(task, "ConstraintDate", "Task", self._gathered)
        if at is None:
            if not task["ConstraintDate"]:
                self._gathered.note(f"Task {node.uid}: its constraint is left out, it has no date.")
            return []
        return [Constraint(kind=self._kinds[number], at=at)]

    def _inherited(self, node: Node) -> list[Constraint]:
        return [
            constraint
            for above in node.above
            if above.record["ConstraintType"] in ("4", "7")
            for constraint in self._own(above)
        ]
