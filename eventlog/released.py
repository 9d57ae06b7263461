"""Payloads as they were once stored, one of every event type and schema ever released.

`supply/released/order_placed.1.json` is the text that a log holds for `supply.order_placed` at schema 1.
Logs outlive the code that wrote them: these files are read at every start and never change.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from django.apps import AppConfig, apps

from eventlog.events import event_types, schema_of

SUMS = "SHA256SUMS"
"""In each folder, as `sha256sum --check` reads it: an edited file shows as two changes in a review."""

NOTHING: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, order=True)
class Shape:
    """What one stored payload looks like: its type and its schema."""

    type: str
    schema: int

    def __str__(self) -> str:
        return f"{self.type}, schema {self.schema}"

    @property
    def file(self) -> Path:
        app, _, stem = self.type.partition(".")
        return folder_of(apps.get_app_config(app)) / f"{stem}.{self.schema}.json"


def released() -> dict[Shape, str]:
    """The stored text kept of each shape, of all installed apps."""
    return {
        shape_named(app, file.stem): file.read_text(encoding="utf-8").removesuffix("\n")
        for app in apps.get_app_configs()
        for file in sorted(folder_of(app).glob("*.json"))
    }


def unreleased(kept: Collection[Shape]) -> list[Shape]:
    """The shapes, up to today's, of the types of installed apps of which no payload was kept."""
    installed = {app.label for app in apps.get_app_configs()}
    shapes = (
        Shape(name, schema)
        for name, payload in sorted(event_types().items())
        if name.partition(".")[0] in installed
        for schema in range(1, schema_of(payload) + 1)
    )
    return [shape for shape in shapes if shape not in kept]


def release(shape: Shape, text: str) -> None:
    """Keep a stored payload for ever. Raises FileExistsError if one of this shape is kept."""
    shape.file.parent.mkdir(exist_ok=True)
    line = f"{text}\n".encode()
    with shape.file.open("xb") as file:
        file.write(line)
    with (shape.file.parent / SUMS).open("a", encoding="utf-8") as sums:
        sums.write(f"{hashlib.sha256(line).hexdigest()}  {shape.file.name}\n")


def unset(text: str) -> set[str]:
    """The fields of a payload that hold nothing, wherever it repeats them, as dotted paths."""
    leaves = set(_leaves("", msgspec.json.decode(text)))
    filled = {path for path, is_set in leaves if is_set}
    return {
        path
        for path, is_set in leaves
        if not is_set and not any(f"{other}.".startswith(f"{path}.") for other in filled)
    }


def tampered() -> Iterator[Path]:
    """Kept files that were changed, removed, or put there without a sum, in all installed apps."""
    for folder in map(folder_of, apps.get_app_configs()):
        sums = _sums(folder)
        for name in sorted({*sums, *(file.name for file in folder.glob("*.json"))}):
            if _digest(folder / name) != sums.get(name):
                yield folder / name


def shape_named(app: AppConfig, stem: str) -> Shape:
    """The shape that a file of an app is named after, such as `order_placed.1`."""
    name, _, schema = stem.rpartition(".")
    return Shape(f"{app.label}.{name}", int(schema))


def folder_of(app: AppConfig) -> Path:
    return Path(app.path, "released")


def _leaves(path: str, value: Any) -> Iterator[tuple[str, bool]]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _leaves(f"{path}.{name}" if path else name, inner)
    elif isinstance(value, list) and value:
        for inner in value:
            yield from _leaves(path, inner)
    else:
        yield path, value not in NOTHING


def _sums(folder: Path) -> dict[str, str]:
    file = folder / SUMS
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else "removed"
