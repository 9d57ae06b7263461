"""Builders that put state in place the only way it can come about: by calling commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from eventlog.errors import Refusal
from eventlog.facts import Meta
from eventlog.log import tail_position
from eventlog.projections import Projection
from labor.commands import mobilise_crew
from labor.events import Craft
from sites.commands import register_system
from sites.events import SystemKind
from sites.models import Hall, Site
from supply.commands import place_order, report_incident
from supply.events import IncidentCode
from supply.models import Supplier

NOW = datetime(2026, 6, 1, 18, tzinfo=UTC)
TODAY = date(2026, 6, 1)
MARCH_2, APRIL_1, MAY_1, MAY_4 = (
    date(2026, 3, 2),
    date(2026, 4, 1),
    date(2026, 5, 1),
    date(2026, 5, 4),
)
OCTOBER_1, NOVEMBER_9, DECEMBER_1 = date(2026, 10, 1), date(2026, 11, 9), date(2026, 12, 1)
TOMORROW = date(2026, 6, 2)
LONG_AGO = date(1969, 7, 20)
NOWHERE = UUID(int=0)


def said(key: str | None = None, *, expected_version: int | None = None) -> Meta:
    """Somebody says so at NOW."""
    return Meta(actor="mo", now=NOW, key=key, expected_version=expected_version)


def a_site(code: str = "NTX", zone: str = "America/Chicago") -> Site:
    site, _ = Site.objects.get_or_create(code=code, defaults={"name": "North Texas", "zone": zone})
    Hall.objects.get_or_create(site=site, name="A", defaults={"power_mw": 24})
    return site


def a_supplier(code: str = "VOLT") -> Supplier:
    supplier, _ = Supplier.objects.get_or_create(code=code, defaults={"name": "Volt & Sons"})
    return supplier


def a_system(tag: str = "UPS-1", **other: Any) -> UUID:
    given = {"site": a_site().code, "hall": "A", "tag": tag, "name": "UPS", "meta": said()}
    return register_system(**{**given, "kind": SystemKind.POWER, **other}).stream


def a_crew(name: str = "Electrical", **other: Any) -> UUID:
    given = {"site": a_site().code, "name": name, "craft": Craft.ELEC, "on": APRIL_1}
    heads = {"journeypersons": 200, "apprentices_year_1": 100, "helpers": 700}
    return mobilise_crew(**{**given, **heads, "meta": said(), **other}).stream


def an_order(number: str = "PO-7", **other: Any) -> UUID:
    given = {"site": a_site().code, "number": number, "package": "XFMR", "on": APRIL_1}
    what = {"supplier": a_supplier().code, "description": "", "promised_on": OCTOBER_1}
    return place_order(**{**given, **what, "meta": said(), **other}).stream


def an_incident(reference: str = "INC-1", **other: Any) -> UUID:
    """At the whole site, unless another scope is given."""
    given = {"reference": reference, "code": IncidentCode.TR_BRIDGE, "title": "Hit a bridge"}
    days = {"optimistic_days": 7, "likely_days": 45, "pessimistic_days": 210}
    scope = {} if {"supplier", "order_id"} & set(other) else {"site": a_site().code}
    inputs = {**given, **days, **scope, "probability": 0.8, "on": MAY_1, "meta": said()}
    return report_incident(**{**inputs, **other}).stream


def everything() -> tuple[int, dict[str, list[Any]]]:
    """The newest position and every row of every read model."""
    rows: dict[str, list[Any]] = {
        name: list(projection.model._default_manager.order_by("pk").values())
        for name, projection in Projection.registry.items()
    }
    return tail_position(), rows


@contextmanager
def refused(code: str, field: str | None = None) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The block is refused with this code, at this field if one is given, and wrote nothing."""
    before = everything()
    with pytest.raises(Refusal) as caught:
        yield caught
    assert caught.value.code == code
    assert field in (None, caught.value.field)
    assert everything() == before
