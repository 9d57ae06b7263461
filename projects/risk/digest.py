"""A fingerprint of everything a forecast was computed from. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted
from math import isfinite
from types import NoneType
from typing import Any

import msgspec

from projects.schedule.model import Schedule

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
    """What writes a value as JSON without spaces, by its type.

    Whatever is in a set or mapping is sorted by its text. A dataclass is written with its name, but for the
    activities and links of a schedule, which can be nothing else and are nearly all there is.
    """

    def __init__(self) -> None:
        self._of_bases: tuple[tuple[type, Writer], ...] = (
            (NoneType, lambda value: "null"),
            (StrEnum, quoted),
            (Enum, lambda value: self[type(value.value)](value.value)),
            (bool, lambda value: "true" if value else "false"),
            (str, quoted),
            (int, int.__repr__),
            (float, _float),
            (Schedule, self._schedule),
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

    def _schedule(self, value: Schedule) -> str:
        rest = self._of_fields(Schedule)(replace(value, activities=(), links=()))
        many = msgspec.json.encode((value.activities, value.links), order="sorted")
        return _listed((rest, many.decode()))

    def _of_fields(self, kind: type) -> Writer:
        if not is_dataclass(kind):
            raise TypeError(f"{kind.__name__} has no place in a digest")
        names = [each.name for each in fields(kind)]
        places = ",".join(f"{quoted(name)}:%s" for name in names)
        form = f"[{quoted(kind.__name__)},{{{places}}}]"

        def write(value: Any) -> str:
            return form % tuple(self.texts([getattr(value, name) for name in names]))

        return write


def _float(value: float) -> str:
    if not isfinite(value):
        raise ValueError(f"{value} has no place in a digest")
    return float.__repr__(value)


def _listed(texts: Iterable[str]) -> str:
    return f"[{','.join(texts)}]"
