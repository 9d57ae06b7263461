"""A fingerprint of everything a forecast was computed from. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from json.encoder import encode_basestring_ascii
from math import isfinite
from types import NoneType
from typing import Any

ENGINE_VERSION = "4"
"""Raised by one with every change that can move a draw, so that no two runs are compared in error."""


def input_digest(*inputs: object, iterations: int) -> str:
    """SHA-256, in hex, of the engine version, the number of iterations and every input.

    inputs: frozen dataclasses of plain values, or None. The order of a set or a mapping does not count, that
    of a tuple does. Raises TypeError for anything else than plain values.
    """
    known: Known = {}
    texts = (_text(value, known) for value in (ENGINE_VERSION, iterations, *inputs))
    return sha256(_listed(texts).encode()).hexdigest()


Known = dict[int, str]
"""The text of each dataclass by its id: a plan and its progress have most of their activities in common."""

Writer = Callable[[Any, Known], str]


def _text(value: Any, known: Known) -> str:
    """The value as JSON without spaces, in ASCII. Whatever is in a set or mapping is sorted by its text."""
    return _writer(type(value))(value, known)  # type: ignore[arg-type] # a type can be hashed


@cache
def _writer(kind: type) -> Writer:
    for known, writer in _WRITERS:
        if issubclass(kind, known):
            return writer
    if is_dataclass(kind):
        return _writer_of_fields(kind)
    raise TypeError(f"{kind.__name__} has no place in a digest")


def _writer_of_fields(kind: type) -> Writer:
    names = [(item.name, encode_basestring_ascii(item.name)) for item in fields(kind)]
    name = encode_basestring_ascii(kind.__name__)

    def write(value: Any, known: Known) -> str:
        text = known.get(id(value))
        if text is None:
            told = (f"{quoted}:{_text(getattr(value, each), known)}" for each, quoted in names)
            text = known[id(value)] = f"[{name},{{{','.join(told)}}}]"
        return text

    return write


def _enum(value: Enum, known: Known) -> str:
    return _text(value.value, known)


def _float(value: float, _: Known) -> str:
    if not isfinite(value):
        raise ValueError(f"{value} has no place in a digest")
    return float.__repr__(value)


def _mapping(value: Mapping[Any, Any], known: Known) -> str:
    pairs = (f"[{_text(key, known)},{_text(item, known)}]" for key, item in value.items())
    return _listed(sorted(pairs))


def _listed(texts: Iterable[str]) -> str:
    return f"[{','.join(texts)}]"


_WRITERS: tuple[tuple[type, Writer], ...] = (
    (NoneType, lambda value, known: "null"),
    (Enum, _enum),
    (bool, lambda value, known: "true" if value else "false"),
    (str, lambda value, known: encode_basestring_ascii(value)),
    (int, lambda value, known: int.__repr__(value)),
    (float, _float),
    (date, lambda value, known: encode_basestring_ascii(value.isoformat())),
    (tuple, lambda value, known: _listed(_text(item, known) for item in value)),
    (list, lambda value, known: _listed(_text(item, known) for item in value)),
    (frozenset, lambda value, known: _listed(sorted(_text(item, known) for item in value))),
    (set, lambda value, known: _listed(sorted(_text(item, known) for item in value))),
    (Mapping, _mapping),
)
