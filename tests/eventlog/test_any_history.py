"""Whatever anybody does in whatever order: the tables are what the log says."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
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
from labor.ratios.keeping import keep_law
from labor.ratios.models import LaborJurisdiction
from sites.commands import system_stream
from sites.distribution.commands import distribution_stream
from sites.distribution.events import AssetKind, AssetLine, Service
from sites.market.commands import market_stream
from sites.market.events import MarketSide
from sites.models import Site
from sites.outside.commands import milestone_stream
from sites.utility.commands import power_stream
from sites.utility.events import UtilityStep
from supply.commands import incident_stream, order_stream
from supply.mitigation.commands import plan_mitigation
from supply.mitigation.projections import mitigation_id
from tests.factories import TODAY, a_site, an_incident, an_order, said

pytestmark = pytest.mark.django_db

NAMES = ("one", "two")
INCIDENTS = (
    *(incident_stream(site="NTX", reference=name) for name in NAMES),
    *(incident_stream(supplier="VOLT", reference=name) for name in NAMES),
    *(incident_stream(region="one", reference=name) for name in NAMES),
)
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
    "sites.DeveloperMilestone": tuple(milestone_stream("NTX", name) for name in NAMES),
    "sites.UtilityPower": tuple(power_stream("NTX", step) for step in UtilityStep),
    "sites.Distribution": tuple(distribution_stream("NTX", "A", each) for each in Service),
    "sites.Market": tuple(
        market_stream("one", side, name) for side in MarketSide for name in ("", *NAMES)
    ),
    "labor.Crew": tuple(crew_stream("NTX", name) for name in NAMES),
    "labor.RatioRule": ("DE-ELEC", "DE-PIPE", "NONE"),
    "supply.Order": tuple(order_stream("NTX", name) for name in NAMES),
    "supply.Incident": INCIDENTS,
    "supply.Mitigation": tuple(mitigation_id(of, name) for of in INCIDENTS for name in NAMES),
}
TAKEN = {"hall": "A", "currency": "USD"}
"""Texts that a command takes only if they are known."""

OF_TYPE: dict[type, st.SearchStrategy[Any]] = {
    int: st.integers(-1, 40),
    float: st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0]),
    Decimal: st.sampled_from([Decimal(each) for each in ("-1", "0", "7.5", "34.5", "90")]),
    str: st.sampled_from(NAMES),
    Upload: st.sampled_from([Upload("a.csv", b""), Upload("a.csv", b"1"), Upload("b.csv", b"1")]),
    type(TODAY): st.integers(-20, 2).map(lambda days: TODAY + timedelta(days=days)),
}


OF_TYPE[AssetLine] = st.builds(
    AssetLine,
    tag=st.sampled_from(NAMES),
    kind=st.sampled_from(AssetKind),
    capacity_kw=st.integers(0, 40),
    path=st.sampled_from(("", "A", "B")),
)


def commands_of(*doors: ModuleType) -> list[Callable[..., Any]]:
    views = [view for door in doors for _, view, _ in door.routes]
    return [command for view in views for command in getattr(view, "commands", ())]


COMMANDS = commands_of(sites.api, labor.api, supply.api)


def value_of(given: Input) -> st.SearchStrategy[Any]:
    if given.model:
        value: st.SearchStrategy[Any] = st.sampled_from(ROWS[given.model])
    elif issubclass(given.type, Enum):
        value = st.sampled_from(given.type)
    elif given.name == "path":
        value = st.sampled_from(("", "A", "B"))
    elif given.name in TAKEN:
        value = st.just(TAKEN[given.name])
    elif given.type in OF_TYPE:
        value = OF_TYPE[given.type]
    else:
        value = st.from_type(given.type)
    if given.many:
        value = st.lists(value, max_size=3).map(tuple)
    # Few of many options at once: commands with a dozen of them refuse most mixtures.
    return value if given.required else st.one_of(*[st.just(given.default)] * 3, value)


def call_of(command: Callable[..., Any]) -> st.SearchStrategy[Any]:
    inputs = {given.name: value_of(given) for given in inputs_of(command)}
    return st.fixed_dictionaries(inputs).map(lambda chosen: (command, chosen))


HISTORIES = st.lists(st.sampled_from(COMMANDS).flatmap(call_of), min_size=10, max_size=40)


@settings(max_examples=15)
@given(history=HISTORIES)
def test_no_history_makes_a_table_differ_from_the_log(history: list[Any]) -> None:
    with transaction.atomic():
        _begin()
        for command, inputs in history:
            _tried(command, inputs)

        for projection in Projection.registry.values():
            assert not rebuild(projection, check=True)
        transaction.set_rollback(True)


def _begin() -> None:
    """One of whatever takes many inputs, so that most facts have something to be about."""
    keep_law()
    LaborJurisdiction.objects.get(pk="US-DE").sites.add(a_site())
    Site.objects.update(region="one")
    an_order("one")
    for scope in ({}, {"supplier": "VOLT"}, {"site": None, "region": "one"}):
        an_incident("one", **scope)
    planned = {"name": "one", "what": "", "cost_minor": 5, "currency": "USD", "days_saved": 1.0}
    plan_mitigation(incident_id=INCIDENTS[0], **planned, meta=said())


def _tried(command: Callable[..., Any], inputs: dict[str, Any]) -> None:
    before = tail_position()
    try:
        appended = command(**inputs, meta=said())
    except Refusal:
        assert tail_position() == before
    else:
        assert appended.position == before + 1
