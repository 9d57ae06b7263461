"""Hypothetical facts as they are asked for: the very commands, their inputs checked as the API checks them."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from typing import Any

from rest_framework import exceptions

from eventlog.doors.inputs import Upload, inputs_of
from eventlog.doors.serializers import body_of
from eventlog.doors.views import FactViewSet
from eventlog.facts import Appended
from projects.whatif.errors import ChangeInvalid, ChangesUnreadable, UnknownCommand

APPS = ("sites", "labor", "supply", "projects")
MOST_CHANGES = 12
"""So that the log is held for a second or two at most while they are tried."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One hypothetical fact: a command and its inputs, as values of the types of its signature."""

    command: Callable[..., Appended]
    inputs: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.command.__name__)


@cache
def commands() -> Mapping[str, Callable[..., Appended]]:
    """Every command that the API offers, by name; but for those that read a file."""
    for app in APPS:
        import_module(f"{app}.api")
    return {
        command.__name__: command
        for view in _views(FactViewSet)
        if view.__module__.partition(".")[0] in APPS
        for command in view.commands
        if not any(given.type is Upload for given in inputs_of(command))
    }


def _views(view: type[FactViewSet]) -> Iterator[type[FactViewSet]]:
    for below in view.__subclasses__():
        yield below
        yield from _views(below)


def changes_in(text: str) -> list[Any]:
    """The list that a text in JSON holds, as changes_of takes it. Raises ChangesUnreadable."""
    if not text.strip():
        raise ChangesUnreadable(why="the text is empty.")
    try:
        asked = json.loads(text)
    except RecursionError:
        raise ChangesUnreadable(why="the text is no JSON: too deeply nested.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ChangesUnreadable(why=f"the text is no JSON from {where} on.") from error
    except ValueError as error:  # of a number with thousands of digits
        raise ChangesUnreadable(why="a number in it is too long.") from error
    return _listed(asked)


def changes_of(asked: Any) -> tuple[Change, ...]:
    """From a list of {"command": ..., "inputs": {...}}, as JSON gives it.

    Raises ChangesUnreadable, UnknownCommand and ChangeInvalid.
    """
    listed = _listed(asked)
    if len(listed) > MOST_CHANGES:
        raise ChangesUnreadable(why=f"at most {MOST_CHANGES} at a time, not {len(listed)}.")
    return tuple(_change(number, each) for number, each in enumerate(listed))


def _listed(asked: Any) -> list[Any]:
    if not isinstance(asked, list):
        raise ChangesUnreadable(why="a list is wanted, of objects with command and inputs.")
    return asked


def _change(number: int, asked: Any) -> Change:
    if not isinstance(asked, dict) or set(asked) - {"command", "inputs"} or "command" not in asked:
        raise ChangesUnreadable(why=f"number {number + 1} is no object with command and inputs.")
    command = commands().get(str(asked["command"]))
    if command is None:
        raise UnknownCommand(
            number=number + 1,
            command=asked["command"],
            known=_known(str(asked["command"])),
            problems=[problem_at(number, "command", "unknown_command", "There is none.")],
        )
    given = asked.get("inputs", {})
    if not isinstance(given, dict):
        raise _invalid(
            number,
            command,
            [problem_at(number, "inputs", "invalid", "No object with values by name.")],
        )
    body = body_of(command)(data=given)
    try:
        body.is_valid(raise_exception=True)
    except exceptions.ValidationError as error:
        problems = list(_problems(number, error.get_full_details()))
        raise _invalid(number, command, problems) from error
    inputs = {name: _taken(value) for name, value in body.validated_data.items()}
    return Change(command=command, inputs=inputs)


def _invalid(
    number: int, command: Callable[..., Appended], problems: Sequence[Mapping[str, str]]
) -> ChangeInvalid:
    """All that is wrong with one, field by field."""
    said = (f"{_place(each['pointer'])}: {each['detail']}" for each in problems)
    return ChangeInvalid(
        number=number + 1, command=command.__name__, said=" ".join(said), problems=list(problems)
    )


def _place(pointer: str) -> str:
    """Of /changes/0/inputs/tranches/1/power_mw: tranches 2 power_mw, as people count."""
    parts = pointer.split("/")[3:]
    within = parts[1:] or parts
    return " ".join(str(int(part) + 1) if part.isdecimal() else part for part in within)


def _known(command: str) -> str:
    """The commands that are written almost so, or else all."""
    return ", ".join(get_close_matches(command, commands()) or sorted(commands()))


def _taken(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _problems(number: int, details: Any, place: str = "") -> Iterator[dict[str, str]]:
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield problem_at(number, f"inputs{place}", details["code"], details["message"])
        return
    pairs = details.items() if isinstance(details, dict) else enumerate(details)
    for name, inner in pairs:
        leaf = isinstance(details, Sequence) and set(inner) == {"message", "code"}
        yield from _problems(number, inner, place if leaf else f"{place}/{name}")


def problem_at(number: int, place: str, code: str, detail: str) -> dict[str, str]:
    """One error of a problem detail. number: of the change, from 0."""
    pointer = f"/changes/{number}/{place}".rstrip("/")
    return {"pointer": pointer, "code": str(code), "detail": str(detail)}
