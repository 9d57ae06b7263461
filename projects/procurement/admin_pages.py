"""The admin door of orders against the schedule."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from eventlog.doors.admin import ReadModelAdmin
from projects.models import Project
from projects.procurement.pages import orders_page


def show_orders(view: ReadModelAdmin, request: HttpRequest, project: Project) -> HttpResponse:
    """The orders of a project's site, those first that have the least float."""
    context = {
        **view.admin_site.each_context(request),
        "title": f"Orders for {project.code}",
        "opts": view.model._meta,
        "page": orders_page(project),
    }
    return TemplateResponse(request, "projects/orders.html", context)
