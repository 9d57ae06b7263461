"""A forecast on the record computed again, from the log as it stood: the same bytes, or where not."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from eventlog.events import encode, name_of, schema_of
from eventlog.facts import Fact
from eventlog.log import read
from projects.events import ForecastIssued
from projects.forecasting import computed
from projects.models import Forecast
from projects.risk.digest import ENGINE_VERSION
from projects.state import state_of
from projects.track.errors import NoSuchForecast, OtherEngine


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The first place at which two payloads differ: a dotted path, and what stands there in each."""

    path: str
    recorded: str
    again: str

    def __str__(self) -> str:
        return f"{self.path}: recorded {self.recorded}, computed again {self.again}"


@dataclass(frozen=True, kw_only=True)
class Recomputed:
    """recorded, again: the payloads as text. difference is None where they are equal to the byte."""

    fact: Fact[ForecastIssued]
    recorded: str
    again: str

    @property
    def difference(self) -> Difference | None:
        if self.recorded == self.again:
            return None
        found = first_difference(
            msgspec.json.decode(self.recorded), msgspec.json.decode(self.again)
        )
        return found or Difference(path="the text", recorded="other bytes", again="the same values")


def recompute(named: str) -> Recomputed:
    """named: a log position, or the id of a row of forecasts. Raises NoSuchForecast and OtherEngine.

    Everything is read as the log stood at the position that the forecast knew, with its own seed and
    number of iterations.
    """
    fact = forecast_here(named)
    issued = fact.event
    state = state_of(issued.project, as_of=issued.as_of)
    again = encode(computed(state, iterations=issued.iterations))
    # A payload of an older schema is compared as today's code reads it.
    as_written = fact.schema == schema_of(ForecastIssued)
    return Recomputed(
        fact=fact, recorded=fact.payload if as_written else encode(issued), again=again
    )


def forecast_here(named: str) -> Fact[ForecastIssued]:
    """The forecast, if this engine issued it. Raises NoSuchForecast and OtherEngine."""
    fact = forecast_named(named)
    if fact.event.engine_version != ENGINE_VERSION:
        raise OtherEngine(
            position=fact.position, recorded=fact.event.engine_version, here=ENGINE_VERSION
        )
    return fact


def forecast_named(named: str) -> Fact[ForecastIssued]:
    position = _position(named)
    if position:
        kind = name_of(ForecastIssued)
        for fact in read(after=position - 1, until=position, types=[kind]):
            return fact
    raise NoSuchForecast(given=named)


def _position(named: str) -> int:
    """0 for what names nothing."""
    if named.isdecimal():
        return int(named)
    try:
        row = Forecast.objects.filter(pk=UUID(named)).first()
    except ValueError:
        return 0
    return row.position if row else 0


def first_difference(recorded: Any, again: Any, path: str = "") -> Difference | None:
    """In the order of the payload, which is that of its keys. None for equal values."""
    if isinstance(recorded, dict) and isinstance(again, dict):
        for key in sorted({*recorded, *again}):
            inner = f"{path}.{key}" if path else key
            if found := first_difference(recorded.get(key), again.get(key), inner):
                return found
        return None
    if isinstance(recorded, list) and isinstance(again, list) and len(recorded) == len(again):
        for index, (one, other) in enumerate(zip(recorded, again, strict=True)):
            if found := first_difference(one, other, f"{path}[{index}]"):
                return found
        return None
    if recorded == again:
        return None
    return Difference(path=path, recorded=_told(recorded), again=_told(again))


def _told(value: Any) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 80 else f"{text[:77]}..."
