"""Hypothetical facts as they are asked for: the very commands, their inputs checked as the API checks them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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


def changes_of(asked: Any) -> tuple[Change, ...]:
    """From a list of {"command": ..., "inputs": {...}}, as JSON gives it.

    Raises ChangesUnreadable, UnknownCommand and ChangeInvalid.
    """
    if not isinstance(asked, list):
        raise ChangesUnreadable(why="a list is wanted, of objects with command and inputs.")
    if len(asked) > MOST_CHANGES:
        raise ChangesUnreadable(why=f"at most {MOST_CHANGES} at a time, not {len(asked)}.")
    return tuple(_change(number, each) for number, each in enumerate(asked))


def _change(number: int, asked: Any) -> Change:
    if not isinstance(asked, dict) or set(asked) - {"command", "inputs"} or "command" not in asked:
        raise ChangesUnreadable(why=f"number {number + 1} is no object with command and inputs.")
    command = commands().get(str(asked["command"]))
    if command is None:
        raise UnknownCommand(
            number=number + 1,
            command=asked["command"],
            known=", ".join(sorted(commands())),
            problems=[problem_at(number, "command", "unknown_command", "There is none.")],
        )
    body = body_of(command)(data=asked.get("inputs", {}))
    try:
        body.is_valid(raise_exception=True)
    except exceptions.ValidationError as error:
        problems = list(_problems(number, error.get_full_details()))
        raise ChangeInvalid(
            number=number + 1,
            command=command.__name__,
            first=f"{problems[0]['pointer'].rpartition('/')[2]}: {problems[0]['detail']}",
            problems=problems,
        ) from error
    inputs = {name: _taken(value) for name, value in body.validated_data.items()}
    return Change(command=command, inputs=inputs)


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
