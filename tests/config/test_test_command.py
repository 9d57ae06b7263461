import sys
from io import StringIO

import pytest
from django.core.management import call_command

from config.management.commands import test as command

GOOD = [sys.executable, "-c", "pass"]
BAD = [sys.executable, "-c", "raise SystemExit(3)"]


def run_checks(monkeypatch, **checks: list[str]) -> tuple[str, int]:
    monkeypatch.setattr(command, "checks", lambda pytest_arguments: checks)
    out = StringIO()
    try:
        call_command("test", stdout=out)
    except SystemExit as ended:
        return out.getvalue(), int(str(ended.code))
    return out.getvalue(), 0


def test_a_failed_check_does_not_hide_the_next(monkeypatch):
    told, code = run_checks(monkeypatch, first=BAD, second=GOOD)

    assert "-- first: failed" in told
    assert "-- second: ok" in told
    assert (told.splitlines()[-1].split(":")[1], code) == (" first", 1)


def test_all_passed_is_the_last_line(monkeypatch):
    told, code = run_checks(monkeypatch, first=GOOD, second=GOOD)

    assert told.splitlines()[-1].startswith("All passed in")
    assert code == 0


def test_the_shell_does_not_steer_the_tests(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://production.example/slipway")

    assert "DATABASE_URL" not in command.clean_environment()


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_arguments_for_pytest_reach_it(database: str):
    assert command.checks(["-k", "word"])[database][-2:] == ["-k", "word"]
