"""The admin page of what moves a project's date."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from eventlog.doors.admin import ReadModelAdmin
from projects.models import Project
from projects.sensitivity.pages import sensitivity_page


def show_sensitivity(view: ReadModelAdmin, request: HttpRequest, project: Project) -> HttpResponse:
    """Which activities hold up the date, how often, and how much they move it."""
    context = {
        **view.admin_site.each_context(request),
        "title": f"What moves the date of {project.code}",
        "opts": view.model._meta,
        "object": project,
        "page": sensitivity_page(project, milestone=request.GET.get("milestone", "")),
    }
    return TemplateResponse(request, "projects/sensitivity.html", context)
