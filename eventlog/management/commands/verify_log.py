"""`manage.py verify_log`: nothing was changed, removed or put between, or else where it was first."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from eventlog.log import tail_position
from eventlog.stored import LogBroken
from eventlog.verify import EMPTY, NoCheckpoint, checkpoints_in, verify


class Command(BaseCommand):
    help = (
        "Follow the hash chain through the whole log; exit 1 at the first position that is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--against", type=Path, nargs="+", default=[], metavar="FILE",
            help="checkpoints the log must agree with: finds a tail cut off or written anew",
        )  # fmt: skip
        parser.add_argument(
            "--after", type=Path, metavar="FILE",
            help="trust the log up to the last checkpoint of this file and start there",
        )  # fmt: skip

    def handle(self, *args: Any, against: list[Path], after: Path | None, **options: Any) -> None:
        try:
            start = checkpoints_in(after)[-1] if after else EMPTY
            known = [checkpoint for file in against for checkpoint in checkpoints_in(file)]
            left = max(0, tail_position() - start.position)
            with tqdm(total=left, unit=" facts", unit_scale=True, disable=None) as bar:
                tail = verify(after=start, against=known, seen=bar.update)
        except (LogBroken, NoCheckpoint) as broken:
            raise CommandError(str(broken)) from None
        except DatabaseError as error:
            raise CommandError(f"The database cannot be read: {error}") from None
        checked = f"{tail.position - start.position:,} facts follow from one another"
        agreed = f" and agree with {len(known)} checkpoint{'s' * (len(known) > 1)}" if known else ""
        self.stdout.write(f"{checked}{agreed}. The log ends at position {tail.position:,}")
        self.stdout.write(f"with hash {tail.hash}.")
