"""`manage.py bench schedule`: what a large XER costs to read and to date, and how MPXJ fares on it."""

import tempfile
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from config.benching import DATABASES, run, serving
from eventlog.bench.lines import Line
from projects.bench.against import Duel
from projects.bench.plan import Plan, as_text
from projects.bench.told import lines_of

QUICK = Plan(rounds=3)
WHAT = "schedules"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--activities", type=int, help="how many the schedule has")
    parser.add_argument("--links", type=int, help="how many links tie them, two for each as a rule")


def measured(options: dict[str, Any]) -> list[Line]:
    """Each fresh process in turn with none beside it; then ours and MPXJ round by round in one."""
    given = {name: options[name] for name in ("rounds", "activities", "links")}
    base = QUICK if options["quick"] else Plan()
    plan = replace(base, **{name: value for name, value in given.items() if value is not None})
    with tempfile.TemporaryDirectory(prefix="slipway-bench-", dir=options["directory"]) as folder:
        scratch = Path(folder)
        xer, result = scratch / "bench.xer", scratch / "result"
        run("projects.compile_kernels", scratch=scratch, what=WHAT)
        run("projects.bench", "make", as_text(plan), str(xer), scratch=scratch, what=WHAT)
        alone = []
        for _ in range(plan.rounds):
            run("projects.bench", "alone", str(xer), str(result), scratch=scratch, what=WHAT)
            alone.append(msgspec.json.decode(result.read_bytes(), type=dict[str, float]))
        imports = {
            database: [_imported(database, xer, options["directory"]) for _ in range(plan.rounds)]
            for database in DATABASES
        }
        parts = ("against", as_text(plan), str(xer), str(result))
        run("projects.bench", *parts, scratch=scratch, what=WHAT)
        return lines_of(plan, alone, imports, msgspec.json.decode(result.read_bytes(), type=Duel))


def _imported(database: str, xer: Path, directory: Path | None) -> float:
    """Seconds of an import into an empty database of its own, which flushes to the disk."""
    with (
        tempfile.TemporaryDirectory(prefix="slipway-bench-", dir=directory) as folder,
        serving(database, directory) as url,
    ):
        result = Path(folder) / "result"
        run(
            "projects.bench",
            "import",
            str(xer),
            str(result),
            scratch=Path(folder),
            what=WHAT,
            more={"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url},
        )
        return msgspec.json.decode(result.read_bytes(), type=float)
