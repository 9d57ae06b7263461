"""What it takes to make a large file the schedule of a project, facts and read models and all."""

import time
from datetime import date
from pathlib import Path

import django

django.setup()  # before the models below are read

from django.core.management import call_command  # noqa: E402

from eventlog.doors.inputs import Upload  # noqa: E402
from eventlog.facts import Meta  # noqa: E402
from projects.commands import register_project  # noqa: E402
from projects.events import ProjectKind  # noqa: E402
from projects.models import Activity, Calendar  # noqa: E402
from projects.planning.commands import import_schedule  # noqa: E402
from sites.models import Site  # noqa: E402

BENCH = Meta(actor="bench")


def seconds_to_import(path: Path) -> float:
    """Into an empty scratch database: read, dated, checked and recorded."""
    call_command("migrate", verbosity=0)
    Site.objects.create(code="BENCH", name="Bench", zone="UTC")
    Calendar.objects.create(code="BENCH", name="Five days of eight hours")
    project = register_project(
        code="BENCH",
        name="Bench",
        site="BENCH",
        kind=ProjectKind.GREENFIELD,
        starts_on=date(2026, 1, 5),
        calendar="BENCH",
        meta=BENCH,
    ).stream
    file = Upload(name=path.name, content=path.read_bytes())
    begun = time.perf_counter()
    import_schedule(project_id=project, file=file, meta=BENCH)
    seconds = time.perf_counter() - begun
    assert Activity.objects.exists()
    return seconds
