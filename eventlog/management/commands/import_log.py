"""`manage.py import_log FILE`: take what `export_log` wrote, all of it or nothing."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError
from tqdm import tqdm

from eventlog.stored import LogBroken
from eventlog.transfer import Imported, LineRefused, import_lines

REFUSED = (LineRefused, LogBroken, IntegrityError, DataError, OSError)


class Command(BaseCommand):
    help = (
        "Import facts into an empty log or at the end of the one they continue, check the hash chain "
        "line by line and rebuild every read model; a line that is wrong leaves all as it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="from export_log; - is standard input")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            imported = self._imported(file)
        except REFUSED as reason:
            raise CommandError(f"Nothing was imported. {reason}") from None
        tail = imported.tail
        self.stdout.write(f"{imported.recorded:,} facts imported, every read model rebuilt.")
        self.stdout.write("What people edit (reference data, users) is in no log: load that too.")
        self.stdout.write(f"The log ends at position {tail.position:,} with hash {tail.hash}.")

    def _imported(self, file: Path) -> Imported:
        if str(file) == "-":
            return import_lines(_shown(sys.stdin.buffer, total=None))
        with file.open("rb") as lines:
            return import_lines(_shown(lines, total=file.stat().st_size))


def _shown(lines: BinaryIO, *, total: int | None) -> Iterator[bytes]:
    """The lines, with a bar on a terminal that says how far they have been read."""
    with tqdm(total=total, unit="B", unit_scale=True, disable=None) as bar:
        for line in lines:
            yield line
            bar.update(len(line))
