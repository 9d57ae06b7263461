"""The constraints of a P6 activity: two of its own, and what other projects demand. Pure."""

from projects.schedule.fields import date_in
from projects.schedule.gathering import Gathered, Row
from projects.schedule.model import Constraint, ConstraintKind

_KINDS = {
    "CS_MSO": ConstraintKind.START_ON,
    "CS_MSOA": ConstraintKind.START_ON_OR_AFTER,
    "CS_MSOB": ConstraintKind.START_ON_OR_BEFORE,
    "CS_MEO": ConstraintKind.FINISH_ON,
    "CS_MEOA": ConstraintKind.FINISH_ON_OR_AFTER,
    "CS_MEOB": ConstraintKind.FINISH_ON_OR_BEFORE,
    "CS_MANDSTART": ConstraintKind.MANDATORY_START,
    "CS_MANDFIN": ConstraintKind.MANDATORY_FINISH,
    "CS_ALAP": ConstraintKind.AS_LATE_AS_POSSIBLE,
}
_OWN = (("cstr_type", "cstr_date"), ("cstr_type2", "cstr_date2"))
_FROM_OTHERS = (
    ("external_early_start_date", ConstraintKind.EXTERNAL_EARLY_START),
    ("external_late_end_date", ConstraintKind.EXTERNAL_LATE_FINISH),
)


def read_constraints(row: Row, gathered: Gathered, *, obeys_others: bool) -> tuple[Constraint, ...]:
    found: list[Constraint] = []
    for kind_name, date_name in _OWN:
        if not row[kind_name]:
            continue
        kind, at = _KINDS.get(row[kind_name]), date_in(row, date_name, "TASK", gathered)
        if kind is ConstraintKind.AS_LATE_AS_POSSIBLE:
            found.append(Constraint(kind=kind))
        elif kind is not None and at:
            found.append(Constraint(kind=kind, at=at))
        elif kind is None or not row[date_name]:
            why = "it has no date" if kind else "it is of no known kind"
            code = row["task_code"]
            gathered.note(f"{code}: constraint {row[kind_name]} is left out, as {why}.")
    if obeys_others:
        found += _from_other_projects(row, gathered)
    return tuple(found)


def _from_other_projects(row: Row, gathered: Gathered) -> list[Constraint]:
    """P6 keeps what links to projects outside the file demand as dates, and obeys them."""
    dated = ((kind, date_in(row, name, "TASK", gathered)) for name, kind in _FROM_OTHERS)
    return [Constraint(kind=kind, at=at) for kind, at in dated if at]
