"""What stands in a column: how its cells are read, and what a person is told to write there."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.apps import apps

from eventlog.doors.bulk.naming import Names, how_named
from eventlog.doors.inputs import Input
from eventlog.doors.lists.cells import as_json

BETWEEN_ITEMS = "|"
_KINDS: dict[type, str] = {
    bool: "true or false",
    int: "whole number",
    float: "number, such as 0.5",
    Decimal: "number, such as 12.50",
    date: "day, such as 2026-04-07",
    datetime: "instant, such as 2026-04-07T08:00:00Z",
}


def value_of(given: Input, cell: str, names: Names) -> Any:
    """A cell as the body of a single request has it. Raises NotNamed."""
    if given.many:
        return _items(given, cell)
    return names.key_of(given.model, cell) if given.model else cell


def _items(given: Input, cell: str) -> Any:
    """Items with | between them, or one a line; the fields of each with commas, or all of it as JSON."""
    if cell.startswith("["):
        try:
            return json.loads(cell)
        except ValueError:
            return cell
    lines = [part.strip() for part in cell.replace("\n", BETWEEN_ITEMS).split(BETWEEN_ITEMS)]
    if not is_dataclass(given.type):
        return [line for line in lines if line]
    names = [field.name for field in dataclass_fields(given.type)]
    rows = csv.reader(filter(None, lines), skipinitialspace=True)
    items = [zip(names, row, strict=False) for row in rows]
    return [{name: cell for name, cell in item if cell} for item in items]


def cell_of(given: Input, value: Any) -> str:
    """What a person writes for a value of a body."""
    if given.many:
        flat = all(map(_is_flat, value))
        return BETWEEN_ITEMS.join(_item(given, each) for each in value) if flat else as_json(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _is_flat(item: Any) -> bool:
    inner = item.values() if isinstance(item, Mapping) else [item]
    return not any(isinstance(each, Mapping | list) for each in inner)


def _item(given: Input, item: Any) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    text = io.StringIO()
    cells = [item.get(field.name) for field in dataclass_fields(given.type)]
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue().rstrip(",")


def help_of(given: Input) -> str:
    """What to write: whether it must be there, of which kind it is, and what the command says of it."""
    told = ["required" if given.required else "optional", _kind_of(given)]
    return f"{'; '.join(filter(None, told))}. {given.help}".strip()


def _kind_of(given: Input) -> str:
    if given.model:
        how = how_named(apps.get_model(given.model))
        return f"{how} or its id" if how else "its key"
    if given.many:
        items = f"items with {BETWEEN_ITEMS} between them"
        if not is_dataclass(given.type):
            return items
        return f"{items}: {', '.join(field.name for field in dataclass_fields(given.type))}"
    if issubclass(given.type, Enum):
        return f"one of {', '.join(str(m.value) for m in given.type if m.value != '')}"
    kind = _KINDS.get(given.type, "")
    return kind or (f"text, at most {given.longest} characters" if given.longest else "")
