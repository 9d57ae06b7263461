"""manage.py export_schedule PATH | --project CODE: a schedule as a file of P6, Project or CSV."""

import io
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eventlog.errors import Refusal
from projects.queries import project_named, standing_schedule
from projects.schedule.errors import ScheduleError
from projects.schedule.model import Schedule
from projects.schedule.reading import read_schedule
from projects.schedule.writing import TargetFormat, write_schedule


class Command(BaseCommand):
    help = "Write a schedule, stored or from a file, as XER, Microsoft Project XML or CSV."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path", nargs="?", type=Path, help="a schedule file to convert, without a database"
        )
        parser.add_argument(
            "--project", help="code of a stored project; with a path, the project in that file"
        )
        parser.add_argument("--format", required=True, choices=[f.value for f in TargetFormat])
        parser.add_argument(
            "--output", type=Path, help="a file; for CSV also a folder, for all but .zip"
        )

    def handle(
        self,
        *,
        path: Path | None,
        project: str | None,
        format: str,
        output: Path | None,
        **options: Any,
    ) -> None:
        """Say what the format could not hold, a line each."""
        target = TargetFormat(format)
        try:
            schedule = _schedule(path, project)
            written = write_schedule(schedule, target)
        except (ScheduleError, Refusal) as refusal:
            raise CommandError(" ".join(str(refusal).split())) from refusal
        output = output or _unused(path, project, target)
        _save(written.content, output, target)
        for note in written.notes:
            self.stdout.write(f"  {note}")
        self.stdout.write(
            f"{output}: {len(schedule.activities)} activities, {len(schedule.links)} links."
        )


def _schedule(path: Path | None, project: str | None) -> Schedule:
    if path is not None:
        return read_schedule(path, project=project)
    if project is None:
        raise CommandError("Give the path of a file, or --project.")
    schedule = standing_schedule(project_named(project).code)
    if schedule is None:
        raise CommandError(f"Project {project} has no schedule yet.")
    return schedule


def _unused(path: Path | None, project: str | None, target: TargetFormat) -> Path:
    """A file here, named after what is written. Only --output may name one that exists."""
    stem = (path.name.partition(".")[0] if path else project) or "schedule"
    output = Path(f"{stem}{target.suffix}")
    if output.exists():
        raise CommandError(f"{output} exists: name another file, or this one, with --output.")
    return output


def _save(content: bytes, output: Path, target: TargetFormat) -> None:
    try:
        if target is TargetFormat.CSV and output.suffix.lower() != ".zip":
            output.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                archive.extractall(output)
        else:
            output.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{output}: {error.strerror}.") from error
