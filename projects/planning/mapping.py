"""Rules that tie activities to craft, package, order, system, commissioning level and weather. Pure.

A schedule file rarely says what an activity is made with; its codes, its place in the work breakdown
and its name usually give it away. Rules are asked in order, and the first that says a thing wins.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any

from projects.schedule.model import Activity, ActivityKind


class Place(StrEnum):
    """Where a rule looks."""

    CODE = "code"
    NAME = "name"
    WBS = "wbs"
    ACTIVITY_CODE = "codes"
    USER_FIELD = "fields"

    @property
    def label(self) -> str:
        return {
            Place.CODE: "activity id",
            Place.NAME: "name",
            Place.WBS: "WBS",
            Place.ACTIVITY_CODE: "activity code",
            Place.USER_FIELD: "user-defined field",
        }[self]


@dataclass(frozen=True, kw_only=True)
class Ties:
    """What an activity is tied to; "" and None say nothing."""

    craft: str = ""
    package: str = ""
    order: str = ""
    system: str = ""
    cx_level: str = ""
    weather_exposed: bool | None = None

    @classmethod
    def of(cls, activity: Any) -> "Ties":
        """Of an activity as its file gives it, or of its row."""
        return cls(**{name: getattr(activity, name) for name in NAMES})

    def over(self, other: "Ties") -> "Ties":
        """What these say, and where they say nothing, what the other ones say."""
        said = {name: getattr(self, name) for name in NAMES}
        return Ties(
            **{
                name: getattr(other, name) if value in ("", None) else value
                for name, value in said.items()
            }
        )


NAMES = tuple(field.name for field in fields(Ties))
NOTHING = Ties()


@dataclass(frozen=True, kw_only=True)
class Rule(Ties):
    """title: of the activity code or user-defined field that is looked at. pattern: * and ?."""

    place: Place
    pattern: str
    title: str = ""


class BadPattern(ValueError):
    """A rule that can match nothing, or says nothing. field: of the rule."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, kw_only=True)
class Matches:
    """What rules make of a schedule. by_rule: codes by the rule's place in the order given.

    ties: by activity code, of those that any rule matched. unmatched: work that none matched.
    """

    by_rule: Sequence[Sequence[str]]
    ties: Mapping[str, Ties]
    unmatched: Sequence[str]


def refuse_bad_pattern(rule: Rule) -> None:
    """Raises BadPattern."""
    if not rule.pattern.strip():
        raise BadPattern("pattern", "A pattern is needed; * matches everything.")
    titled = rule.place in (Place.ACTIVITY_CODE, Place.USER_FIELD)
    if titled and not rule.title:
        raise BadPattern("title", f"Say which {rule.place.label} is looked at.")
    if rule.title and not titled:
        raise BadPattern("title", f"A rule on the {rule.place.label} needs no title.")
    if all(getattr(rule, name) in ("", None) for name in NAMES):
        raise BadPattern("craft", "The rule ties what it matches to nothing yet.")


def mapped(activities: Iterable[Activity], rules: Sequence[Rule]) -> Matches:
    by_rule: list[list[str]] = [[] for _ in rules]
    ties: dict[str, Ties] = {}
    unmatched = []
    for activity in activities:
        if activity.kind is ActivityKind.SUMMARY:
            continue
        found = NOTHING
        matching = [i for i, rule in enumerate(rules) if _matches(rule, activity)]
        for i in matching:
            by_rule[i].append(activity.code)
            found = found.over(rules[i])
        if matching:
            ties[activity.code] = found
        else:
            unmatched.append(activity.code)
    return Matches(by_rule=by_rule, ties=ties, unmatched=unmatched)


def _matches(rule: Rule, activity: Activity) -> bool:
    pattern = _compiled(rule.pattern)
    return any(pattern.fullmatch(text) for text in _texts(rule, activity) if text)


def _texts(rule: Rule, activity: Activity) -> Iterator[str]:
    match rule.place:
        case Place.ACTIVITY_CODE:
            yield activity.codes.get(rule.title, "")
        case Place.USER_FIELD:
            yield activity.fields.get(rule.title, "")
        case _:
            yield getattr(activity, rule.place.value)


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = ({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in pattern.strip())
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
