"""`manage.py bench risk`: what a simulation costs, beside a plain program in NumPy and MPXJ's passes."""

import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from config.benching import run
from config.running import COMPILE
from eventlog.bench.lines import Line
from projects.bench.risk.plan import Plan, as_text
from projects.bench.risk.rounds import Found
from projects.bench.risk.told import lines_of, ratios_of

QUICK = Plan(rounds=3, sizes=(1_000,))
_TO_STDERR = 2


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--activities", type=int, action="append", help="sizes of the networks")
    parser.add_argument("--iterations", type=int, help="how many of each")


def measured(options: dict[str, Any]) -> list[Line]:
    plan, result = _measured(options)
    return lines_of(plan, result)


def measured_as_json(options: dict[str, Any]) -> dict[str, Any]:
    """One object: the ratios by name and size, and the lines."""
    plan, result = _measured(options)
    return {"ratios": ratios_of(result), "lines": lines_of(plan, result)}


def _measured(options: dict[str, Any]) -> tuple[Plan, Found]:
    """In one process, each contender once a round; its loops are compiled before it starts."""
    subprocess.run([sys.executable, *COMPILE], check=True, cwd=settings.ROOT, stdout=_TO_STDERR)
    plan = _plan(options)
    with tempfile.TemporaryDirectory(prefix="slipway-bench-", dir=options["directory"]) as folder:
        result = Path(folder) / "result"
        parts = (as_text(plan), folder, str(result))
        run("projects.bench.risk", *parts, scratch=Path(folder), what="simulations")
        return plan, msgspec.json.decode(result.read_bytes(), type=Found)


def _plan(options: dict[str, Any]) -> Plan:
    given = {
        "rounds": options["rounds"],
        "iterations": options["iterations"],
        "sizes": options["activities"] and tuple(options["activities"]),
    }
    base = QUICK if options["quick"] else Plan()
    return replace(base, **{name: value for name, value in given.items() if value is not None})
