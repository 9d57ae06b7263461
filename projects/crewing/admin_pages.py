"""The admin page of a site's crews."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from eventlog.doors.admin import ReadModelAdmin
from projects.crewing.pages import crew_page
from projects.models import Project


def show_crews(view: ReadModelAdmin, request: HttpRequest, project: Project) -> HttpResponse:
    """Crew mix over time, against ratio rules and what the schedules need."""
    context = {
        **view.admin_site.each_context(request),
        "title": f"Crews at {project.site_id}",
        "opts": view.model._meta,
        "object": project,
        "page": crew_page(project),
    }
    return TemplateResponse(request, "projects/crews.html", context)
