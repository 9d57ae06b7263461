"""A log that was written when the position was not yet the address of the row stays what it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from eventlog.transfer import exported
from sites.commands import lose_weather_day
from sites.events import WeatherCause
from tests.eventlog.as_process import on_sqlite
from tests.factories import MAY_1, MAY_4, a_site, said

ROWS = "SELECT position, stream, version, type, payload, occurred_at, hash FROM eventlog_event ORDER BY position"


@pytest.mark.django_db
def test_a_migrated_log_is_the_same_and_still_refuses_to_be_changed(tmp_path: Path) -> None:
    a_site()
    for day in (MAY_1, MAY_4):
        lose_weather_day(site="NTX", cause=WeatherCause.RAIN, on=day, meta=said())
    lines = tmp_path / "log.ndjson"
    lines.write_bytes(b"".join(exported()))
    there = on_sqlite(tmp_path)
    there.done("migrate", "eventlog", "0004", "-v0")
    for app in ("labor", "supply", "sites", "projects"):
        there.done("migrate", app, "-v0")
    there.done("import_log", str(lines))

    with closing(sqlite3.connect(tmp_path / "slipway.sqlite3")) as shell:
        before = shell.execute(ROWS).fetchall()
        there.done("migrate", "-v0")
        assert shell.execute(ROWS).fetchall() == before
        for change in ("UPDATE eventlog_event SET type = ''", "DELETE FROM eventlog_event"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                shell.execute(change)
    assert "2 facts follow" in there.done("verify_log")
    assert "eventlog.E009" not in there.done("check", "--deploy", "--database", "default")
