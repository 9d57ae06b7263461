"""The admin page of what-if."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from eventlog.doors.admin import ReadModelAdmin
from projects.models import Project
from projects.whatif.mitigations import WhatIfForm
from projects.whatif.pages import answered, parts_of


def show_what_if(view: ReadModelAdmin, request: HttpRequest, project: Project) -> HttpResponse:
    """Ask with ready forms, and see dates, chances and money before and after. Nothing is recorded."""
    form = WhatIfForm(request.POST or None, project=project)
    answer = answered(project, form) if request.method == "POST" and form.is_valid() else None
    context = {
        **view.admin_site.each_context(request),
        "title": f"What if, at {project.code}",
        "opts": view.model._meta,
        "object": project,
        "project": project,
        "form": form,
        "media": view.media + form.media,
        "answer": answer,
        "parts": parts_of(answer) if answer else [],
    }
    return TemplateResponse(request, "projects/what_if.html", context)
