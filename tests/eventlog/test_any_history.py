"""Whatever anybody does in whatever order: the tables are what the log says."""

from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import timedelta
from enum import Enum
from types import ModuleType
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

import labor.api
import sites.api
import supply.api
from eventlog.doors.inputs import Input, Upload, inputs_of
from eventlog.errors import Refusal
from eventlog.log import tail_position
from eventlog.projections import Projection, rebuild
from eventlog.streams import part_id
from labor.commands import crew_stream
from sites.commands import system_stream
from supply.commands import incident_stream, order_stream
from tests.factories import TODAY, a_site, a_supplier, said

pytestmark = pytest.mark.django_db

NAMES = ("one", "two")
ROWS: dict[str, tuple[Any, ...]] = {
    "sites.Site": ("NTX", "MARS"),
    "supply.Supplier": ("VOLT", "NOBODY"),
    "sites.System": tuple(system_stream("NTX", name) for name in NAMES),
    "sites.CommissioningTest": tuple(
        part_id(system_stream("NTX", name), level, name, "1")
        for name in NAMES
        for level in ("L3", "L4")
    ),
    "sites.Deficiency": tuple(
        part_id(system_stream("NTX", name), "deficiency", name) for name in NAMES
    ),
    "labor.Crew": tuple(crew_stream("NTX", name) for name in NAMES),
    "supply.Order": tuple(order_stream("NTX", name) for name in NAMES),
    "supply.Incident": (
        *(incident_stream(site="NTX", reference=name) for name in NAMES),
        *(incident_stream(supplier="VOLT", reference=name) for name in NAMES),
    ),
}
OF_TYPE: dict[type, st.SearchStrategy[Any]] = {
    int: st.integers(-1, 40),
    float: st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0]),
    str: st.sampled_from(NAMES),
    Upload: st.sampled_from([Upload("a.csv", b""), Upload("a.csv", b"1"), Upload("b.csv", b"1")]),
    type(TODAY): st.integers(-20, 2).map(lambda days: TODAY + timedelta(days=days)),
}


def commands_of(*doors: ModuleType) -> list[Callable[..., Any]]:
    views = [view for door in doors for _, view, _ in door.routes]
    return [command for view in views for command in getattr(view, "commands", ())]


COMMANDS = commands_of(sites.api, labor.api, supply.api)


def value_of(given: Input) -> st.SearchStrategy[Any]:
    if given.model:
        value: st.SearchStrategy[Any] = st.sampled_from(ROWS[given.model])
    elif issubclass(given.type, Enum):
        value = st.sampled_from(given.type)
    elif given.name == "hall":
        value = st.just("A")
    elif is_dataclass(given.type) and given.type is not Upload:
        value = st.from_type(given.type)
    else:
        value = OF_TYPE[given.type]
    value = st.lists(value, max_size=3).map(tuple) if given.many else value
    return value if given.required else st.just(given.default) | value


def call_of(command: Callable[..., Any]) -> st.SearchStrategy[Any]:
    inputs = {given.name: value_of(given) for given in inputs_of(command)}
    return st.fixed_dictionaries(inputs).map(lambda chosen: (command, chosen))


HISTORIES = st.lists(st.sampled_from(COMMANDS).flatmap(call_of), min_size=10, max_size=40)


@settings(max_examples=15)
@given(history=HISTORIES)
def test_no_history_makes_a_table_differ_from_the_log(history: list[Any]) -> None:
    with transaction.atomic():
        a_site(), a_supplier()
        for command, inputs in history:
            _tried(command, inputs)

        for projection in Projection.registry.values():
            assert not rebuild(projection, check=True)
        transaction.set_rollback(True)


def _tried(command: Callable[..., Any], inputs: dict[str, Any]) -> None:
    before = tail_position()
    try:
        appended = command(**inputs, meta=said())
    except Refusal:
        assert tail_position() == before
    else:
        assert appended.position == before + 1
