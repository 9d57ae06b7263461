"""A command's signature, read once, from which both the API's and the admin's forms are made."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

_UNITS = {"_minor": "minor units", "_bp": "basis points"}
"""Units that stand in names, as a form spells them."""


@dataclass(frozen=True)
class Ref:
    """The input names an existing row of this model (`app.Model`) by its primary key."""

    model: str


@dataclass(frozen=True)
class Help:
    """One sentence beside the field: unit, bounds, meaning."""

    text: str


@dataclass(frozen=True)
class Longest:
    """The most characters that a text may have: as many as its column holds."""

    characters: int


@dataclass(frozen=True)
class OneOf:
    """Of the inputs of a group one is given at a time; an example gives the first."""

    group: str


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Input:
    """One input of a command. many: a tuple of `type`, given as rows."""

    name: str
    type: type[Any]
    required: bool
    default: Any
    many: bool
    model: str | None
    help: str
    longest: int | None
    group: str = ""

    @property
    def label(self) -> str:
        name = self.name.removesuffix("_id")
        for suffix, unit in _UNITS.items():
            if name.endswith(suffix):
                name = f"{name.removesuffix(suffix)} ({unit})"
        words = name.replace("_", " ")
        return words[0].upper() + words[1:]


def inputs_of(command: Callable[..., Any]) -> tuple[Input, ...]:
    """The inputs of a command in the order of its signature, without meta."""
    hints = get_type_hints(command, include_extras=True)
    parameters = inspect.signature(command).parameters.values()
    return tuple(_input(p, hints[p.name]) for p in parameters if p.name != "meta")


def _input(parameter: inspect.Parameter, hint: Any) -> Input:
    notes: list[Any] = []
    hint = bare(hint, notes)
    many = get_origin(hint) is tuple
    if many:
        hint = bare(get_args(hint)[0], notes)
    required = parameter.default is inspect.Parameter.empty
    return Input(
        name=parameter.name,
        type=hint,
        required=required,
        default=None if required else parameter.default,
        many=many,
        model=next((note.model for note in notes if isinstance(note, Ref)), None),
        help=" ".join(note.text for note in notes if isinstance(note, Help)),
        longest=next((note.characters for note in notes if isinstance(note, Longest)), None),
        group=next((note.group for note in notes if isinstance(note, OneOf)), ""),
    )


def bare(hint: Any, notes: list[Any]) -> Any:
    """The type within Annotated and Optional, its notes gathered on the way."""
    while True:
        if get_origin(hint) is Annotated:
            hint, *found = get_args(hint)
            notes.extend(found)
        elif get_origin(hint) in (Union, UnionType):
            (hint,) = (arg for arg in get_args(hint) if arg is not NoneType)
        else:
            return hint


def purpose_of(command: Callable[..., Any]) -> str:
    """The first line of a command's docstring: what its page and its schema say it does."""
    return (inspect.getdoc(command) or "").split("\n")[0]


def title_of(command: Callable[..., Any]) -> str:
    """`move_promise` as a person reads it: `Move promise`."""
    return command.__name__.replace("_", " ").capitalize()
