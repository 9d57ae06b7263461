"""Rows by the names that people know them by: `NTX/PO-7` instead of an id.

A read model may say which of its fields make the name (`natural_key`). Otherwise they are those of a
unique constraint, or those that no correction of the fact which begins the row may change.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, UniqueConstraint

from eventlog.events import event_types, permanent_fields
from eventlog.projections import Projection

BETWEEN = "/"
MOST_SHOWN = 5


class NotNamed(Exception):
    """A text names no row, or several."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class Names:
    """The rows that texts name, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}

    def key_of(self, label: str, text: str) -> Any:
        """The primary key of the row that a text names, by that key or by name. Raises NotNamed."""
        if (label, text) not in self._known:
            self._known[label, text] = _key_of(apps.get_model(label), text)
        return self._known[label, text]


@cache
def name_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The fields that make the name of a row, from the widest to the narrowest; none if it has no name."""
    columns = {field.name: field.name for field in model._meta.concrete_fields}
    columns |= {field.attname: field.name for field in model._meta.concrete_fields}
    for names in _candidates(model):
        found = tuple(dict.fromkeys(columns[name] for name in names if name in columns))
        if found:
            return found
    return ()


def _candidates(model: type[models.Model]) -> Iterator[Sequence[str]]:
    yield getattr(model, "natural_key", ())
    yield [f.name for f in model._meta.concrete_fields if f.unique and not f.primary_key][:1]
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and not constraint.condition:
            yield constraint.fields
    projection = Projection.registry.get(model._meta.label_lower)
    for name in list(projection.types)[:1] if projection else ():
        yield permanent_fields(event_types()[name])


def name_of(row: models.Model) -> str:
    """What a person would call the row in a file."""
    told = (str(row.serializable_value(name) or "") for name in name_fields(type(row)))
    return BETWEEN.join(filter(None, told)) or str(row.pk)


def how_named(model: type[models.Model]) -> str:
    """What a person writes for a row, such as `site/number`; '' if only its key will do."""
    return BETWEEN.join(name_fields(model))


def _key_of(model: type[models.Model], text: str) -> Any:
    rows = model._default_manager.all()
    key = _as_stored(model._meta.pk, text)
    if key is not None and rows.filter(pk=key).exists():
        return key
    kind = str(model._meta.verbose_name)
    for wanted in _readings(model, text):
        found = list(rows.filter(wanted).order_by()[: MOST_SHOWN + 1])
        if len(found) == 1:
            return found[0].pk
        if found:
            named = ", ".join(sorted(map(name_of, found[:MOST_SHOWN])))
            more = " and others" if len(found) > MOST_SHOWN else ""
            raise NotNamed("ambiguous_row", f"{text} may mean {named}{more}.")
    how = how_named(model)
    key = _key_word(model)
    hint = f" Name it as {how}, or by its {key}." if how else f" Name it by its {key}."
    raise NotNamed("unknown_row", f"There is no {kind} {text}.{hint}")


def _key_word(model: type[models.Model]) -> str:
    """What its key is called: rows that people made are known by a code or a name, others by an id."""
    key = model._meta.pk
    return "id" if key.auto_created or isinstance(key, models.UUIDField) else str(key.verbose_name)


def _readings(model: type[models.Model], text: str) -> Iterator[Q]:
    """What the text may mean, the full name first: as many parts as fields, or fewer, or `number at site`."""
    names = name_fields(model)
    if len(names) > 1 and " at " in text:
        narrow, _, wide = text.rpartition(" at ")
        yield from _parted(model, names, [wide, narrow])
    for count in range(min(len(names), text.count(BETWEEN) + 1), 0, -1):
        # The narrowest may hold the stroke itself.
        yield from _parted(model, names, text.split(BETWEEN, count - 1))


def _parted(model: type[models.Model], names: Sequence[str], parts: Sequence[str]) -> Iterator[Q]:
    wanted = Q()
    for chosen in combinations(names, len(parts)):
        given = zip(chosen, (part.strip() for part in parts), strict=True)
        values = {name: _value(model, name, part) for name, part in given}
        if None not in values.values():
            wanted |= Q(**values)
    if wanted:
        yield wanted


def _value(model: type[models.Model], name: str, text: str) -> Any:
    field = model._meta.get_field(name)
    target = getattr(field, "target_field", field)
    return _as_stored(target, text)


def _as_stored(field: Any, text: str) -> Any:
    """The value that the text stands for in a column; None if it cannot be one."""
    try:
        return field.to_python(text)
    except (ValidationError, ValueError):
        return None
