from datetime import datetime
from typing import Any

import msgspec
import pytest
from django.contrib.auth.models import User
from django.test import Client

from eventlog.log import read
from labor.commands import report_mix
from tests.eventlog.doors.test_api import post, refusal
from tests.factories import MAY_1, a_crew, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("mo", is_staff=True))
    return client


@pytest.fixture
def crew() -> Any:
    crew = a_crew(journeypersons=200)
    report_mix(crew_id=crew, journeypersons=20, on=MAY_1, meta=said())
    return crew


def heads(browser: Client, crew: Any, **moment: datetime) -> Any:
    given = {name: at.isoformat() for name, at in moment.items()}
    answer = browser.get(f"/api/v1/crews/{crew}/", given)
    return answer.json()["journeypersons"] if answer.status_code == 200 else answer.status_code


def test_a_fact_is_taken_back_by_api(browser: Client, crew: Any) -> None:
    answer = post(browser, "log/2/retract", {"reason": "Another site's list"})

    assert (answer.status_code, answer.json()["position"]) == (201, 3)
    assert heads(browser, crew) == 200


def test_a_fact_is_corrected_by_api(browser: Client, crew: Any) -> None:
    mix = next(f for f in read(types=["labor.mix_reported"])).event.mix
    payload = {"mix": {**msgspec.to_builtins(mix), "journeypersons": 25}}

    answer = post(browser, "log/2/correct", {"payload": payload, "reason": "Misread"})

    assert answer.status_code == 201, answer.content
    assert heads(browser, crew) == 25


def test_what_cannot_be_amended_says_why(browser: Client, crew: Any) -> None:
    refusal(post(browser, "log/9/retract", {"reason": "?"}), 404, "unknown_fact")
    refusal(post(browser, "log/2/retract", {"reason": ""}, key="k2"), 400, "invalid")
    bad = {"payload": {"on": "soon"}, "reason": "?"}
    refusal(post(browser, "log/2/correct", bad, key="k3"), 422, "does_not_fit")


def test_a_row_can_be_asked_for_by_either_clock(browser: Client, crew: Any) -> None:
    first, second = read(streams=[crew])

    assert heads(browser, crew, known_at=first.recorded_at) == 200
    assert heads(browser, crew, known_at=second.recorded_at) == 20
    assert heads(browser, crew, true_at=first.occurred_at) == 200
    assert heads(browser, crew, true_at=second.occurred_at) == 20
    assert heads(browser, crew, true_at=datetime(2020, 1, 1)) == 404  # noqa: DTZ001 (as typed)


def test_both_clocks_at_once_are_refused(browser: Client, crew: Any) -> None:
    moment = "known_at=2026-05-01T00:00:00Z&true_at=2026-05-01T00:00:00Z"

    assert browser.get(f"/api/v1/crews/{crew}/?{moment}").status_code == 400
