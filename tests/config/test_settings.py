"""Settings are read once in a process, so each of these asks a fresh one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.bootstrap import ROOT
from config.management.commands.test import clean_environment

PRODUCTION = {
    "DEBUG": "False",
    "SECRET_KEY": "a-key-of-fifty-characters-and-more-that-is-only-for-this-test",
    "ALLOWED_HOSTS": "slipway.example",
    "DATABASE_URL": "postgresql://slipway@db.example/slipway",
    "REDIS_URL": "redis://redis.example/0",
}
ASK = "import json, sys; from config import settings as s; print(json.dumps({sys.argv[1]: getattr(s, sys.argv[1])}))"


def run(*command: str, var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**clean_environment(), "SLIPWAY_VAR": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def setting(name: str, var: Path, **environment: str):
    asked = run("-c", ASK, name, var=var, **environment)
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout)[name]


def test_nothing_set_means_sqlite_below_var_with_the_write_lock_from_the_start(tmp_path: Path):
    database = setting("DATABASES", tmp_path)["default"]

    assert database["NAME"] == str(tmp_path / "slipway.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_database_url_chooses_postgresql(tmp_path: Path):
    database = setting("DATABASES", tmp_path, DATABASE_URL="postgresql://a:b@db.example/c")["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["NAME"], database["USER"]) == ("db.example", "c", "a")


def test_a_task_is_never_handed_out_again_while_it_may_still_run(tmp_path: Path):
    redis = {"REDIS_URL": "redis://redis.example/0"}
    again_after = setting("CELERY_BROKER_TRANSPORT_OPTIONS", tmp_path, **redis)["visibility_timeout"]

    assert again_after > setting("CELERY_TASK_TIME_LIMIT", tmp_path, **redis)


def test_without_redis_the_queue_is_in_memory(tmp_path: Path):
    assert setting("CELERY_BROKER_URL", tmp_path) == "memory://"


def test_the_key_of_a_development_machine_stays_the_same_and_is_for_its_owner(tmp_path: Path):
    first = setting("SECRET_KEY", tmp_path)

    assert setting("SECRET_KEY", tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_mail_goes_to_files_until_a_server_is_named(tmp_path: Path):
    assert setting("EMAIL_FILE_PATH", tmp_path) == str(tmp_path / "mail")
    assert setting("EMAIL_HOST", tmp_path, EMAIL_URL="smtp://mail.example:2525") == "mail.example"


def test_links_in_production_lead_to_the_first_host(tmp_path: Path):
    assert setting("SLIPWAY_BASE_URL", tmp_path, **PRODUCTION) == "https://slipway.example"


def test_production_without_a_key_does_not_start(tmp_path: Path):
    keyless = {name: value for name, value in PRODUCTION.items() if name != "SECRET_KEY"}

    asked = run("-c", ASK, "SECRET_KEY", var=tmp_path, **keyless)

    assert asked.returncode != 0
    assert "Set the SECRET_KEY environment variable" in asked.stderr


def test_check_deploy_is_clean_with_production_variables(tmp_path: Path):
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", var=tmp_path, **PRODUCTION)

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


@pytest.mark.skipif("SLIPWAY_VAR" not in os.environ, reason="only below tests/conftest.py")
def test_tests_leave_the_developers_own_files_alone():
    assert Path(os.environ["SLIPWAY_VAR"]).resolve() != (ROOT / "var").resolve()
