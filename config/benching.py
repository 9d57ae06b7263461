"""What the parts of `manage.py bench` share: a child that measures, and how its end is told."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from config import services
from config.management.commands.test import clean_environment
from config.processes import spawn, stop

DATABASES = ("postgres", "sqlite")


def run(
    module: str, *arguments: str, scratch: Path, what: str, more: Mapping[str, str] | None = None
) -> None:
    """Run a module to its end in a process of its own. what: the words for it when it fails."""
    command = [sys.executable, "-m", module, *arguments]
    surroundings = clean_environment() | {"SLIPWAY_VAR": str(scratch)} | dict(more or {})
    process = spawn(command, output=None, cwd=settings.ROOT, env=surroundings)
    try:
        if process.wait():
            raise CommandError(f"The measurement of {what} failed, as said above.")
    finally:
        stop(process)


@contextmanager
def serving(database: str, directory: Path | None) -> Iterator[str]:
    """A DATABASE_URL; empty means the SQLite file below SLIPWAY_VAR."""
    if database == "sqlite":
        yield ""
        return
    # No settings: fsync and synchronous_commit are on by default.
    with services.postgres(settings=(), where=directory) as url:
        yield url
