"""manage.py rebuild_draws [PROJECT ...]: make missing draws of the newest forecasts again."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from eventlog.errors import Refusal
from projects.portfolio.rebuilding import Outcome, Rebuilt, codes, rebuild


class Command(BaseCommand):
    help = (
        "Simulate again each newest forecast whose draws are missing or damaged, and keep them if "
        "they are what the forecast recorded; exit 1 unless all are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("projects", nargs="*", metavar="PROJECT", help="all without one")

    def handle(self, *, projects: list[str], **options: Any) -> None:
        bad = 0
        for code in projects or codes():
            try:
                found = rebuild(code)
            except Refusal as refusal:
                bad += 1
                self.stderr.write(f"{code}: {refusal}")
                continue
            bad += found.outcome is Outcome.DIFFERENT
            self.stdout.write(_said(found))
        if bad:
            sys.exit(1)


def _said(found: Rebuilt) -> str:
    differing = f": {', '.join(found.differing)} not as recorded" if found.differing else ""
    told = {
        Outcome.NO_FORECAST: "no forecast that recorded draws yet",
        Outcome.DIFFERENT: "drift, nothing kept",
    }
    return f"{found.project}: {told.get(found.outcome, found.outcome.value)}{differing}"
