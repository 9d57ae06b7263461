"""What goes into the log and what comes out of it, as plain values."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

import msgspec

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


class Fact(msgspec.Struct, Generic[E_co], frozen=True, dict=True):
    """One event as it stands in the log.

    A fold reads millions of them, so what it may not need is made when asked for: said is the text of
    the metadata; occurred and recorded are the instants as the database gave them.
    """

    position: int
    stream: UUID
    version: int
    type: str
    schema: int
    payload: str
    said: str
    occurred: datetime | str
    recorded: datetime | str

    @property
    def place(self) -> int:
        """What a row that this fact touched carries."""
        return self.position

    @property
    def event(self) -> E_co:
        event = self.__dict__.get("event")
        if event is None:
            event = self.__dict__["event"] = decode(self.type, self.schema, self.payload)
        return cast(E_co, event)

    def share_event(self, twin: "Fact[E_co]") -> None:
        """Spare a twin of the same payload the decoding."""
        twin.__dict__["event"] = self.event

    @property
    def metadata(self) -> dict[str, Any]:
        return cast(dict[str, Any], msgspec.json.decode(self.said))

    @property
    def occurred_at(self) -> datetime:
        return _instant(self.occurred)

    @property
    def recorded_at(self) -> datetime:
        return _instant(self.recorded)

    @property
    def actor(self) -> str:
        return str(self.metadata.get("actor", ""))

    @property
    def heard_after(self) -> timedelta:
        """How late we heard of it; negative for what was announced."""
        return self.recorded_at - self.occurred_at


@dataclass(frozen=True, kw_only=True)
class Appended:
    """Where a command's facts stand. replayed: an earlier request with this key wrote them."""

    stream: UUID
    version: int
    position: int
    recorded_at: datetime
    replayed: bool = False


def _instant(stored: datetime | str) -> datetime:
    return stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)


class PlaceUnknown(Exception):
    """Somebody asked a fact that has no place in the log yet where it stands."""


class Unplaced(Fact[E_co], frozen=True, dict=True):
    """A fact before the log is held: what it says is known, and not where it will stand.

    position, version and recorded_at raise PlaceUnknown. place: how many facts of its append come before.
    """

    def _unknown(self) -> Any:
        raise PlaceUnknown

    @property
    def place(self) -> int:
        return cast(int, Fact.position.__get__(self))  # type: ignore[attr-defined] # of the struct

    position = property(_unknown)
    version = property(_unknown)
    recorded_at = property(_unknown)
