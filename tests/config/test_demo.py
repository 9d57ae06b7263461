import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config import demo_database
from config.bootstrap import ROOT, one_at_a_time
from config.demo_database import Found
from config.processes import free_port


@pytest.fixture
def development(settings, tmp_path: Path) -> Path:
    settings.DEBUG = True
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "slipway.sqlite3"


def with_a_table(file: Path) -> None:
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE half (made)")
    database.close()


def test_a_taken_port_is_told_with_another_that_may_be_free(development):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} is taken.* demo --port \d+"):
            call_command("demo", port=port)


def test_a_second_demo_on_the_same_files_is_refused(development):
    with one_at_a_time(development / "demo.lock", if_busy=AssertionError):
        with pytest.raises(CommandError, match="Another demo runs"):
            call_command("demo", port=free_port())


def test_the_demo_does_not_run_in_production(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG=False"):
        call_command("demo")


def test_a_file_that_is_no_database_is_refused_with_the_way_out(tmp_path: Path, file: Path):
    file.write_bytes(b"not a database at all " * 100)

    ended = subprocess.run(
        [sys.executable, "manage.py", "demo", "--no-serve"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": "",
            "DEBUG": "True",
            "SLIPWAY_BOOTSTRAP": "off",
            "SLIPWAY_VAR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "is not a database of SQLite" in ended.stderr
    assert "python3 manage.py demo --reset" in ended.stderr


def test_no_file_and_an_empty_one_are_both_a_first_start(file: Path):
    assert demo_database.found(file) is Found.NOTHING
    file.touch()
    assert demo_database.found(file) is Found.NOTHING


def test_tables_without_the_mark_are_half_made(file: Path):
    with_a_table(file)

    assert demo_database.found(file) is Found.HALF_MADE


def test_the_mark_stands_in_the_file_itself(file: Path):
    with_a_table(file)
    demo_database.mark_loaded(file)

    assert demo_database.found(file.rename(file.with_name("moved"))) is Found.LOADED
    assert demo_database.found(file) is Found.NOTHING


def test_reset_removes_the_file_with_what_hangs_on_it(file: Path, tmp_path: Path):
    with_a_table(file)
    (tmp_path / "slipway.sqlite3-wal").touch()
    (tmp_path / "broker").mkdir()

    demo_database.remove(file, leavings=(tmp_path / "broker", tmp_path / "mail"))

    assert list(tmp_path.iterdir()) == []
