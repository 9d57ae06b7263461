"""The admin page of what binds a project."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from eventlog.doors.admin import ReadModelAdmin
from projects.binding.pages import binding_page
from projects.models import Project


def show_binding(view: ReadModelAdmin, request: HttpRequest, project: Project) -> HttpResponse:
    """Which kind of constraint binds each tranche, through which work, and since when."""
    context = {
        **view.admin_site.each_context(request),
        "title": f"What binds {project.code}",
        "opts": view.model._meta,
        "object": project,
        "page": binding_page(project),
    }
    return TemplateResponse(request, "projects/binding.html", context)
