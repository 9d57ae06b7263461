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


def event_type(name: str, *, schema: int = 1) -> Callable[[type[E]], type[E]]:
    """Register a payload class under a dotted name that never changes, at its schema number."""

    def register(payload: type[E]) -> type[E]:
        if name in _types:
            raise ValueError(f"two event types are named {name}")
        _types[name] = payload
        _names[payload] = (name, schema)
        return payload

    return register


def upcast(payload: type[Event], *, from_schema: int) -> Callable[[Upcast], Upcast]:
    """Register the step that brings a body of from_schema to from_schema + 1."""

    def register(step: Upcast) -> Upcast:
        _upcasts[name_of(payload), from_schema] = step
        return step

    return register


def name_of(payload: type[Event]) -> str:
    return _names[payload][0]


def schema_of(payload: type[Event]) -> int:
    return _names[payload][1]


def event_types() -> dict[str, type[Event]]:
    """Every registered payload class by name."""
    return dict(_types)


def encode(event: Event) -> str:
    """The canonical JSON text of a payload: sorted keys, no spaces. These are the bytes we hash."""
    plain = msgspec.to_builtins(event, str_keys=True)  # sorting takes no other keys
    return msgspec.json.encode(plain, order="sorted").decode()


def decode(name: str, schema: int, text: str) -> Event:
    """A stored payload as today's class, through every upcast it needs."""
    payload = _types[name]
    current = schema_of(payload)
    if schema == current:
        return msgspec.json.decode(text, type=payload)
    body = msgspec.json.decode(text)
    for step in range(schema, current):
        body = _upcasts[name, step](body)
    return msgspec.convert(body, payload)
