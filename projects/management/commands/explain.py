"""manage.py explain PROJECT [--from P] [--to P]: which facts moved P80, and by how many days each."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eventlog.doors.svg import day_text
from eventlog.errors import Refusal
from projects.explaining.explaining import ITERATIONS, explain_move
from projects.explaining.serializers import ExplainedSerializer
from projects.explaining.steps import MOST_STEPS
from projects.explaining.told import Explained, Orders, TrancheMove

_FACTS = 6


class Command(BaseCommand):
    help = "Say which facts moved the P80 date between two log positions. Records nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", metavar="PROJECT")
        parser.add_argument("--from", type=int, dest="since", metavar="P", help="log position")
        parser.add_argument("--to", type=int, dest="until", metavar="P", help="log position")
        parser.add_argument("--tranche", default="", help="code of one tranche; by default all")
        parser.add_argument("--iterations", type=int, default=ITERATIONS)
        parser.add_argument("--steps", type=int, default=MOST_STEPS, help="told singly, at most")
        parser.add_argument(
            "--orders",
            type=Orders,
            choices=list(Orders),
            default=Orders.LEARNT,
            help="learnt: each cause on top of those known before; all: averaged over all orders",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *, project: str, steps: int, **options: Any) -> None:
        asked = ("since", "until", "tranche", "iterations", "orders")
        try:
            explained = explain_move(
                project, most=max(0, steps), **{name: options[name] for name in asked}
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            told = ExplainedSerializer(explained).data
            self.stdout.write(json.dumps(told, indent=2, sort_keys=True))
        else:
            self.stdout.write("\n".join(_lines(explained)))


def _lines(explained: Explained) -> Iterator[str]:
    yield (
        f"{explained.project}: P80 from position {explained.since} to {explained.until}, "
        f"data date {day_text(explained.data_date_before)} to {day_text(explained.data_date_after)}"
    )
    order = "in the order learnt" if explained.orders is Orders.LEARNT else "over all orders"
    yield (
        f"{explained.facts} facts, {explained.iterations:,} iterations on the same random numbers, "
        f"{order}; {explained.still} causes bear on no date"
    )
    for move in explained.moves:
        yield ""
        yield from _move_lines(move)


def _move_lines(move: TrancheMove) -> Iterator[str]:
    yield f"Tranche {move.tranche}, ready at {move.milestone}"
    yield f"  {'':8}          P80 was {day_text(move.p80_before.date())}"
    for step in move.steps:
        causes = f" ({step.causes} causes)" if step.causes > 1 else ""
        yield f"  {step.days:>+8} ± {step.error_days:<5.2f} d {step.title}{causes}"
        if len(step.facts) > 1:
            yield from (f"{'':21}{fact.position}: {fact.sentence}" for fact in step.facts[:_FACTS])
            if len(step.facts) > _FACTS:
                yield f"{'':21}and {len(step.facts) - _FACTS} more: --json has them all"
        elif step.facts:
            yield f"{'':21}fact {step.facts[0].position}"
    yield f"  {move.days:>+8} ± {move.error_days:<5.2f} d P80 is {day_text(move.p80_after.date())}"
