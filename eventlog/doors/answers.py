"""What the API answers to a fact: where it stands in the log, and which rows it touched."""

from dataclasses import asdict
from typing import Any, NamedTuple
from uuid import UUID

from eventlog.doors.serializers import AppendedSerializer
from eventlog.facts import Appended
from eventlog.log import read
from eventlog.projections import Projection

MOST_ROWS = 20
"""Of one read model: a schedule touches thousands, and who imports one looks for none of them."""

LONGEST_PAYLOAD = 100_000
"""Characters of a payload that is looked into: only files that were imported have more."""


class TouchedRow(NamedTuple):
    """A row that a fact made or changed."""

    model: str
    id: UUID


def answer_of(appended: Appended) -> dict[str, Any]:
    """The body of the answer."""
    rows = [row._asdict() for row in rows_touched(appended.position)]
    return dict(AppendedSerializer({**asdict(appended), "rows": rows}).data)


def rows_touched(position: int) -> list[TouchedRow]:
    """The rows that the fact at a position made or changed, those of its own stream's id first.

    Read models of which it touched more than MOST_ROWS are left out.
    """
    fact = next(read(after=position - 1, until=position), None)
    if fact is None or len(fact.payload) > LONGEST_PAYLOAD:
        return []
    found: list[TouchedRow] = []
    for projection in Projection.registry.values():
        if fact.type in projection.types:
            keys = [key for key, _ in projection.touched(fact)]
            if len(keys) <= MOST_ROWS:
                found += [TouchedRow(projection.name, key) for key in keys]
    return sorted(found, key=lambda row: (row.id != fact.stream, row.model))
