"""A fingerprint of everything a forecast was computed from. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted
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
    texts = _Writers().texts((ENGINE_VERSION, iterations, *inputs))
    return sha256(_listed(texts).encode()).hexdigest()


Writer = Callable[[Any], str]


class _Writers(dict[type, Writer]):
    """What writes a value as JSON without spaces, in ASCII, by its type.

    Whatever is in a set or mapping is sorted by its text. A dataclass is written once, however often it is
    met: a plan and its progress have most of their activities in common.
    """

    def __init__(self) -> None:
        self._written: dict[int, str] = {}
        self._of_bases: tuple[tuple[type, Writer], ...] = (
            (NoneType, lambda value: "null"),
            (StrEnum, quoted),
            (Enum, lambda value: self[type(value.value)](value.value)),
            (bool, lambda value: "true" if value else "false"),
            (str, quoted),
            (int, int.__repr__),
            (float, _float),
            (date, lambda value: quoted(value.isoformat())),
            (tuple, lambda value: _listed(self.texts(value))),
            (list, lambda value: _listed(self.texts(value))),
            (frozenset, lambda value: _listed(sorted(self.texts(value)))),
            (set, lambda value: _listed(sorted(self.texts(value)))),
            (Mapping, lambda value: _listed(sorted(map(_listed, map(self.texts, value.items()))))),
        )

    def __missing__(self, kind: type) -> Writer:
        known = (writer for base, writer in self._of_bases if issubclass(kind, base))
        self[kind] = writer = next(known, None) or self._of_fields(kind)
        return writer

    def texts(self, values: Iterable[Any]) -> list[str]:
        return [self[type(value)](value) for value in values]

    def _of_fields(self, kind: type) -> Writer:
        if not is_dataclass(kind):
            raise TypeError(f"{kind.__name__} has no place in a digest")
        names = [each.name for each in fields(kind)]
        places = ",".join(f"{quoted(name)}:%s" for name in names)
        form = f"[{quoted(kind.__name__)},{{{places}}}]"

        def write(value: Any) -> str:
            text = self._written.get(id(value))
            if text is None:
                texts = self.texts([getattr(value, name) for name in names])
                text = self._written[id(value)] = form % tuple(texts)
            return text

        return write


def _float(value: float) -> str:
    if not isfinite(value):
        raise ValueError(f"{value} has no place in a digest")
    return float.__repr__(value)


def _listed(texts: Iterable[str]) -> str:
    return f"[{','.join(texts)}]"
