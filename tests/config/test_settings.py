"""Settings are read once in a process, so each of these asks a fresh one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config.bootstrap import ROOT
from config.management.commands.test import clean_environment
from config.secret import kept_secret

PRODUCTION = {
    "DEBUG": "False",
    "SECRET_KEY": "a-key-of-fifty-characters-and-more-that-is-only-for-this-test",
    "ALLOWED_HOSTS": "slipway.example",
    "DATABASE_URL": "postgresql://slipway@db.example/slipway",
    "REDIS_URL": "redis://redis.example/0",
}
ASKED = (
    "DATABASES",
    "CELERY_BROKER_URL",
    "CELERY_BROKER_TRANSPORT_OPTIONS",
    "CELERY_TASK_TIME_LIMIT",
    "EMAIL_FILE_PATH",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "SLIPWAY_BASE_URL",
)
ASK = f"""
import json
from config import settings
print(json.dumps({{name: getattr(settings, name) for name in {ASKED}}}))
"""


def run(*command: str, var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**clean_environment(), "SLIPWAY_VAR": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def bare(var: Path) -> dict[str, Any]:
    return settings_with(var)


@pytest.fixture(scope="module")
def production(var: Path) -> dict[str, Any]:
    return settings_with(var, **PRODUCTION)


def settings_with(var: Path, **environment: str) -> dict[str, Any]:
    asked = run("-c", ASK, var=var, **environment)
    assert asked.returncode == 0, asked.stderr
    settings: dict[str, Any] = json.loads(asked.stdout)
    return settings


def test_nothing_set_means_sqlite_below_var_with_the_write_lock_from_the_start(bare, var):
    database = bare["DATABASES"]["default"]

    assert database["NAME"] == str(var / "slipway.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_database_url_chooses_postgresql(production):
    database = production["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["NAME"]) == ("db.example", "slipway")


def test_a_task_is_never_handed_out_again_while_it_may_still_run(production):
    again_after = production["CELERY_BROKER_TRANSPORT_OPTIONS"]["visibility_timeout"]

    assert again_after > production["CELERY_TASK_TIME_LIMIT"]


def test_without_redis_the_queue_is_in_memory(bare):
    assert bare["CELERY_BROKER_URL"] == "memory://"


def test_the_key_of_a_development_machine_stays_the_same_and_is_for_its_owner(tmp_path: Path):
    first = kept_secret(tmp_path / "secret-key")

    assert len(first) >= 50
    assert kept_secret(tmp_path / "secret-key") == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_mail_goes_to_files_until_a_server_is_named(bare, var):
    named = settings_with(var, EMAIL_URL="smtp://mail.example:2525")

    assert bare["EMAIL_FILE_PATH"] == str(var / "mail")
    assert (named["EMAIL_HOST"], named["EMAIL_PORT"]) == ("mail.example", 2525)


def test_links_in_production_lead_to_the_first_host(production):
    assert production["SLIPWAY_BASE_URL"] == "https://slipway.example"


def test_production_without_a_key_does_not_start(var):
    keyless = {name: value for name, value in PRODUCTION.items() if name != "SECRET_KEY"}

    asked = run("-c", ASK, var=var, **keyless)

    assert asked.returncode != 0
    assert "Set the SECRET_KEY environment variable" in asked.stderr


def test_check_deploy_is_clean_with_production_variables(var):
    command = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    checked = run(*command, var=var, SLIPWAY_BOOTSTRAP="off", **PRODUCTION)

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_tests_leave_the_developers_own_files_alone():
    assert Path(os.environ["SLIPWAY_VAR"]).resolve() != (ROOT / "var").resolve()
