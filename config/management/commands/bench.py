"""`manage.py bench log`: what the event log costs, on scratch databases that flush to the disk."""

import json
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import services
from config.management.commands.demo import StopAsked, stop_signals
from config.management.commands.test import clean_environment
from config.processes import spawn, stop
from eventlog.bench.lines import Line, table
from eventlog.bench.plan import SECTIONS, Plan, as_text

DATABASES = ("postgres", "sqlite")
QUICK = Plan(rounds=7, slice_seconds=0.1, events=100_000)


class Command(BaseCommand):
    help = "Measure the event log beside the eventsourcing library and a bare INSERT."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("log",))
        parser.add_argument("--quick", action="store_true", help="some minutes, less exact")
        parser.add_argument("--only", action="append", choices=SECTIONS, metavar="NAME")
        parser.add_argument("--database", action="append", choices=DATABASES)
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--rounds", type=int, help="how often each contender is measured")
        parser.add_argument("--seconds", type=float, help="how long each time")
        parser.add_argument("--writers", type=int, action="append", help="how many write at once")
        parser.add_argument("--events", type=int, help="how long the long log is")
        parser.add_argument("--directory", type=Path, help="on the disk that is to be measured")

    def handle(self, *args: Any, quick: bool, json: bool, **options: Any) -> None:
        plan = _plan(QUICK if quick else Plan(), options)
        lines: list[Line] = []
        try:
            with stop_signals():  # what is stopped leaves no gigabytes behind
                for database in options["database"] or DATABASES:
                    lines += measured(database, plan, options["directory"])
        except StopAsked:
            raise CommandError("Stopped before the end.", returncode=130) from None
        for line in map(as_json, lines) if json else table(lines):
            self.stdout.write(line)


def measured(database: str, plan: Plan, directory: Path | None) -> list[Line]:
    """The figures of one database. It is measured by a process of its own: settings are read once."""
    with (
        tempfile.TemporaryDirectory(prefix="slipway-bench-", dir=directory) as scratch,
        serving(database, directory) as url,
    ):
        results = Path(scratch) / "results"
        command = [sys.executable, "-m", "eventlog.bench", as_text(plan), str(results)]
        surroundings = clean_environment() | {
            "DJANGO_SETTINGS_MODULE": "config.bench_settings",
            "DATABASE_URL": url,
            "SLIPWAY_VAR": scratch,
        }
        process = spawn(command, output=None, cwd=settings.ROOT, env=surroundings)
        try:
            if process.wait():
                raise CommandError(f"The measurement of {database} failed, as said above.")
        finally:
            stop(process)
        return [msgspec.json.decode(line, type=Line) for line in results.read_bytes().splitlines()]


@contextmanager
def serving(database: str, directory: Path | None) -> Iterator[str]:
    """A DATABASE_URL; empty means the SQLite file below SLIPWAY_VAR."""
    if database == "sqlite":
        yield ""
        return
    # No settings: fsync and synchronous_commit are on by default.
    with services.postgres(settings=(), where=directory) as url:
        yield url


def as_json(line: Line) -> str:
    figures = msgspec.to_builtins(line) | {"median": line.median, "verdict": line.verdict}
    return json.dumps(figures)


def _plan(plan: Plan, options: dict[str, Any]) -> Plan:
    given = {
        "rounds": options["rounds"],
        "slice_seconds": options["seconds"],
        "events": options["events"],
        "writers": tuple(options["writers"] or ()) or None,
        "only": tuple(options["only"] or ()),
    }
    return replace(plan, **{name: value for name, value in given.items() if value is not None})
