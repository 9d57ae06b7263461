"""The admin page of what moved a project's dates."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from eventlog.doors.admin import ReadModelAdmin
from projects.explaining.pages import explanation_page
from projects.explaining.wording import TIME_WHY
from projects.models import Project


def show_explanation(view: ReadModelAdmin, request: HttpRequest, project: Project) -> HttpResponse:
    """The steps between two forecasts, which add up to the whole move."""
    page = explanation_page(project, request.GET.dict())
    context = {
        **view.admin_site.each_context(request),
        "title": f"What moved the dates of {project.code}",
        "opts": view.model._meta,
        "object": project,
        "page": page,
        "media": view.media + page.form.media if page.form else view.media,
        "time_why": TIME_WHY,
    }
    return TemplateResponse(request, "projects/explanation.html", context)
