"""Test records: readings, files, and attempts that are never overwritten."""

import hashlib
from typing import Any
from uuid import UUID

import pytest

from eventlog.doors.inputs import Upload
from eventlog.events import decode
from sites import events
from sites.commissioning.commands import attach_test_file
from sites.commissioning.levels import LEVELS
from sites.commissioning.models import TestFile
from sites.commissioning.readings import Reading
from sites.events import CxLevel, Outcome
from sites.models import CommissioningTest
from tests.factories import MAY_1, MAY_4, NOWHERE, a_system, refused, said
from tests.sites.commissioning.building import TOO_LOW, VOLTAGE, attempt_at

pytestmark = pytest.mark.django_db

TREND = Upload("trend.csv", b"second,volt\n0,480\n")


def attach(test: UUID, file: Upload = TREND) -> Any:
    return attach_test_file(test_id=test, file=file, meta=said())


def test_a_reading_is_kept_with_its_verdict() -> None:
    test = attempt_at(a_system(), CxLevel.L4, Outcome.FAIL, readings=(VOLTAGE, TOO_LOW))

    assert [each["within"] for each in test.readings] == [True, False]
    assert test.readings[1]["words"] == "voltage 455.9 V (456 to 504 V)"


@pytest.mark.parametrize("outcome", [Outcome.PASS, Outcome.PASS_WITH_COMMENT])
def test_nothing_passes_with_a_reading_out_of_tolerance(outcome: Outcome) -> None:
    system = a_system()
    with refused("reading_out_of_tolerance", "outcome") as caught:
        attempt_at(system, CxLevel.L4, outcome, readings=(VOLTAGE, TOO_LOW))

    assert "455.9" in str(caught.value)
    assert "480" not in str(caught.value)


@pytest.mark.parametrize("outcome", [Outcome.FAIL, Outcome.ABORTED])
def test_what_is_not_passed_may_have_any_reading(outcome: Outcome) -> None:
    assert attempt_at(a_system(), CxLevel.L4, outcome, readings=(TOO_LOW,)).outcome == outcome


def test_a_reading_that_judges_nothing_is_refused() -> None:
    system = a_system()
    upside_down = Reading(quantity="voltage", value=480, unit="V", low=504, high=456)
    with refused("reading_unusable", "readings"):
        attempt_at(system, CxLevel.L4, Outcome.FAIL, readings=(upside_down,))


def test_a_passed_test_is_run_again_only_with_a_reason() -> None:
    system = a_system()
    attempt_at(system, CxLevel.L4)
    with refused("test_passed_before", "again_because"):
        attempt_at(system, CxLevel.L4, on=MAY_4)

    again = attempt_at(system, CxLevel.L4, on=MAY_4, again_because="Governor replaced")

    assert (again.attempt, again.again_because) == (2, "Governor replaced")
    assert CommissioningTest.objects.filter(attempt=1, again_because="").exists()


def test_a_failed_test_is_run_again_without_being_asked_why() -> None:
    system = a_system()
    attempt_at(system, CxLevel.L4, Outcome.FAIL)

    assert attempt_at(system, CxLevel.L4, on=MAY_4).attempt == 2


def test_a_file_is_kept_once_under_its_hash_however_often_it_is_attached() -> None:
    system = a_system()
    first, second = attempt_at(system, CxLevel.L3), attempt_at(system, CxLevel.L4)
    attach(first.pk)
    attach(second.pk)

    digest = hashlib.sha256(TREND.content).hexdigest()
    assert [bytes(kept.content) for kept in TestFile.objects.all()] == [TREND.content]
    for test in (first, second):
        test.refresh_from_db()
        assert test.files == [{"name": "trend.csv", "sha256": digest}]


def test_a_file_changes_nothing_of_its_attempt() -> None:
    test = attempt_at(a_system(), CxLevel.L4, readings=(VOLTAGE,))
    attach(test.pk)

    after = CommissioningTest.objects.get(pk=test.pk)
    assert (after.outcome, after.readings, after.on) == ("pass", test.readings, MAY_1)


def test_the_same_file_is_attached_once_to_an_attempt_and_an_empty_one_never() -> None:
    test = attempt_at(a_system(), CxLevel.L4).pk
    attach(test)
    with refused("file_attached_already", "file"):
        attach(test)
    with refused("file_empty", "file"):
        attach(test, Upload("nothing.csv", b""))
    with refused("unknown_test", "test_id"):
        attach(NOWHERE)
    assert TestFile.objects.count() == 1


def test_a_record_from_before_readings_has_none() -> None:
    old = (
        '{"attempt":1,"level":"L3","on":"2026-05-05","outcome":"pass","procedure":"XF",'
        '"site":"NTX","witness":""}'
    )

    event = decode("sites.test_recorded", 1, old)

    assert isinstance(event, events.TestRecorded)
    assert (event.readings, event.again_because) == ((), "")


def test_every_level_is_described_and_comes_after_one_that_is() -> None:
    assert set(LEVELS) == set(CxLevel)
    for level in LEVELS.values():
        assert level.after is None or level.after in LEVELS
        assert level.proves.endswith(".")
    first = {level.level for level in LEVELS.values() if level.after is None}
    assert first == {CxLevel.L0, CxLevel.L10}
