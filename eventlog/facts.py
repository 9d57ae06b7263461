"""What goes into the log and what comes out of it, as plain values."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from eventlog.events import Event, decode

E_co = TypeVar("E_co", bound=Event, covariant=True)


@dataclass(frozen=True, kw_only=True)
class Meta:
    """Who says so, when we heard, and what makes a repetition of the request recognisable."""

    actor: str
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    key: str | None = None
    expected_version: int | None = None
    request: str = ""
    caused_by: int | None = None


@dataclass(frozen=True, kw_only=True)
class Fact(Generic[E_co]):
    """One event as it stands in the log."""

    position: int
    stream: UUID
    version: int
    type: str
    schema: int
    payload: str
    metadata: dict[str, Any]
    occurred_at: datetime
    recorded_at: datetime

    @cached_property
    def event(self) -> E_co:
        return cast(E_co, decode(self.type, self.schema, self.payload))

    @property
    def actor(self) -> str:
        return str(self.metadata.get("actor", ""))


@dataclass(frozen=True, kw_only=True)
class Appended:
    """Where a command's facts stand. replayed: an earlier request with this key wrote them."""

    stream: UUID
    version: int
    position: int
    recorded_at: datetime
    replayed: bool = False
