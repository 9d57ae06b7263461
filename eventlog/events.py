"""Facts as frozen, typed payloads with permanent names, and the upcasts that keep old ones readable. Pure."""

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

import msgspec

Body = dict[str, Any]
Upcast = Callable[[Body], Body]


@dataclass_transform(frozen_default=True, kw_only_default=True)
class EventMeta(msgspec.StructMeta):
    """Tells type checkers what msgspec does: subclasses of a frozen payload are frozen."""


class Event(
    msgspec.Struct, metaclass=EventMeta, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """A fact. Subclasses are the payload; `@event_type` gives them their permanent name."""


E = TypeVar("E", bound=Event)

_types: dict[str, type[Event]] = {}
_names: dict[type[Event], tuple[str, int]] = {}
_upcasts: dict[tuple[str, int], Upcast] = {}
_permanent: dict[str, tuple[str, ...] | None] = {}


def event_type(
    name: str, *, schema: int = 1, amendable: bool = True, permanent: tuple[str, ...] = ()
) -> Callable[[type[E]], type[E]]:
    """Register a payload class under a dotted name that never changes, at its schema number.

    amendable: whether a person may retract or correct such a fact. permanent: the fields that no
    correction changes, because they say what the fact is about.
    """

    def register(payload: type[E]) -> type[E]:
        if name in _types:
            taken = _types[name]
            raise ValueError(
                f"two event types are named {name}: {_place(taken)}, {_place(payload)}"
            )
        _types[name] = payload
        _names[payload] = (name, schema)
        _permanent[name] = permanent if amendable else None
        return payload

    return register


def upcast(payload: type[Event], *, from_schema: int) -> Callable[[Upcast], Upcast]:
    """Register the step that brings a body of from_schema to from_schema + 1."""

    def register(step: Upcast) -> Upcast:
        if from_schema not in missing_upcasts(payload):
            raise ValueError(f"{_place(payload)} takes no upcast from schema {from_schema}")
        _upcasts[name_of(payload), from_schema] = step
        return step

    return register


def missing_upcasts(payload: type[Event]) -> set[int]:
    """The schemas before the current one from which no upcast leads on."""
    name, current = _names[payload]
    return {schema for schema in range(1, current) if (name, schema) not in _upcasts}


def name_of(payload: type[Event]) -> str:
    return _names[payload][0]


def schema_of(payload: type[Event]) -> int:
    return _names[payload][1]


def is_amendable(name: str) -> bool:
    return _permanent[name] is not None


def permanent_fields(payload: type[Event]) -> tuple[str, ...]:
    """The fields of an amendable type that no correction changes."""
    return _permanent[name_of(payload)] or ()


def _place(payload: type[Event]) -> str:
    return f"{payload.__module__}.{payload.__qualname__}"


def event_types() -> dict[str, type[Event]]:
    """Every registered payload class by name."""
    return dict(_types)


def encode(event: Event) -> str:
    """The canonical JSON text of a payload: sorted keys, no spaces. These are the bytes we hash."""
    try:
        return msgspec.json.encode(event, order="sorted").decode()
    except TypeError:  # sorting takes text for keys only
        plain = msgspec.to_builtins(event, str_keys=True)
        return msgspec.json.encode(plain, order="sorted").decode()


def decode(name: str, schema: int, text: str) -> Event:
    """A stored payload as today's class, through every upcast it needs."""
    payload = _types[name]
    current = schema_of(payload)
    if schema == current:
        return msgspec.json.decode(text, type=payload)
    if schema > current:
        raise ValueError(f"{name} of schema {schema} was written by a newer version")
    body = msgspec.json.decode(text)
    for step in range(schema, current):
        body = _upcasts[name, step](body)
    return msgspec.convert(body, payload)
