"""`manage.py checkpoint [FILE]`: what the log is now, on one line, to be signed or mailed away."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand

from eventlog.durable import durable_tail
from eventlog.verify import checkpoint


class Command(BaseCommand):
    help = (
        "Print position, hash and time of the newest fact as one JSON object. Kept where the owner of "
        "the database cannot reach it, it lets `verify_log --against` find a tail that was cut off or "
        "written anew."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="standard output when none is named")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        line = msgspec.json.encode(checkpoint(at=durable_tail())).decode()
        if file:
            file.write_text(line + "\n", encoding="utf-8")
            self.stdout.write(f"Written to {file}.")
        else:
            self.stdout.write(line)
