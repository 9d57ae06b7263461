"""The log as lines: out, in, and on."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.management import CommandError, call_command

from config import services
from eventlog import stored
from eventlog.log import append, tail_position
from eventlog.models import StoredEvent
from eventlog.projections import Projection, rebuild
from eventlog.transfer import LineRefused, exported, import_lines
from eventlog.verify import checkpoint, verify
from sites.commands import weather_stream
from sites.events import WeatherCause, WeatherDayLost
from sites.models import System
from tests.eventlog.as_process import Installation, on_sqlite
from tests.eventlog.test_verify import lift_triggers
from tests.factories import MAY_1, MAY_4, a_crew, a_system, an_order, everything, said

pytestmark = pytest.mark.django_db

RAIN = WeatherDayLost(site="NTX", on=MAY_1, cause=WeatherCause.RAIN)
STORM = WeatherDayLost(site="NTX", on=MAY_4, cause=WeatherCause.WIND)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a log of five is written, and gone through, in three of them."""
    monkeypatch.setattr(stored, "CHUNK", 2)


@pytest.fixture
def lines() -> list[bytes]:
    """What is exported of a log of five facts, on four streams."""
    a_system(meta=said("a key")), a_crew(), an_order("PO-ü\u2028")
    append(weather_stream("NTX"), RAIN, STORM, meta=said())
    return list(exported())


def forget(*, after: int = 0) -> None:
    """As if the facts after a position had never been recorded here."""
    lift_triggers()
    StoredEvent.objects.filter(position__gt=after).delete()
    for projection in Projection.registry.values():
        rebuild(projection)


def changed(line: bytes, **columns: Any) -> bytes:
    return msgspec.json.encode({**msgspec.json.decode(line), **columns}) + b"\n"


def test_a_line_holds_the_stored_text_and_instants_to_the_microsecond(lines: list[bytes]) -> None:
    first, row = msgspec.json.decode(lines[0]), StoredEvent.objects.get(pk=1)

    assert (first["payload"], first["metadata"]) == (row.payload, row.metadata)
    assert (first["hash"], first["key"]) == (bytes(row.hash).hex(), "a key")
    assert first["recorded_at"] == "2026-06-01T18:00:00Z"
    assert msgspec.json.decode(lines[1])["recorded_at"] == "2026-06-01T18:00:00.000001Z"


def test_what_was_exported_is_imported_as_the_same_log_and_the_same_read_models(
    lines: list[bytes],
) -> None:
    before, rows = everything(), list(StoredEvent.objects.values_list())
    forget()
    assert not System.objects.exists()

    imported = import_lines(lines)

    assert everything() == before
    assert list(StoredEvent.objects.values_list()) == rows
    assert (imported.recorded, imported.tail) == (5, verify())


def test_a_log_is_continued_by_the_lines_that_follow_it(lines: list[bytes]) -> None:
    forget(after=2)

    assert import_lines(lines[2:4]).recorded == 2
    assert import_lines(lines).recorded == 1  # what is there already is compared and left
    assert import_lines(lines).recorded == 0
    assert verify().position == 5


def test_part_of_a_log_is_exported(lines: list[bytes]) -> None:
    assert list(exported(after=1, until=3)) == lines[1:3]
    assert list(exported(after=5)) == []


Broken = Callable[[list[bytes]], list[bytes]]
BROKEN: dict[str, tuple[int, str, Broken]] = {
    "another payload": (2, "Position 2: .* not what", lambda of: [of[0], changed(of[1], payload="{}")]),
    "a hash that does not fit": (1, "Position 1: .* not what", lambda of: [changed(of[0], hash="ab" * 32)]),
    "a line left out": (2, "Position 2: .* missing", lambda of: [of[0], *of[2:]]),
    "two lines exchanged": (2, "Position 2: .* missing", lambda of: [of[0], of[2], of[1]]),
    "a line twice": (2, "no row can stand here", lambda of: [of[0], of[0]]),
    "a line cut short": (3, "truncated", lambda of: [*of[:2], of[2][:40]]),
    "a beginning that is missing": (1, "the log here ends at 0", lambda of: of[1:]),
    "an instant of no zone": (1, "timezone", lambda of: [changed(of[0], occurred_at="2026-01-01T00:00:00")]),
    "a column too many": (1, "unknown field", lambda of: [changed(of[0], colour="red")]),
    "a type of another version": (1, "knows no sites.roof", lambda of: [changed(of[0], type="sites.roof")]),
    "no lines of a log": (1, "Expected `object`", lambda of: [b"[1, 2]\n"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_line_that_is_wrong_is_named_and_nothing_is_imported(
    lines: list[bytes], name: str
) -> None:
    number, why, broken = BROKEN[name]
    forget()

    with pytest.raises(LineRefused, match=why) as refused:
        import_lines(broken(lines))

    assert refused.value.number == number
    assert tail_position() == 0
    assert not System.objects.exists()


def test_the_lines_of_another_log_are_refused(lines: list[bytes]) -> None:
    forget(after=2)
    append(weather_stream("NTX"), STORM, meta=said())
    before = everything()

    with pytest.raises(LineRefused, match="position 3 of the log here is another fact") as refused:
        import_lines(lines)

    assert refused.value.number == 3
    assert everything() == before


def test_a_file_goes_out_and_in_by_commands(lines: list[bytes], tmp_path: Path) -> None:
    file, said_there = tmp_path / "log.ndjson", StringIO()
    call_command("export_log", file, stderr=StringIO())
    call_command("export_log", stdout=said_there, stderr=StringIO())
    assert file.read_bytes() == b"".join(lines) == said_there.getvalue().encode()
    assert list(tmp_path.iterdir()) == [file]

    before, tail = everything(), checkpoint()
    forget()
    call_command("import_log", file, stdout=said_there)
    assert everything() == before
    assert f"position 5 with hash {tail.hash}" in said_there.getvalue()

    file.write_bytes(b"".join(lines)[:-10])
    forget(after=1)
    with pytest.raises(CommandError, match=r"Nothing was imported\. Line 5: "):
        call_command("import_log", file)
    assert tail_position() == 1


def test_a_log_goes_from_sqlite_to_postgresql_and_is_the_same(tmp_path: Path) -> None:
    small, lines = on_sqlite(tmp_path), tmp_path / "log.ndjson"
    small.done("shell", "-v0", "-c", SOME_FACTS)
    small.done("export_log", str(lines))

    with services.postgres() as address:
        large = Installation(address, tmp_path)
        large.done("shell", "-v0", "-c", NO_FACTS)
        assert "2 facts imported" in large.done("import_log", str(lines))
        assert "2 facts follow from one another" in large.done("shell", "-v0", "-c", AS_IT_WAS)
        assert large.done("export_log") == lines.read_text()


SOME_FACTS = """
from django.core.management import call_command
from tests.factories import a_system, an_order
call_command("migrate", verbosity=0)
a_system(), an_order()
"""
NO_FACTS = """
from django.core.management import call_command
from tests.factories import a_site, a_supplier
call_command("migrate", verbosity=0)
a_site(), a_supplier()
"""
AS_IT_WAS = """
from django.core.management import call_command
call_command("verify_log")
call_command("rebuild", check=True)
"""
