"""The streams of all that stands at a site, found together: each kind of them is a table of its own."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from eventlog.models import ReadModel
from sites.models import Site

T = TypeVar("T")

_kinds: list[type[ReadModel]] = []
_found: ContextVar[dict[Hashable, Any] | None] = ContextVar("found", default=None)


def of_sites(*kinds: type[ReadModel]) -> None:
    """Read models with a site, each row of which has a stream of its own under its id."""
    _kinds.extend(kinds)


def streams_at(site: str, kind: type[ReadModel]) -> list[UUID]:
    """The streams of this kind at a site."""
    at_site = {"site": site}  # a field that only these kinds have
    rows = kind._default_manager.filter(**at_site)
    return once((site, kind), lambda: list(rows.values_list("pk", flat=True)))


def once(what: Hashable, find: Callable[[], T]) -> T:
    """What is found, or within a block what was found of it there before."""
    found = _found.get()
    if found is None:
        return find()
    if what not in found:
        found[what] = find()
    known: T = found[what]
    return known


@contextmanager
def found_once(site: Site) -> Iterator[None]:
    """A block in which what stands at a site is looked for once, the streams of all kinds in one query.

    Nothing outlives the block, and nothing that is written within it is to be found there.
    """
    found: dict[Hashable, Any] = {(site.code, kind): [] for kind in _kinds}
    found[Site, site.code] = site
    with connection.cursor() as cursor:
        cursor.execute(_query(len(_kinds)), [site.code] * len(_kinds))
        for number, stream in cursor.fetchall():
            found[site.code, _kinds[number]].append(_uuid(stream))
    token = _found.set(found)
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
