"""`manage.py move_log --to DATABASE_URL`: the way up from the embedded SQLite to a PostgreSQL."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from tqdm import tqdm

from config.moving import CannotMove, Moved, move, size_of_source, turn_to


class Command(BaseCommand):
    help = (
        "Move the log and all that people wrote beside it (users, tokens, reference data, mails) to "
        "an empty database, rebuild the read models there and verify the hash chain. Stop the web "
        "server and the workers first. This database is left as it is."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", required=True, metavar="DATABASE_URL", help="postgresql://user@host/name"
        )

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        try:
            turn_to(to)
            with tqdm(total=size_of_source(), unit=" rows", unit_scale=True, disable=None) as bar:
                moved = move(progress=bar.update)
        except (CannotMove, OperationalError) as reason:
            raise CommandError(f"Nothing was moved. {reason}") from None
        self._tell(moved)

    def _tell(self, moved: Moved) -> None:
        self.stdout.write(f"Moved to {connection.display_name}:")
        for label, count in {"facts": moved.tail.position, **moved.rows}.items():
            self.stdout.write(f"{count:>12,} {label}")
        self.stdout.write(
            f"Every read model was made again, and the hash chain verified to {moved.tail.hash}.\n"
            "Now start every process with this DATABASE_URL. The old database is as it was."
        )
