"""`manage.py bench log`: what the event log costs, on scratch databases that flush to the disk."""

import tempfile
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from config.benching import DATABASES, run, serving
from eventlog.bench.lines import Line
from eventlog.bench.plan import SECTIONS, Plan, as_text

QUICK = Plan(rounds=7, slice_seconds=0.1, events=100_000)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--only", action="append", choices=SECTIONS, metavar="NAME")
    parser.add_argument("--database", action="append", choices=DATABASES)
    parser.add_argument("--seconds", type=float, help="how long each time")
    parser.add_argument("--writers", type=int, action="append", help="how many write at once")
    parser.add_argument("--events", type=int, help="how long the long log is")


def measured(options: dict[str, Any]) -> list[Line]:
    plan = _plan(QUICK if options["quick"] else Plan(), options)
    lines: list[Line] = []
    for database in options["database"] or DATABASES:
        lines += _measured(database, plan, options["directory"])
    return lines


def _measured(database: str, plan: Plan, directory: Path | None) -> list[Line]:
    """The figures of one database. It is measured by a process of its own: settings are read once."""
    with (
        tempfile.TemporaryDirectory(prefix="slipway-bench-", dir=directory) as scratch,
        serving(database, directory) as url,
    ):
        results = Path(scratch) / "results"
        run(
            "eventlog.bench",
            as_text(plan),
            str(results),
            scratch=Path(scratch),
            what=database,
            more={"DJANGO_SETTINGS_MODULE": "config.bench_settings", "DATABASE_URL": url},
        )
        return [msgspec.json.decode(line, type=Line) for line in results.read_bytes().splitlines()]


def _plan(plan: Plan, options: dict[str, Any]) -> Plan:
    given = {
        "rounds": options["rounds"],
        "slice_seconds": options["seconds"],
        "events": options["events"],
        "writers": tuple(options["writers"] or ()) or None,
        "only": tuple(options["only"] or ()),
    }
    return replace(plan, **{name: value for name, value in given.items() if value is not None})
