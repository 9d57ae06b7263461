"""What is recorded of a site, and when: commands with their inputs, none of them called yet."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from eventlog.commands import Command
from eventlog.facts import Appended, Meta

REPORTED_AT = time(16)
"""On the wall clock of the site: facts are recorded on the day they are about, one after another."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One call of a command at its moment. key: the same in every load, another for other inputs."""

    at: datetime
    actor: str
    key: str
    command: Command
    inputs: dict[str, Any]

    def record(self) -> Appended:
        meta = Meta(actor=self.actor, now=self.at, key=self.key)
        return self.command(meta=meta, **self.inputs)


def prefix(site: str) -> str:
    """How the key of every entry of a site begins."""
    return f"demo/{site}/"


def _digest(inputs: dict[str, Any]) -> str:
    return hashlib.sha256(msgspec.json.encode(inputs, order="sorted")).hexdigest()[:12]


class Diary:
    """Entries of one site. Those of a day keep the order in which they were written down."""

    def __init__(self, site: str, zone: str) -> None:
        self.site = site
        self._zone = ZoneInfo(zone)
        self._days: dict[date, list[tuple[str, str, Command, dict[str, Any]]]] = {}

    def note(
        self, on: date, command: Command, about: str, *, by: str, inputs: dict[str, Any]
    ) -> None:
        """Have a command called on a day. about: tells it from the same command's others that day."""
        self._days.setdefault(on, []).append((by, about, command, inputs))

    def entries(self, *, until: date) -> Iterator[Entry]:
        """In order of time, a second apart within a day."""
        for on in sorted(day for day in self._days if day <= until):
            begins = datetime.combine(on, REPORTED_AT, tzinfo=self._zone)
            for second, (actor, about, command, inputs) in enumerate(self._days[on]):
                yield Entry(
                    at=begins + timedelta(seconds=second),
                    actor=actor,
                    key=f"{prefix(self.site)}{on}/{command.__name__}/{about}/{_digest(inputs)}",
                    command=command,
                    inputs=inputs,
                )
