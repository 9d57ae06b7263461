"""manage.py fidelity [PATH ...]: how many dates of other tools' files we compute to the same minute."""

import json
import os
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from projects.schedule.errors import ScheduleError, XerHasSeveralProjects
from projects.schedule.fidelity import EARLY, FLOATS, LATE, Fidelity, fidelity
from projects.schedule.model import Schedule
from projects.schedule.reading import read_schedule
from projects.schedule.stored_dates import stored_dates

KINDS = ("*.xer", "*.xer.gz", "*.xml", "*.xml.gz")
HEADINGS = (
    "file",
    "activities",
    "links",
    "early",
    "late",
    "floats",
    "dropped",
    "seconds",
    "finish",
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One project of one file. seconds: to read it and date it, on this machine."""

    name: str
    schedule: Schedule
    found: Fidelity
    seconds: float

    @property
    def cells(self) -> Sequence[str]:
        return (
            self.name,
            str(len(self.schedule.activities)),
            str(len(self.schedule.links)),
            *(_share(self.found, fields) for fields in (EARLY, LATE, FLOATS)),
            str(len(self.schedule.dropped)),
            f"{self.seconds:.2f}",
            f"{self.found.project_finish:%Y-%m-%d %H:%M}",
        )

    @property
    def plain(self) -> dict[str, Any]:
        return {
            "file": self.name,
            "activities": len(self.schedule.activities),
            "links": len(self.schedule.links),
            **{
                name: dict(zip(("exact", "of"), self.found.exact(*fields), strict=True))
                for name, fields in (("early", EARLY), ("late", LATE), ("floats", FLOATS))
            },
            "dropped": len(self.schedule.dropped),
            "seconds": round(self.seconds, 3),
            "project_finish": self.found.project_finish.isoformat(timespec="minutes"),
            "differences": [str(each) for each in self.found.differences],
        }


class Command(BaseCommand):
    help = "Hold our dates against those that P6 and Microsoft Project left in their files."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="*", type=Path, help="files or folders; SLIPWAY_DATA if left out"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--explain", action="store_true", help="each value that differs")

    def handle(self, *, paths: list[Path], json: bool, explain: bool, **options: Any) -> None:
        lines = list(self._lines(paths or [known_files()]))
        if json:
            self._print_json(lines)
            return
        for row in _aligned([HEADINGS, *(line.cells for line in lines)]):
            self.stdout.write(row)
        for line in lines if explain else ():
            for each in line.found.differences:
                self.stdout.write(f"{line.name}: {each}")

    def _print_json(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self.stdout.write(json.dumps(line.plain))

    def _lines(self, paths: Sequence[Path]) -> Iterator[Line]:
        for path in paths:
            files = [path] if path.is_file() else sorted(f for k in KINDS for f in path.rglob(k))
            if not files:
                raise CommandError(f"{path}: no file of P6 or Microsoft Project is there.")
            for file in files:
                yield from self._of_file(file)

    def _of_file(self, file: Path) -> Iterator[Line]:
        try:
            yield _line(file, None)
        except XerHasSeveralProjects as several:
            for project in several.choices:
                yield _line(file, project)
        except (ScheduleError, OSError) as refusal:
            self.stderr.write(f"{file.name}: {' '.join(str(refusal).split())}")


def known_files() -> Path:
    """Other people's schedules with the dates of their tools; they do not come with Slipway."""
    given = os.environ.get("SLIPWAY_DATA")
    folder = Path(given) if given else settings.ROOT.parent / "shared" / "data" / "risk"
    if not folder.is_dir():
        raise CommandError("Name a file, or set SLIPWAY_DATA to a folder with schedules.")
    return folder


def _line(file: Path, project: str | None) -> Line:
    begun = time.perf_counter()
    content = file.read_bytes()
    schedule = read_schedule(file.name, content, project=project)
    found = fidelity(schedule, stored_dates(content, project))
    name = file.name if project is None else f"{file.name} [{project}]"
    return Line(name=name, schedule=schedule, found=found, seconds=time.perf_counter() - begun)


def _share(found: Fidelity, fields: Sequence[str]) -> str:
    exact, of = found.exact(*fields)
    return f"{exact} of {of}" if of else "not stored"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for name, *cells in rows:
        figures = (cell.rjust(wide) for cell, wide in zip(cells, widths[1:], strict=True))
        yield "  ".join((name.ljust(widths[0]), *figures))
