"""Import a schedule file: `manage.py import_schedule PATH --project CODE [--dry-run]`."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from eventlog.doors.inputs import Upload
from eventlog.errors import Refusal
from eventlog.facts import Meta
from projects.models import Project
from projects.planning import progress
from projects.planning.commands import import_schedule
from projects.planning.importing import ImportPlan, plan_import
from projects.planning.pages import TITLES
from projects.planning.progress import STEPS
from projects.planning.queries import newest_revision
from projects.queries import project_named
from projects.schedule.csv_calendars import CALENDARS
from projects.schedule.csv_options import OPTIONS
from projects.schedule.quality.results import Offender
from projects.schedule.read_csv import ACTIVITIES, LINKS

SHOWN = 8
NEEDED, OPTIONAL = (ACTIVITIES, LINKS), (CALENDARS, OPTIONS)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class Command(BaseCommand):
    help = "Make a file of P6 or Microsoft Project, or a folder or zip of CSV files, the schedule."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--project", required=True, help="code of the project")
        parser.add_argument(
            "--project-in-file",
            metavar="NAME",
            help="the project in the file, where it holds several",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change; no more")

    def handle(
        self,
        *args: Any,
        path: Path,
        project: str,
        project_in_file: str | None,
        dry_run: bool,
        **options: Any,
    ) -> None:
        try:
            row = project_named(project)
            file = upload_of(path)
            if dry_run:
                with steps(STEPS[:-1]):
                    plan = plan_import(row, file, project_in_file=project_in_file)
                self._tell_plan(plan)
                return
            with steps(STEPS):
                done = import_schedule(
                    project_id=row.pk,
                    file=file,
                    project_in_file=project_in_file,
                    meta=Meta(actor="import"),
                )
            self._tell_revision(row)
            self.stdout.write(f"Imported at position {done.position}.")
        except Refusal as refusal:
            found = refusal.details.get("problems", ())
            more = found if len(found) > 1 else ()
            lines = [str(refusal), *(_line(problem) for problem in more)]
            raise CommandError("\n".join(lines)) from refusal

    def _tell_plan(self, plan: ImportPlan) -> None:
        self.stdout.write(
            f"Revision {plan.revision} (dry run): {len(plan.schedule.activities)} activities, "
            f"{len(plan.schedule.links)} links, {len(plan.added)} added, {len(plan.removed)} removed."
        )
        for note in plan.schedule.notes:
            self.stdout.write(f"  {note}")
        for dropped in plan.schedule.dropped:
            what = f"{dropped.table} {dropped.field}".rstrip()
            self.stdout.write(f"  not used: {what}, {dropped.rows} rows")
        for kind, changes in plan.changes.items():
            self.stdout.write(f"{TITLES[kind]}: {len(changes)}")
            for change in changes:
                self.stdout.write(
                    f"  {change.subject} {change.field}: {change.before or '-'} > {change.after or '-'}"
                )
        for blocker in plan.report.blockers:
            self.stdout.write(
                f"It will not be simulated: {blocker.message}{_some(blocker.offenders)}"
            )

    def _tell_revision(self, project: Project) -> None:
        revision = newest_revision(project.code)
        assert revision is not None
        self.stdout.write(
            f"Revision {revision.revision}: {revision.activity_count} activities, "
            f"{revision.link_count} links, {revision.progress_count} reports of progress, "
            f"{revision.edit_count} edits."
        )
        for blocker in revision.blockers:
            codes = ", ".join(blocker["activities"][:SHOWN])
            self.stdout.write(f"It is not simulated: {blocker['message']} ({codes} ...)")


@contextmanager
def steps(names: Sequence[str]) -> Iterator[None]:
    """A bar that fills with the steps, where somebody can see it."""
    with tqdm(total=len(names), unit=" step", disable=None) as bar:

        def show(step: str) -> None:
            bar.set_description(step)
            bar.update()

        with progress.told(show):
            yield


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
        for name in (*NEEDED, *OPTIONAL):
            if name in OPTIONAL and not (folder / name).is_file():
                continue
            if not (folder / name).is_file():
                raise CommandError(f"{folder} has no {name}.")
            archive.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), (folder / name).read_bytes())
    return packed.getvalue()


def _some(offenders: Sequence[Offender]) -> str:
    return f" ({', '.join(each.activity for each in offenders[:SHOWN])} ...)"


def _line(problem: dict[str, Any]) -> str:
    place = [str(problem[name]) for name in ("table", "row", "field") if name in problem]
    return f"  {' '.join(place)}: {problem['detail']} [{problem['code']}]"
