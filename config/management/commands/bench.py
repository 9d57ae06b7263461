"""`manage.py bench log|schedule`: how fast the product is, beside others on the same machine."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError

from config import bench_log, bench_schedule
from config.management.commands.demo import StopAsked, stop_signals
from eventlog.bench.lines import Line, table

PARTS = {"log": bench_log, "schedule": bench_schedule}


class Command(BaseCommand):
    help = "Measure the event log, or the reading and dating of a large schedule, beside others."
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
        try:
            with stop_signals():  # what is stopped leaves no gigabytes behind
                lines = PARTS[what].measured(options)
        except StopAsked:
            raise CommandError("Stopped before the end.", returncode=130) from None
        for line in map(as_json, lines) if json else table(lines):
            self.stdout.write(line)


def as_json(line: Line) -> str:
    figures = msgspec.to_builtins(line) | {"median": line.median, "verdict": line.verdict}
    return json.dumps(figures)
