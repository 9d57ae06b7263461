"""A projection is one pure function from row and fact to row.

The same function serves the inline update, the rebuild, the drift check, the fold of a command and the
state as of a past position: five uses, one meaning.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction

from eventlog import inline
from eventlog.errors import ProjectionFailed
from eventlog.events import Event, name_of
from eventlog.facts import Fact
from eventlog.log import head_of, read
from eventlog.models import ReadModel

Key = UUID
Parts = Iterable[tuple[Key, Any]]


class Row(Mapping[str, Any]):
    """One row of a read model as plain values: `order.promised_on`, `order.but(promised_on=…)`."""

    __slots__ = ("_values",)

    def __init__(self, **values: Any) -> None:
        object.__setattr__(self, "_values", values)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        raise TypeError("a row never changes: use but()")

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Row({self._values!r})"

    def but(self, **changes: Any) -> "Row":
        return Row(**{**self._values, **changes})


Handler = Callable[..., Row | None]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True)
class _Route:
    handler: Handler
    parts: Callable[[Fact[Any]], Parts] | None


class Projection:
    """The rows that one model holds, made from facts.

    By default a stream is one row under the stream's id. `each` lets one fact touch several rows: it
    gives their ids and what the fact says of each, which the handler receives as third argument.
    """

    registry: dict[str, "Projection"] = {}  # noqa: RUF012 (one registry for all)

    def __init__(self, model: type[ReadModel]) -> None:
        self.model = model
        self.name = model._meta.label_lower
        self._routes: dict[str, _Route] = {}
        Projection.registry[self.name] = self

    def on(
        self, *types: type[Event], each: Callable[[Fact[Any]], Parts] | None = None
    ) -> Callable[[H], H]:
        """Let a pure handler(row | None, fact[, part]) -> row | None take these events."""

        def register(handler: H) -> H:
            for payload in types:
                self._routes[name_of(payload)] = _Route(handler, each)
            return handler

        return register

    @property
    def types(self) -> Collection[str]:
        return self._routes.keys()

    def touched(self, fact: Fact[Any]) -> list[tuple[Key, Any]]:
        route = self._routes[fact.type]
        return list(route.parts(fact)) if route.parts else [(fact.stream, None)]

    def apply(self, rows: dict[Key, Row], fact: Fact[Any]) -> None:
        """Bring the rows, by id, to where this fact leaves them."""
        route = self._routes[fact.type]
        for key, part in self.touched(fact):
            arguments = (fact,) if route.parts is None else (fact, part)
            try:
                row = route.handler(rows.get(key), *arguments)
            except Exception as error:
                where = f"{route.handler.__module__}.{route.handler.__qualname__}"
                raise ProjectionFailed(f"{where} on {fact.type} at {fact.position}") from error
            if row is None:
                rows.pop(key, None)
            else:
                rows[key] = row.but(id=key, position=fact.position)


def replay(
    projection: Projection, *, streams: Collection[UUID] | None = None, until: int | None = None
) -> dict[Key, Row]:
    """The rows as the log made them up to a position, without touching a table."""
    rows: dict[Key, Row] = {}
    for fact in read(until=until, streams=streams, types=projection.types):
        projection.apply(rows, fact)
    return rows


def fold(stream: UUID, projection: Projection) -> tuple[Row | None, int]:
    """The row of a stream, None if it has none yet, and the version to expect when appending."""
    return replay(projection, streams=[stream]).get(stream), head_of(stream)


def fold_parts(stream: UUID, projection: Projection) -> tuple[dict[Key, Row], int]:
    """The rows that the facts of one stream made, by id, and the version to expect."""
    return replay(projection, streams=[stream]), head_of(stream)


def hold(projection: Projection, key: Key) -> Row | None:
    """The row as its table holds it, kept from other writers until the transaction ends.

    It saves the fold of a long stream: an inline table is the snapshot of every stream it is made from.
    """
    held = projection.model._default_manager.select_for_update().filter(pk=key)
    return _stored(projection.model, held).get(key)


@dataclass(frozen=True)
class Difference:
    """How a table differs from what the log says. changed: each row as it is and as it should be."""

    missing: list[Row]
    changed: list[tuple[Row, Row]]
    surplus: list[Key]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.surplus)

    def __str__(self) -> str:
        return (
            f"{len(self.missing)} missing, {len(self.changed)} changed, {len(self.surplus)} surplus"
        )


def rebuild(projection: Projection, *, check: bool = False) -> Difference:
    """Bring a table to exactly what the log says, writing only what differs; check writes nothing."""
    with transaction.atomic():
        wanted = replay(projection)
        stored = _stored(projection.model, projection.model._default_manager.all())
        difference = _difference(stored, wanted)
        if not check:
            _write(projection.model, difference)
    return difference


def _update_inline(facts: Sequence[Fact[Any]]) -> None:
    for projection in Projection.registry.values():
        concerned = [fact for fact in facts if fact.type in projection.types]
        if concerned:
            _update(projection, concerned)


def _update(projection: Projection, facts: Sequence[Fact[Any]]) -> None:
    keys = {key for fact in facts for key, _ in projection.touched(fact)}
    held = projection.model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    before = _stored(projection.model, held)
    after = dict(before)
    for fact in facts:
        projection.apply(after, fact)
    _write(projection.model, _difference(before, after))


def _difference(stored: Mapping[Key, Row], wanted: Mapping[Key, Row]) -> Difference:
    return Difference(
        missing=[row for key, row in wanted.items() if key not in stored],
        changed=[
            (stored[key], row)
            for key, row in wanted.items()
            if key in stored and stored[key] != row
        ],
        surplus=[key for key in stored if key not in wanted],
    )


def _stored(model: type[ReadModel], rows: models.QuerySet[Any]) -> dict[Key, Row]:
    names = [field.attname for field in model._meta.concrete_fields]
    return {values["id"]: Row(**values) for values in rows.values(*names)}


def _write(model: type[ReadModel], difference: Difference) -> None:
    objects = model._default_manager
    if difference.surplus:
        objects.filter(pk__in=difference.surplus).delete()
    if difference.missing:
        objects.bulk_create([model(**row) for row in difference.missing])
    for before, after in difference.changed:
        changes = {name: value for name, value in after.items() if before[name] != value}
        objects.filter(pk=after["id"]).update(**changes)


inline.project_inline(_update_inline)
