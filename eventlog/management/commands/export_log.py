"""`manage.py export_log [FILE]`: every fact as a line of JSON that `import_log` can check and take."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from eventlog.log import tail_position
from eventlog.stored import LogBroken
from eventlog.transfer import exported


class Command(BaseCommand):
    help = "Write the log as lines of JSON, one a fact, with all that the hash chain was made from."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="standard output when none is named")
        parser.add_argument("--after", type=int, metavar="POSITION", help="only facts after it")
        parser.add_argument("--until", type=int, metavar="POSITION", help="only facts up to it")

    def handle(
        self,
        *args: Any,
        file: Path | None,
        after: int | None,
        until: int | None,
        **options: Any,
    ) -> None:
        tail = tail_position()
        until = tail if until is None else min(until, tail)
        total = max(0, until - (after or 0))
        try:
            with tqdm(total=total, unit=" facts", unit_scale=True, disable=None) as bar:
                lines = exported(after=after, until=until, seen=bar.update)
                if file:
                    write_whole(file, lines)
                else:
                    self._print(lines)
        except LogBroken as broken:
            raise CommandError(f"The log cannot be exported. {broken}") from None
        self.stderr.write(f"{total:,} facts exported, up to position {until:,}.")

    def _print(self, lines: Iterator[bytes]) -> None:
        for line in lines:
            self.stdout.write(line.decode(), ending="")


def write_whole(file: Path, lines: Iterator[bytes]) -> None:
    """An export that was interrupted leaves no file that looks like a shorter log."""
    part = file.with_name(file.name + ".part")
    with part.open("wb") as out:
        out.writelines(lines)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
