"""manage.py fidelity [PATH ...]: how many dates and floats are those that the tool itself stored."""

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from projects.schedule.errors import FileMissing, ScheduleError, XerHasSeveralProjects
from projects.schedule.fidelity import EARLY, FLOATS, LATE, Fidelity, fidelity
from projects.schedule.model import Schedule
from projects.schedule.reading import read_schedule
from projects.schedule.report import one_line
from projects.schedule.stored_dates import stored_dates

_HEAD = (
    "| file | activities | links | early dates | late dates | floats | dropped fields | seconds |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|"
)
_KINDS = ("p6/*.xer*", "p6/*.xml*", "msproject/*.xml*")


class Command(BaseCommand):
    help = "Compare our dates with those that P6 or MS Project left in its files, as a table."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="default: all of SLIPWAY_DATA")
        parser.add_argument("--project", help="name or id of the project, for a file with several")
        parser.add_argument("--differences", type=int, default=0, help="name so many of each file")

    def handle(self, *, paths: list[str], project: str | None, **options: Any) -> None:
        found = [Path(path) for path in paths] or list(_outside_data())
        if not found:
            self.stderr.write("other people's schedules are not here: set SLIPWAY_DATA or a PATH")
            sys.exit(1)
        self.stdout.write(_HEAD)
        refused = 0
        for path in found:
            try:
                for row in _rows(path, project, options["differences"]):
                    self.stdout.write(row)
            except (ScheduleError, OSError) as refusal:
                refused += 1
                self.stderr.write(f"{path}: {one_line(refusal)}")
        if refused and paths:
            sys.exit(1)


def _outside_data() -> Iterator[Path]:
    beside = Path(__file__).parents[4] / "shared/data/risk"
    folder = Path(os.environ.get("SLIPWAY_DATA") or beside)
    for pattern in _KINDS:
        yield from sorted(folder.glob(pattern))


def _rows(path: Path, project: str | None, most: int) -> Iterator[str]:
    """One for the file, or for each of its projects that its tool has scheduled."""
    if not path.is_file():
        raise FileMissing(f"there is no file {path}")
    content = path.read_bytes()
    try:
        yield from _row(path, content, project, most)
    except XerHasSeveralProjects as refusal:
        for name in refusal.choices:
            yield from _row(path, content, name, most)


def _row(path: Path, content: bytes, project: str | None, most: int) -> Iterator[str]:
    began = time.perf_counter()
    schedule = read_schedule(path, content, project=project)
    found = fidelity(schedule, stored_dates(content, project))
    seconds = time.perf_counter() - began
    if any(found.compared.values()):
        yield _line(f"{path.name} {project or ''}".rstrip(), schedule, found, seconds)
    for difference in found.differences[:most]:
        yield f"| {difference} |"


def _line(name: str, schedule: Schedule, found: Fidelity, seconds: float) -> str:
    counts = [found.exact(*fields) for fields in (EARLY, LATE, FLOATS)]
    exact = [f"{same} of {of}" if of else "none stored" for same, of in counts]
    cells = [name, found.activities, len(schedule.links), *exact, len(schedule.dropped)]
    return f"| {' | '.join(map(str, cells))} | {seconds:.2f} |"
