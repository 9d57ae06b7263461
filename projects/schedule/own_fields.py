"""What other tools' files have no place for, carried in user-defined fields of our own titles. Pure.

A planner sees them in P6 or MS Project as fields like any other. Only what a file cannot hold in any
other way travels so: a second copy of what it does hold would go stale when somebody edits the first.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from projects.schedule.model import Activity, ActivityKind, Constraint, ConstraintKind, Link
from projects.schedule.names import cx_level_in, hall_in

CODE_PREFIX = "Slipway code: "
MADE_SUMMARY = "Slipway WBS"
"""On a summary task that stands for a node of the WBS and is no activity: the node's path."""
FURTHER_CONSTRAINTS = "Slipway further constraints"
"""Those beyond the first one or two that a tool knows: it will not obey these."""

_EXPOSED, _SHELTERED = "exposed", "sheltered"


@dataclass(frozen=True, kw_only=True)
class OwnField:
    """One attribute of an activity as text. said_by_name: what the reader takes where it is absent."""

    attribute: str
    title: str
    parse: Callable[[str], Any] = str
    said_by_name: Callable[[str], str] | None = None

    def text(self, activity: Activity) -> str:
        """Empty where there is nothing to carry."""
        value = getattr(activity, self.attribute)
        if isinstance(value, datetime):
            return value.isoformat(timespec="minutes")
        if isinstance(value, bool):
            return _EXPOSED if value else _SHELTERED
        if value is None or value == "" or (self.attribute == "crew_size" and not value):
            return ""
        if self.said_by_name is not None and value == self.said_by_name(activity.name):
            return ""
        return str(value)


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _exposure(text: str) -> bool:
    if text not in (_EXPOSED, _SHELTERED):
        raise ValueError(text)
    return text == _EXPOSED


def _minute(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)


OWN_FIELDS = (
    OwnField(attribute="code", title="Slipway ID"),
    OwnField(attribute="kind", title="Slipway kind", parse=ActivityKind),
    OwnField(attribute="optimistic", title="Slipway optimistic minutes", parse=_count),
    OwnField(attribute="pessimistic", title="Slipway pessimistic minutes", parse=_count),
    OwnField(attribute="phase", title="Slipway phase"),
    OwnField(attribute="craft", title="Slipway craft"),
    OwnField(attribute="crew_size", title="Slipway crew size", parse=_count),
    OwnField(attribute="package", title="Slipway equipment package"),
    OwnField(attribute="hall", title="Slipway hall", said_by_name=hall_in),
    OwnField(attribute="cx_level", title="Slipway commissioning level", said_by_name=cx_level_in),
    OwnField(attribute="order", title="Slipway order"),
    OwnField(attribute="system", title="Slipway system"),
    OwnField(attribute="weather_exposed", title="Slipway weather", parse=_exposure),
    OwnField(attribute="baseline_start", title="Slipway baseline start", parse=_minute),
    OwnField(attribute="baseline_finish", title="Slipway baseline finish", parse=_minute),
    OwnField(attribute="baseline_duration", title="Slipway baseline minutes", parse=_count),
)
_BY_TITLE = {own.title: own for own in OWN_FIELDS}


def own_fields(activity: Activity, attributes: Container[str]) -> dict[str, str]:
    """Title to text for those of the attributes that have something to say."""
    found = {own.title: own.text(activity) for own in OWN_FIELDS if own.attribute in attributes}
    return {title: text for title, text in found.items() if text}


def with_own_fields(activity: Activity) -> Activity:
    """The activity with our own fields back in their places, and out of its fields.

    What somebody has overwritten with a text that is no value stays a field, for people to see.
    """
    own: dict[str, Any] = {}
    constraints: tuple[Constraint, ...] = ()
    codes: dict[str, str] = {}
    others: dict[str, str] = {}
    for title, text in activity.fields.items():
        if title in _BY_TITLE and (value := _parsed(_BY_TITLE[title], text)) is not None:
            own[_BY_TITLE[title].attribute] = value
        elif title == FURTHER_CONSTRAINTS and (read := _parsed(_FURTHER, text)) is not None:
            constraints = read
        elif title.startswith(CODE_PREFIX):
            codes[title.removeprefix(CODE_PREFIX)] = text
        else:
            others[title] = text
    if len(others) == len(activity.fields):
        return activity
    return replace(
        activity,
        **own,
        constraints=activity.constraints + constraints,
        codes={**activity.codes, **codes},
        fields=others,
    )


def restored(
    activities: Sequence[Activity], links: Iterable[Link]
) -> tuple[tuple[Activity, ...], tuple[Link, ...]]:
    """What a file of another tool says, with our own fields back in their places.

    Summaries made for nodes of the WBS are none of the activities. Ids are ours again where each is
    still one activity's; somebody may have copied a task with its fields.
    """
    found = [with_own_fields(activity) for activity in _without_made_summaries(activities)]
    old = [a.code for a in activities if MADE_SUMMARY not in a.fields]
    codes = {before: after.code for before, after in zip(old, found, strict=True)}
    if len(set(codes.values())) < len(codes):
        found = [replace(after, code=before) for before, after in zip(old, found, strict=True)]
        codes = {code: code for code in old}
    renamed = (
        replace(link, predecessor=codes[link.predecessor], successor=codes[link.successor])
        if link.predecessor != codes[link.predecessor] or link.successor != codes[link.successor]
        else link
        for link in links
    )
    return tuple(found), tuple(renamed)


def _without_made_summaries(activities: Sequence[Activity]) -> list[Activity]:
    """The others, each on the path of its summary. No link leads to a summary: all are handed down."""
    made = {a.wbs: a.fields[MADE_SUMMARY] for a in activities if MADE_SUMMARY in a.fields}
    return [
        replace(activity, wbs=made.get(activity.wbs, activity.wbs))
        for activity in activities
        if MADE_SUMMARY not in activity.fields
    ]


def constraints_as_field(constraints: Iterable[Constraint]) -> dict[str, str]:
    texts = [
        each.kind.value if each.at is None else f"{each.kind.value} {each.at:%Y-%m-%dT%H:%M}"
        for each in constraints
    ]
    return {FURTHER_CONSTRAINTS: ", ".join(texts)} if texts else {}


def codes_as_fields(codes: Mapping[str, str]) -> dict[str, str]:
    return {f"{CODE_PREFIX}{kind}": value for kind, value in codes.items()}


def _constraints(text: str) -> tuple[Constraint, ...]:
    found = []
    for each in text.split(", "):
        kind, _, at = each.partition(" ")
        found.append(Constraint(kind=ConstraintKind(kind), at=_minute(at) if at else None))
    return tuple(found)


_FURTHER = OwnField(attribute="constraints", title=FURTHER_CONSTRAINTS, parse=_constraints)


def _parsed(own: OwnField, text: str) -> Any:
    try:
        return own.parse(text)
    except ValueError:
        return None
