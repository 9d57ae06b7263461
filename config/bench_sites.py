"""`manage.py bench sites`: how long a fact that touches every site takes to all forecasts and the portfolio."""

import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from config import services
from config.benching import run, serving
from config.management.commands.test import clean_environment
from config.processes import ProcessGroup
from config.running import COMPILE
from eventlog.bench.lines import Line
from projects.bench.sites.figures import Round
from projects.bench.sites.plan import Plan, as_text
from projects.bench.sites.told import lines_of

QUICK = Plan(sites=50, projects=50, events=30)
MODULE = "projects.bench.sites"
_TO_STDERR = 2


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--sites", type=int, help="how many are made and forecast")
    parser.add_argument("--activities", type=int, help="of each schedule, 200 at least")
    parser.add_argument("--iterations", type=int, help="of each forecast")
    parser.add_argument("--workers", type=int, action="append", help="processes, in turn: 1 and 2")
    parser.add_argument("--events", type=int, help="facts of single sites, one after another")


def measured(options: dict[str, Any]) -> list[Line]:
    """On a PostgreSQL that flushes to the disk and a real broker; the sites are made before."""
    subprocess.run([sys.executable, *COMPILE], check=True, cwd=settings.ROOT, stdout=_TO_STDERR)
    plan = _plan(options)
    with (
        tempfile.TemporaryDirectory(prefix="slipway-bench-", dir=options["directory"]) as folder,
        serving("postgres", options["directory"]) as database,
        services.redis() as broker,
    ):
        found = _Found(plan, Path(folder), _environment(plan, database, broker))
        found.make()
        rounds = [found.round(workers) for workers in plan.workers]
        return lines_of(plan, rounds, found.waits)


class _Found:
    def __init__(self, plan: Plan, scratch: Path, surroundings: Mapping[str, str]) -> None:
        self.plan = plan
        self.scratch = scratch
        self.surroundings = surroundings
        self.waits: tuple[float, ...] = ()

    def make(self) -> None:
        self._run("prepare", as_text(self.plan))
        with ThreadPoolExecutor(self.plan.makers) as makers:
            make = partial(self._run, "make", as_text(self.plan))
            list(makers.map(make, map(str, range(self.plan.makers))))
        self._run("settle")

    def round(self, workers: int) -> Round:
        """All sites through so many workers; through the last ones then single facts too."""
        result = self.scratch / "result"
        with self._working(workers) as pid:
            told = as_text(self.plan), str(workers), str(pid), str(result)
            self._run("forecast", *told)
            found = msgspec.json.decode(result.read_bytes(), type=Round)
            if workers == self.plan.workers[-1] and self.plan.events:
                self._run("wait", as_text(self.plan), str(result))
                self.waits = msgspec.json.decode(result.read_bytes(), type=tuple[float, ...])
        return found

    @contextmanager
    def _working(self, workers: int) -> Iterator[int]:
        """A worker of the product with so many processes, and beat; the id of the worker's first one."""
        group = ProcessGroup(self.scratch / "log", stop_order=("beat", "worker"))
        celery = [sys.executable, "-m", "celery", "-q", "-A", "config.celery"]
        alone = ["--without-mingle", "--without-gossip", "-l", "INFO"]
        around = {**clean_environment(), **self.surroundings, "SLIPWAY_VAR": str(self.scratch)}
        start = partial(group.start, cwd=settings.ROOT, env=around)
        try:
            worker = start("worker", [*celery, "worker", "-c", str(workers), *alone])
            start("beat", [*celery, "beat", "-l", "WARNING"])
            yield worker.process.pid
        finally:
            group.stop()

    def _run(self, *parts: str) -> None:
        run(MODULE, *parts, scratch=self.scratch, what="sites", more=self.surroundings)


def _environment(plan: Plan, database: str, broker: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database,
        "REDIS_URL": f"{broker}/0",
        "CACHE_URL": f"{broker}/1",
        "FORECAST_ITERATIONS": str(plan.iterations),
    }


def _plan(options: dict[str, Any]) -> Plan:
    given = {name: options[name] for name in ("sites", "activities", "iterations", "events")}
    given["workers"] = options["workers"] and tuple(options["workers"])
    base = QUICK if options["quick"] else Plan()
    return replace(base, **{name: value for name, value in given.items() if value is not None})
