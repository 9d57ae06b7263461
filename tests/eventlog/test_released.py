"""What was once released is read for ever, and what would break that is said at start."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.checks import CheckMessage
from django.core.management import CommandError, call_command
from django.test import override_settings

from eventlog import events
from eventlog.checks import check_events, fault_of
from eventlog.events import Body, Event, decode, encode, event_type, event_types, schema_of, upcast
from eventlog.log import append
from eventlog.released import Shape, release, released, unset
from eventlog.vocabulary import WORDS, Word
from tests.factories import NOWHERE, said

KEPT = released()
NOTED = Shape("tests.noted_once", 1)
STORED = '{"text":"late"}'
RIGHTLY_EMPTY = {
    "scope.activity",
    "scope.region",
    "scope.craft",
    "region",
    "effect.factor",
    "schedule.calendars.exceptions.2026-07-03",
}
"""An incident at an order is at no activity, region or craft, and what extends a stage has no factor; a
holiday has no shifts."""


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Event types that a test registers are gone after it."""
    for registry in ("_types", "_names", "_upcasts"):
        monkeypatch.setattr(events, registry, dict(getattr(events, registry)))


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The released payloads of one app, copied to where a test may change them."""
    supply = apps.get_app_config("supply")
    copied = shutil.copytree(Path(supply.path, "released"), tmp_path / "released")
    monkeypatch.setattr(supply, "path", str(tmp_path))
    return Path(copied)


def said_at_start(*, debug: bool = True) -> list[tuple[str, str]]:
    with override_settings(DEBUG=debug):
        return [(str(found.obj), str(found.id)) for found in check_events()]


def fault(text: str = STORED, shape: Shape = NOTED) -> CheckMessage:
    found = fault_of(shape, text)
    assert found
    return found


def test_nothing_is_wrong_with_any_event_type() -> None:
    assert check_events() == []


@pytest.mark.parametrize("shape", KEPT, ids=str)
def test_a_released_payload_is_read_and_today_s_would_be_written_the_same(shape: Shape) -> None:
    event = decode(shape.type, shape.schema, KEPT[shape])

    assert isinstance(event, event_types()[shape.type])
    if shape.schema == schema_of(type(event)):
        assert encode(event) == KEPT[shape]


@pytest.mark.parametrize("shape", KEPT, ids=str)
def test_a_released_payload_says_something_in_every_field(shape: Shape) -> None:
    assert unset(KEPT[shape]) <= RIGHTLY_EMPTY


def test_a_new_field_without_a_default_is_found() -> None:
    @event_type(NOTED.type)
    class Noted(Event):
        text: str
        cause: str

    assert fault().id == "eventlog.E004"
    assert "missing required field `cause`" in fault().msg


def test_a_new_field_with_a_default_wants_a_schema_of_its_own() -> None:
    @event_type(NOTED.type)
    class Noted(Event):
        text: str
        cause: str = "rain"

    assert fault().id == "eventlog.E005"
    assert fault().msg.endswith("another cause.")


def test_a_renamed_field_is_found() -> None:
    @event_type(NOTED.type)
    class Noted(Event):
        remark: str

    assert "unknown field `text`" in fault().msg


def test_a_field_of_another_kind_is_found() -> None:
    @event_type(NOTED.type)
    class Noted(Event):
        text: date

    assert "$.text" in fault().msg


def test_a_retired_type_is_found() -> None:
    assert fault(shape=Shape("tests.never_heard_of", 1)).id == "eventlog.E002"


def test_a_schema_number_that_went_down_is_found() -> None:
    @event_type(NOTED.type)
    class Noted(Event):
        text: str

    assert fault(shape=Shape(NOTED.type, 2)).id == "eventlog.E003"


def test_an_upcast_that_fails_on_the_released_payload_is_found() -> None:
    @event_type(NOTED.type, schema=2)
    class Noted(Event):
        text: str

    @upcast(Noted, from_schema=1)
    def from_a_name_it_never_had(body: Body) -> Body:
        return {"text": body["remark"]}

    assert fault().id == "eventlog.E004"


def test_one_missing_step_in_a_chain_of_upcasts_is_found() -> None:
    @event_type(NOTED.type, schema=3)
    class Noted(Event):
        text: str

    @upcast(Noted, from_schema=1)
    def unchanged(body: Body) -> Body:
        return body

    (found,) = check_events()
    assert (found.obj, found.id) == (NOTED.type, "eventlog.E001")
    assert found.hint == "Write @upcast(Noted, from_schema=2)."


def test_a_payload_of_schema_1_goes_through_every_step_to_schema_3() -> None:
    @event_type(NOTED.type, schema=3)
    class Noted(Event):
        remark: str
        on: date

    @upcast(Noted, from_schema=1)
    def text_became_remark(body: Body) -> Body:
        return {"remark": body["text"]}

    @upcast(Noted, from_schema=2)
    def gained_day(body: Body) -> Body:
        return {**body, "on": "2026-05-01"}

    assert fault_of(NOTED, STORED) is None
    assert decode(NOTED.type, 1, STORED) == Noted(remark="late", on=date(2026, 5, 1))


@pytest.mark.parametrize("from_schema", [0, 1, 2])
def test_an_upcast_that_nothing_needs_is_refused_at_import(from_schema: int) -> None:
    @event_type(NOTED.type, schema=2)
    class Noted(Event):
        text: str

    upcast(Noted, from_schema=1)(dict)
    with pytest.raises(ValueError, match=f"takes no upcast from schema {from_schema}"):
        upcast(Noted, from_schema=from_schema)(dict)


def test_two_types_of_one_name_are_refused_at_import_and_both_are_named() -> None:
    with pytest.raises(ValueError, match=r"supply\.events\.Delivered, .*test_released.*Twice"):

        @event_type("supply.delivered")
        class Twice(Event):
            text: str


def test_a_new_type_is_a_draft_while_developed_and_refused_in_production() -> None:
    @event_type("supply.noted")
    class Noted(Event):
        text: str

    with override_settings(DEBUG=True):
        (draft,) = check_events()
    with override_settings(DEBUG=False):
        (refused,) = check_events()

    assert not draft.is_serious()
    assert refused.is_serious()
    assert str(refused.obj) == "supply.noted, schema 1"


def test_an_old_schema_without_its_payload_is_no_draft() -> None:
    @event_type("supply.noted", schema=2)
    class Noted(Event):
        text: str

    upcast(Noted, from_schema=1)(dict)

    with override_settings(DEBUG=True):
        assert [found.is_serious() for found in check_events()] == [True, False]


def test_a_word_that_logs_hold_cannot_go(folder: Path) -> None:
    with (folder / WORDS).open("a") as words:
        words.write('promise_moved.1 cause "strike"\n')

    (found,) = check_events()
    assert (str(found.obj), found.id) == ("supply.promise_moved, schema 1", "eventlog.E004")
    assert "'strike'" in found.msg


def test_a_new_word_is_a_draft_until_it_is_released(folder: Path) -> None:
    words = (folder / WORDS).read_text()
    (folder / WORDS).write_text(words.replace('promise_moved.1 cause "freight"\n', ""))

    promise_moved = ("supply.promise_moved, schema 1", "eventlog.E008")
    assert said_at_start() == [promise_moved]
    call_command("release_payloads")
    assert said_at_start() == []


def test_a_word_goes_wherever_a_payload_repeats_the_field() -> None:
    activities = Word(Shape("projects.schedule_imported", 1), "plan.work.kind", '"summary"')

    assert activities.put_into('{"plan":{"work":[{"kind":"task"},{"kind":"task"}]}}') == (
        '{"plan":{"work":[{"kind":"summary"},{"kind":"summary"}]}}'
    )


def test_a_released_payload_that_was_edited_is_found(folder: Path) -> None:
    file = folder / "delivered.1.json"
    file.write_text(file.read_text().replace("PO-7", "PO-8"))

    assert said_at_start() == [("delivered.1.json", "eventlog.E007")]


def test_a_released_payload_that_was_removed_is_found(folder: Path) -> None:
    (folder / "delivered.1.json").unlink()

    assert ("delivered.1.json", "eventlog.E007") in said_at_start()


def test_a_payload_put_there_by_hand_is_found(folder: Path) -> None:
    shutil.copy(folder / "delivered.1.json", folder / "delivered.2.json")

    assert ("delivered.2.json", "eventlog.E007") in said_at_start()


def test_a_released_payload_is_never_written_again(folder: Path) -> None:
    before = (folder / "delivered.1.json").read_bytes()

    with pytest.raises(FileExistsError):
        release(Shape("supply.delivered", 1), STORED)

    assert (folder / "delivered.1.json").read_bytes() == before
    assert said_at_start() == []


@pytest.mark.django_db
def test_the_fullest_stored_payload_is_released_as_it_stands_in_the_log(folder: Path) -> None:
    @event_type("supply.noted")
    class Noted(Event):
        site: str
        remarks: tuple[str, ...]

    for remarks in ((), ("a", "b"), ("a",)):
        append(NOWHERE, Noted(site="Straße", remarks=remarks), meta=said())

    call_command("release_payloads")

    assert (folder / "noted.1.json").read_text() == '{"remarks":["a"],"site":"Straße"}\n'
    assert said_at_start(debug=False) == []


@pytest.mark.django_db
def test_what_the_log_does_not_hold_is_not_released(folder: Path) -> None:
    @event_type("supply.noted")
    class Noted(Event):
        text: str

    with pytest.raises(CommandError, match=r"supply\.noted, schema 1"):
        call_command("release_payloads")

    assert not (folder / "noted.1.json").exists()


@pytest.mark.parametrize(
    "program",
    [
        ["gunicorn", "--check-config", "config.wsgi"],
        ["celery", "-A", "config.celery", "worker", "--pool", "solo"],
        ["celery", "-A", "config.celery", "beat"],
    ],
    ids=["web", "worker", "beat"],
)
def test_no_process_starts_that_could_not_read_the_log(program: list[str], tmp_path: Path) -> None:
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.eventlog.unreadable.settings",
        "SLIPWAY_VAR": str(tmp_path),
    }
    ended = subprocess.run(
        [sys.executable, "-m", *program],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | settings,
    )

    assert ended.returncode != 0
    assert "No upcast leads from schema 1 to 2" in ended.stderr
