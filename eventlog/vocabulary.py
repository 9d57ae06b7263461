"""The words of released event types: each value of each enumeration that a stored payload may hold.

A payload holds one word of an enumeration. `supply/released/WORDS` names the others, one a line, so
that a word which logs hold cannot go either: `promise_moved.1 cause "freight"`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from django.apps import apps
from msgspec import inspect

from eventlog.events import event_types, schema_of
from eventlog.released import Shape, folder_of, shape_named

WORDS = "WORDS"


@dataclass(frozen=True)
class Word:
    """A value that a field may hold. path: the field, dotted; value: as JSON."""

    shape: Shape
    path: str
    value: str

    def put_into(self, payload: str) -> str:
        """The payload with this word wherever it has the field."""
        body = msgspec.json.decode(payload)
        *outer, field = self.path.split(".")
        word = msgspec.json.decode(self.value)
        for holder in _holders(body, outer):
            if field in holder:
                holder[field] = [word] if isinstance(holder[field], list) else word
        return msgspec.json.encode(body, order="sorted").decode()


def released_words() -> Iterator[Word]:
    """Every word ever released, of all installed apps."""
    for app in apps.get_app_configs():
        file = folder_of(app) / WORDS
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            stem, path, value = line.split(" ", 2)
            yield Word(shape_named(app, stem), path, value)


def unreleased_words(kept: Collection[Shape]) -> list[Word]:
    """The words of today's classes that are not released, where a payload is."""
    known = set(released_words())
    today = (Shape(name, schema_of(payload)) for name, payload in sorted(event_types().items()))
    words = (word for shape in today if shape in kept for word in _words_of(shape))
    return [word for word in words if word not in known]


def release_word(word: Word) -> None:
    with (word.shape.file.parent / WORDS).open("a", encoding="utf-8") as file:
        file.write(f"{word.shape.file.stem} {word.path} {word.value}\n")


def _words_of(shape: Shape) -> Iterator[Word]:
    for path, value in _values(inspect.type_info(event_types()[shape.type])):
        yield Word(shape, path, msgspec.json.encode(value).decode())


def _values(kind: inspect.Type, path: str = "") -> Iterator[tuple[str, Any]]:
    match kind:
        case inspect.EnumType(cls=words):
            yield from ((path, word.value) for word in words)
        case inspect.StructType(fields=fields) | inspect.DataclassType(fields=fields):
            for field in fields:
                yield from _values(field.type, f"{path}.{field.encode_name}".lstrip("."))
        case inspect.UnionType(types=inner) | inspect.TupleType(item_types=inner):
            for each in inner:
                yield from _values(each, path)
        case inspect.VarTupleType(item_type=each) | inspect.ListType(item_type=each):
            yield from _values(each, path)


def _holders(value: Any, names: list[str]) -> Iterator[dict[str, Any]]:
    """The objects that these names lead to, through every item of a list on the way."""
    if isinstance(value, list):
        for item in value:
            yield from _holders(item, names)
    elif isinstance(value, dict) and names:
        yield from _holders(value.get(names[0]), names[1:])
    elif isinstance(value, dict):
        yield value
