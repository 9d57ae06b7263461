"""The streams of all that stands at a site, found together: each kind of them is a table of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from eventlog.models import ReadModel

Found = dict[type[ReadModel], list[UUID]]

_kinds: list[type[ReadModel]] = []
_found: ContextVar[tuple[str, Found] | None] = ContextVar("found", default=None)


def of_sites(*kinds: type[ReadModel]) -> None:
    """Read models with a site, each row of which has a stream of its own under its id."""
    _kinds.extend(kinds)


def streams_at(site: str, kind: type[ReadModel]) -> list[UUID]:
    """The streams of this kind at a site."""
    if (found := _found.get()) and found[0] == site and kind in found[1]:
        return found[1][kind]
    at_site = {"site": site}  # a field that only these kinds have
    return list(kind._default_manager.filter(**at_site).values_list("pk", flat=True))


@contextmanager
def found_once(site: str) -> Iterator[None]:
    """A block in which the streams of a site are looked for once, all kinds in one query."""
    found: Found = {kind: [] for kind in _kinds}
    with connection.cursor() as cursor:
        cursor.execute(_query(len(_kinds)), [site] * len(_kinds))
        for number, stream in cursor.fetchall():
            found[_kinds[number]].append(_uuid(stream))
    token = _found.set((site, found))
    try:
        yield
    finally:
        _found.reset(token)


@cache
def _query(count: int) -> str:
    return " UNION ALL ".join(map(_select, range(count)))


def _select(number: int) -> str:
    model, quoted = _kinds[number], connection.ops.quote_name
    columns = {field.name: quoted(str(field.column)) for field in model._meta.concrete_fields}
    table = quoted(model._meta.db_table)
    return f"SELECT {number}, {columns['id']} FROM {table} WHERE {columns['site']} = %s"  # noqa: S608


def _uuid(stored: Any) -> UUID:
    return stored if isinstance(stored, UUID) else UUID(stored)
