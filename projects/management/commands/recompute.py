"""manage.py recompute FORECAST [...]: prove that a forecast on the record can be computed again."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from eventlog.errors import Refusal
from projects.track.recomputing import recompute


class Command(BaseCommand):
    help = (
        "Compute forecasts again from the log as they knew it; exit 1 unless all bytes are equal."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "forecasts",
            nargs="+",
            metavar="FORECAST",
            help="the log position of a forecast, or the id of its row",
        )

    def handle(self, *, forecasts: list[str], **options: Any) -> None:
        unequal = 0
        for named in forecasts:
            try:
                found = recompute(named)
            except Refusal as refusal:
                unequal += 1
                self.stderr.write(str(refusal))
                continue
            where = f"{named}: {found.fact.event.project} as of {found.fact.event.as_of}"
            if difference := found.difference:
                unequal += 1
                self.stdout.write(f"{where} differs at {difference}")
            else:
                self.stdout.write(f"{where}: equal, {len(found.recorded.encode()):,} bytes")
        if unequal:
            sys.exit(1)
