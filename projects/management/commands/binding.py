"""manage.py binding PROJECT: which kind of constraint binds each tranche, and since when."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eventlog.doors.svg import day_text
from eventlog.errors import Refusal
from projects.binding.queries import REPLAYED, binding_of_project
from projects.binding.serializers import ProjectBindingSerializer
from projects.binding.told import ProjectBinding, TrancheBinding
from projects.binding.wording import before_words, bound_words, headline, percent, word_of
from projects.queries import project_named


class Command(BaseCommand):
    help = "Say which kind of constraint binds each tranche, and since when. Records nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", metavar="PROJECT")
        parser.add_argument(
            "--replayed",
            type=int,
            default=REPLAYED,
            metavar="N",
            help="of how many forecasts that did not record it, it is worked out again",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *, project: str, replayed: int, **options: Any) -> None:
        try:
            found = binding_of_project(project_named(project), replayed=max(0, replayed))
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            told = ProjectBindingSerializer(found).data
            self.stdout.write(json.dumps(told, indent=2, sort_keys=True))
        else:
            self.stdout.write("\n".join(_lines(found)))


def _lines(found: ProjectBinding) -> Iterator[str]:
    yield (
        f"{found.project}: data date {day_text(found.data_date)}, log position {found.as_of}, "
        f"{found.iterations:,} iterations"
    )
    for tranche in found.tranches:
        yield ""
        yield from _tranche_lines(tranche)


def _tranche_lines(tranche: TrancheBinding) -> Iterator[str]:
    yield f"Tranche {tranche.tranche}, ready at {tranche.milestone}"
    yield f"  {headline(tranche.kinds, tranche.since, too_close=tranche.too_close)}"
    if tranche.since and not tranche.too_close:
        yield f"  {before_words(tranche.since)}"
    for kind in tranche.kinds:
        yield f"  {kind.days:>8.1f} d {percent(kind.share):>9} {word_of(kind.kind)}"
    for activity in tranche.activities:
        yield f"  {activity.days:>8.1f} d through {activity.code} {activity.name}"
    for known in tranche.history[::-1]:
        yield f"  {day_text(known.on):>12}  {bound_words(known)}"
