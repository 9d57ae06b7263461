"""A stored revision as a file to take away."""

from urllib.parse import quote

from django.http import HttpResponse

from projects.errors import NothingToExport
from projects.models import ScheduleRevision
from projects.planning.queries import schedule_of_revision
from projects.schedule.writing import TargetFormat, write_schedule


def export_of(revision: ScheduleRevision, target: TargetFormat) -> HttpResponse:
    """The file; what it could not hold is said in headers, one each. Raises NothingToExport."""
    schedule = schedule_of_revision(revision.project, revision.revision)
    if schedule is None:
        raise NothingToExport(project=revision.project, revision=revision.revision)
    written = write_schedule(schedule, target)
    response = HttpResponse(written.content, content_type="application/octet-stream")
    name = f"{revision.project}-{revision.revision}{target.suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Slipway-Lost"] = quote("\n".join(written.notes))
    return response
