"""A fingerprint of everything a forecast was computed from. Pure."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any

ENGINE_VERSION = "3"
"""Raised by one with every change that can move a draw, so that no two runs are compared in error."""


def input_digest(*inputs: object, iterations: int) -> str:
    """SHA-256, in hex, of the engine version, the number of iterations and every input.

    inputs: frozen dataclasses of plain values, or None. The order of a set or a mapping does not count, that
    of a tuple does. Raises TypeError for anything else than plain values.
    """
    canonical = [ENGINE_VERSION, iterations, *(_plain(value) for value in inputs)]
    text = json.dumps(canonical, separators=(",", ":"), allow_nan=False)
    return sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | str():
            return value.value if isinstance(value, Enum) else value
        case int() | float():
            return value
        case date():
            return value.isoformat()
        case tuple() | list():
            return [_plain(item) for item in value]
        case frozenset() | set():
            return sorted((_plain(item) for item in value), key=json.dumps)
        case Mapping():
            pairs = [[_plain(key), _plain(item)] for key, item in value.items()]
            return sorted(pairs, key=json.dumps)
    if is_dataclass(value) and not isinstance(value, type):
        named = {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
        return [type(value).__name__, named]
    raise TypeError(f"{type(value).__name__} has no place in a digest")
