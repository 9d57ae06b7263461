"""One PostgreSQL and one Redis for a whole run, also when it is spread over processes."""

import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

from config import services
from config.kernels import ROOT, cache_folder
from config.management.commands.test import clean_environment

PURE = {Path(__file__).parent / "projects" / name for name in ("schedule", "risk", "money")}
SHARED_REDIS = "SLIPWAY_TEST_REDIS"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers before Django reads its settings; workers of xdist inherit addresses."""
    if settings.configured:
        raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: Django has read its settings.")
    worker = getattr(config, "workerinput", None)
    if worker is None:
        _compile_kernels()
        config.stash[SERVERS] = _started(postgres=config.getoption("--database") == "postgres")
    number = int(worker["workerid"].removeprefix("gw")) if worker else 0
    redis = os.environ[SHARED_REDIS]
    os.environ["REDIS_URL"] = f"{redis}/{2 * number}"  # each process with a queue of its own
    os.environ["CACHE_URL"] = f"{redis}/{2 * number + 1}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hypothesis.settings.register_profile("slipway", deadline=None)  # machines are shared
    hypothesis.settings.load_profile("slipway")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Load the fixtures that import models: a conftest.py of theirs is read before the settings."""
    from tests.flushing import let_flush_empty_the_log

    let_flush_empty_the_log()
    session.config.pluginmanager.import_plugin("tests.projects.building")
    session.config.pluginmanager.import_plugin("tests.projects.contracts.signing")
    session.config.pluginmanager.import_plugin("tests.faults.summary")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """`test_..._on_postgres.py` belongs to the run on PostgreSQL only, and so for SQLite.

    What is pure knows no database: it is tested in the run on SQLite, which is the usual one.
    """
    database = config.getoption("--database")
    if database == "postgres" and collection_path in PURE:
        return True
    _, named, wanted = collection_path.stem.partition("_on_")
    return True if named and wanted != database else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Workers read their settings when they have a number, not at once from our environment."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    if servers := config.stash.get(SERVERS, None):
        servers.close()


def _compile_kernels() -> None:
    """Once for each state of their sources, and kept: a run tests the machine code, not the wait.

    With NUMBA_DISABLE_JIT=1 it tests plain Python.
    """
    os.environ["NUMBA_CACHE_DIR"] = str(cache_folder(ROOT / ".tools"))
    compiling = {name: value for name, value in os.environ.items() if name != "NUMBA_DISABLE_JIT"}
    program = [sys.executable, "-m", "projects.compile_kernels"]
    subprocess.run(program, check=True, cwd=ROOT, env=compiling)


@pytest.fixture(autouse=True)
def log_level_as_it_was() -> Iterator[None]:
    """A Celery worker in a test sets the level of all logs to its own, and leaves it there."""
    root = logging.getLogger()
    level = root.level
    yield
    root.setLevel(level)


SERVERS = pytest.StashKey[ExitStack]()


def _started(*, postgres: bool) -> ExitStack:
    kept = clean_environment()
    for name in set(os.environ) - set(kept):
        del os.environ[name]
    with ExitStack() as opening:
        var = opening.enter_context(tempfile.TemporaryDirectory(prefix="slipway-test-"))
        os.environ["SLIPWAY_VAR"] = os.environ["STATIC_ROOT"] = var
        os.environ[SHARED_REDIS] = opening.enter_context(services.redis())
        if postgres:
            os.environ["DATABASE_URL"] = opening.enter_context(services.postgres())
        return opening.pop_all()
