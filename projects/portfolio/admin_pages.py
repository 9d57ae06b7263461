"""The admin page of the portfolio as one draw."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from eventlog.doors.admin import ReadModelAdmin
from projects.portfolio.pages import joint_page


def show_joint(view: ReadModelAdmin, request: HttpRequest) -> HttpResponse:
    """How many are late together, the power ready by a day, and what it costs whom."""
    context = {
        **view.admin_site.each_context(request),
        "title": "Portfolio: all sites as one draw",
        "opts": view.model._meta,
        "page": joint_page(),
    }
    return TemplateResponse(request, "projects/joint.html", context)
