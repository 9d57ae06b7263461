"""Whoever owns the database can change anything in it, but not without being found out."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from eventlog import stored
from eventlog.chain import GENESIS, chain
from eventlog.log import append
from eventlog.models import StoredEvent
from eventlog.stored import LogBroken
from eventlog.transfer import exported
from eventlog.verify import EMPTY, Checkpoint, NoCheckpoint, checkpoint, checkpoints_in, verify
from sites.commands import weather_stream
from sites.events import WeatherCause, WeatherDayLost
from tests.eventlog.as_process import on_sqlite
from tests.factories import MAY_1, MAY_4, a_site, said

pytestmark = pytest.mark.django_db

RAIN = WeatherDayLost(site="NTX", on=MAY_1, cause=WeatherCause.RAIN)
WIND = WeatherDayLost(site="NTX", on=MAY_4, cause=WeatherCause.WIND)
TAIL = 6
SET = "UPDATE eventlog_event SET {} = "


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the six are gone through in two of them."""
    monkeypatch.setattr(stored, "CHUNK", 4)


@pytest.fixture
def log() -> None:
    """Six facts of two streams: versions 1, 1, 2, 2, 3, 3."""
    for code in ("NTX", "OHI"):
        a_site(code)
    for event in (RAIN, WIND, RAIN):
        for code in ("NTX", "OHI"):
            append(weather_stream(code), event, meta=said())


Owner = Callable[..., None]


@pytest.fixture
def owner(log: None) -> Owner:
    """Runs SQL as somebody whom no trigger stops."""
    lift_triggers()

    def run(statement: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


def lift_triggers() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE eventlog_event DISABLE TRIGGER USER")
            return
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'eventlog_event'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def broken_at(position: int, why: str, **options: Any) -> None:
    with pytest.raises(LogBroken, match=why) as found:
        verify(**options)
    assert found.value.position == position


def rewrite_from(position: int) -> None:
    """Hash all from here anew, as a forger would who knows how."""
    previous = bytes(StoredEvent.objects.get(pk=position - 1).hash) if position > 1 else GENESIS
    for row in StoredEvent.objects.filter(position__gte=position).order_by("position"):
        previous = chain(previous, row)
        StoredEvent.objects.filter(pk=row.pk).update(hash=previous)


def test_a_log_that_nobody_touched_is_whole(log: None) -> None:
    assert verify() == checkpoint()
    assert checkpoint().position == TAIL


def test_an_empty_log_is_whole() -> None:
    assert verify(against=[EMPTY]) == EMPTY


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("payload", '{"cause":"wind","on":"2026-05-01","site":"NTX"}'),
        ("metadata", '{"actor":"somebody else"}'),
        ("type", "sites.weather_day_found"),
        ("schema", 2),
        ("key", "another"),
        ("occurred_at", "2026-01-01 00:00:00"),
        ("recorded_at", "2026-01-01 00:00:00"),
        ("hash", bytes(32)),
        ("version", 77),
        ("stream", "00000000000000000000000000000001"),
    ],
)
def test_a_changed_column_is_found(owner: Owner, column: str, value: Any) -> None:
    owner(SET.format(column) + "%s WHERE position = 4", value)

    broken_at(4, "not what its hash was made from")


def test_a_removed_row_is_found(owner: Owner) -> None:
    owner("DELETE FROM eventlog_event WHERE position = 3")

    broken_at(3, "missing; the next one stands at 4")


def test_a_removed_row_is_found_though_the_rest_moved_up(owner: Owner) -> None:
    owner("DELETE FROM eventlog_event WHERE position = 3")
    for position in range(4, TAIL + 1):
        owner("UPDATE eventlog_event SET position = position - 1 WHERE position = %s", position)

    broken_at(3, "not what its hash was made from")


def test_a_fact_taken_out_of_a_stream_is_found_though_all_was_hashed_anew(owner: Owner) -> None:
    owner("DELETE FROM eventlog_event WHERE position = 3")
    for position in range(4, TAIL + 1):
        owner("UPDATE eventlog_event SET position = position - 1 WHERE position = %s", position)
    rewrite_from(3)

    broken_at(4, "version 3 .* follows version 1")  # what was fact 5, the third of its stream


def test_two_rows_that_changed_places_are_found(owner: Owner) -> None:
    for old, new in ((2, 99), (5, 2), (99, 5)):
        owner("UPDATE eventlog_event SET position = %s WHERE position = %s", new, old)

    broken_at(2, "not what its hash was made from")


def test_a_row_put_before_the_first_is_found(owner: Owner) -> None:
    owner("UPDATE eventlog_event SET position = 0 WHERE position = 6")

    broken_at(0, "no row can stand here")


def test_a_clock_that_was_put_back_is_found_though_all_was_hashed_anew(owner: Owner) -> None:
    heard = StoredEvent.objects.get(pk=4).recorded_at - timedelta(days=30)
    StoredEvent.objects.filter(pk=4).update(recorded_at=heard)
    rewrite_from(4)

    broken_at(4, "recorded before")


def test_a_cut_tail_is_found_by_a_checkpoint(owner: Owner) -> None:
    known = checkpoint()
    owner("DELETE FROM eventlog_event WHERE position > 4")

    verify()  # what is left follows from itself
    broken_at(5, "ends before it, but once had 6", against=[known])


def test_a_tail_written_anew_is_found_by_a_checkpoint(owner: Owner) -> None:
    early, late = checkpoint(at=2), checkpoint()
    owner("UPDATE eventlog_event SET metadata = '{}' WHERE position = 4")
    rewrite_from(4)

    verify(against=[early])
    broken_at(6, "rewritten after 2", against=[late, early])


def test_what_stands_before_a_trusted_checkpoint_is_not_gone_through_again(owner: Owner) -> None:
    trusted = checkpoint(at=3)
    owner("UPDATE eventlog_event SET metadata = '{}' WHERE position = 2")
    seen: list[int] = []

    assert verify(after=trusted, seen=seen.append).position == TAIL
    assert seen == [3]
    owner("UPDATE eventlog_event SET metadata = '{}' WHERE position = 5")
    broken_at(5, "not what its hash was made from", after=trusted)


def test_a_trusted_checkpoint_of_another_log_is_not_trusted(log: None) -> None:
    broken_at(3, "another hash", after=Checkpoint(3, "ab" * 32, checkpoint().recorded_at))


def test_the_first_of_two_bad_positions_is_named(owner: Owner) -> None:
    known = checkpoint()
    owner("DELETE FROM eventlog_event WHERE position = 6")
    owner("UPDATE eventlog_event SET metadata = '{}' WHERE position IN (2, 4)")

    broken_at(2, "not what its hash was made from", against=[known])


NONSENSE: dict[str, dict[str, Any]] = {
    "sqlite": {  # takes anything in any column
        "stream": "no id",
        "recorded_at": "yesterday",
        "version": "two",
        "hash": "no bytes",
        "payload": b"\xff",
    },
    "postgresql": {"recorded_at": "infinity"},
}


def test_a_column_with_nonsense_in_it_is_found(owner: Owner) -> None:
    for position, (column, nonsense) in zip(
        range(TAIL, 0, -1), NONSENSE[connection.vendor].items(), strict=False
    ):
        owner(SET.format(column) + "%s WHERE position = %s", nonsense, position)
        broken_at(position, "cannot be read|not what its hash was made from")


def test_text_that_is_no_text_is_found(owner: Owner) -> None:
    if connection.vendor == "sqlite":  # PostgreSQL refuses to store it
        owner("UPDATE eventlog_event SET payload = CAST(x'ff' AS TEXT) WHERE position = 3")
        broken_at(3, "cannot be read")


# -- The commands -----------------------------------------------------------------------------


def told(name: str, *arguments: Any, **options: Any) -> str:
    said_there = StringIO()
    call_command(name, *arguments, stdout=said_there, **options)
    return said_there.getvalue()


def test_a_checkpoint_is_one_line_of_json_that_verify_log_takes_back(
    log: None, tmp_path: Path
) -> None:
    file = tmp_path / "checkpoint.json"
    told("checkpoint", str(file))

    assert told("checkpoint") == file.read_text()
    assert msgspec.json.decode(file.read_bytes(), type=Checkpoint) == checkpoint()
    assert "6 facts follow from one another and agree" in told("verify_log", against=[file])
    assert "0 facts follow" in told("verify_log", after=file)


def test_checkpoints_kept_in_one_file_are_all_compared(owner: Owner, tmp_path: Path) -> None:
    file = tmp_path / "every-night"
    file.write_text(f"{told('checkpoint')}\n{msgspec.json.encode(checkpoint(at=2)).decode()}")
    assert [known.position for known in checkpoints_in(file)] == [6, 2]

    owner("DELETE FROM eventlog_event WHERE position > 4")
    with pytest.raises(CommandError, match=r"Position 5: the log ends before it"):
        told("verify_log", against=[file])


@pytest.mark.parametrize(
    "text",
    ["", "{", "{}", '{"position": -1}', '{"position": 1, "hash": "ff", "recorded_at": "2026"}'],
)
def test_a_file_that_is_no_checkpoint_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "letter"
    file.write_text(text)

    with pytest.raises(NoCheckpoint, match="letter"):
        checkpoints_in(file)
    with pytest.raises(CommandError, match="letter"):
        told("verify_log", against=[file])
    with pytest.raises(CommandError, match="nowhere"):
        told("verify_log", against=[tmp_path / "nowhere"])


def test_a_file_edited_with_the_sqlite_shell_is_found_out(log: None, tmp_path: Path) -> None:
    there = on_sqlite(tmp_path)
    lines = tmp_path / "log.ndjson"
    lines.write_bytes(b"".join(exported()))
    there.done("migrate", "-v0")
    there.done("import_log", str(lines))
    assert "6 facts follow" in there.done("verify_log")

    with closing(sqlite3.connect(tmp_path / "slipway.sqlite3")) as shell:
        for (trigger,) in shell.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            shell.execute(f"DROP TRIGGER {trigger}")
        shell.execute("UPDATE eventlog_event SET payload = '{}' WHERE position = 3")
        shell.commit()
    ended = there.manage("verify_log")

    assert ended.returncode == 1
    refusal = "CommandError: Position 3: the row is not what its hash was made from."
    assert ended.stderr.splitlines()[-1] == refusal
