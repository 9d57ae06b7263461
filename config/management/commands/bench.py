"""`manage.py bench log|schedule|risk|sites`: how fast the product is, beside others on the same machine."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError

from config import bench_log, bench_risk, bench_schedule, bench_sites
from config.management.commands.demo import StopAsked, stop_signals
from eventlog.bench.lines import Line, table

PARTS = {"log": bench_log, "schedule": bench_schedule, "risk": bench_risk, "sites": bench_sites}


class Command(BaseCommand):
    help = (
        "Measure the event log, a large schedule or its simulation, beside others; or many sites."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="what", required=True)
        for name, part in PARTS.items():
            of_part = parts.add_parser(name, help=part.__doc__)
            of_part.add_argument("--quick", action="store_true", help="less exact")
            of_part.add_argument("--json", action="store_true", help="one JSON object a line")
            of_part.add_argument("--rounds", type=int, help="how often each figure is taken")
            of_part.add_argument("--directory", type=Path, help="on the disk to be measured")
            part.add_arguments(of_part)

    def handle(self, *args: Any, what: str, json: bool, **options: Any) -> None:
        part = PARTS[what]
        try:
            with stop_signals():  # what is stopped leaves no gigabytes behind
                told = _as_objects(part, options) if json else table(part.measured(options))
        except StopAsked:
            raise CommandError("Stopped before the end.", returncode=130) from None
        for line in told:
            self.stdout.write(line)


def _as_objects(part: ModuleType, options: dict[str, Any]) -> Iterable[str]:
    """An object for each line, or one for the whole where a part tells more than its lines."""
    if not hasattr(part, "measured_as_json"):
        return [as_json(line) for line in part.measured(options)]
    told = part.measured_as_json(options)
    lines = [_figures(line) for line in told["lines"]]
    return [json.dumps(told | {"lines": lines})]


def as_json(line: Line) -> str:
    return json.dumps(_figures(line))


def _figures(line: Line) -> dict[str, Any]:
    figures: dict[str, Any] = msgspec.to_builtins(line)
    return figures | {"median": line.median, "verdict": line.verdict}
