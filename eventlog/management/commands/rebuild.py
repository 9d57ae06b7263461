"""Bring read models to what the log says: `manage.py rebuild [NAME ...] [--check]`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from eventlog.log import tail_position
from eventlog.projections import Projection, Seen, rebuild


class Command(BaseCommand):
    help = "Rebuild read models from the log; only rows that differ are written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", help="app.model; all of them when none is named")
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on drift")

    def handle(self, *args: Any, names: list[str], check: bool, **options: Any) -> None:
        registry = Projection.registry
        if unknown := set(names) - set(registry):
            known = ", ".join(sorted(registry))
            raise CommandError(f"No such read model: {', '.join(sorted(unknown))}. Known: {known}.")
        drift = False
        for name in names or sorted(registry):
            with tqdm(total=tail_position(), desc=name, unit=" facts", disable=None) as bar:
                difference = rebuild(registry[name], check=check, seen=_shown_on(bar))
            drift = drift or bool(difference)
            self.stdout.write(f"{name}: {difference if difference else 'as the log says'}")
        if check and drift:
            raise CommandError("Read models differ from the log; `manage.py rebuild` mends them.")


def _shown_on(bar: "tqdm[Any]") -> Seen:
    """The bar stands at a position: facts that are none of this read model's count as passed."""

    def show(position: int) -> None:
        bar.update(position - bar.n)

    return show
