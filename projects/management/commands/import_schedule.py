"""Import a schedule file: `manage.py import_schedule PATH --project CODE [--dry-run]`."""

import io
import zipfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eventlog.doors.inputs import Upload
from eventlog.errors import Refusal
from eventlog.facts import Meta
from projects.planning.commands import import_schedule
from projects.planning.importing import ImportPlan, plan_import
from projects.queries import project_named

CSV_FILES = ("activities.csv", "links.csv")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class Command(BaseCommand):
    help = "Make a P6 .xer, or a folder or .zip of activities.csv and links.csv, the schedule."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--project", required=True, help="code of the project")
        parser.add_argument("--dry-run", action="store_true", help="say what would change; no more")

    def handle(self, *args: Any, path: Path, project: str, dry_run: bool, **options: Any) -> None:
        try:
            row = project_named(project)
            file = upload_of(path)
            self._tell(plan_import(row, file), dry_run)
            if not dry_run:
                done = import_schedule(project_id=row.pk, file=file, meta=Meta(actor="import"))
                self.stdout.write(f"Imported at position {done.position}.")
        except Refusal as refusal:
            found = refusal.details.get("problems", ())
            lines = [str(refusal), *(_line(problem) for problem in found)]
            raise CommandError("\n".join(lines)) from refusal

    def _tell(self, plan: ImportPlan, dry_run: bool) -> None:
        self.stdout.write(
            f"Revision {plan.revision}{' (dry run)' if dry_run else ''}: "
            f"{len(plan.schedule.activities)} activities, {len(plan.schedule.links)} links, "
            f"{len(plan.added)} added, {len(plan.removed)} removed."
        )


def upload_of(path: Path) -> Upload:
    """A file as it is; a folder as a zip of its two CSV files, the same bytes each time."""
    if path.is_dir():
        return Upload(name=f"{path.name}.zip", content=zipped(path))
    try:
        return Upload(name=path.name, content=path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error


def zipped(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in CSV_FILES:
            if not (folder / name).is_file():
                raise CommandError(f"{folder} has no {name}.")
            archive.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), (folder / name).read_bytes())
    return packed.getvalue()


def _line(problem: dict[str, Any]) -> str:
    place = [str(problem[name]) for name in ("table", "row", "field") if name in problem]
    return f"  {' '.join(place)}: {problem['detail']} [{problem['code']}]"
