"""An example of each command's body, made from the payloads that were released and from the signature.

Nobody types one by hand, so none can be out of date: every value is taken only if the field takes it.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID

import msgspec
from django.apps import apps
from django.db.models import Model
from rest_framework.exceptions import ValidationError
from rest_framework.serializers import Serializer

from eventlog.doors.bulk.naming import BETWEEN, name_fields
from eventlog.doors.inputs import Input, Upload, bare, inputs_of
from eventlog.doors.serializers import field_of
from eventlog.errors import Refusal
from eventlog.released import Shape, released

SOME_ID = "5f2b7c1e-8d4a-5c3f-9e61-0a7d2b94c853"
OTHER_ID = "0e1d2c3b-4a59-5687-9d0c-1b2a39485766"
"""Of a second row: heads do not move from a crew to itself."""

_SOME_DAY = date(2026, 4, 7)
_SOME_OF: dict[type, Any] = {
    bool: True,
    int: 1,
    float: 0.5,
    UUID: SOME_ID,
    date: _SOME_DAY.isoformat(),
    datetime: datetime(2026, 4, 7, 8, tzinfo=UTC).isoformat().replace("+00:00", "Z"),
    Decimal: "12.50",
}
_LETTERS_OF_A_STEM = 4


@cache
def example_of(command: Callable[..., Any]) -> Mapping[str, Any]:
    """A body that the command's serializer takes: JSON values by input. A file is given by its name."""
    sources = _payloads_near(command)
    body: dict[str, Any] = {}
    groups: set[str] = set()
    for given in inputs_of(command):
        value = _value(given, sources)
        if given.group in groups or not (given.required or value not in (None, "", [])):
            continue
        body[given.name] = OTHER_ID if value == SOME_ID and SOME_ID in body.values() else value
        groups |= {given.group} if given.group else set()
    return body


def refusals_of(command: Callable[..., Any]) -> list[type[Refusal]]:
    """The refusals that the command itself raises, in the order in which it names them."""
    decide = inspect.unwrap(command)
    errors = {refusal.__name__: refusal for refusal in _all_refusals(Refusal)}
    return [errors[name] for name in decide.__code__.co_names if name in errors]


def _all_refusals(base: type[Refusal]) -> Iterator[type[Refusal]]:
    for refusal in base.__subclasses__():
        yield refusal
        yield from _all_refusals(refusal)


def example_from(body: type[Serializer[Any]], payload: str) -> Mapping[str, Any]:
    """A body of the fields that a released payload has under the same names."""
    shapes = [shape for shape in _kept() if shape.type == payload]
    told = _kept()[max(shapes)]
    names: list[str] = list(body().fields)
    return {name: told[name] for name in names if told.get(name) not in (None, "")}


@cache
def example_row_of(command: Callable[..., Any]) -> Mapping[str, Any]:
    """The same for a file, where rows are named as people name them."""
    sources = _payloads_near(command)
    body = dict(example_of(command))
    rows = [
        given
        for given in inputs_of(command)
        if given.model and given.name in body and given.type is not str
    ]
    return body | {
        given.name: name for given, name in zip(rows, _names(rows, sources), strict=True) if name
    }


def _names(rows: list[Input], sources: list[Any]) -> list[str]:
    """Two rows are named as one payload has them, each by another name, if one does."""
    if len(rows) > 1:
        for payload in sources:
            names = [_name(given, [payload]) for given in rows]
            if all(names) and len(set(names)) == len(names):
                return names
    return [_name(given, sources) for given in rows]


def _value(given: Input, sources: list[Any]) -> Any:
    if given.type is Upload:
        return "schedule.xer"
    taker = field_of(given)
    for value in _candidates(given, sources):
        try:
            taker.run_validation(value)
        except ValidationError:
            continue
        return value
    return None


def _candidates(given: Input, sources: list[Any]) -> Iterator[Any]:
    """What released payloads say under that name, the nearest first; then what the type allows."""
    if given.type is not UUID:
        without_unit = given.name.rpartition("_")[0]
        for payload in sources:
            yield from _said(payload, given.name)
        for payload in sources if without_unit else ():
            yield from _said(payload, without_unit)
    if not given.required:
        yield given.default
    yield from _made(given)


def _made(given: Input) -> Iterator[Any]:
    one = _some(given.type, given.label[: given.longest])
    yield [one] if given.many else one


def _some(hint: Any, words: str) -> Any:
    kind = bare(hint, [])
    if not isinstance(kind, type):
        return []
    if kind is str:
        return words
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {each.name: _some(hints[each.name], each.name) for each in fields(kind)}
    return next(iter(kind)).value if issubclass(kind, Enum) else _SOME_OF.get(kind)


def _said(payload: Any, name: str) -> Iterator[Any]:
    """The values under a name in a payload, the outermost first."""
    inner: list[Any] = []
    if isinstance(payload, dict):
        if payload.get(name) not in (None, ""):
            yield payload[name]
        inner = list(payload.values())
    elif isinstance(payload, list):
        inner = payload
    for each in inner:
        yield from _said(each, name)


def _name(given: Input, sources: list[Any]) -> str:
    """The name of a row as the nearest payloads give its parts: its number, or what they call `order`.

    Of `to_crew_id` the parts are `to_site` and `to_name`.
    """
    model: type[Model] = apps.get_model(given.model or "")
    kind = model._meta.model_name or ""
    before, found, _ = given.name.partition(kind)
    before = before if found else ""
    *wide, narrow = name_fields(model) or ("",)
    called = [*((before + name,) for name in wide), (kind, before + narrow)]
    return BETWEEN.join(filter(None, (_text(sources, names) for names in called)))


def _text(sources: list[Any], names: Iterable[str]) -> str:
    found = (each for payload in sources for name in names for each in _said(payload, name))
    return next((str(each) for each in found if isinstance(each, str | int)), "")


def _payloads_near(command: Callable[..., Any]) -> list[Any]:
    """The released payloads of the command's app; first those that are named like it: `order_placed` for
    `place_order`."""
    app = command.__module__.partition(".")[0]
    wanted = _stems(command.__name__)
    names = {given.name for given in inputs_of(command)}

    def nearness(item: tuple[Shape, Any]) -> tuple[Any, ...]:
        shape, payload = item
        like = len(wanted & _stems(shape.type.partition(".")[2]))
        shared = len(names & set(payload)) if isinstance(payload, dict) else 0
        return -like, -shared, str(shape)

    of_app = (
        (shape, payload) for shape, payload in _kept().items() if shape.type.startswith(f"{app}.")
    )
    return [payload for _, payload in sorted(of_app, key=nearness)]


def _stems(name: str) -> set[str]:
    return {word[:_LETTERS_OF_A_STEM] for word in re.split("[_.]", name)}


@cache
def _kept() -> dict[Shape, Any]:
    return {shape: msgspec.json.decode(text) for shape, text in released().items()}
