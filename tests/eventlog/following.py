"""A follower to look at: it makes one group for each fact it takes, two if it takes one twice."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from celery import Celery, current_app
from django.contrib.auth.models import Group

from config.processes import free_port
from eventlog import followers
from eventlog.facts import Appended, Fact
from eventlog.followers import Follower, follower
from eventlog.log import append
from sites.commands import weather_stream
from sites.events import WeatherCause, WeatherDayLost
from tests.factories import MAY_1, said

Register = Callable[..., Follower]


@pytest.fixture
def following() -> Iterator[Register]:
    """Registers followers for one test."""
    before = dict(followers.registry)

    def register(name: str = "notes", *types: Any, take: Any = None, **options: Any) -> Follower:
        follower(name, *types, **options)(take or note)
        return followers.registry[name]

    yield register
    followers.registry.clear()
    followers.registry.update(before)


def note(fact: Fact[Any]) -> None:
    Group.objects.create(name=f"{fact.position} {uuid4()}")


def noted() -> list[int]:
    """The positions of the facts that took effect."""
    return sorted(int(name.split()[0]) for name in Group.objects.values_list("name", flat=True))


@pytest.fixture
def broker_away() -> Iterator[None]:
    before = current_app._get_current_object()  # type: ignore[attr-defined]
    away = Celery("away", set_as_current=True)
    away.config_from_object("django.conf:settings", namespace="CELERY")
    away.conf.update(broker_url=f"redis://127.0.0.1:{free_port()}")
    yield
    before.set_current()


def note_all_but(*bad: int) -> Callable[[Fact[Any]], None]:
    """It has written something already when it fails."""

    def take(fact: Fact[Any]) -> None:
        note(fact)
        if fact.position in bad:
            raise ValueError(f"no sense in {fact.position}")

    return take


def rain(days: int) -> Appended:
    """So many facts more, in one append."""
    lost = WeatherDayLost(site="NTX", on=MAY_1, cause=WeatherCause.RAIN)
    return append(weather_stream("NTX"), *[lost] * days, meta=said())
